"""How somebody else checks a report and repeats the analysis."""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Final

from collectguard.case import Case
from collectguard.provenance import file_name
from collectguard.reports.document.blocks import Block, Bullets, Heading, Paragraph
from collectguard.settings import UNNAMED_OWNER, Settings
from collectguard.statements import device_of
from collectguard.wording import Wording

_ARCHIVE: Final = ".zip"


def checking(case: Case) -> list[Block]:
    """What a reader can do to be sure: compare digests, run the analysis again."""
    _ = Wording(case.log.settings)._
    return [
        Heading(_("How to check this report"), 2),
        Bullets(
            [
                _(
                    "manifest.json lists the SHA-256 and the size of every backup file and of every file of "
                    "this report. A file whose SHA-256 differs was changed afterwards."
                ),
                _(
                    "Without any special program: on Windows certutil -hashfile FILE SHA256, elsewhere "
                    "sha256sum FILE."
                ),
                _("With collectguard, all at once: collectguard verify FOLDER."),
                _(
                    "The same files with the same settings and the same versions of the programs give the "
                    "same report, to the last byte:"
                ),
            ]
        ),
        Paragraph(command(case), "code"),
    ]


def command(case: Case) -> str:
    """The command line that repeats the analysis, in the folder that holds the backups."""
    paths = [_to_be_named(str(path)) for path in case.log.sources["path"]]
    names = [*map(shortest_names(paths).__getitem__, paths)]
    parts = ["collectguard", "analyze", *_each_archive_once(names), *_owners(case, names), "-o", "report"]
    if case.case_file.origin:
        parts += ["--case", file_name(case.case_file.origin.path)]
    for pack in case.evaluation.packs:
        if not pack.shipped:
            parts += ["--rules", file_name(pack.origin.path)]
    if case.content:
        for origin in case.content.own_lexica:
            parts += ["--lexicon", file_name(origin.path)]
        for rule in case.content.disabled:
            parts += ["--disable", rule]
    parts += _options(case.log.settings)
    if case.as_of:
        parts += ["--as-of", case.as_of.isoformat()]
    return shlex.join(parts)


def _options(settings: Settings) -> Iterator[str]:
    """The options that give these settings; where the region decides, that alone is named."""
    yield from ("--region", settings.region)
    if settings.tz_basis == "user":
        yield from ("--tz", settings.tz)
    if settings.night_basis == "user":
        for window in settings.nights:
            yield from ("--night", str(window))
    yield from ("--report-lang", settings.report_lang)
    if settings.connected_min_s != 1:
        yield from ("--connected-min", str(settings.connected_min_s))
    if settings.area_code:
        yield from ("--area-code", settings.area_code)
    if settings.columns:
        yield from ("--columns", settings.columns)
    if settings.owner != UNNAMED_OWNER:
        yield from ("--owner", settings.owner)


def _owners(case: Case, names: Sequence[str]) -> Iterator[str]:
    """The options that say whose phone a file is from, where neither the case file nor silence says it."""
    log, devices = case.log, case.case_file.devices
    given: dict[str, None] = {}
    for path, name, owner in zip(log.sources["path"], names, log.sources["owner"], strict=True):
        device = device_of(str(path), devices)
        unsaid = (device.owner if device else None) or log.settings.owner
        if owner != unsaid:
            given[f"{owner}={name}"] = None
    for pair in given:
        yield from ("--owner", pair)


def _each_archive_once(names: Iterable[str]) -> Iterator[str]:
    """All names in their order; an archive, which has a file for each member, but once."""
    seen = set()
    for name in names:
        if name not in seen or not name.lower().endswith(_ARCHIVE):
            yield name
        seen.add(name)


def _to_be_named(path: str) -> str:
    """The file to name on a command line: of a member of an archive, the archive."""
    place = path.lower().find(f"{_ARCHIVE}!")
    return path if place < 0 else path[: place + len(_ARCHIVE)]


def shortest_names(paths: Iterable[str]) -> Mapping[str, str]:
    """The name of each file; of files of one name as many folders before it as tell them apart."""
    parts = {path: PurePath(path.replace("\\", "/")).parts for path in paths}
    names = {path: file_name(path) for path in parts}
    depth = 1
    while depth < max(map(len, parts.values()), default=0):
        alike = {name for name, count in Counter(names.values()).items() if count > 1}
        if not alike:
            break
        depth += 1
        names |= {path: "/".join(parts[path][-depth:]) for path, name in names.items() if name in alike}
    return names
