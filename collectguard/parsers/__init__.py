"""One file a format: streaming readers that yield records or the reason why there is none."""
