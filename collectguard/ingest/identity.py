"""Equal records get equal ids, whatever file they stand in.

An id is the first 16 hex digits of SHA-256 over the UTF-8 JSON array ``[owner, kind, type code,
party, epoch ms, body, part_digest, duration]``: no spaces, no ASCII escaping, ``null`` where absent.
"""

import hashlib
from collections.abc import Iterable
from json.encoder import encode_basestring

import numpy as np
import numpy.typing as npt
import pandas as pd

ID_BYTES = 8

Ids = npt.NDArray[np.uint64]


def identity_bytes(
    owner: str,
    rows: Iterable[tuple[str, str | None, str, int | None, str | None, str | None, str | None]],
) -> bytes:
    """The ids of rows of kind, type code, party, epoch ms, body, part digest, duration; 8 bytes each."""
    sha256, quoted = hashlib.sha256, encode_basestring
    heads: dict[tuple[str, str | None, str], str] = {}
    digests = []
    for kind, type_code, party, epoch, body, parts, duration in rows:
        key = (kind, type_code, party)
        head = heads.get(key)
        if head is None:
            head = f"[{quoted(owner)},{quoted(kind)},{_json(type_code)},{quoted(party)},"
            heads[key] = head
        text = (
            f"{head}{'null' if epoch is None else epoch},"
            f"{'null' if body is None else quoted(body)},"
            f"{'null' if parts is None else quoted(parts)},"
            f"{'null' if duration is None else quoted(duration)}]"
        )
        digests.append(sha256(text.encode()).digest()[:ID_BYTES])
    return b"".join(digests)


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
