"""Which senders a report is about: strangers to the owner, corrected by what the owner has said."""

from collectguard.schema import Log
from collectguard.statements import CaseFile
from collectguard.statistics import known_parties


def reported_parties(log: Log, case_file: CaseFile) -> frozenset[str]:
    """Keys of the parties with contacts on the owner's own phone that a report puts together.

    They are those outside the owner's contacts, without the known-good ones and the protected people of the
    case file; and, whether saved as a contact or not, those that it puts down to an actor or that were asked
    to stop: who saves a caller as “harasser” has not made a friend.
    """
    named = {party for actor in case_file.actors for party in actor.parties}
    named.update(party for stop in case_file.stop_requests for party in case_file.addressed(stop))
    excused = {*case_file.known_good, *(party for who in case_file.protected for party in who.parties)}
    excused.update(known_parties(log.own))
    parties = {str(party) for party in log.own.contacts["party"].unique()}
    return frozenset(parties & named | parties - excused)
