"""Messages of the categories that a rule speaks of."""

from collections.abc import Collection

import numpy as np

from collectguard.rules.kinds import SEVERITIES, Channel, Phrase
from collectguard.rules.observation import Observation, Unready
from collectguard.rules.subjects import unassigned
from collectguard.rules.view import Bools, Counting, View


def phrase(view: View, condition: Phrase) -> list[Observation]:
    """Messages of these categories, one observation a subject; with ``first_contact`` only a first message.

    Raises:
        Unready: Nobody has read the messages.
    """
    hit = _hit(view, condition.categories, SEVERITIES[SEVERITIES.index(condition.min_severity) :])
    counting = _senders(view)
    if condition.first_contact:
        counting = counting.only(_first(counting))
    return _observe(view, counting.only(hit))


def channel(view: View, condition: Channel) -> list[Observation]:
    """Messages of these categories from these classes of numbers, one observation a subject.

    Raises:
        Unready: Nobody has read the messages.
    """
    hit = _hit(view, condition.categories, SEVERITIES)
    return _observe(
        view,
        _senders(view).only(hit & view.log.timed["party_class"].isin(condition.classes).to_numpy(dtype=bool)),
    )


def _hit(view: View, categories: Collection[str], severities: Collection[str]) -> Bools:
    if view.hits is None:
        _ = view.translate
        raise Unready(_("Needs the reading of messages, not evaluated."))
    wanted = {hit.event_id for hit in view.hits if hit.category in categories and hit.severity in severities}
    mask: Bools = view.log.timed["event_id"].isin(wanted).to_numpy(dtype=bool)
    return mask


def _senders(view: View) -> Counting:
    """All messages, by actor.

    Without a case file every sender outside the contacts can be one: what a message says is known then,
    so codes of firms are not left out.
    """
    keep = view.counts("messages")
    if view.case.actors:
        return view.count(view.subjects("actor"), keep)
    return view.count(unassigned(view.log, view.case, lower_bound=False), keep)


def _first(counting: Counting) -> Bools:
    """The first row of each subject."""
    places, rows = np.unique(counting.places, return_index=True)
    first = np.zeros(len(counting.places), np.bool_)
    first[rows[places >= 0]] = True
    return first


def _observe(view: View, counting: Counting) -> list[Observation]:
    _ = view.translate
    observations = []
    for key, days in counting.by_day().items():
        ids = counting.event_ids(key)
        observations.append(
            Observation(
                subject=counting.subjects[key],
                observed=len(ids),
                limit=0,
                window=_("whole log"),
                days=days,
                event_ids=ids,
                sentence=_("{messages} of the sort this rule speaks of, on {days}.").format(
                    messages=view.speech.counted("messages", len(ids)), days=view.speech.days(len(days))
                ),
                graded="possible",
            )
        )
    return observations
