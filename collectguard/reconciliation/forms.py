"""How finely a file writes: two files of one witness may hold the same call in different form."""

import re
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from collectguard.reconciliation.calls import Ints
from collectguard.schema import CARRIER

_BY_THE_CLOCK: Final = frozenset({"tables", "pdf"})
"""Parsers of files that write clocks and words, each file in its own way. All others read what a program
copied out of the phone's own database: two of one parser are of one form."""
_MASK = re.compile(r"[*x•●×#?]{3}", re.IGNORECASE)
_MINUTE: Final = 60
_MILLISECONDS: Final = 1000


class Form(NamedTuple):
    """What a file writes; of two the finer one sorts first. Numbers come first: all is counted by them."""

    hides: bool
    """It masks numbers."""
    unit_ms: int
    """1 where it writes milliseconds, 1000 where it does not."""
    without_seconds: bool
    """Of some times at least."""
    whole_minutes: bool
    """Talk times are in whole minutes."""
    is_list: bool
    name: str
    """Of its sort; of a carrier's list its digest, since each may round in its own way."""


def could_differ(files: pd.DataFrame) -> bool:
    """Whether files of one witness (rows of `SOURCE_DTYPES`) may be of several forms."""
    parsers = set(files["parser"])
    return len(files) > 1 and (len(parsers) > 1 or not parsers.isdisjoint(_BY_THE_CLOCK))


def forms_of(rows: pd.DataFrame, files: pd.DataFrame) -> dict[int, Form]:
    """The form of each file of one witness, by ``source_id``.

    Args:
        rows: Their events with a usable time, all calls or all messages.
        files: Rows of `SOURCE_DTYPES`.
    """
    talk = rows["duration_s"].to_numpy(dtype=np.int64, na_value=0)
    masked = np.array([hides_digits(str(key)) for key in rows["party"].cat.categories], bool)
    seen = pd.DataFrame(
        {
            "source_id": rows["source_id"].to_numpy(np.int64),
            "hides": masked[rows["party"].cat.codes] if len(rows) else False,
            "milliseconds": epoch_ms(rows) % _MILLISECONDS != 0,
            "without_seconds": (rows["time_quality"] == "minute_only").to_numpy(bool),
            "talk": talk > 0,
            "seconds": talk % _MINUTE != 0,
        }
    )
    alike = {
        number: digest if witness == CARRIER else parser
        for number, witness, parser, digest in zip(
            files.index.tolist(), files["witness"], files["parser"], files["sha256"], strict=True
        )
    }
    together = {
        number: name if name not in _BY_THE_CLOCK else f"{name} {number}" for number, name in alike.items()
    }
    found = seen.drop(columns="source_id").groupby(seen["source_id"].map(together)).any()
    return {
        number: Form(
            hides=bool(one["hides"]),
            unit_ms=1 if one["milliseconds"] else _MILLISECONDS,
            without_seconds=bool(one["without_seconds"]),
            whole_minutes=bool(one["talk"] and not one["seconds"]),
            is_list=files.loc[number, "witness"] == CARRIER,
            name=name,
        )
        for number, name in alike.items()
        if together[number] in found.index
        for one in [found.loc[together[number]]]
    }


def hides_digits(party: str) -> bool:
    """Whether a key is a number that its file masks, whole or in part; a code such as ``*#06#`` is none."""
    return party.startswith("raw:") and _MASK.search(party) is not None


def epoch_ms(rows: pd.DataFrame) -> Ints:
    """Epoch milliseconds of ``started_at``, which has no gaps."""
    moments: Ints = (
        rows["started_at"].dt.tz_localize(None).to_numpy().astype("datetime64[ms]").astype(np.int64)
    )
    return moments
