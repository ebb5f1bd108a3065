"""What is wrong in a case file, all of it at once: line, key, one sentence each."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from collectguard.casefile.visible import shown
from collectguard.errors import InputError
from collectguard.i18n import Translate
from collectguard.lines import Place, line_of


class Problem(NamedTuple):
    """One thing that must be put right."""

    line: int | None
    """From 1; ``None`` where the whole file is meant."""
    key: str
    """Section and key: ``actor.numbers``; empty where the whole line or file is meant."""
    sentence: str


class CaseFileError(InputError):
    """A case file cannot be used.

    Attributes:
        path: The file.
        problems: Everything that is wrong with it, by line.
    """

    def __init__(self, path: Path, problems: tuple[Problem, ...], _: Translate) -> None:
        """All problems of the file, in the language of ``_``."""
        head = (
            _("{path}: the case file cannot be used as it is, there is 1 problem.")
            if len(problems) == 1
            else _("{path}: the case file cannot be used as it is, there are {n} problems.")
        )
        said = [head.format(path=path, n=len(problems))]
        forms = _("line {line}, {key}: {sentence}"), _("line {line}: {sentence}"), "{sentence}"
        for problem in problems:
            form = forms[2 if problem.line is None else 0 if problem.key else 1]
            said.append("  " + form.format(**problem._asdict()))
        super().__init__("\n".join(said), _("Correct this in a text editor and run the command again."))
        self.path = path
        self.problems = problems


@dataclass
class Problems:
    """Collects what is wrong, with the lines of the file at hand."""

    lines: dict[Place, int] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, sentence: str) -> None:
        """Note a problem of the value at ``place``."""
        key = ".".join(shown(part) for part in place if isinstance(part, str))
        self.found.append(Problem(line_of(place, self.lines), key, sentence))

    @property
    def by_line(self) -> tuple[Problem, ...]:
        """The problems in the order of the file; what concerns all of it comes first."""
        return tuple(sorted(dict.fromkeys(self.found), key=lambda problem: problem.line or 0))
