"""Files to one lexicon: every problem of every file is found before anything is refused."""

import importlib.resources
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from collectguard.content.checking import across
from collectguard.content.lexicon import Lexicon
from collectguard.content.problems import LexiconError, Problem
from collectguard.content.reading import File, Source
from collectguard.i18n import Sentence
from collectguard.provenance import Origin


@cache
def shipped() -> Lexicon:
    """The lexicon that ships with the program.

    Raises:
        LexiconError: Anything is wrong with any of its files.
    """
    return _usable([File(source) for source in _shipped()])


def load(paths: Iterable[str | Path] = (), disable: Collection[str] = ()) -> Lexicon:
    """The lexicon that ships with the program, with the files of ``paths``, without the rules ``disable``.

    A folder stands for its ``*.toml`` files. A file may add rules, contexts, sets and keywords; it may not
    use the id of another rule. Its own list ``disable`` counts too.

    Raises:
        LexiconError: A file cannot be read, anything is wrong with any, or there is no rule of an id that
            is to be disabled; names all of it.
    """
    own, unread = _own(paths)
    if not own and not unread and not disable:
        return shipped()
    return _usable([File(source) for source in (*_shipped(), *own)], unread, disable)


def _usable(files: Sequence[File], unread: Sequence[Problem] = (), disable: Collection[str] = ()) -> Lexicon:
    lexicon = across(files)
    problems = [*unread, *(problem for file in files for problem in file.problems)]
    known = {entered.rule.id for file in files for entered in file.rules}
    problems += [
        Problem("disable", None, None, None, Sentence("there is no rule {name!r}", name=name))
        for name in sorted(set(disable) - known)
    ]
    if problems:
        places = {path: at for at, path in enumerate(dict.fromkeys(problem.path for problem in problems))}
        raise LexiconError(sorted(problems, key=lambda p: (places[p.path], p.line or 0)))
    gone = {*disable, *(name for file in files for name in file.disabled)}
    own = tuple(Origin.of(file.source.path, file.source.data) for file in files if not file.source.shipped)
    return replace(lexicon.without(gone), own=own)


def _shipped() -> list[Source]:
    folder = importlib.resources.files("collectguard.content").joinpath("lexicon")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return [Source(file.name, file.read_bytes(), shipped=True) for file in files]


def _own(paths: Iterable[str | Path]) -> tuple[list[Source], list[Problem]]:
    own, unread = [], []
    for path in map(Path, paths):
        files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not files:
            unread.append(Problem(str(path), None, None, None, Sentence("this folder holds no *.toml file")))
        for file in files:
            try:
                own.append(Source(str(file), file.read_bytes(), shipped=False))
            except OSError as error:
                reason = Sentence("cannot be read ({reason})", reason=error.strerror)
                unread.append(Problem(str(file), None, None, None, reason))
    return own, unread
