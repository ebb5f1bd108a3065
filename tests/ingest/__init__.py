"""From files to one log: merging, the ledger, codes, times, containers."""
