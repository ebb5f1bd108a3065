"""What only the user knows, said in ``case.toml``: who calls, what is owed, who asked to be left alone.

Nothing of it is needed for a first report. `template` writes the file with suggestions, `load` reads it,
`check` compares it with a log, `countable` counts what it makes countable, `reported_parties` says whom a
report is about, `starts_counting` from when on a request to stop counts.
"""

from collectguard.casefile.checking import check
from collectguard.casefile.countable import countable
from collectguard.casefile.loading import load
from collectguard.casefile.problems import CaseFileError, Problem
from collectguard.casefile.reported import reported_parties
from collectguard.casefile.stops import Start, starts_counting
from collectguard.casefile.template import template
from collectguard.statements import (
    Actor,
    CaseFile,
    Complaint,
    Debt,
    Device,
    Protected,
    Redaction,
    StopRequest,
)

__all__ = [
    "Actor", "CaseFile", "CaseFileError", "Complaint", "Debt", "Device", "Problem", "Protected", "Redaction",
    "Start", "StopRequest", "check", "countable", "load", "reported_parties", "starts_counting", "template",
]  # fmt: skip
