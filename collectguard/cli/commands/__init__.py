"""One command a file; each module has ``command()``, which makes it in the language of the run."""
