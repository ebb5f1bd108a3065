"""Attachments of received messages as files: the backups are read a second time, now with their payloads.

Nothing of what a message says of its attachment reaches the disk: files are named after the event, with an
ending from a short list, and what is in them is never opened.
"""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from collectguard.errors import InputError, SettingsError
from collectguard.ingest.read import Paths, as_list
from collectguard.ingest.reading import changed, unreadable
from collectguard.parsers import smsbackup
from collectguard.parsers.containers import DAMAGED_ARCHIVE, STDIN, InputFile, expand
from collectguard.parsers.spool import Spool
from collectguard.provenance import DigestingReader, Extracted, sha256_of
from collectguard.schema import Log

ENDINGS: Final[Mapping[str, str]] = {
    "image/jpeg": "jpg", "image/jpg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp",
    "video/mp4": "mp4", "video/3gpp": "3gp", "audio/amr": "amr", "audio/mpeg": "mp3", "audio/mp3": "mp3",
    "application/pdf": "pdf", "text/vcard": "vcf", "text/x-vcard": "vcf",
}  # fmt: skip
"""Endings by claimed content type."""
OTHER_ENDING: Final = "bin"

WHOLE, DAMAGED, ABSENT = "whole", "damaged", "absent"


class _Wanted(NamedTuple):
    """The messages with attachments of one file of backup."""

    sha256: str
    size: int
    event_ids: dict[int, str]
    """By ordinal."""


def check(paths: Paths) -> None:
    """See whether everything that is named can be read twice.

    Raises:
        SettingsError: Standard input is among it.
    """
    if STDIN in as_list(paths):
        raise SettingsError(
            "Attachments cannot be extracted from standard input, which can be read only once.",
            "Save what comes there as a file, and name that.",
        )


def out_of_reach(log: Log) -> int:
    """How many received messages have attachments in backups of which none can be extracted."""
    with_parts = log.contacts[log.contacts["part_count"].fillna(0) > 0]
    others = log.sources.index[log.sources["parser"] != smsbackup.NAME]
    return len(with_parts[with_parts["source_id"].isin(others)])


def extract(log: Log, paths: Paths, folder: Path) -> tuple[Extracted, ...]:
    """Write the attachments of all received messages into a folder, duplicates apart.

    Args:
        log: What `read` made of ``paths``.
        paths: What was read; only backups of SMS Backup & Restore that hold such messages are read again.
        folder: Exists and is empty.

    Returns:
        Every attachment that the log counts, also those of which there is no file, in the order of the log.

    Raises:
        InputError: A backup cannot be read any more, or is not the one that the log was made of.
        OSError: A file cannot be written.
    """
    wanted = _wanted(log)
    found: dict[str, tuple[Extracted, ...]] = {}
    for file in expand(as_list(paths)):
        if not wanted:
            break
        if isinstance(file, InputFile) and (single := _take(file, wanted)):
            found.update(_extract(file, single, folder))
    for path in wanted:
        raise InputError("{path}: the file is not there any more.", "Put it back and try again.", path=path)
    return tuple(row for event_id in log.contacts["event_id"] for row in found.get(event_id, ()))


def _wanted(log: Log) -> dict[str, list[_Wanted]]:
    """By path as given: two files of an archive may bear the same name, and a file may be named twice."""
    wanted: dict[str, list[_Wanted]] = {}
    with_parts = log.contacts[log.contacts["part_count"].fillna(0) > 0]
    for source_id, events in with_parts.groupby("source_id"):
        source = log.sources.loc[source_id].to_dict()
        if source["parser"] == smsbackup.NAME:
            event_ids = dict(zip(events["ordinal"].tolist(), events["event_id"].tolist(), strict=True))
            single = _Wanted(source["sha256"], source["size"], event_ids)
            wanted.setdefault(source["path"], []).append(single)
    return wanted


def _take(file: InputFile, wanted: dict[str, list[_Wanted]]) -> _Wanted | None:
    """What is wanted of a file, once; of several with its path, what was read of its very bytes."""
    candidates = wanted.get(file.path, [])
    place = 0 if candidates else None
    if len(candidates) > 1:
        digest = _digest(file)
        place = next((n for n, single in enumerate(candidates) if single.sha256 == digest), None)
    if place is None:
        return None
    single = candidates.pop(place)
    if not candidates:
        del wanted[file.path]
    return single


def _digest(file: InputFile) -> str:
    try:
        with file.open() as stream:
            return sha256_of(stream)[0]
    except (*DAMAGED_ARCHIVE, OSError) as error:
        raise unreadable(file, error) from None


def _extract(file: InputFile, wanted: _Wanted, folder: Path) -> Iterator[tuple[str, tuple[Extracted, ...]]]:
    spool = Spool(folder)
    with closing(
        _blocks(file, wanted)
    ) as blocks:  # here and now, as its thread must not wait for the collector
        for ordinal, parts in smsbackup.attachments(blocks, spool):
            event_id = wanted.event_ids.get(ordinal)
            if event_id is not None:
                yield event_id, tuple(_keep(event_id, place, part) for place, part in enumerate(parts, 1))
            else:
                for part in parts:
                    if part.decoded is not None:
                        part.decoded.path.unlink()
        spool.clear()
        for _ in blocks:
            pass  # to the end, where it shows whether the file is the one that was read


def _keep(event_id: str, place: int, part: smsbackup.Attachment) -> Extracted:
    """Give the file of a part its name."""
    if part.decoded is None:
        return Extracted(event_id, place, ABSENT, part.content_type, part.name, None, None, None)
    path, size, sha256, whole = part.decoded
    ending = ENDINGS.get(part.content_type.partition(";")[0].strip().lower(), OTHER_ENDING)
    name = f"{event_id}-{place}.{ending}"
    path.rename(path.with_name(name))
    state = WHOLE if whole else DAMAGED
    return Extracted(event_id, place, state, part.content_type, part.name, size, sha256, name)


def _blocks(file: InputFile, wanted: _Wanted) -> Generator[bytes, None, None]:
    """The file in blocks.

    Raises:
        InputError: It cannot be read, or its bytes are not those that were read before.
    """
    try:
        with file.open() as stream:
            reader = DigestingReader(stream)
            with closing(reader.blocks()) as blocks:
                for block in blocks:
                    if reader.size > wanted.size:
                        break
                    yield block
    except (*DAMAGED_ARCHIVE, OSError) as error:
        raise unreadable(file, error) from None
    if reader.size != wanted.size or reader.sha256 != wanted.sha256:
        raise changed(file)
