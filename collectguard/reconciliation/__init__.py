"""Two witnesses of the same calls, the phone and its carrier, held against each other."""
