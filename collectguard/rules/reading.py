"""One file of rules on its way to a pack: what can be read, and everything that is wrong with it."""

import tomllib
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from collectguard.i18n import Sentence
from collectguard.lines import Place, key_lines, line_of
from collectguard.provenance import Origin
from collectguard.rules.consistency import Entered
from collectguard.rules.kinds import KINDS
from collectguard.rules.models import Header, Pack, Rule, Text
from collectguard.rules.problems import Problem

_SENTENCES: Final = ("exceptions", "cannot_show")
"""Lists whose items may name a sentence of the table ``words``."""

_UNNAMED: Final = {"en": "?"}
"""Stands in for a sentence that cannot be used, so that it is complained about once."""


class Source(NamedTuple):
    """A file of rules."""

    path: str
    data: bytes
    shipped: bool

    @property
    def origin(self) -> Origin:
        """The file with its digest."""
        return Origin.of(self.path, self.data)


class Loaded(NamedTuple):
    """What became of a file."""

    pack: Pack | None
    """``None`` where anything is wrong with it by itself."""
    entered: list[Entered]
    """Its rules as written, for comparing them with those of other files."""
    problems: list[Problem]


def loaded(source: Source) -> Loaded:
    """The pack of a file, or all that is wrong with it."""
    try:
        text = source.data.decode("utf-8-sig")
        raw = tomllib.loads(text)
        lines = key_lines(text)
    except UnicodeDecodeError as error:
        return _unreadable(source, Sentence("is not UTF-8 ({reason})", reason=error.reason))
    except tomllib.TOMLDecodeError as error:
        return _unreadable(source, Sentence("is not TOML: {reason}", reason=error))
    except RecursionError:
        return _unreadable(source, Sentence("is nested too deeply"))
    rules = raw.pop("rule", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        return Loaded(
            None,
            [],
            [Problem(source.path, line_of(("rule",), lines), None, "rule", Sentence("write [[rule]]"))],
        )
    reader = _Reader(source, lines, raw.get("words"))
    header = reader.header(raw)
    checked = [reader.rule(at, rule) for at, rule in enumerate(rules)]
    if not rules:
        reader.problems.append(Problem(source.path, None, None, "rule", Sentence("the pack holds no rule")))
    sound = [rule for rule in checked if rule is not None]
    whole = header is not None and len(sound) == len(rules)
    pack = Pack.of(header, sound, source.origin, shipped=source.shipped) if header and whole else None
    return Loaded(pack, reader.entered, reader.problems)


def _unreadable(source: Source, message: Sentence) -> Loaded:
    return Loaded(None, [], [Problem(source.path, None, None, None, message)])


class _Reader:
    """One file on its way to a pack."""

    def __init__(self, source: Source, lines: dict[Place, int], words: object) -> None:
        self.source, self.lines = source, lines
        named = words.items() if isinstance(words, dict) else ()
        self.words = {name: value if _is_text(value) else _UNNAMED for name, value in named}
        self.problems: list[Problem] = []
        self.entered: list[Entered] = []

    def header(self, raw: dict[str, Any]) -> Header | None:
        try:
            return Header.model_validate(raw)
        except ValidationError as error:
            self._keep(None, None, error)
        return None

    def rule(self, at: int, raw: dict[str, Any]) -> Rule | None:
        name = raw["id"] if isinstance(raw.get("id"), str) else None
        label = name or f"rule {at + 1}"
        entry = self._with_words(at, label, raw)
        self.entered.append(Entered(self.source.path, lambda *key: self._line(at, key), name, raw))
        try:
            return Rule.model_validate(entry)
        except ValidationError as error:
            self._keep(at, label, error)
        return None

    def _with_words(self, at: int, label: str, raw: dict[str, Any]) -> dict[str, Any]:
        """The rule with the sentences that it names."""
        entry = dict(raw)
        for key in _SENTENCES:
            items = raw.get(key)
            if not isinstance(items, list):
                continue
            entry[key] = [self.words.get(item, _UNNAMED) if isinstance(item, str) else item for item in items]
            for place, item in enumerate(items):
                if isinstance(item, str) and item not in self.words:
                    self._add(
                        at,
                        label,
                        (key, place),
                        Sentence("there is no sentence {item!r} in the table `words`", item=item),
                    )
        return entry

    def _keep(self, at: int | None, label: str | None, error: ValidationError) -> None:
        for detail in _said_once(error.errors(include_url=False)):
            self._add(at, label, _key(detail["loc"]), _plain(detail))

    def _add(self, at: int | None, label: str | None, key: Place, message: Sentence) -> None:
        name = ".".join(str(part) for part in key) or None
        self.problems.append(Problem(self.source.path, self._line(at, key), label, name, message))

    def _line(self, at: int | None, key: Place) -> int | None:
        return line_of(key if at is None else ("rule", at, *key), self.lines)


def _is_text(value: object) -> bool:
    try:
        Text.model_validate(value)
    except ValidationError:
        return False  # the head of the file is where it is complained about
    return True


def _key(place: Place) -> Place:
    """The key as the file spells it; pydantic puts the kind of a condition behind ``condition``."""
    if len(place) > 1 and place[0] == "condition" and place[1] in KINDS:
        return (place[0], *place[2:])
    return place


def _said_once(details: list[ErrorDetails]) -> Iterable[ErrorDetails]:
    """The errors without those that only follow from others: a list is not too short for its bad items."""
    places = [detail["loc"] for detail in details]
    for detail in details:
        place = detail["loc"]
        inside = any(len(other) > len(place) and other[: len(place)] == place for other in places)
        if not (detail["type"] == "too_short" and inside):
            yield detail


def _plain(detail: ErrorDetails) -> Sentence:
    match detail["type"]:
        case "missing":
            return Sentence("is missing")
        case "extra_forbidden":
            return Sentence("is no key that is known here")
        case "union_tag_invalid":
            kind, kinds = detail["ctx"]["tag"], ", ".join(KINDS)
            return Sentence("there is no condition {kind!r}; there are {kinds}", kind=kind, kinds=kinds)
        case "union_tag_not_found":
            return Sentence("say the `kind` of the condition: one of {kinds}", kinds=", ".join(KINDS))
        case "value_error":
            said = detail["ctx"]["error"].args[0]
            return said if isinstance(said, Sentence) else Sentence("{reason}", reason=said)
        case _:
            # What pydantic says about types and patterns is left in its own words.
            return Sentence("{reason}", reason=detail["msg"][:1].lower() + detail["msg"][1:])
