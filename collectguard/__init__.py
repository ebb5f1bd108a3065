"""collectguard: from a phone's backups to numbers, charts and a report that a complaint can rest on.

``read`` gives the merged `Log` of many files, ``analyze`` a `Case` with everything a report prints,
``Case.save`` writes the documents. ``statistics`` and ``plots`` are the parts to explore with;
``rules`` are the published texts that a log is measured against, ``casefile`` is what its owner adds;
``content`` finds phrases in messages, ``actors`` suggests which numbers belong together,
``reconciliation`` holds the phone against the carrier's list.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collectguard import actors, casefile, content, plots, reconciliation, rules, statistics
    from collectguard.case import Case, Chart
    from collectguard.ingest import read
    from collectguard.pipeline import analyze
    from collectguard.schema import Log
    from collectguard.settings import Settings, Window, settings_for

__version__ = "0.1.0"

__all__ = [
    "Case", "Chart", "Log", "Settings", "Window", "actors", "analyze", "casefile", "content", "plots", "read",
    "reconciliation", "rules", "settings_for", "statistics",
]  # fmt: skip

_HOMES = {
    "Case": "case",
    "Chart": "case",
    "Log": "schema",
    "Settings": "settings",
    "Window": "settings",
    "analyze": "pipeline",
    "read": "ingest",
    "settings_for": "settings",
}


def __getattr__(name: str) -> Any:
    """Load a part when it is first used, so that ``--help`` needs neither pandas nor matplotlib."""
    if name in {"actors", "casefile", "content", "plots", "reconciliation", "rules", "statistics"}:
        return importlib.import_module(f"{__name__}.{name}")
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
