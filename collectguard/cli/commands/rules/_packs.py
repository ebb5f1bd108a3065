"""Rules by their ids, from the packs that ship with the program and from the user's own."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from collectguard.cli.command import Option
from collectguard.cli.language import _
from collectguard.errors import SettingsError

if TYPE_CHECKING:
    from collectguard.rules import Pack, Rule


class Found(NamedTuple):
    """A rule and where it stands."""

    pack: "Pack"
    rule: "Rule"


def own_packs() -> Option:
    """Rules of the user's own, beside those that ship with the program."""
    return Option(
        ["--rules", "paths"],
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="PATH",
        help=_("A pack of your own beside those of the program, or a folder of them; may be repeated."),
    )


def find(packs: Iterable["Pack"], name: str) -> tuple[Found, ...]:
    """The rule of this id, in capitals or not; several where it has versions, in force one after the other.

    Empty where there is none.
    """
    wanted = name.upper()
    return tuple(Found(pack, rule) for pack in packs for rule in pack.rules if rule.id == wanted)


def unknown_rule(name: str, ids: Collection[str]) -> SettingsError:
    """What to say of an id that no rule has: with those that come close."""
    from difflib import get_close_matches

    near = get_close_matches(name.upper(), ids, n=3) or _holding(name.upper(), ids)
    return SettingsError(
        _("There is no rule {name!r}.").format(name=name),
        _("Did you mean: {names}?").format(names=", ".join(near))
        if near
        else _("`collectguard rules list --all` lists all ids."),
    )


def _holding(part: str, ids: Collection[str]) -> list[str]:
    """The first ids that hold a part long enough to mean something."""
    return sorted(i for i in ids if part in i)[:3] if len(part) > 2 else []


def find_each(packs: Iterable["Pack"], names: Sequence[str]) -> list[Found]:
    """The rules of these ids, in the order given, each once.

    Raises:
        SettingsError: One of them does not exist.
    """
    packs = tuple(packs)
    found: list[Found] = []
    for name in dict.fromkeys(name.upper() for name in names):
        versions = find(packs, name)
        if not versions:
            raise unknown_rule(name, {rule.id for pack in packs for rule in pack.rules})
        found += versions
    return found


def described(found: Iterable[Found], lang: str) -> str:
    """All that the packs say about these rules, and in which pack each stands."""
    from collectguard.cli.talk import shown
    from collectguard.rules import describe

    texts = []
    for pack, rule in found:
        where = _("{title} ({region}), {path}").format(
            title=pack.title.of(lang), region=pack.jurisdiction, path=pack.origin.path
        )
        texts.append(f"{describe(rule, lang)}\n{_('Rule pack')}\n  {where}")
    return shown("\n\n".join(texts))
