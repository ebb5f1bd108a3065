"""Figures: functions from a log to axes, each drawing what a statistic gave."""
