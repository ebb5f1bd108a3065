"""Counts, nights, runs: pure functions from a log to a frame."""
