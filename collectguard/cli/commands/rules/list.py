"""``collectguard rules list``: every rule in a line."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.commands.rules._packs import own_packs
from collectguard.cli.language import _, spoken
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode, SettingsError

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from collectguard.rules import Pack, Rule


def command() -> Command:
    """The command."""
    return Command(
        "list",
        run,
        short=_("List the rules: what each counts, how strong it is, since when."),
        text=_(
            "List the rules that a log is measured against and the texts that are cited beside findings: "
            "how strong each is, what is counted, in force from when to when, and how it was verified."
        ),
        examples=("rules list --region CN", "rules list --all --rules my-rules.toml --json"),
        params=[
            Option(
                ["--region"],
                metavar="CODE",
                help=_("Only the rules of this country, and your own. By default those of all countries."),
            ),
            own_packs(),
            Option(
                ["--all", "everything"],
                is_flag=True,
                help=_("Show rules, too, that are not enabled, with the reason; --json has them always."),
            ),
            Option(
                ["--as-of"],
                metavar="DATE",
                help=_(
                    "Date by which to tell of rules that nobody has checked for a year, such as 2026-03-20. "
                    "By default today; the list itself is the same on every day."
                ),
            ),
            options.json_output(),
        ],
    )


def run(
    talk: Talk,
    *,
    region: str | None,
    paths: tuple[Path, ...],
    everything: bool,
    as_of: str | None,
    as_json: bool,
) -> ExitCode:
    """Show the rules as tables, or as one JSON object."""
    from collectguard.cli import output, tables
    from collectguard.rules import load, rule_list_json, stale

    today = datetime.now(UTC).date() if as_of is None else _date(as_of)
    packs = _of_region(load(paths), region)
    if as_json:
        output.write_json(rule_list_json(packs))
    else:
        output.write_text(tables.drawn(*_lines(packs, everything=everything)))
    for sentence in stale(packs, today):
        talk.warn(sentence.said(_))
    return ExitCode.DONE


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            _("{text!r} is no date.").format(text=text), _("Write it like 2026-03-20.")
        ) from None


def _of_region(packs: Sequence["Pack"], region: str | None) -> tuple["Pack", ...]:
    """The packs that a log of this region is measured against."""
    if region is None:
        return tuple(packs)
    regions = sorted({pack.jurisdiction for pack in packs})
    if region.upper() not in regions:
        raise SettingsError(
            _("There are no rules for the region {region}.").format(region=region),
            _("There are rules for: {regions}.").format(regions=", ".join(regions)),
        )
    return tuple(pack for pack in packs if not pack.shipped or pack.jurisdiction == region.upper())


def _lines(packs: Iterable["Pack"], *, everything: bool) -> Iterator["RenderableType"]:
    """The packs one after the other, what is counted apart from what is only cited."""
    from collectguard.cli.tables import heading, text
    from collectguard.rules.listing import condition_in_words

    lang, left = spoken(), 0
    for pack in packs:
        enabled = sum(rule.enabled for rule in pack.rules)
        rules = [rule for rule in pack.rules if rule.enabled or everything]
        left += len(pack.rules) - len(rules)
        title = _("{title} ({region}), {path}: {n} rules, {enabled} of them enabled").format(
            title=pack.title.of(lang),
            region=pack.jurisdiction,
            path=pack.origin.path,
            n=len(pack.rules),
            enabled=enabled,
        )
        yield heading(title)
        counting = [rule for rule in rules if rule.evaluable]
        if counting:
            words = [condition_in_words(rule.condition, lang) for rule in counting]
            if lang == "en":
                words = [f"{sentence[:1].upper()}{sentence[1:]}" for sentence in words]
            yield _table(counting, _("What is counted"), words, everything=everything)
            yield text("")
        cited = [rule for rule in rules if not rule.evaluable]
        if cited:
            words = [rule.title.of(lang) for rule in cited]
            yield _table(cited, _("Text to cite beside findings"), words, everything=everything)
            yield text("")
    yield text(_("`collectguard rules show ID` shows a rule in full, with its source and its words."))
    if left:
        yield text(_("Rules that are not enabled: {n}; --all shows them with the reason.").format(n=left))


def _table(rules: Sequence["Rule"], title: str, words: Sequence[str], *, everything: bool) -> "Table":
    from rich import box
    from rich.table import Table

    from collectguard.cli.tables import text

    strengths, verified = _strengths(), _verified()
    table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False, pad_edge=False)
    table.add_column(_("Rule"), no_wrap=True)  # an id stands whole, to be copied
    table.add_column(f"{_('Strength')} · {_('Verified')}", overflow="fold")
    table.add_column(title, overflow="fold")
    table.add_column(_("In force"), overflow="fold")
    if everything:
        table.add_column(_("Enabled"), overflow="fold")
    for rule, counted in zip(rules, words, strict=True):
        strength = f"{strengths[rule.force]} · {verified[rule.citation.verified]}"
        row = [rule.id, strength, counted, _period(rule)]
        if everything:
            because = rule.disabled_because
            row.append(_("yes") if because is None else _("no: {why}").format(why=because.of(spoken())))
        table.add_row(*map(text, row))
    return table


def _strengths() -> dict[str, str]:
    """The force of a rule in a word or two; `rules.describe` says it in full."""
    return {
        "binding": _("law"),
        "standard": _("recommended standard"),
        "self": _("self-regulation"),
        "guidance": _("guideline"),
        "draft": _("draft text"),
        "superseded": _("superseded"),
    }


def _verified() -> dict[str, str]:
    """How a text was verified, in a word or two."""
    return {
        "VT": _("full text"),
        "VS": _("secondary source"),
        "VW": _("weak sources"),
        "MEM": _("not verified"),
    }


def _period(rule: "Rule") -> str:
    """First and last day in force, as far as they are known."""
    start, end = rule.effective_from, rule.effective_to
    if start is None and end is None:
        return _("not known")
    return " – ".join("" if day is None else day.isoformat() for day in (start, end)).strip()
