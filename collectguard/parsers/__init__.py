"""One file or folder a format: streaming readers that yield records or the reason why there is none."""

from collectguard.parsers import (
    adb,
    aleapp,
    databases,
    googlevoice,
    oppo,
    pdf,
    smsbackup,
    smsie,
    smsrecord,
    superbackup,
    tables,
    vcard,
    vmsg,
)
from collectguard.parsers.source import Parser, SourceFacts

PARSERS: tuple[Parser, ...] = (
    smsbackup,
    smsie,
    superbackup,
    databases,
    adb,
    oppo,
    smsrecord,
    vcard,
    vmsg,
    aleapp,
    googlevoice,
    pdf,
    tables,
)
"""Every format that can be read; exactly one must claim a file."""

__all__ = ["PARSERS", "Parser", "SourceFacts"]
