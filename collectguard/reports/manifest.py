"""``manifest.json``: the SHA-256 of every input and output, and the check that they are still the same."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from collectguard.case import Case
from collectguard.clock import iso_utc
from collectguard.errors import InputError
from collectguard.provenance import Origin, sha256_of
from collectguard.reports.case_id import case_id
from collectguard.reports.case_json import conditions, json_bytes
from collectguard.reports.ledger import SourceRow, source_rows

NAME = "manifest.json"
SCHEMA = 1
_PROGRAM = "collectguard"
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What desktops put into a folder that somebody looks at."""


class State(StrEnum):
    """What became of a file since the manifest was written."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


class Checked(NamedTuple):
    """One file held against the manifest."""

    path: str
    state: State
    expected: str | None
    """SHA-256 in the manifest; ``None`` for a file that was added."""
    found: str | None
    """SHA-256 now; ``None`` for a file that is missing."""


@dataclass(frozen=True)
class Verification:
    """What `verify` found."""

    directory: Path
    manifest_sha256: str
    """The one number to write down or to have time-stamped: it covers all others."""
    outputs: tuple[Checked, ...]
    inputs: tuple[Checked, ...]
    """An input that is not at its path any more is ``missing``: it could not be checked."""

    @property
    def intact(self) -> bool:
        """Whether every output is there and unchanged, none was added, and no input was changed."""
        return all(file.state is State.UNCHANGED for file in self.outputs) and all(
            file.state is not State.CHANGED for file in self.inputs
        )


def write(case: Case, folder: Path, outputs: Iterable[Path]) -> Path:
    """Write the manifest of these outputs, which lie in ``folder``."""
    path = folder / NAME
    path.write_bytes(
        json_bytes(
            {
                "schema": SCHEMA,
                "program": _PROGRAM,
                "report": case_id(case),
                **conditions(case),
                "inputs": [*map(_input, source_rows(case.log)), *map(_said, case.companions)],
                "outputs": [
                    {"path": output.relative_to(folder).as_posix(), **_size_and_digest(output)}
                    for output in sorted(outputs)
                ],
            }
        )
    )
    return path


def _size_and_digest(file: Path) -> dict[str, Any]:
    with file.open("rb") as stream:
        sha256, size = sha256_of(stream)
    return {"size": size, "sha256": sha256}


def _input(source: SourceRow) -> dict[str, Any]:
    whose = {"owner": source.owner} if source.owner is not None else {}
    return {
        "path": source.path,
        **whose,
        "size": source.size,
        "sha256": source.sha256,
        "modified": source.mtime and iso_utc(source.mtime),
    }


def _said(origin: Origin) -> dict[str, Any]:
    return {**origin._asdict(), "modified": None}


def outputs_of(directory: Path) -> frozenset[str] | None:
    """The names of the files that a manifest of ours in the folder lists; ``None`` where there is none."""
    try:
        manifest = _load((directory / NAME).read_bytes())
        return frozenset(entry["path"] for entry in manifest["outputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def verify(directory: str | Path) -> Verification:
    """Compute the SHA-256 of every file again and hold it against ``manifest.json``.

    Inputs are looked for at their path as it was given, seen from the current folder.

    Raises:
        InputError: The folder holds no manifest of ours, or one that cannot be read.
    """
    directory = Path(directory)
    try:
        raw = (directory / NAME).read_bytes()
        manifest = _load(raw)
        outputs = [(entry["path"], entry["sha256"]) for entry in manifest["outputs"]]
        inputs = [(entry["path"], entry["sha256"]) for entry in manifest["inputs"]]
    except OSError as error:
        raise InputError(
            "There is no {name} to read in {folder}: {reason}.",
            "Give the folder that `collectguard analyze` wrote.",
            name=NAME,
            folder=directory,
            reason=error.strerror,
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "{path} is not a manifest of {program}.",
            "It was changed or comes from another program; compare with a copy that you kept.",
            path=directory / NAME,
            program=_PROGRAM,
        ) from error
    listed = {path for path, _ in outputs}
    added = [
        Checked(path, State.ADDED, None, _digest(directory / path))
        for path in _files(directory)
        if path not in listed
    ]
    return Verification(
        directory=directory,
        manifest_sha256=hashlib.sha256(raw).hexdigest(),
        outputs=(
            *(_checked(path, expected, _output_digest(directory, path)) for path, expected in outputs),
            *added,
        ),
        inputs=tuple(_checked(path, expected, _input_digest(path)) for path, expected in inputs),
    )


def _load(raw: bytes) -> dict[str, Any]:
    manifest = json.loads(raw)
    if manifest["program"] != _PROGRAM or manifest["schema"] != SCHEMA:
        raise ValueError("not ours")
    return dict(manifest)


def _checked(path: str, expected: str, found: str | None) -> Checked:
    if found is None:
        return Checked(path, State.MISSING, expected, None)
    return Checked(path, State.UNCHANGED if found == expected else State.CHANGED, expected, found)


def _output_digest(directory: Path, path: str) -> str | None:
    """The digest of an output; none where it is gone, or where its name leads out of the folder."""
    name = PurePosixPath(path)
    if name.is_absolute() or ".." in name.parts:
        return None
    return _digest(directory / name)


def _input_digest(path: str) -> str | None:
    """The digest of a backup, or of a member of an archive, ``archive.zip!member``, where it still is."""
    if (found := _digest(Path(path))) is not None:
        return found
    archive, mark, member = path.partition("!")
    while mark:
        if Path(archive).is_file():
            return _member_digest(Path(archive), member)
        further, mark, member = member.partition("!")
        archive = f"{archive}!{further}"
    return None


def _digest(file: Path) -> str | None:
    try:
        return str(_size_and_digest(file)["sha256"]) if file.is_file() else None
    except (OSError, ValueError):  # ValueError: no file name, since it holds NUL
        return None


def _member_digest(archive: Path, member: str) -> str | None:
    try:
        with zipfile.ZipFile(archive) as files, files.open(member) as file:
            return sha256_of(file)[0]
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return None  # not there any more, damaged, encrypted or packed in a way that nobody can read


def _files(directory: Path) -> Iterator[str]:
    """All files of the folder but the manifest, by their path inside it, sorted."""
    paths = (Path(folder, name) for folder, _, names in os.walk(directory) for name in names)
    for path in sorted(paths):
        if path != directory / NAME and path.name not in _LITTER:
            yield path.relative_to(directory).as_posix()
