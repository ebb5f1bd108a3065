"""Equal records get equal ids, whatever file they stand in.

An id is the first 16 hex digits of SHA-256 over the UTF-8 JSON array ``[owner, kind, type code,
party, epoch ms, body, part_digest, duration]``: no spaces, no ASCII escaping, ``null`` where absent.

Lists write directions and durations in words, each in its own: in place of type code and duration stand
direction and outcome with a blank between, and the seconds. A time of theirs that is no instant stands
there as written, so that calls of different days stay two.
"""

import hashlib
from collections.abc import Iterable
from json.encoder import encode_basestring

import numpy as np
import numpy.typing as npt
import pandas as pd

from collectguard.ingest.memo import Memo

ID_BYTES = 8

Ids = npt.NDArray[np.uint64]


class Identifier:
    """Gives the ids of one owner's records."""

    def __init__(self, owner: str) -> None:
        owner = encode_basestring(owner)
        self.heads = Memo(lambda key: f"[{owner},{_json(key[0])},{_json(key[1])},{_json(key[2])}")
        self.tails = Memo(lambda key: f"{_json(key[0])},{_json(key[1])}]")

    def ids(
        self,
        heads: Iterable[tuple[str, str | None, str]],
        epochs: Iterable[int | str | None],
        bodies: Iterable[str | None],
        tails: Iterable[tuple[str | None, str | None]],
    ) -> bytes:
        """The ids of rows, 8 bytes each, from columns of equal length.

        Args:
            heads: Kind, type code, party.
            epochs: Epoch milliseconds, or JSON in their place.
            bodies: Text.
            tails: Part digest, duration as in the file.
        """
        sha256, quoted, head, tail = hashlib.sha256, encode_basestring, self.heads, self.tails
        rows = [
            f"{head[start]},{'null' if epoch is None else epoch},"
            f"{'null' if body is None else quoted(body)},{tail[end]}"
            for start, epoch, body, end in zip(heads, epochs, bodies, tails, strict=True)
        ]
        return b"".join([sha256(row.encode()).digest()[:ID_BYTES] for row in rows])


def _json(text: str | None) -> str:
    return "null" if text is None else encode_basestring(text)


def as_integers(identities: bytes) -> Ids:
    """The ids as integers, for comparing."""
    return np.frombuffer(identities, dtype=">u8").astype(np.uint64)


def number_repeats(identities: Ids, source_ids: npt.NDArray[np.int32]) -> tuple[Ids, npt.NDArray[np.bool_]]:
    """Which repeat within its file each record is, from 0, and whether an earlier file has that repeat.

    The k-th equal record of one file meets the k-th of another; the file given first keeps it.
    Rows must stand in the order of the files.
    """
    frame = pd.DataFrame({"identity": identities, "source_id": source_ids})
    repeat = frame.groupby(["identity", "source_id"], sort=False).cumcount().to_numpy()
    frame["repeat"] = repeat
    duplicate = frame.duplicated(["identity", "repeat"]).to_numpy()
    return repeat.astype(np.uint64), duplicate


def event_ids(identities: bytes, repeats: Ids) -> list[str]:
    """The ids as 16 hex digits; a second equal record of one file ends in ``-2``, a third in ``-3``."""
    text = identities.hex()
    ids = [text[start : start + 2 * ID_BYTES] for start in range(0, len(text), 2 * ID_BYTES)]
    for place in np.flatnonzero(repeats):
        ids[place] = f"{ids[place]}-{repeats[place] + 1}"
    return ids
