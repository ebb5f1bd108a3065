"""What in a case file does not fit the backups at hand, though no figure becomes wrong by it."""

from collections.abc import Iterator
from datetime import date, datetime
from fnmatch import fnmatch
from pathlib import PurePath
from typing import Final

import pandas as pd

from collectguard.casefile.phones import to_be_left_alone
from collectguard.casefile.stops import end_of_day, starts_counting
from collectguard.casefile.visible import shown
from collectguard.i18n import Translate, translator
from collectguard.schema import Log
from collectguard.statements import CaseFile, StopRequest
from collectguard.statistics import observed_window

MOST_NUMBERS: Final = 10
"""Numbers of one list that are named one by one where no backup has them; the rest is counted."""

Remark = tuple[int | None, str]
"""Line of the case file, and a sentence."""


def check(
    case_file: CaseFile, log: Log, as_of: datetime | None = None, *, lang: str | None = None
) -> tuple[str, ...]:
    """Sentences about what the user should look at again, in the order of the file; none is a good sign.

    Nothing here stops an analysis. It tells of numbers that occur in no backup, of requests and complaints
    behind which no record follows, of names that lead nowhere.

    Args:
        case_file: As `load` gives it, with the settings of the log.
        log: What was read.
        as_of: The moment to which the report is dated, with zone.
        lang: ``en`` or ``zh``; the language of the report when not given.
    """
    _ = translator(lang or log.settings.report_lang)
    remarks: list[Remark] = [
        *_settings(case_file, log, _),
        *_numbers(case_file, log, _),
        *_stops(case_file, log, as_of, _),
        *_debts(case_file, _),
        *_dates(case_file, log, as_of, _),
        *_devices(case_file, log, _),
    ]
    remarks.sort(key=lambda remark: remark[0] or 0)
    located = _("Case file, line {line}: {sentence}"), _("Case file: {sentence}")
    return tuple(
        located[line is None].format(line=line, sentence=sentence)
        for line, sentence in dict.fromkeys(remarks)
    )


def _settings(case: CaseFile, log: Log, _: Translate) -> Iterator[Remark]:
    pairs = (
        (case.region, log.settings.region, _("It says region {said}, but the numbers were read for {used}.")),
        (
            case.tz,
            log.settings.tz,
            _("It says time zone {said}, but days and nights were counted by the clock of {used}."),
        ),
        (
            case.area_code and case.area_code.lstrip("0"),
            log.settings.area_code,
            _("It says area code {said}, but the numbers were read with {used}."),
        ),
    )
    for said, used, sentence in pairs:
        if said and said != used:
            yield None, sentence.format(said=said, used=used or _("none"))


def _numbers(case: CaseFile, log: Log, _: Translate) -> Iterator[Remark]:
    """Numbers that no backup knows, in whatever direction; each is perhaps mistyped."""
    known = {
        member for party in log.events["party"].unique() for member in party.removeprefix("group:").split("~")
    }
    missing = _("The number {text} occurs in none of the backups. Is it written correctly?")

    def absent(parties: tuple[str, ...], line: int | None) -> Iterator[Remark]:
        unknown = [party for party in parties if party not in known]
        for party in unknown[:MOST_NUMBERS]:
            yield line, missing.format(text=shown(case.spellings.get(party, party)))
        if more := unknown[MOST_NUMBERS:]:
            yield (
                line,
                _("Further numbers of this list that occur in none of the backups: {n}.").format(
                    n=f"{len(more):,}"
                ),
            )

    for actor in case.actors:
        yield from absent(actor.parties, actor.line)
        if not actor.parties:
            yield (
                actor.line,
                _("{name} has no numbers, so nothing can be counted for it.").format(name=shown(actor.name)),
            )
    for person in case.protected:
        yield from absent(person.parties, person.line)
    yield from absent(case.known_good, None)
    yield from absent(case.redaction.parties, None)


def _stops(case: CaseFile, log: Log, as_of: datetime | None, _: Translate) -> Iterator[Remark]:
    contacted = set(log.contacts["party"].unique())
    for stop in case.stop_requests:
        if not contacted.intersection(case.addressed(stop)):
            yield (
                stop.line,
                _("“{id}” asks {to} to stop, from whom the backups hold no contact.").format(
                    id=stop.id, to=shown(_name(case, stop))
                ),
            )
        start = starts_counting(stop, log.settings.tz)
        window = observed_window(log.of(to_be_left_alone(stop, case, log.settings.owner)))
        if as_of is not None and start.moment > as_of:
            yield (
                stop.line,
                _("The request “{id}” lies in the future, by the date of the report.").format(id=stop.id),
            )
        elif window is not None and (
            start.moment > window.last or (start.exclusive and start.moment == window.last)
        ):
            yield (
                stop.line,
                _(
                    "The request “{id}” is later than the last record, of {last}: what came after it, these "
                    "backups cannot show."
                ).format(id=stop.id, last=_local_date(window.last, log)),
            )


def _name(case: CaseFile, stop: StopRequest) -> str:
    names = {actor.id: actor.name for actor in case.actors}
    return names.get(stop.to) or case.spellings.get(stop.to, stop.to)


def _debts(case: CaseFile, _: Translate) -> Iterator[Remark]:
    for debt in case.debts:
        if debt.due and debt.settled_on and debt.settled_on < debt.due:
            yield (
                debt.line,
                _("“{id}” was settled on {settled}, before it was due on {due}. Is that so?").format(
                    id=debt.id, settled=debt.settled_on, due=debt.due
                ),
            )


def _dates(case: CaseFile, log: Log, as_of: datetime | None, _: Translate) -> Iterator[Remark]:
    """Complaints and payments behind which nothing was recorded, or that have not happened yet."""
    window = observed_window(log.own)
    said: list[tuple[int | None, date]] = [(complaint.line, complaint.on) for complaint in case.complaints]
    said += [(debt.line, debt.settled_on) for debt in case.debts if debt.settled_on is not None]
    for line, day in said:
        if as_of is not None and day > _day(pd.Timestamp(as_of), log):
            yield line, _("{day} lies in the future, by the date of the report.").format(day=day)
        elif window is not None and end_of_day(day, log.settings.tz) > window.last:
            yield (
                line,
                _("The backups end on {last}: they cannot show what came after {day}.").format(
                    last=_local_date(window.last, log), day=day
                ),
            )


def _devices(case: CaseFile, log: Log, _: Translate) -> Iterator[Remark]:
    files = {PurePath(part).name for path in log.sources["path"] for part in str(path).split("!")}
    owners = set(log.events["owner"].unique())
    for device in case.devices:
        for pattern in device.files:
            if not any(fnmatch(name, pattern) for name in files):
                yield (
                    device.line,
                    _("None of the files read is called {pattern}.").format(pattern=shown(pattern)),
                )
    labels = [(device.line, device.owner) for device in case.devices]
    labels += [(person.line, person.owner) for person in case.protected]
    for line, owner in labels:
        if owner is not None and owner not in owners:
            yield line, _("No backup of the phone of “{owner}” was read.").format(owner=shown(owner))


def _day(moment: pd.Timestamp, log: Log) -> date:
    return moment.tz_convert(log.settings.tz).date()


def _local_date(moment: pd.Timestamp, log: Log) -> str:
    return f"{_day(moment, log):%Y-%m-%d}"
