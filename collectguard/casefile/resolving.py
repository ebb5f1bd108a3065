"""From sections to a case: numbers become keys, times get their zone, names find what they name."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from collectguard.casefile import written
from collectguard.casefile.agreement import Number, compare_dates, compare_numbers
from collectguard.casefile.problems import Problems
from collectguard.casefile.reading import Entry
from collectguard.casefile.visible import shown
from collectguard.i18n import Translate
from collectguard.lines import Place, line_of
from collectguard.numbers import identify
from collectguard.statements import (
    Actor,
    CaseFile,
    Complaint,
    Debt,
    Device,
    Protected,
    Redaction,
    RequestedBy,
    StopRequest,
)

P = TypeVar("P", bound=written.Part)


class Reading(NamedTuple):
    """How numbers and wall-clock times of the file are read."""

    region: str
    area_code: str | None
    tz: str | None
    """``None`` where the zone is not known; a time without its own zone is then a problem."""


def resolve(sections: dict[str, list[Entry]], reading: Reading, problems: Problems, _: Translate) -> CaseFile:
    """The case that the sections tell; of use only when nothing was added to ``problems``."""
    return _Resolver(sections, reading, problems, _).case()


class _Resolver:
    def __init__(
        self, sections: dict[str, list[Entry]], reading: Reading, problems: Problems, translate: Translate
    ) -> None:
        self._sections = sections
        self._reading = reading
        self._problems = problems
        self._translate = translate
        self._numbers: list[Number] = []

    def case(self) -> CaseFile:
        _, place = self._only("place", written.PlacePart)
        owner_entry, owner = self._only("owner", written.OwnerPart)
        owner_parties = self._parties(owner_entry, owner.numbers)
        actors = tuple(self._actor(*entry) for entry in self._all("actor", written.ActorPart))
        debts = tuple(self._debt(*entry) for entry in self._all("debt", written.DebtPart))
        protected = tuple(self._protected(*entry) for entry in self._all("protected", written.ProtectedPart))
        good_entry, good = self._only("known_good", written.KnownGoodPart)
        known_good = self._parties(good_entry, good.numbers)
        redact_entry, redact = self._only("redact", written.RedactPart)
        redaction = Redaction(self._parties(redact_entry, redact.numbers), tuple(redact.words))
        by: RequestedBy | None = {None: None, "debtor": "debtor"}.get(owner.role, "contact")
        stops = tuple(self._stop(*entry, by) for entry in self._all("stop_request", written.StopPart))
        compare_numbers(self._numbers, self._reading.region, self._problems, self._translate)
        return CaseFile(
            owner_name=owner.name,
            owner_role=owner.role,
            owner_parties=owner_parties,
            region=place.region,
            tz=place.tz,
            area_code=place.area_code,
            devices=tuple(
                self._device(*entry, owner.name) for entry in self._all("device", written.DevicePart)
            ),
            debts=debts,
            actors=actors,
            protected=protected,
            stop_requests=stops,
            known_good=known_good,
            complaints=tuple(
                Complaint(part.on, part.channel, part.reference, self._line(entry.place))
                for entry, part in self._all("complaint", written.ComplaintPart)
                if part.on
            ),
            redaction=redaction,
            spellings={number.key: number.text for number in reversed(self._numbers)},
        )

    # --- sections ---

    def _only(self, name: str, part: type[P]) -> tuple[Entry, P]:
        return next(self._all(name, part), (Entry((name,), part()), part()))

    def _all(self, name: str, part: type[P]) -> Iterator[tuple[Entry, P]]:
        for entry in self._sections[name]:
            if isinstance(entry.part, part):
                yield entry, entry.part

    def _line(self, place: Place) -> int | None:
        return line_of(place, self._problems.lines)

    def _device(self, entry: Entry, part: written.DevicePart, name: str | None) -> Device:
        owner = None if part.owner == name else part.owner  # who is called by name is the owner
        return Device(part.name or "", owner, tuple(part.files), self._line(entry.place))

    def _actor(self, entry: Entry, part: written.ActorPart) -> Actor:
        actor_id = part.id or ""
        self._unique("actor", entry.place, actor_id)
        parties = self._parties(entry, part.numbers, actor_id)
        signatures = tuple(signature.strip("【】[] ") for signature in part.signatures)
        return Actor(actor_id, part.name or actor_id, part.role, parties, signatures, self._line(entry.place))

    def _debt(self, entry: Entry, part: written.DebtPart) -> Debt:
        self._unique("debt", entry.place, part.id or "")
        for place, actor_id in zip(entry.places("actors", len(part.actors)), part.actors, strict=True):
            if not self._is_actor(actor_id):
                self._refuse_actor(place, actor_id)
        debt = Debt(
            id=part.id or "",
            creditor=part.creditor,
            creditor_type=part.creditor_type,
            kind=part.kind,
            due=part.due,
            overdue_since=part.overdue_since,
            settled_on=part.settled_on,
            actors=tuple(dict.fromkeys(part.actors)),
            line=self._line(entry.place),
        )
        compare_dates(debt, entry.place, self._problems, self._translate)
        return debt

    def _protected(self, entry: Entry, part: written.ProtectedPart) -> Protected:
        parties = self._parties(entry, part.numbers)
        return Protected(part.name or "", part.relation, parties, part.owner, self._line(entry.place))

    def _stop(self, entry: Entry, part: written.StopPart, by: RequestedBy | None) -> StopRequest:
        _ = self._translate
        place = entry.place
        self._unique("stop_request", place, part.id or "")
        if part.at is not None and part.on is not None:
            self._problems.add((*place, "on"), _("Give either at or on, not both."))
        if part.at is None and part.on is None and not entry.refused & {("at",), ("on",)}:
            self._problems.add(
                place, _("Say when: at = 2026-01-28 21:15:00, or on = 2026-01-28 for the date alone.")
            )
        at = self._aware((*place, "at"), part.at) if part.at else None
        to = self._addressee((*place, "to"), part.to) if part.to else ""
        return StopRequest(part.id or "", to, at, part.on, part.how, part.by or by, self._line(place))

    # --- values ---

    def _parties(self, entry: Entry, numbers: list[str], actor: str | None = None) -> tuple[str, ...]:
        """The keys of these numbers, one number in two spellings once."""
        keys = []
        for place, text in zip(entry.places("numbers", len(numbers)), numbers, strict=True):
            key = self._key(place, text)
            if key is not None:
                keys.append(key)
                self._numbers.append(Number(key, text, str(entry.place[0]), entry.place, place, actor))
        return tuple(dict.fromkeys(keys))

    def _key(self, place: Place, text: str) -> str | None:
        _ = self._translate
        party = identify(text, region=self._reading.region, area_code=self._reading.area_code)
        if party.party_class == "hidden":
            self._problems.add(
                place,
                _(
                    "“{text}” stands for callers who hide their number. They may be several people, so "
                    "nobody can be made answerable for all of them here."
                ).format(text=shown(text)),
            )
            return None
        if party.key.startswith("group:"):
            self._problems.add(place, _('Write each number in quotes of its own: ["…", "…"].'))
            return None
        return party.key

    def _addressee(self, place: Place, text: str) -> str:
        """The id of the actor that is named, be it by one of its numbers; else the key of the number."""
        if self._is_actor(text):
            return text
        key = self._key(place, text)
        if key is None:
            return ""
        for number in self._numbers:
            if number.actor is not None and number.key == key:
                return number.actor
        if key.startswith("text:"):
            self._refuse_actor(place, text)
        return key

    def _is_actor(self, text: str) -> bool:
        return any(part.id == text for _place, part in self._all("actor", written.ActorPart))

    def _refuse_actor(self, place: Place, text: str) -> None:
        """Note a name that nobody has, unless it may be the one whose id has to be corrected first."""
        if any(("id",) in entry.refused for entry in self._sections["actor"]):
            return
        _ = self._translate
        known = [part.id for _place, part in self._all("actor", written.ActorPart) if part.id]
        if known:
            sentence = _("There is no [[actor]] with the id “{text}”. There are: {ids}.")
        else:
            sentence = _("There is no [[actor]] with the id “{text}”; the file describes none.")
        self._problems.add(place, sentence.format(text=shown(text), ids=", ".join(known)))

    def _unique(self, section: str, place: Place, wanted: str) -> None:
        """Note an id that an earlier entry of the section has."""
        _ = self._translate
        for entry in self._sections[section]:
            if entry.place == place:
                return
            if wanted and getattr(entry.part, "id", None) == wanted:
                sentence = _("The id “{id}” is taken already, in line {line}.")
                line = self._line((*entry.place, "id"))
                self._problems.add((*place, "id"), sentence.format(id=wanted, line=line))
                return

    def _aware(self, place: Place, moment: datetime) -> datetime | None:
        """The instant; of a wall-clock time that came twice, the later one, after which less counts."""
        _ = self._translate
        if moment.tzinfo is not None:
            return moment
        if self._reading.tz is None:
            self._problems.add(
                place,
                _("The zone of this time is not known. Write tz = … under [place], or +08:00 behind it."),
            )
            return None
        zone = ZoneInfo(self._reading.tz)
        aware = moment.replace(tzinfo=zone, fold=1)
        if aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
            self._problems.add(
                place,
                _("There was no such time in {tz}: the clocks were put forward past it.").format(
                    tz=self._reading.tz
                ),
            )
        return aware
