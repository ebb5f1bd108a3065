"""Contacts after requests to stop and after complaints."""

import pandas as pd

from collectguard.casefile.comparing import before_and_after
from collectguard.casefile.grouping import from_parties, of_actors
from collectguard.casefile.phones import asked_by, on_own_phone, to_be_left_alone
from collectguard.casefile.reported import reported_parties
from collectguard.casefile.rows import frame_of
from collectguard.casefile.stops import Start, end_of_day, starts_counting
from collectguard.schema import Log
from collectguard.statements import CaseFile
from collectguard.told import COMPLAINT_DTYPES, REQUEST_DTYPES


def after_stops(case: CaseFile, log: Log) -> pd.DataFrame:
    """What came before and after each request to stop, from whom it was made to.

    Returns:
        Frame indexed by ``request``, the id of the request, in the order of the file. ``to``: id of the
        actor or key of the number; ``name``: of the actor, missing for a number; ``number_count``: how many
        numbers the request concerns; ``how``, ``by`` (``debtor`` or ``contact``, missing where neither is
        said); ``fixed_by``: ``time``, or ``date`` where counting begins with the next local midnight. Then
        the columns of ``told.COMPARISON_DTYPES``: contacts on the owner's own phones, or on those of
        protected people where one of them asked the callers of a debtor; rates are over the time that these
        phones recorded.
    """
    names = {actor.id: actor.name for actor in case.actors}
    rows = {}
    for stop in case.stop_requests:
        parties = case.addressed(stop)
        phones = log.of(to_be_left_alone(stop, case, log.settings.owner))
        rows[stop.id] = {
            "to": stop.to,
            "name": names.get(stop.to),
            "number_count": len(parties),
            "how": stop.how,
            "by": asked_by(stop, case),
            "fixed_by": "time" if stop.at is not None else "date",
            **before_and_after(phones, from_parties(phones, parties), starts_counting(stop, log.settings.tz)),
        }
    return frame_of(rows, REQUEST_DTYPES, "request")


def after_complaints(case: CaseFile, log: Log) -> pd.DataFrame:
    """What came before and after each complaint, from all actors together.

    Returns:
        Frame indexed by ``complaint``, from 1 in the order of the file. ``on`` (local date, without zone),
        ``channel``, ``reference``; ``whose``: ``actors`` or, where the case file names no number of one,
        ``reported``: all numbers that the report is about. Then the columns of ``told.COMPARISON_DTYPES``,
        for the owner's own phones; after means from the local midnight that ends the day on.
    """
    actors = of_actors(case)
    parties = actors or tuple(reported_parties(log, case))
    own = log.own
    theirs = from_parties(own, parties) & on_own_phone(own.events, case, log.settings.owner)
    rows = {
        number: {
            "on": pd.Timestamp(complaint.on),
            "channel": complaint.channel,
            "reference": complaint.reference,
            "whose": "actors" if actors else "reported",
            **before_and_after(
                own, theirs, Start(end_of_day(complaint.on, log.settings.tz), exclusive=False)
            ),
        }
        for number, complaint in enumerate(case.complaints, start=1)
    }
    return frame_of(rows, COMPLAINT_DTYPES, "complaint")
