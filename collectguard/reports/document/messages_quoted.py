"""Messages quoted: which one it is, the text with its marks, and what is said about each hit."""

from collections.abc import Iterator, Mapping, Sequence

from collectguard import words
from collectguard.case import Case
from collectguard.content import Explained, Hit
from collectguard.i18n import Translate
from collectguard.reports.document.blocks import Block, Bullets, Paragraph, Quoted
from collectguard.reports.document.messages_found import Flagged
from collectguard.reports.document.messages_marked import runs_of
from collectguard.reports.document.phones import whose_phone
from collectguard.reports.document.sender_pages import ranges
from collectguard.reports.visible import visible
from collectguard.wording import Wording

UNMARKED = frozenset({"unsigned"})
"""Categories that speak of what is missing: there is no place to mark."""
LONGEST_QUOTE = 60
"""Letters of a hit that are repeated beside it."""


def room_of(quoted: Quoted) -> int:
    """Letters that a quotation takes on a page."""
    return sum(
        len(visible(text)) for text in (quoted.head, *quoted.notes, *(run.text for run in quoted.runs))
    )


class Quotations:
    """Writes messages of one case as blocks."""

    def __init__(self, case: Case, wording: Wording) -> None:
        self._case = case
        self.wording = wording
        self._ = wording._
        self._explained = case.content.explained if case.content is not None else {}
        self._actors = {party: actor.name for actor in case.case_file.actors for party in actor.parties}
        self._categories = words.message_categories(self._)
        self._severities = words.severities(self._)
        self._qualities = words.time_qualities(self._)
        self._sources = sources(case, wording)

    def quoted(self, same: Sequence[Flagged]) -> Quoted:
        """One text and the messages that hold it, at least one; the first stands for all."""
        first = same[0]
        notes = [*self._weighty(first.weighty), *self._mild(first.mild), *self._beside(same)]
        weighty, mild = (
            [hit for hit in hits if hit.category not in UNMARKED] for hits in (first.weighty, first.mild)
        )
        return Quoted(self._head(first), runs_of(first.body, weighty, self.wording, mild), notes)

    def texts(self, messages: Sequence[Flagged], category: str) -> Iterator[Block]:
        """The published texts that hits of a category may be held against, as far as they are carried."""
        hits = (hit for message in messages for hit in message.hits if hit.category == category)
        ids = dict.fromkeys(basis for hit in hits for basis in hit.bases)
        items = [
            self._("{id}: {text}").format(id=basis, text=self._sources[basis])
            for basis in ids
            if basis in self._sources
        ]
        if items:
            yield Paragraph(
                self._(
                    "Texts to hold such messages against. Whether one applies, and whether it was breached, "
                    "is for the authority or the court to decide:"
                ),
                "note",
            )
            yield Bullets(items)

    def _head(self, message: Flagged) -> str:
        """Number on the evidence list, time, sender and event id."""
        _ = self._
        time = self.wording.stamp(message.started_at)
        if message.time_quality in self._qualities:
            time = (
                _("{time} ({quality})")
                .format(time=time, quality=self._qualities[message.time_quality])
                .strip()
            )
        party = self.wording.party(message.party)
        if message.party in self._actors:
            party = _("{number} ({name})").format(number=party, name=self._actors[message.party])
        head = _("No. {n} · {time} · {party} · event ID {id}").format(
            n=message.number, time=time, party=party, id=message.event_id
        )
        if message.owner == self._case.log.settings.owner:
            return head
        whose = whose_phone(message.owner, self._case, self.wording)
        return _("{head} · phone: {name}").format(head=head, name=whose)

    def _weighty(self, hits: Sequence[Hit]) -> Iterator[str]:
        """One entry for each hit, one for the texts to compare, one for how to check."""
        _ = self._
        told = [self._told(hit) for hit in hits]
        for hit, each in zip(hits, told, strict=True):
            sentence = _("“{quote}”: {title} ({category}, {severity}).")
            if hit.category in UNMARKED:
                sentence = _("{title} ({category}, {severity}).")
            yield self._joined(
                sentence.format(
                    quote=_cut(hit.quote),
                    title=each.title,
                    category=self._categories[hit.category],
                    severity=self._severities[hit.severity],
                ),
                each.why,
            )
        ids = dict.fromkeys(basis for hit in hits for basis in hit.bases if basis in self._sources)
        if ids:
            yield _("Compare {ids}.").format(ids=_(", ").join(ids))
        hints = dict.fromkeys(each.clear_hint for each in told if each.clear_hint)
        if hints:
            yield _("To check: {hint}").format(hint=self._joined(*hints))

    def _mild(self, hits: Sequence[Hit]) -> Iterator[str]:
        """All other hits in one entry, by category."""
        if not hits:
            return
        quotes: dict[str, list[str]] = {}
        for hit in hits:
            quotes.setdefault(hit.category, [])
            if hit.category not in UNMARKED:
                quotes[hit.category].append(hit.quote)
        parts = [
            " ".join([self._categories[category], *(_quoted(text, self._) for text in _longest(found))])
            for category, found in quotes.items()
        ]
        yield self._("Also: {parts}.").format(parts=self._("; ").join(parts))

    def _told(self, hit: Hit) -> Explained:
        return self._explained.get(hit.rule, {}).get(self.wording.lang) or Explained(hit.rule, None, None)

    def _joined(self, *sentences: str | None) -> str:
        return self.wording.together(sentences)

    def _beside(self, same: Sequence[Flagged]) -> Iterator[str]:
        """The subject, and the further messages of the same text."""
        _ = self._
        first, *others = same
        if first.subject:
            yield _("Subject: {subject}").format(subject=first.subject)
        if others:
            parties = {message.party for message in same}
            sentence = _("The same text also came in {n}, from {numbers} in all: No. {list}.")
            yield sentence.format(
                n=self.wording.messages(len(others)),
                numbers=self.wording.numbers(len(parties)),
                list=ranges(sorted(message.number for message in others)),
            )


def sources(case: Case, wording: Wording) -> Mapping[str, str]:
    """Where the texts stand that hits may be held against, by the id of the rule; the title without one."""
    evaluation = case.evaluation
    cited = [(basis.rule, basis.title, basis.citation) for basis in evaluation.bases]
    cited += [(finding.rule, finding.title, finding.citation) for finding in evaluation.findings]
    text = wording._("{source} ({title})")
    return dict(evaluation.titles) | {
        rule: text.format(source=citation.source, title=title) for rule, title, citation in cited
    }


def _quoted(text: str, _: Translate) -> str:
    return _("“{text}”").format(text=_cut(text))


def _longest(quotes: Sequence[str]) -> list[str]:
    """The quotes that are no part of another one, each once."""
    different = list(dict.fromkeys(quotes))
    return [text for text in different if not any(text != other and text in other for other in different)]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
