"""The whole job of ``analyze`` and ``demo``: read, count, draw, write, and say what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from collectguard import casefile, pipeline, reports
from collectguard.case import Case
from collectguard.cli.amiss import strange_lists, warnings
from collectguard.cli.language import _, spoken
from collectguard.cli.ledger import totals
from collectguard.cli.phones import beside, none_of_the_own
from collectguard.cli.progress import stages
from collectguard.cli.reading import read_log
from collectguard.cli.talk import Talk
from collectguard.content import Lexicon
from collectguard.errors import SettingsError
from collectguard.ingest import attachments as attached
from collectguard.reports.ledger import source_rows
from collectguard.rules import Pack
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statements import CaseFile

_WITHOUT_CHARTS = frozenset({"csv", "xlsx"})
"""Formats that hold no chart; drawing takes most of the time."""
_FIRST_TO_OPEN = ("summary.pdf", "report.html", "report.pdf", "evidence.xlsx")


class Result(NamedTuple):
    """What was found, and where it was written."""

    case: Case
    outputs: Mapping[str, Path]
    warnings: tuple[str, ...]
    complete: bool
    """Whether every format was written; false where a part that one needs is not installed."""

    def as_json(self) -> dict[str, Any]:
        """The figures, the files and the warnings as plain JSON values."""
        log = self.case.log
        return {
            "schema": 1,
            "summary": {
                "all": self.case.blocks["all"],
                "unknown_senders": self.case.blocks["unknown_senders"],
                **self.case.witnesses.among([log.settings.owner]).answered_only_json(),
                "totals": log.ledger,
                "settings": log.settings.as_dict(),
            },
            "outputs": [str(path) for path in self.outputs.values()],
            "warnings": list(self.warnings),
        }


def analyze_and_save(
    talk: Talk,
    files: Sequence[str],
    settings: Settings,
    folder: Path,
    *,
    case_file: CaseFile | None = None,
    packs: Iterable[Pack] | None = None,
    lexicon: Lexicon | None = None,
    formats: Sequence[str] = (),
    max_mb: float = reports.MAX_MB,
    force: bool = False,
    as_of: datetime | None = None,
    attachments: bool = False,
    owners: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Result:
    """Do the whole job and tell of it.

    Raises:
        InputError: Nothing could be read.
        OutputError: The folder is not ours to replace, or cannot be written.
        SettingsError: A format does not exist, or attachments are wanted of what cannot be read twice.
    """
    inputs = [*files, *(file for theirs in owners.values() for file in theirs)]
    if attachments:
        attached.check(inputs)  # before all the work
    if unknown := [name for name in formats if name not in reports.FORMATS]:
        raise SettingsError(
            _("There is no output format {name!r}.").format(name=unknown[0]),
            _("Choose among: {names}.").format(names=", ".join(reports.FORMATS)),
        )
    missing = None if formats else reports.missing_part()
    if missing is not None:  # the rest of the report is better than none
        talk.error(*missing.said(_))
        formats = [name for name in reports.FORMATS if name != "pdf"]
    reports.check_place(folder, force=force)
    devices = case_file.devices if case_file else ()
    log = read_log(talk, files, settings, owners=owners, devices=devices)
    _tell_files(talk, log)
    talk.say(totals(log))
    amiss = tuple(warnings(log))
    for sentence in amiss:
        talk.warn(sentence)
    with stages(talk, _("Drawing the chart {name} …")) as stage:
        if formats and _WITHOUT_CHARTS.issuperset(formats):
            case = pipeline.without_charts(
                log, case_file=case_file, packs=packs, lexicon=lexicon, as_of=as_of
            )
        else:
            case = pipeline.analyze(
                log, case_file=case_file, packs=packs, lexicon=lexicon, as_of=as_of, stage=stage
            )
    strange = tuple(strange_lists(case.reconciliation, log))
    for sentence in strange:
        talk.warn(sentence)
    if attachments:
        case = pipeline.with_attachments(case, inputs)
    for remark in casefile.check(case.case_file, log, as_of, lang=spoken()):
        talk.warn(remark)
    _tell_figures(talk, case)
    talk.say(
        _("Rules that the log was measured against: {rules}. Findings: {findings}.").format(
            rules=len(case.evaluation.evaluated), findings=len(case.evaluation.findings)
        )
    )
    with stages(talk, _("Writing {name} …")) as stage:
        outputs = reports.save(
            case, folder, formats=formats or None, max_mb=max_mb, force=force, progress=stage
        )
    if attachments:
        _tell_attachments(talk, case, outputs)
    unread = tuple(" ".join(unread.said(_)) for unread in log.unread)
    return Result(case, outputs, (*unread, *none_of_the_own(log), *amiss, *strange), complete=missing is None)


def tell_outputs(talk: Talk, result: Result, folder: Path) -> None:
    """Say where the files are, in which language, and which to open first."""
    talk.say(_("Wrote {n} files into {folder}.").format(n=len(result.outputs), folder=folder.resolve()))
    lang = result.case.log.settings.report_lang
    if lang != spoken():
        talk.say(
            _("They are written in {language}; another language: {option}").format(
                language={"zh": _("Chinese"), "en": _("English")}[lang], option=f"--report-lang {spoken()}"
            )
        )
    first = next((name for name in _FIRST_TO_OPEN if name in result.outputs), None)
    if first is not None:
        talk.say(_("Open this first: {path}").format(path=result.outputs[first]))
    if unread := result.case.log.unread:
        talk.warn(
            _("What could not be read, {n} in all, is named above; the report is without it.").format(
                n=len(unread)
            )
        )


def _tell_attachments(talk: Talk, case: Case, outputs: Mapping[str, Path]) -> None:
    extracted = sum(name.startswith("attachments/") for name in outputs)
    talk.say(
        _(
            "Attachments of received messages, written as files: {n}. None of them was opened; {name} says "
            "what each claims to be."
        ).format(n=f"{extracted:,}", name="attachments.csv")
    )
    if n := attached.out_of_reach(case.log):
        talk.warn(
            _(
                "Received messages whose attachments were not extracted, since their backups are not of "
                "SMS Backup & Restore: {n}."
            ).format(n=f"{n:,}")
        )


def _tell_files(talk: Talk, log: Log) -> None:
    for source in source_rows(log):
        sentence = _("Read {path}: {n} records of {format}.")
        if source.owner is not None and source.owner != log.settings.owner:
            sentence = _("Read {path}: {n} records of {format}, of the phone of {owner}.")
        talk.say(
            sentence.format(
                path=source.path, n=f"{source.records:,}", format=source.format, owner=source.owner
            )
        )


def _tell_figures(talk: Talk, case: Case) -> None:
    _tell_own_figures(talk, case)
    for line in beside(case.log):
        talk.say(line)


def _tell_own_figures(talk: Talk, case: Case) -> None:
    figures, unknown, settings = case.overall, case.unknown_senders, case.log.settings
    if not figures["timed"]:
        talk.say(_("Incoming contacts: {n}.").format(n=f"{figures['incoming']:,}"))
        return
    talk.say(
        _(
            "Incoming contacts: {n}, from {first} to {last}; from numbers outside the contacts: {unknown}."
        ).format(
            n=f"{figures['incoming']:,}",
            first=f"{figures['first'].tz_convert(settings.tz):%Y-%m-%d}",
            last=f"{figures['last'].tz_convert(settings.tz):%Y-%m-%d}",
            unknown=f"{unknown['incoming']:,}",
        )
    )
    talk.say(
        _("In the night ({night}, clock of {tz}): {n}; from numbers outside the contacts: {unknown}.").format(
            night=settings.night,
            tz=settings.tz,
            n=f"{figures['night_count']:,}",
            unknown=f"{unknown['night_count']:,}",
        )
    )
