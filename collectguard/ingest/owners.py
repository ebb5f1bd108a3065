"""Whose phone each file is from."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from collectguard.errors import InputError, SettingsError
from collectguard.parsers.containers import InputFile, expand
from collectguard.statements import Device, device_of

_Place = tuple[Path, int | None]


def with_owners(
    found: Iterable[InputFile | InputError],
    owners: Mapping[str, Sequence[str | os.PathLike[str]]],
    devices: Sequence[Device],
) -> list[InputFile | InputError]:
    """The files with the label of their owner; those that only ``owners`` names come last.

    A file that is named both as the user's own and as somebody else's is read once, as somebody else's.

    Args:
        found: What the user named.
        owners: Files, folders, patterns and archives by the label of their owner.
        devices: Phones of the case file: each has the files that are called as it says, unless ``owners``
            says otherwise; of several the first.

    Raises:
        SettingsError: One file is named for two owners.
    """
    named: dict[_Place, InputFile] = {}
    missing: list[InputError] = []
    for owner, paths in owners.items():
        for file in expand(paths):
            if isinstance(file, InputError):
                missing.append(file)
                continue
            earlier = named.setdefault(place_of(file), replace(file, owner=owner))
            if earlier.owner != owner:
                raise SettingsError(
                    "{path}: named for the phone of {first} and for that of {second}.",
                    "Say of each file whose phone it is from; two people have two backups.",
                    path=file.path,
                    first=earlier.owner,
                    second=owner,
                )
    labelled: list[InputFile | InputError] = []
    taken: set[_Place] = set()
    for file in found:
        if isinstance(file, InputError):
            labelled.append(file)
        elif (place := place_of(file)) in named:
            if place not in taken:  # named more than once, it is still read once
                labelled.append(replace(file, owner=named[place].owner))
            taken.add(place)
        else:
            device = device_of(file.path, devices)
            labelled.append(replace(file, owner=device.owner if device else None))
    return [*labelled, *(file for place, file in named.items() if place not in taken), *missing]


def place_of(file: InputFile) -> _Place:
    """Where it lies, in whatever spelling it was named; standard input lies nowhere."""
    return (Path(file.path) if file.location is None else file.location.resolve()), file.member
