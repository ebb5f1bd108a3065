"""The only place where something happens: it becomes a row of the phone, and it is counted."""

from collections import defaultdict
from collections.abc import Sequence

from story.cast import Cast, Party
from story.dates import MINUTE_MS
from story.dice import Dice
from story.records import CALL_OUTCOMES, IN, OUT, Call, Mms, Part, Sms
from story.truth import Tally

SERIES_MS = 10 * MINUTE_MS
"""Three or more unanswered calls of one party within this time are a series."""
APART_MS = 12 * MINUTE_MS
"""Calls of one party that belong to no series keep this distance, so that a series is what was planted."""


class Diary:
    """All rows of the phone, with the tallies kept beside them."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.sms: list[Sms] = []
        self.mms: list[Mms] = []
        self.calls: list[Call] = []
        self.everyone = Tally()
        self.strangers = Tally()
        self.parties: dict[str, Tally] = defaultdict(Tally)
        self.actors: dict[str, Tally] = defaultdict(Tally)
        self.seen: dict[str, Party] = {}
        self._spelling = Dice("spelling")
        self._rung: dict[str, list[int]] = defaultdict(list)

    def message(
        self,
        party: Party,
        at_ms: int,
        type_code: str,
        body: str,
        *,
        address: str | None = None,
        date: int | None = None,
    ) -> None:
        """A text message came, went, or stayed a draft.

        Args:
            party: The other side.
            at_ms: When it happened.
            type_code: The format's code.
            body: The text.
            address: A certain spelling of its number.
            date: What the phone wrote down instead of ``at_ms``.
        """
        address = self._spelled(party) if address is None else address
        row = Sms(at_ms, str(at_ms if date is None else date), party, address, type_code, body)
        self.sms.append(row)
        if type_code == IN:
            for tally in self._tallies(party):
                tally.add("sms", at_ms, "received", usable=row.usable)

    def picture_message(
        self,
        party: Party,
        at_ms: int,
        parts: Sequence[Part],
        *,
        others: Sequence[Party] = (),
        subject: str | None = None,
        announced: bool = False,
        rcs: bool = False,
    ) -> None:
        """A message with parts came; ``others`` got it too."""
        sender = self._spelled(party)
        members = [sender, *(member.spellings[0] for member in others)]
        recipients = (*members[1:], self.cast.owner if rcs else "insert-address-token")
        code = "130" if announced else "132"
        names = (party, *others)
        address = "~".join(members)
        self.mms.append(
            Mms(at_ms, party, address, IN, code, subject, sender, recipients, tuple(parts), names, rcs)
        )
        for tally in self._tallies(party):
            tally.add("rcs" if rcs else "mms", at_ms, "received")

    def sent_picture_message(
        self, parties: Sequence[Party], at_ms: int, parts: Sequence[Part], *, rcs: bool = False
    ) -> None:
        """The owner sent a message with parts to one or several."""
        recipients = tuple(party.spellings[0] for party in parties)
        sender = self.cast.owner if rcs else "insert-address-token"
        only = parties[0] if len(parties) == 1 else None
        address, names = "~".join(recipients), tuple(parties)
        self.mms.append(
            Mms(at_ms, only, address, OUT, "128", None, sender, recipients, tuple(parts), names, rcs)
        )

    def is_free(self, party: Party, first_ms: int, last_ms: int | None = None) -> bool:
        """Whether the party has not rung near this time."""
        last_ms = first_ms if last_ms is None else last_ms
        return all(not first_ms - APART_MS < at < last_ms + APART_MS for at in self._rung[party.key])

    def call(
        self,
        party: Party,
        at_ms: int,
        type_code: str,
        *,
        duration_s: int = 0,
        number: str | None = None,
        presentation: str = "1",
    ) -> None:
        """The phone rang, or the owner rang somebody."""
        number = self._spelled(party) if number is None else number
        self.calls.append(Call(at_ms, party, number, type_code, duration_s, presentation))
        if type_code in CALL_OUTCOMES:
            self._rung[party.key].append(at_ms)
            outcome = CALL_OUTCOMES[type_code]
            for tally in self._tallies(party):
                tally.add("call", at_ms, outcome, talk_s=duration_s)

    def series(
        self, party: Party, moments: Sequence[int], type_codes: Sequence[str], *, presentation: str
    ) -> None:
        """Three or more calls within ten minutes, none of them answered."""
        if len(moments) < 3 or moments[-1] - moments[0] >= SERIES_MS or "1" in type_codes:
            raise ValueError(f"{len(moments)} calls of {party.key} are no missed series")
        for at_ms, type_code in zip(moments, type_codes, strict=True):
            self.call(party, at_ms, type_code, presentation=presentation)
        self.parties[party.key].missed_series += 1

    def _tallies(self, party: Party) -> list[Tally]:
        self.seen.setdefault(party.key, party)
        tallies = [self.everyone, self.parties[party.key]]
        if party.name is None:
            tallies.append(self.strangers)
        if party.actor is not None:
            tallies.append(self.actors[party.actor])
        return tallies

    def _spelled(self, party: Party) -> str:
        """Mostly the usual spelling, now and then another: contacts, carriers and apps write their own."""
        if len(party.spellings) == 1 or self._spelling.chance(0.7):
            return party.spellings[0]
        return self._spelling.pick(party.spellings[1:])
