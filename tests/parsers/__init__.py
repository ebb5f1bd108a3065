"""Files as the backup app, other writers and damage leave them, read byte for byte."""
