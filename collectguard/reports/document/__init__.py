"""What the documents say, once for all of them: sentences, tables and figures as a list of blocks."""
