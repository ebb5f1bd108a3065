"""Contacts to people who do not owe."""

import pandas as pd

from collectguard import statistics
from collectguard.casefile.phones import not_owing
from collectguard.rules.kinds import ThirdParty
from collectguard.rules.observation import Observation, Unready
from collectguard.rules.view import Counting, View


def third_party(view: View, condition: ThirdParty) -> list[Observation]:
    """Contacts of each actor to people who do not owe, one observation an actor.

    These are protected people whose own phone's backup is in the log, and the owner, where the case file
    says that he is somebody's contact or has nothing to do with the debt.

    Raises:
        Unready: The case file names no actor, or nobody who does not owe has a phone in the log.
    """
    _ = view.translate
    if not view.case.actors:
        raise Unready(_("Needs the case file: which numbers belong to whom."))
    phones = not_owing(view.case, view.log.settings.owner)
    if not phones:
        raise Unready(
            _(
                "Needs the backup of a protected person's phone, or an owner who does not owe: this "
                "log holds neither."
            )
        )
    on_theirs = view.log.timed["owner"].isin(phones).to_numpy(dtype=bool)
    counting = view.count(view.subjects("actor"), view.counts(condition.basis) & on_theirs)
    observations = []
    for key, days in counting.by_day().items():
        ids = counting.event_ids(key)
        sentence = _("{contacts} to people who do not owe ({whom}), on {days}; {worst}.").format(
            contacts=view.speech.counted(condition.basis, len(ids)),
            whom=_whom(view, counting, key),
            days=view.speech.days(len(days)),
            worst=view.speech.worst(days),
        )
        observations.append(
            Observation(
                subject=counting.subjects[key],
                observed=len(ids),
                limit=0,
                window=_("whole log"),
                days=days,
                event_ids=ids,
                sentence=sentence,
                phones=phones,
            )
        )
    return observations


def _whom(view: View, counting: Counting, key: str) -> str:
    """Each phone that was reached, with its number of contacts."""
    _ = view.translate
    reached = counting.by.eq(key)
    owners = view.log.events["owner"].astype("str").where(reached)
    timed = statistics.counts(view.log, view.settings, pd.Series(owners, name="owner"))["timed"]
    return view.speech.listing(
        _("{name}: {contacts}").format(
            name=view.speech.person(str(owner), view.case) or _("owner of the phone"),
            contacts=view.speech.contacts(int(count)),
        )
        for owner, count in timed.items()
    )
