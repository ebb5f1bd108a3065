"""``python -m collectguard``."""

from collectguard.cli import main

if __name__ == "__main__":
    main()
