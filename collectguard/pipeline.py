"""The whole way, known here alone: files to log, log to figures, figures to a case that can be saved."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from collectguard import actors, casefile, content, plots, provenance, reports, rules, statistics
from collectguard.case import Case, Chart
from collectguard.ingest import attachments, read
from collectguard.ingest.read import Paths
from collectguard.ingest.reading import Progress, without_collector
from collectguard.reconciliation import reconcile_log
from collectguard.rules.grouped import beside_groups
from collectguard.schema import Log
from collectguard.settings import Settings
from collectguard.statements import CaseFile
from collectguard.statistics.completeness import completeness, looked_for
from collectguard.wording import Wording

FEWEST_CONTACTS: Final = 5
"""With a usable time, for a chart of an actor's numbers."""
MOST_ACTORS: Final = 8
"""Actors whose numbers are drawn."""


def analyze(
    source: Log | Paths,
    settings: Settings | None = None,
    *,
    case_file: CaseFile | None = None,
    packs: Iterable[rules.Pack] | None = None,
    lexicon: content.Lexicon | None = None,
    as_of: datetime | None = None,
    progress: Progress | None = None,
    stage: Callable[[str], None] = lambda _: None,
) -> Case:
    """Everything that a report prints about a log, or about files that are read first.

    Args:
        source: A log, or what `read` takes.
        settings: For files: region, zone, night; a log brings its own.
        case_file: What the user has said, as `casefile.load` gives it.
        packs: Published rules, as `rules.load` gives them; those that ship with the program when not given.
        lexicon: What messages are read by, as `content.load` gives it; that of the program when not given.
        as_of: The moment to date the report to, with zone. Without it no date of making is printed,
            and the same files give the same bytes.
        progress: Told how far reading is.
        stage: Told the name of each figure as its turn comes.

    Returns:
        A `Case`; ``Case.save`` writes its documents.

    Raises:
        InputError: Nothing could be read.
    """
    devices = case_file.devices if case_file else ()
    log = source if isinstance(source, Log) else read(source, settings, devices=devices, progress=progress)
    case = without_charts(log, case_file=case_file, packs=packs, lexicon=lexicon, as_of=as_of)
    charts: list[Chart] = []
    for plot in plots.PLOTS:
        stage(plot.__name__)
        charts += plots.render(plot.__name__, log.own)
    stage("calendar")
    charts += plots.render_calendar(case.evaluation.findings, log.own)
    if case.content is not None:
        stage("words")
        reported = case.senders.index[case.senders["reported"].to_numpy(bool)]
        charts += plots.render_words(case.content, log.own, parties=reported)
    for place, actor in enumerate(_drawn(case), start=1):
        stage(f"actors-{place}")
        chart = plots.render_actor(log.own, actor.parties, actor.name, chart_name=f"actors-{place}")
        charts.append(replace(chart, about=actor.id))
    return replace(case, charts=tuple(charts))


def without_charts(
    log: Log,
    *,
    case_file: CaseFile | None = None,
    packs: Iterable[rules.Pack] | None = None,
    lexicon: content.Lexicon | None = None,
    as_of: datetime | None = None,
) -> Case:
    """All that `analyze` gives but the charts, which take most of its time."""
    said = case_file or CaseFile()
    own = log.own
    with without_collector():
        messages = content.examine(log, lexicon=lexicon, role=said.owner_role, actor_of=said.actor_of)
        suggested = actors.suggest(log, said, marked=messages.pressing)
    actor_of = {party: actor.id for actor in suggested for party in actor.parties}
    together = statistics.overview(own, by=own.events["party"].astype("str").map(actor_of).rename("actor"))
    headline = statistics.headline(own)
    phones = statistics.phones(log)
    witnesses = statistics.witnesses(log)
    parties = casefile.reported_parties(log, said)
    reported = statistics.together(own, parties)
    return Case(
        log=log,
        overall=headline.overall,
        unknown_senders=headline.unknown_senders,
        reported=reported,
        senders=headline.senders.assign(reported=headline.senders.index.isin(parties)),
        tables={
            "by_class": statistics.overview(own, by="party_class"),
            "by_kind": statistics.overview(own, by="kind"),
            "nights_by_window": statistics.nights_by_window(own, by="all"),
            "night_dates": statistics.night_dates(own, by="all"),
            "missed_series": statistics.missed_series_list(own),
            "daily": statistics.daily(own),
            "hours": statistics.hours(own),
            "third_party": statistics.third_party(log),
        },
        charts=(),
        as_of=as_of,
        versions=provenance.versions(),
        writer=reports.save,
        blocks=headline.as_json()
        | witnesses.among([log.settings.owner]).answered_only_json()
        | ({"owners": [phone.as_json() for phone in phones]} if phones else {})
        | {
            "reported": statistics.as_json(reported),
            "actor_figures": {str(actor): statistics.as_json(row) for actor, row in together.iterrows()},
        },
        evaluation=beside_groups(
            rules.examine(log, said, packs, messages.hits), suggested, log.settings.report_lang
        ),
        content=messages,
        actors=suggested,
        actor_figures=together,
        rotations={actor.id: actors.rotation(log.own, actor.parties) for actor in suggested},
        phones=phones,
        third_party=actors.third_party(log, suggested, said),
        completeness=completeness(log),
        looked_for=looked_for(Wording(log.settings)),
        case_file=said,
        remarks=casefile.check(said, log, as_of),
        told=None if case_file is None else casefile.countable(case_file, log),
        witnesses=witnesses,
        reconciliation=reconcile_log(log),
    )


def with_attachments(case: Case, paths: Paths) -> Case:
    """The same case, which writes the attachments of received messages as files when it is saved.

    Args:
        case: Of a log that was read from ``paths``.
        paths: What `read` was given; backups of SMS Backup & Restore among them are read once more.

    Raises:
        SettingsError: Standard input is among them, which cannot be read twice.
    """
    attachments.check(paths)
    return replace(case, extract=partial(attachments.extract, case.log, paths))


def _drawn(case: Case) -> list[actors.Suggestion]:
    """The actors whose numbers are drawn: those of several numbers, with the most contacts."""
    timed = case.actor_figures["timed"]
    several = [
        actor
        for actor in case.actors
        if actor.id in timed.index
        and timed[actor.id] >= FEWEST_CONTACTS
        and case.rotations[actor.id].numbers > 1
    ]
    return sorted(several, key=lambda actor: -timed[actor.id])[:MOST_ACTORS]
