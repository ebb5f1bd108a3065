"""The command line: reads options, speaks, sets the exit code.

Standard output carries data, standard error talk. Commands import what they work with when they run, so
that help costs no more than click.
"""

from collectguard.cli.program import main

__all__ = ["main"]
