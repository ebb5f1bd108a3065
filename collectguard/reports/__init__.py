"""Documents: functions from a case to files."""
