"""Files to packs: every problem of every file is found before anything is refused."""

import importlib.resources
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from collectguard.casefile.lines import Place, key_lines, line_of
from collectguard.rules.consistency import Entered, across
from collectguard.rules.kinds import KINDS
from collectguard.rules.models import Header, Pack, Rule
from collectguard.rules.problems import Problem, RulePackError

_SENTENCES: Final = ("exceptions", "cannot_show")
"""Lists whose items may name a sentence of the table ``words``."""

_UNNAMED: Final = {"en": "?"}
"""Stands in for a sentence that is not there, so that it is complained about once."""


class _Source(NamedTuple):
    path: str
    data: bytes
    shipped: bool


class _Loaded(NamedTuple):
    pack: Pack | None
    entered: list[Entered]
    problems: list[Problem]


@cache
def packs() -> tuple[Pack, ...]:
    """The packs that ship with the program, by the names of their files.

    Raises:
        RulePackError: Anything is wrong with any of them.
    """
    return _usable([_loaded(source) for source in _shipped()])


def load(paths: Iterable[str | Path] = ()) -> tuple[Pack, ...]:
    """The packs that ship with the program, then those of ``paths`` in their order.

    A folder stands for its ``*.toml`` files. A rule of an own pack may not take the id of another.

    Raises:
        RulePackError: A file cannot be read, or anything is wrong with any pack; names all of it.
    """
    own, unread = _own(paths)
    if not own and not unread:
        return packs()
    return _usable([_loaded(source) for source in (*_shipped(), *own)], unread)


def _usable(loaded: Sequence[_Loaded], unread: Sequence[Problem] = ()) -> tuple[Pack, ...]:
    problems = [*unread, *(problem for each in loaded for problem in each.problems)]
    problems += across([entry for each in loaded for entry in each.entered])
    if problems:
        places = {path: at for at, path in enumerate(dict.fromkeys(problem.path for problem in problems))}
        raise RulePackError(sorted(problems, key=lambda p: (places[p.path], p.line or 0)))
    return tuple(each.pack for each in loaded if each.pack is not None)


def _shipped() -> list[_Source]:
    folder = importlib.resources.files("collectguard.rules").joinpath("packs")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return [_Source(file.name, file.read_bytes(), shipped=True) for file in files]


def _own(paths: Iterable[str | Path]) -> tuple[list[_Source], list[Problem]]:
    own, unread = [], []
    for path in map(Path, paths):
        files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not files:
            unread.append(Problem(str(path), None, None, None, "this folder holds no *.toml file"))
        for file in files:
            try:
                own.append(_Source(str(file), file.read_bytes(), shipped=False))
            except OSError as error:
                unread.append(Problem(str(file), None, None, None, f"cannot be read ({error.strerror})"))
    return own, unread


def _loaded(source: _Source) -> _Loaded:
    try:
        text = source.data.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return _Loaded(None, [], [Problem(source.path, None, None, None, f"is not UTF-8 ({error.reason})")])
    except tomllib.TOMLDecodeError as error:
        return _Loaded(None, [], [Problem(source.path, None, None, None, f"is not TOML: {error}")])
    rules, words = raw.pop("rule", []), raw.pop("words", {})
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        return _Loaded(None, [], [Problem(source.path, None, None, "rule", "write each rule as [[rule]]")])
    reader = _Reader(source, key_lines(text), words if isinstance(words, dict) else {})
    header = reader.header(raw)
    checked = [reader.rule(at, rule) for at, rule in enumerate(rules)]
    if not rules:
        reader.problems.append(Problem(source.path, None, None, "rule", "the pack holds no rule"))
    sound = [rule for rule in checked if rule is not None]
    whole = header is not None and len(sound) == len(rules)
    pack = Pack.of(header, sound, source.path, shipped=source.shipped) if header and whole else None
    return _Loaded(pack, reader.entered, reader.problems)


class _Reader:
    """One file on its way to a pack."""

    def __init__(self, source: _Source, lines: dict[Place, int], words: Mapping[str, Any]) -> None:
        self.source, self.lines, self.words = source, lines, words
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
                    self._add(at, label, (key, place), f"there is no sentence {item!r} in the table `words`")
        return entry

    def _keep(self, at: int | None, label: str | None, error: ValidationError) -> None:
        for detail in _said_once(error.errors(include_url=False)):
            self._add(at, label, _key(detail["loc"]), _plain(detail))

    def _add(self, at: int | None, label: str | None, key: Place, message: str) -> None:
        name = ".".join(str(part) for part in key) or None
        self.problems.append(Problem(self.source.path, self._line(at, key), label, name, message))

    def _line(self, at: int | None, key: Place) -> int | None:
        return line_of(key if at is None else ("rule", at, *key), self.lines)


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


def _plain(detail: ErrorDetails) -> str:
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is no key that is known here"
        case "union_tag_invalid":
            return f"there is no condition {detail['ctx']['tag']!r}; there are {', '.join(KINDS)}"
        case "union_tag_not_found":
            return f"say the `kind` of the condition: one of {', '.join(KINDS)}"
        case "value_error":
            return str(detail["ctx"]["error"])
        case _:
            return detail["msg"][:1].lower() + detail["msg"][1:]
