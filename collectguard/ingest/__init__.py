"""Files in, one `Log` out: read, normalise, mark duplicates, keep the ledger."""

from collectguard.ingest.read import read

__all__ = ["read"]
