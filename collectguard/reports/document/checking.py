"""How somebody else checks a report and repeats the analysis."""

import shlex
from collections.abc import Iterator

from collectguard.case import Case
from collectguard.provenance import file_name
from collectguard.reports.document.blocks import Block, Bullets, Heading, Paragraph
from collectguard.settings import Settings
from collectguard.wording import Wording


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
    parts = ["collectguard", "analyze", *dict.fromkeys(map(_to_name, case.log.sources["path"]))]
    parts += ["-o", "report"]
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
    if settings.owner != "me":
        yield from ("--owner", settings.owner)


def _to_name(path: str) -> str:
    """The file to name on a command line: of a member of an archive, the archive."""
    name = file_name(path)
    place = name.lower().find(".zip!")
    return name if place < 0 else name[: place + len(".zip")]
