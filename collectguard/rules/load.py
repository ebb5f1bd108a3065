"""Files to packs: every problem of every file is found before anything is refused."""

import importlib.resources
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from collectguard.i18n import Sentence
from collectguard.rules.consistency import across
from collectguard.rules.models import Pack
from collectguard.rules.problems import Problem, RulePackError
from collectguard.rules.reading import Loaded, Source, loaded


@cache
def packs() -> tuple[Pack, ...]:
    """The packs that ship with the program, by the names of their files.

    Raises:
        RulePackError: Anything is wrong with any of them.
    """
    return _usable([loaded(source) for source in _shipped()])


def load(paths: Iterable[str | Path] = ()) -> tuple[Pack, ...]:
    """The packs that ship with the program, then those of ``paths`` in their order.

    A folder stands for its ``*.toml`` files. A rule of an own pack may not take the id of another.

    Raises:
        RulePackError: A file cannot be read, or anything is wrong with any pack; names all of it.
    """
    own, unread = _own(paths)
    if not own and not unread:
        return packs()
    return _usable([loaded(source) for source in (*_shipped(), *own)], unread)


def _usable(files: Sequence[Loaded], unread: Sequence[Problem] = ()) -> tuple[Pack, ...]:
    problems = [*unread, *(problem for each in files for problem in each.problems)]
    problems += across([entry for each in files for entry in each.entered])
    if problems:
        places = {path: at for at, path in enumerate(dict.fromkeys(problem.path for problem in problems))}
        raise RulePackError(sorted(problems, key=lambda p: (places[p.path], p.line or 0)))
    return tuple(each.pack for each in files if each.pack is not None)


def _shipped() -> list[Source]:
    folder = importlib.resources.files("collectguard.rules").joinpath("packs")
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
                unread.append(
                    Problem(
                        str(file),
                        None,
                        None,
                        None,
                        Sentence("cannot be read ({reason})", reason=error.strerror),
                    )
                )
    return own, unread
