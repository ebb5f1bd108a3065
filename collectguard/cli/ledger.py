"""What was read, file by file, as lines for people."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from collectguard import words
from collectguard.cli.language import _, spoken, wording
from collectguard.cli.phones import phone_of
from collectguard.i18n import translator
from collectguard.reports.ledger import RejectedRow, SourceRow, rejected_rows
from collectguard.schema import Log, WrittenTime
from collectguard.statistics.completeness import Sign

REJECTED_SHOWN = 20
"""So many records that could not be read are listed for people; JSON and reports have them all."""
TIMES_SHOWN = 5
"""So many times that are no instants are shown as the file writes them."""


def source_facts(log: Log, source: SourceRow, signs: Iterable[Sign] = ()) -> Iterator[tuple[str, str]]:
    """What is known of one file, for people: name and value; and those of the signs that were seen in it."""
    tell, written = translator(spoken()), wording(log.settings)
    yield from _whose(log, source)
    yield _("Format"), source.format
    yield _("Witness"), words.witness(tell, source.witness, source.kinds)
    yield _("Size"), _("{n} bytes").format(n=f"{source.size:,}")
    yield "SHA-256", source.sha256
    yield _("Records"), _records(source)
    yield (
        _("of these"),
        _("{kept} kept, {duplicates} duplicates, {rejected} unreadable").format(
            kept=f"{source.kept:,}", duplicates=f"{source.duplicates:,}", rejected=f"{source.rejected:,}"
        ),
    )
    if source.records:  # a list of contacts has none
        yield _("Kinds"), _counted(source.kinds, words.kinds(tell))
        yield _("Directions"), _counted(source.directions, words.directions(tell))
        yield _("Period"), _period(source, log.settings.tz)
    if source.repaired:
        yield _("Mended"), _counted(source.repaired, words.repairs(tell))
    for note in source.notes:
        yield _("Note"), note.said(_)
    for sign in signs:
        if sign.source == source.path or (sign.source is None and _begins_in(sign, log, source)):
            yield _("Sign"), sign.seen(written)
    for row in islice(rejected_rows(log, source.number), REJECTED_SHOWN):
        yield _("Unreadable"), _rejected(row)
    if source.rejected > REJECTED_SHOWN:
        yield "", _("and {n} more; --json lists them all").format(n=f"{source.rejected - REJECTED_SHOWN:,}")
    times = [time for time in log.written_times if time.source_id == source.number - 1]
    for time in times[:TIMES_SHOWN]:
        yield _("Time as written"), _written(time)
    if len(times) > TIMES_SHOWN:
        yield "", _("and {n} more; --json lists them all").format(n=f"{len(times) - TIMES_SHOWN:,}")


def _whose(log: Log, source: SourceRow) -> Iterator[tuple[str, str]]:
    if source.owner is not None:
        yield _("Phone of"), phone_of(source.owner, log)


def totals(log: Log) -> str:
    """The ledger over all files in one sentence."""
    return _(
        "Files: {files}. Records: {records} = {kept} kept + {duplicates} duplicates + {rejected} unreadable."
    ).format(files=len(log.sources), **{name: f"{count:,}" for name, count in log.ledger.items()})


def _begins_in(sign: Sign, log: Log, source: SourceRow) -> bool:
    """Whether the first record that a sign rests on was read from this file, not as a duplicate."""
    if not sign.event_ids:
        return False
    once = log.unique
    first = once["event_id"] == sign.event_ids[0]
    return bool((once.loc[first, "source_id"] == source.number - 1).any())


def _records(source: SourceRow) -> str:
    if source.declared is None:
        return f"{source.records:,}"
    return _("{records} (the file says {declared})").format(
        records=f"{source.records:,}", declared=f"{source.declared:,}"
    )


def _counted(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    parts = [
        _("{name}: {n}").format(name=names.get(name, name), n=f"{count:,}")
        for name, count in counts.items()
        if count
    ]
    return _("; ").join(parts) or _("none")


def _period(source: SourceRow, tz: str) -> str:
    if source.first is None or source.last is None:
        return _("no usable time")
    first, last = (moment.tz_convert(tz).strftime("%Y-%m-%d %H:%M") for moment in (source.first, source.last))
    return _("{first} to {last} ({tz})").format(first=first, last=last, tz=tz)


def _written(time: WrittenTime) -> str:
    if time.line is None:
        return _("record {ordinal}: {text}").format(ordinal=time.ordinal, text=time.text[:80])
    return _("line {line}: {text}").format(line=time.line, text=time.text[:80])


def _rejected(row: RejectedRow) -> str:
    reason, _colon, details = row.reason.partition(": ")
    said = words.reasons(translator(spoken())).get(reason, reason)
    if details:
        said = _("{reason} ({details})").format(reason=said, details=details)
    if row.line is None:
        return _("record {ordinal}: {reason}: {excerpt}").format(
            ordinal=row.ordinal, reason=said, excerpt=row.excerpt[:80]
        )
    return _("line {line}: {reason}: {excerpt}").format(line=row.line, reason=said, excerpt=row.excerpt[:80])
