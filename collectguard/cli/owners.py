"""Whose phone which backup is from, by the option ``--owner`` and by the case file."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypedDict

import click

from collectguard.cli.command import Option
from collectguard.cli.language import _

if TYPE_CHECKING:
    from collectguard.statements import CaseFile, Device


class Owners(NamedTuple):
    """What was given to the option ``--owner``."""

    own: str | None = None
    """Label of the owner of the files that are named without one."""
    others: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Backups by the label of their owner."""

    @property
    def files(self) -> tuple[str, ...]:
        """All backups that are named with an owner."""
        return tuple(file for files in self.others.values() for file in files)


class Whose(TypedDict):
    """Whose phone a backup is from, as `ingest.read` wants it."""

    owners: Mapping[str, tuple[str, ...]]
    devices: "Sequence[Device]"


def whose(owners: Owners, said: "CaseFile") -> Whose:
    """Whose phone which backup is from."""
    return {"owners": owners.others, "devices": said.devices}


def only_owner(said: "CaseFile") -> str | None:
    """The label of all phones of the case file but protected people's, where they have one and the same."""
    others = {person.owner for person in said.protected} - {None}
    labels = {device.owner for device in said.devices} - others
    return labels.pop() if len(labels) == 1 else None


def owner_option() -> Option:
    """Whose phone the backups are from; gives `Owners`."""
    return Option(
        ["--owner"],
        multiple=True,
        is_eager=True,  # heard before the files, which need not be named then
        callback=_owners,
        metavar="NAME[=FILE]",
        help=_(
            "Whose phone the backups are from: me unless said otherwise. With a file, folder or "
            "pattern: a backup of somebody else's phone, such as mother=mother.xml, which is counted "
            "beside, not among, the owner's own. May be repeated."
        ),
    )


def _owners(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> Owners:
    own: str | None = None
    others: dict[str, tuple[str, ...]] = {}
    for value in values:
        name, equals, file = (part.strip() for part in value.partition("="))
        if not name or bool(equals) != bool(file):
            raise click.BadParameter(
                _("{value!r} is neither a name nor NAME=FILE.").format(value=value), ctx, parameter
            )
        if equals:
            others[name] = (*others.get(name, ()), file)
        else:
            own = name
    return Owners(own, others)
