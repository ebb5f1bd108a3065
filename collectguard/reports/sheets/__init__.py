"""The sheets of ``evidence.xlsx``."""
