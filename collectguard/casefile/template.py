"""The text of a new ``case.toml``: every section explained, every suggestion commented out."""

import importlib.resources
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

import jinja2
import pandas as pd

from collectguard.actors import Suggestion
from collectguard.casefile.actor_blocks import suggested_blocks
from collectguard.casefile.quoting import toml_text
from collectguard.casefile.suggestions import Caller, callers, refusals
from collectguard.casefile.visible import visible
from collectguard.casefile.wrapping import comment
from collectguard.i18n import Translate, translator
from collectguard.numbers import identify
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statements import CREDITOR_TYPES, DEBT_KINDS

_LONGEST_QUOTE = 300


def template(
    log: Log,
    settings: Settings | None = None,
    lang: str | None = None,
    *,
    suggestions: Iterable[Suggestion] = (),
) -> str:
    """A case file for this log that says nothing yet, since all of it is commented out.

    Lines that begin with ``#`` and no blank are suggestions (numbers that may belong together, numbers with
    the most contacts, messages that read like a request to stop) or examples with made-up numbers; without
    their ``#`` they are a valid case file. All else explains them.

    Args:
        log: The log that suggestions come from.
        settings: Those of the log when not given.
        lang: ``zh`` or ``en``; the language of the report when not given.
        suggestions: What `actors.suggest` gives: each group has one block, and its numbers no other.
    """
    if settings is not None:
        log = replace(log, settings=settings)
    settings = log.settings
    _ = translator(lang or settings.report_lang)
    groups = [one for one in suggestions if not one.confirmed and one.extends is None]
    grouped = frozenset(party for one in groups for party in one.parties)
    environment = jinja2.Environment(  # noqa: S701  the result is TOML, not HTML
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined
    )
    environment.filters |= {"comment": comment, "toml": toml_text}
    file = importlib.resources.files("collectguard.casefile").joinpath("case.toml.j2")
    examples = _made_up_numbers(log, settings)
    return environment.from_string(file.read_text("utf-8")).render(
        _=_,
        settings=settings,
        phones=_phones(log),
        groups=suggested_blocks(groups, log, _),
        callers=callers(log.own, besides=grouped),
        refusals=refusals(log.own),
        creditor_types=", ".join(f'"{name}"' for name in CREDITOR_TYPES),
        debt_kinds=", ".join(f'"{name}"' for name in DEBT_KINDS),
        heading=lambda title: f"# ===== {title} =====",
        told=lambda caller: _told(caller, _),
        quoted=_quoted,
        stamp=lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
        visible=visible,
        example=lambda: next(examples),
    )


def _phones(log: Log) -> list[tuple[str, list[str]]]:
    """The files of each phone by the label of its owner, the owner's own phone first."""
    names = pd.Series([PurePath(path).name for path in log.sources["path"]], dtype="str")
    given = set(log.sources["owner"])
    owners = [one for one in (log.settings.owner, *log.other_owners) if one in given]
    return [(owner, names[(log.sources["owner"] == owner).to_numpy(bool)].tolist()) for owner in owners]


def _told(caller: Caller, _: Translate) -> str:
    """How often a number called and wrote, and when."""
    return _(
        "{number}: {calls} calls, {messages} messages, {night} of them at night; {series} series of "
        "unanswered calls; from {first} to {last}."
    ).format(
        number=visible(caller.number),
        calls=caller.call_count,
        messages=caller.message_count,
        night=caller.night_count,
        series=caller.missed_series,
        first=_date(caller.first),
        last=_date(caller.last),
    )


def _date(moment: pd.Timestamp) -> str:
    return f"{moment:%Y-%m-%d}"


def _quoted(body: str) -> str:
    """The message, line by line and never as a line of the file that counts."""
    cut = body if len(body) <= _LONGEST_QUOTE else f"{body[:_LONGEST_QUOTE]} […]"
    return "\n".join(f"#   > {visible(line)}" for line in cut.splitlines())


def _made_up_numbers(log: Log, settings: Settings) -> Iterator[str]:
    """Numbers that can ring nowhere and do not occur in the log: mobiles 194… or +1 212 555 01…."""
    taken = set(log.events["party"].unique())
    pattern = "194000000{:02d}" if settings.region == "CN" else "+12125550{:d}"
    for number in range(1 if settings.region == "CN" else 100, 100 if settings.region == "CN" else 200):
        spelled = pattern.format(number)
        key = identify(spelled, region=settings.region, area_code=settings.area_code).key
        if key not in taken:
            yield spelled
