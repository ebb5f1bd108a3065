"""The process that reads one file beside others; started by `side_by_side`, not by people."""

import sys

from collectguard.ingest.side_by_side import serve_one

if __name__ == "__main__":
    try:
        serve_one(sys.stdin.buffer, sys.stdout.buffer)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)  # whoever asked is gone
