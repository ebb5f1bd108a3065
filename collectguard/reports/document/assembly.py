"""Whole documents: which blocks stand in the report and in the summary, and how a long list is parted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from collectguard.case import Case
from collectguard.reports.case_id import case_id
from collectguard.reports.document.actor_pages import actor_pages
from collectguard.reports.document.blocks import Block, Heading, Paragraph
from collectguard.reports.document.checking import checking
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.evidence_table import EvidenceTable
from collectguard.reports.document.figures import figures, two_figures
from collectguard.reports.document.findings_pages import findings_pages
from collectguard.reports.document.limits import limits
from collectguard.reports.document.messages import message_pages
from collectguard.reports.document.method import method
from collectguard.reports.document.opening import opening, period
from collectguard.reports.document.phones import own_phone
from collectguard.reports.document.reached import several_phones
from collectguard.reports.document.reconciliation import reconciliation_page
from collectguard.reports.document.scope import Scope
from collectguard.reports.document.sender_pages import sender_pages
from collectguard.reports.document.told import told
from collectguard.reports.kept import kept
from collectguard.reports.parts import Part
from collectguard.wording import Wording

PAGE_ROWS = 2_000
"""Rows of the evidence list in one file that people read."""
WHOLE_ROWS, TOP_ROWS = 10_000, 1_000
"""A longer list is for machines: of it such files hold the top, and say where the whole is."""


@dataclass(frozen=True)
class Document:
    """Blocks with what stands around them."""

    lang: str
    title: str
    subtitles: Sequence[str]
    id: str
    page: str
    """The line at the foot of a page, with the places ``{page}`` and ``{pages}``."""
    blocks: Sequence[Block]
    as_of: datetime | None
    """The moment the document is dated to; no clock is read."""


class Assembly:
    """Puts the documents of one case together; what several of them hold is made once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.wording = Wording(case.log.settings)
        self.evidence = Evidence.of(case)
        self.listed = self.evidence.within(WHOLE_ROWS, TOP_ROWS)
        self.table = EvidenceTable(self.listed)

    @staticmethod
    @kept
    def of(case: Case) -> "Assembly":
        """The one of this case, for all formats."""
        return Assembly(case)

    def summary(self) -> Document:
        """What fits on three pages."""
        return self._document([*self._opening, *two_figures(self.case), *checking(self.case)])

    def part(self, part: Part) -> Document:
        """One file of the report: the first holds everything, further ones go on with the evidence list."""
        _ = self.wording._
        rows = self._rows(part)
        if part.number > 1:
            heading = Heading(_("Evidence list, continued (part {n})").format(n=part.number), 1)
            return self._document([heading, *rows])
        return self._document(
            [*self._before_the_list, *self._introduction(), *rows, *method(self.case), *limits(self.case)]
        )

    @cached_property
    def _opening(self) -> Sequence[Block]:
        return opening(self.case, self.evidence)

    @cached_property
    def _before_the_list(self) -> Sequence[Block]:
        return [
            *self._opening,
            *findings_pages(self.case, self.evidence),
            *told(self.case),
            *message_pages(self.case, self.evidence),
            *actor_pages(self.case, self.evidence),
            *several_phones(self.case),
            *figures(self.case),
            *reconciliation_page(self.case),
            *sender_pages(self.case, self.evidence),
        ]

    def _introduction(self) -> list[Block]:
        _ = self.wording._
        heading, scope = Heading(_("Evidence list"), 1, new_page=True), Scope.of(self.case)
        if not self.evidence.total:
            return [heading, Paragraph(scope.nothing)]
        count = self.wording.count
        sentence = _("All {n} contacts from numbers that are not in the phone's contacts, by time.")
        if scope.corrected:
            sentence = _("All {n} contacts from numbers that are reported on, by time.")
        what = sentence.format(n=count(self.evidence.total - self.evidence.elsewhere))
        if not self.listed.is_whole:
            sentence = _(
                "Of the {total} contacts from numbers reported on this list holds the first "
                "{n} of {numbers} with the most contacts. evidence.xlsx holds more, events.csv holds all."
            )
            what = sentence.format(
                total=count(self.evidence.total),
                n=count(len(self.listed.events)),
                numbers=self.wording.numbers(self.listed.party_count),
            )
        how = _(
            "A contact has the same number in every document. Its event ID leads to its line in events.csv, "
            "and from there to the file, the record and the line it was read from; the column source_id "
            "counts the files from 0. “Copies” counts the duplicates of it in other files."
        )
        return [heading, Paragraph(what), *self._elsewhere(), Paragraph(how, "note")]

    def _elsewhere(self) -> list[Block]:
        """That the list holds contacts on other people's phones as well, where it does."""
        _ = self.wording._
        if not self.evidence.elsewhere:
            return []
        text = _(
            "Of these, {n} arrived on other people's phones and count for findings; the column “{column}” "
            "says whose."
        )
        if self.listed.is_whole:
            text = _(
                "Among them stand {n} more that arrived on other people's phones and count for findings; the "
                "column “{column}” says whose."
            )
        return [Paragraph(text.format(n=self.wording.count(self.evidence.elsewhere), column=_("Phone")))]

    def _rows(self, part: Part) -> list[Block]:
        _ = self.wording._
        numbers = self.listed.events["number"].iloc[part.start : part.end]
        note = _("The list goes on in {file}.").format(file=part.next_file) if part.next_file else ""
        if numbers.empty:
            return [Paragraph(note)] if note else []
        sentence = _("Contacts No. {first} to {last}, times in {zone}")
        caption = sentence.format(first=numbers.iloc[0], last=numbers.iloc[-1], zone=self.wording.zone)
        return [self.table.part(part.start, part.end, caption, note)]

    def _document(self, blocks: Sequence[Block]) -> Document:
        _ = self.wording._
        return Document(
            lang=self.wording.lang,
            title=_("Report on calls and messages received"),
            subtitles=self._subtitles(),
            id=case_id(self.case),
            page=_("Page {page} of {pages}"),
            blocks=blocks,
            as_of=self.case.as_of,
        )

    def _subtitles(self) -> list[str]:
        _ = self.wording._
        lines = [
            _("Report {id}").format(id=case_id(self.case)),
            _("Phone: {phone}").format(phone=own_phone(self.case, self.wording)),
        ]
        if (span := period(self.case)) is not None:
            first, last = (self.wording.date(moment.tz_convert(self.wording.settings.tz)) for moment in span)
            lines.append(_("Records from {first} to {last}").format(first=first, last=last))
        lines.append(_("Times: {zone}").format(zone=self.wording.zone))
        if self.case.as_of:
            lines.append(
                _("Dated {date}").format(date=self.case.as_of.isoformat(sep=" ", timespec="minutes"))
            )
        return [_(" · ").join(lines)]
