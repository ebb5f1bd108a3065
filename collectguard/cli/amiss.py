"""What is amiss with the files that were read, a sentence each."""

from collections.abc import Iterator

from collectguard import statistics
from collectguard.cli.language import _, wording
from collectguard.cli.phones import phone_of
from collectguard.reconciliation import Reconciliation
from collectguard.reconciliation.strangers import strangers
from collectguard.reports.ledger import source_rows
from collectguard.schema import Log, has_usable_time
from collectguard.statistics.completeness import Capped, Silent, completeness

SILENCES_SHOWN = 3


def warnings(log: Log) -> Iterator[str]:
    """What a reader of the figures should know about the files, a sentence each."""
    for source in source_rows(log):
        if source.rejected:
            yield _("{path}: {n} records could not be read; `collectguard inspect` lists them.").format(
                path=source.path, n=f"{source.rejected:,}"
            )
        if source.declared not in {None, source.records}:
            yield _("{path}: the file says that it holds {declared} records; {records} were found.").format(
                path=source.path, declared=f"{source.declared:,}", records=f"{source.records:,}"
            )
        for note in source.notes:
            yield _("{path}: {what}").format(path=source.path, what=note.said(_))
    yield from _calls_to_act(log)
    if statistics.witnesses(log.own).lists_alone:
        yield _(
            "The calls come from carriers' lists alone, which hold answered calls only. Missed, declined and "
            "blocked calls stand in the phone's own log alone, which keeps only the latest: back it up now."
        )
    untimed = int((~has_usable_time(log.unique)).sum())
    if untimed:
        yield _(
            "Records whose time is missing or cannot be right, kept out of all counts by time: {n}."
        ).format(n=f"{untimed:,}")


def strange_lists(found: Reconciliation | None, log: Log) -> Iterator[str]:
    """A sentence for each list that hardly any call of the phone bears out."""
    for one in strangers(found, log.events) if found else ():
        yield _(
            "{path}: of its {n} answered calls at times that the phone's log covers {both} stand there too, "
            "so the calls of both are counted. If the list is of another phone or SIM card, leave it out or "
            "name its owner (--owner NAME=FILE)."
        ).format(path=log.sources.loc[one.source_id, "path"], n=f"{one.calls:,}", both=f"{one.in_both:,}")


def _calls_to_act(log: Log) -> Iterator[str]:
    """Signs about which the user can do something now, short; the report says more."""
    written = wording(log.settings)
    signs = completeness(log)
    full = [sign for sign in signs if isinstance(sign, Capped) and sign.is_open]
    for each in full:
        said = _(
            "{path}: exactly {n} calls, as in a call log that is full; earlier calls may be gone. Give an "
            "earlier backup as well, or the carrier's list of the months before."
        )
        if each.answered_only:
            said = _(
                "{path}: exactly {n} calls, as in a call log that is full. Of the calls before it {other} "
                "holds answered ones alone: give an earlier backup as well, if there is one."
            )
        yield said.format(path=each.source, n=written.count(each.calls), other=each.continued_by)
    # That calls begin late is said by the full call log which they begin with.
    begins_full = {sign.first for sign in full}
    silences = [
        sign
        for sign in signs
        if isinstance(sign, Silent) and not (sign.place == "before" and sign.end in begins_full)
    ]
    for sign in silences[:SILENCES_SHOWN]:
        nothing = {
            "all": _("From {start} to {end} nothing was recorded ({days} days)"),
            "calls": _("From {start} to {end} no call was recorded ({days} days)"),
            "messages": _("From {start} to {end} no message was recorded ({days} days)"),
        }[sign.sort].format(
            start=written.moment(sign.start), end=written.moment(sign.end), days=f"{sign.days:,.0f}"
        )
        advice = _(
            "{nothing}, improbable for this phone: give another backup or the carrier's list of that time, "
            "if there is one, or write down why."
        )
        if sign.sort == "messages":  # carriers keep no texts
            advice = _(
                "{nothing}, improbable for this phone: give another backup of that time, if there is one, or "
                "write down why."
            )
        said = advice.format(nothing=nothing)
        if sign.owner is not None:
            said = _("Phone of {owner}: {what}").format(owner=phone_of(sign.owner, log), what=said)
        yield said
    if (more := len(silences) - SILENCES_SHOWN) > 0:
        yield _(
            "Further silences that are improbable for this phone: {n}; `collectguard inspect` lists them."
        ).format(n=more)
