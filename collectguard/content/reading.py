"""One file of a lexicon: what can be read of it, and everything that is wrong with it by itself."""

import tomllib
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails

from collectguard.content.models import Context, Entry, Head, Rule, Spelling
from collectguard.content.problems import Problem
from collectguard.i18n import Sentence
from collectguard.lines import Place, key_lines, line_of

_TABLES: Final = ("pack", "contexts", "sets", "keywords", "rule")

_Model = TypeVar("_Model", bound=BaseModel)


class Source(NamedTuple):
    """A file of a lexicon."""

    path: str
    data: bytes
    shipped: bool


class Entered(NamedTuple):
    """A rule with the place at which it stands."""

    rule: Rule
    at: int
    """Its number in the file, from 0."""


class Basics(Entry):
    """The tables of a file that rules go by."""

    contexts: dict[str, Context] = Field(default_factory=dict)
    sets: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    keywords: dict[str, Spelling] = Field(default_factory=dict)


class File:
    """A file as far as it can be read; what cannot be used is in ``problems`` and nowhere else."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.head: Head | None = None
        self.basics = Basics()
        self.rules: list[Entered] = []
        self.disabled: tuple[str, ...] = ()
        self._lines: dict[Place, int] = {}
        raw = self._document()
        if raw is not None:
            self._take(raw)

    def complain(self, place: Place, rule: str | None, message: Sentence) -> None:
        """Note what is wrong with the value at a place of the document."""
        key = place[2:] if rule is not None else place
        name = ".".join(str(part) for part in key) or None
        self.problems.append(Problem(self.source.path, line_of(place, self._lines), rule, name, message))

    def _document(self) -> dict[str, Any] | None:
        try:
            text = self.source.data.decode("utf-8-sig")
            raw = tomllib.loads(text)
            self._lines = key_lines(text)
        except UnicodeDecodeError as error:
            self.complain((), None, Sentence("is not UTF-8 ({reason})", reason=error.reason))
        except tomllib.TOMLDecodeError as error:
            self.complain((), None, Sentence("is not TOML: {reason}", reason=error))
        except RecursionError:
            self.complain((), None, Sentence("is nested too deeply"))
        else:
            return raw
        return None

    def _take(self, raw: dict[str, Any]) -> None:
        disabled = raw.pop("disable", [])
        if isinstance(disabled, list) and all(isinstance(name, str) for name in disabled):
            self.disabled = tuple(disabled)
        else:
            self.complain(("disable",), None, Sentence("write a list of ids"))
        for name in raw.keys() - _TABLES:
            self.complain((name,), None, Sentence("is no key that is known here"))
        self.head = self._checked(Head, raw.get("pack", {}), ("pack",), None)
        parts = {name: raw[name] for name in ("contexts", "sets", "keywords") if name in raw}
        self.basics = self._checked(Basics, parts, (), None) or Basics()
        rules = raw.get("rule", [])
        if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
            self.complain(("rule",), None, Sentence("write [[rule]]"))
            return
        for at, entry in enumerate(rules):
            label = entry["id"] if isinstance(entry.get("id"), str) else f"rule {at + 1}"
            rule = self._checked(Rule, entry, ("rule", at), label)
            if rule is not None:
                self.rules.append(Entered(rule, at))

    def _checked(self, model: type[_Model], raw: object, place: Place, rule: str | None) -> _Model | None:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self.complain((*place, *detail["loc"]), rule, _plain(detail))
        return None


def _plain(detail: ErrorDetails) -> Sentence:
    match detail["type"]:
        case "missing":
            return Sentence("is missing")
        case "extra_forbidden":
            return Sentence("is no key that is known here")
        case "value_error":
            said = detail["ctx"]["error"].args[0]
            return said if isinstance(said, Sentence) else Sentence("{reason}", reason=said)
        case _:
            # What pydantic says about types and patterns is left in its own words.
            return Sentence("{reason}", reason=detail["msg"][:1].lower() + detail["msg"][1:])
