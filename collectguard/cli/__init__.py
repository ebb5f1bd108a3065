"""The command line: reads options, speaks, sets the exit code."""
