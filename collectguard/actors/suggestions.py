"""Which numbers may belong to one agency, each group with the reasons; the user decides."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from collectguard.actors.evidence import Records, evidence_of
from collectguard.actors.grouping import Group, Grouped, group
from collectguard.actors.hints import Neighbours
from collectguard.actors.model import Evidence, Suggestion
from collectguard.actors.reading import read_messages
from collectguard.actors.traces import Trace, Traces, signatures_of_actors, traces_of
from collectguard.i18n import translator
from collectguard.schema import Log
from collectguard.statements import Actor, CaseFile
from collectguard.wording import Wording


def suggest(
    log: Log, case_file: CaseFile | None = None, *, marked: Collection[str] | None = None
) -> tuple[Suggestion, ...]:
    """Groups of numbers that share a signature, a number to call back, a link, or a wording under one name.

    Only senders who press for a debt are compared, and those that the user has named; people in the contacts
    never are. A number that only calls joins a group because a message of the group names it to be called
    back. The order of the rows and files of the log changes nothing.

    Args:
        log: The log; its ``contacts`` are read.
        case_file: What the user has said. Its actors come back as they are, with the evidence among their
            numbers; numbers that may belong to one of them are suggested apart.
        marked: Ids of the events that press for a debt, as the reading of messages finds them. From numbers
            that anybody may hold, what a short list of words finds counts as well; that alone when not given.

    Returns:
        The confirmed actors in the order of the case file, then what may extend them, then the other groups
        of at least two numbers, those with the most contacts first.
    """
    case = case_file or CaseFile()
    messages = read_messages(log, case, marked)
    traces = traces_of(log, messages, case)
    parties = set(messages.frame["party"]).union(
        *(trace.parties for trace in traces.strong if not trace.shared)
    )
    grouped = group(traces, parties, case, signatures_of_actors(case))
    maker = _Maker(log, case, messages.left_out, traces, grouped)
    confirmed = [maker.confirmed(actor) for actor in case.actors]
    new = [maker.suggested(found) for found in grouped.groups if found.actor or len(found.parties) > 1]
    order = {actor.id: place for place, actor in enumerate(case.actors)}
    new.sort(
        key=lambda one: (order.get(one.extends or "", len(order)), -maker.contact_count(one.parties), one.id)
    )
    return (*confirmed, *_with_own_ids(new, {actor.id for actor in case.actors}))


class _Maker:
    """Puts beside each group what its numbers share."""

    def __init__(
        self, log: Log, case: CaseFile, left_out: frozenset[str], traces: Traces, grouped: Grouped
    ) -> None:
        self._log = log
        self._case = case
        self._names = traces.names
        self._joining = grouped.joining
        self._traces: dict[str, list[Trace]] = defaultdict(list)
        """By the numbers that share them."""
        for trace in (*traces.strong, *traces.wordings):
            for party in trace.parties:
                self._traces[party].append(trace)
        self._contacts = log.contacts["party"].astype("str").value_counts().to_dict()
        self._records = Records(log)
        self._neighbours = Neighbours(log.own, left_out)
        self._spelled = {trace.value: trace.shown for trace in traces.strong if trace.kind == "signature"}

    def contact_count(self, parties: Iterable[str]) -> int:
        """Incoming contacts of these numbers."""
        return sum(int(self._contacts.get(party, 0)) for party in parties)

    def confirmed(self, actor: Actor) -> Suggestion:
        """An actor of the case file, as the user has put it together."""
        parties = tuple(sorted(actor.parties))
        return self._made(actor.id, actor.name, parties, frozenset(parties), confirmed=True, extends=None)

    def suggested(self, found: Group) -> Suggestion:
        """A group that nobody has confirmed."""
        actor = next((actor for actor in self._case.actors if actor.id == found.actor), None)
        whole = frozenset((*found.parties, *(actor.parties if actor else ())))
        name = actor.name if actor else self._name(found.parties)
        return self._made(self._id(found), name, found.parties, whole, confirmed=False, extends=found.actor)

    def _made(
        self,
        key: str,
        name: str,
        parties: tuple[str, ...],
        whole: frozenset[str],
        *,
        confirmed: bool,
        extends: str | None,
    ) -> Suggestion:
        own = frozenset(parties)
        inside: list[tuple[Trace, frozenset[str]]] = []
        alike: list[tuple[Trace, frozenset[str]]] = []
        shared: list[tuple[Trace, frozenset[str]]] = []
        for trace in self._of(parties):
            here, elsewhere = trace.parties & whole, trace.parties - whole
            if trace.shared:
                shared.append((trace, here))
            elif len(here) > 1:
                inside.append((trace, here))
            if trace.kind == "wording" and elsewhere:
                alike.append((trace, elsewhere))
        return Suggestion(
            id=key,
            name=name,
            confirmed=confirmed,
            extends=extends,
            parties=parties,
            signatures=self._signatures(parties),
            evidence=self._evidence(inside),
            same_wording=self._evidence(alike),
            hints=self._neighbours.of(own),
            shared=self._evidence(shared),
        )

    def _evidence(self, found: Sequence[tuple[Trace, frozenset[str]]]) -> tuple[Evidence, ...]:
        return evidence_of(found, self._records)

    def _of(self, parties: Iterable[str]) -> Iterable[Trace]:
        """The values that these numbers have, each once."""
        return dict.fromkeys(trace for party in parties for trace in self._traces.get(party, ()))

    def _signatures(self, parties: Iterable[str]) -> tuple[str, ...]:
        """Names by how many of the numbers give them."""
        counts = Counter(name for party in parties for name in self._names.get(party, ()))
        return tuple(
            self._spelled[name] for name, _n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        )

    def _name(self, parties: Sequence[str]) -> str:
        signatures = self._signatures(parties)
        if signatures:
            return signatures[0]
        first = min(parties, key=lambda party: (-self.contact_count([party]), party))
        _ = translator(self._log.settings.report_lang)
        return _("{number} and others").format(number=Wording(self._log.settings).party(first))

    def _id(self, found: Group) -> str:
        """Eight hex digits over the first value that joins the group; it stays while the group grows."""
        if found.actor is not None:
            return _digest("extends", found.actor)
        own = frozenset(found.parties)
        for kind in ("signature", "callback", "domain", "link"):
            values = [
                trace.value
                for trace in self._of(found.parties)
                if trace in self._joining
                and trace.kind == kind
                and len(trace.parties & own) > (kind != "signature")
            ]
            if values:
                return _digest(kind, min(values))
        return _digest("party", found.parties[0])


def _digest(kind: str, value: str) -> str:
    return f"actor-{sha256(f'{kind} {value}'.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _with_own_ids(suggestions: Sequence[Suggestion], taken: set[str]) -> Iterable[Suggestion]:
    """The same, with ``-2`` behind an id that another one has."""
    for suggestion in suggestions:
        key, number = suggestion.id, 2
        while key in taken:
            key, number = f"{suggestion.id}-{number}", number + 1
        taken.add(key)
        yield suggestion if key == suggestion.id else replace(suggestion, id=key)
