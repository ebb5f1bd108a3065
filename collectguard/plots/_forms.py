"""The forms a contact takes in figures: how a call ended, or a message."""

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from collectguard.i18n import Translate
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statistics.outcomes import calls, connected_calls

FORMS: Final = ("connected", "missed", "rejected", "blocked", "voicemail", "other", "message")
"""``other``: calls answered without talk time, taken elsewhere without it, or of unknown outcome."""


class Marker(NamedTuple):
    """Shape and filling tell the forms apart without colour."""

    shape: str
    filled: bool
    is_call: bool


MARKERS: Final[dict[str, Marker]] = {
    "connected": Marker("o", filled=True, is_call=True),
    "missed": Marker("o", filled=False, is_call=True),
    "rejected": Marker("x", filled=False, is_call=True),
    "blocked": Marker("s", filled=False, is_call=True),
    "voicemail": Marker("v", filled=False, is_call=True),
    "other": Marker("D", filled=False, is_call=True),
    "message": Marker("^", filled=True, is_call=False),
}


def form_labels(log: Log, settings: Settings) -> pd.Series:
    """The form of every event, a category of `FORMS`, indexed like ``log.events``: a grouping."""
    events = log.events
    outcome = events["outcome"].astype("str").to_numpy()
    form = np.select(
        [~calls(events), connected_calls(events, settings)]
        + [outcome == name for name in ("missed", "rejected", "blocked", "voicemail")],
        ["message", "connected", "missed", "rejected", "blocked", "voicemail"],
        default="other",
    )
    return pd.Series(pd.Categorical(form, categories=list(FORMS)), index=events.index, name="form")


def form_names(_: Translate) -> dict[str, str]:
    """What a reader calls each form."""
    return {
        "connected": _("call, connected"),
        "missed": _("call, missed"),
        "rejected": _("call, declined"),
        "blocked": _("call, blocked by the phone"),
        "voicemail": _("call, sent to voicemail"),
        "other": _("call, no talk time or outcome not known"),
        "message": _("message (SMS, MMS, RCS)"),
    }
