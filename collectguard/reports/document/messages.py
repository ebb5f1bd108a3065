"""What the messages say: how many of which sort, then the messages themselves with the hits marked."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd

from collectguard import words
from collectguard.case import Case, Chart
from collectguard.reports.document.blocks import (
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Paragraph,
    Table,
)
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.messages_elsewhere import elsewhere_in_brief, elsewhere_quoted
from collectguard.reports.document.messages_found import Flagged, Messages, Tally
from collectguard.reports.document.messages_quoted import Quotations, room_of
from collectguard.wording import Wording

MOST_SHOWN = 30
"""Different texts that pages quote of one category; the workbook and the data hold all."""
EXAMPLES = 3
"""Of mere demands and notes so many stand here as examples."""
ROOM = 150_000
"""Letters that all quotations together may take, so that a report of hostile texts stays one file."""
PLAIN = frozenset({"collection", "early_reminder", "privacy_leak", "unsigned"})
"""Categories of which mild hits are examples enough: bills and demands, told by their counts."""
_MILD = frozenset({"info", "low"})


def message_pages(case: Case, evidence: Evidence) -> list[Block]:
    """The section about messages; nothing where nobody has read them."""
    found = Messages.of(case, evidence)
    if found is None:
        return []
    wording = Wording(case.log.settings)
    return [
        Heading(wording._("What the messages say"), 1, new_page=True),
        *(_found(found, case, wording) if found.flagged else _nothing(found, wording)),
        *elsewhere_quoted(found, case, wording, MOST_SHOWN),
    ]


def is_of_words(chart: Chart) -> bool:
    """Whether a chart shows what messages say and belongs here."""
    return chart.name.startswith("words")


def messages_in_brief(case: Case, evidence: Evidence) -> list[Block]:
    """One line for the first page; nothing where no message holds anything."""
    found = Messages.of(case, evidence)
    if found is None:
        return []
    wording = Wording(case.log.settings)
    return [*_own_in_brief(found, wording), *elsewhere_in_brief(found, case, wording)]


def _own_in_brief(found: Messages, wording: Wording) -> list[Block]:
    _ = wording._
    if not found.flagged:
        return []
    if not found.beyond:
        sentence = _(
            "Messages in which words of a demand for payment were found: {n} of {all}, from {numbers}; "
            "report.pdf, “{section}”."
        )
        return [Paragraph(sentence.format(**_amounts(found.flagged, found, wording)))]
    names = words.message_categories(_)
    parts = [
        _("{category} {n}").format(category=names[tally.category], n=wording.count(tally.messages))
        for tally in found.tallies
        if tally.category not in PLAIN and tally.category != "wrong_person"
    ]
    sentence = _(
        "Messages whose words may go beyond a demand for payment: {n} of {all}, from {numbers} ({parts}). "
        "These are leads found by words, which somebody must read: report.pdf, “{section}”."
    )
    amounts = _amounts(found.beyond, found, wording)
    return [Paragraph(sentence.format(**amounts, parts=_(", ").join(parts)))]


def _amounts(messages: Sequence[Flagged], found: Messages, wording: Wording) -> dict[str, str]:
    return {
        "n": wording.count(len(messages)),
        "all": wording.messages(found.received),
        "numbers": wording.numbers(len({message.party for message in messages})),
        "section": wording._("What the messages say"),
    }


def _nothing(found: Messages, wording: Wording) -> Iterator[Block]:
    _ = wording._
    if not found.read:
        yield Paragraph(_("There is no message with a text from the numbers reported on."))
    else:
        sentence = _(
            "In the {read} with a text from numbers reported on, none of the words and phrases were found "
            "that the lexicon holds. That is not to say that nothing is wrong with them: what is worded "
            "otherwise is not found, and pictures and voice messages are not read. All of them stand in the "
            "evidence list."
        )
        yield Paragraph(sentence.format(read=wording.messages(found.read)))
    yield from _elsewhere(found, wording)


def _found(found: Messages, case: Case, wording: Wording) -> Iterator[Block]:
    _ = wording._
    sentence = _(
        "Of {received} from numbers reported on, {read} have a text; in {n} of them, from {numbers}, words "
        "were found that may be a demand for payment or more."
    )
    yield Paragraph(
        sentence.format(
            received=wording.messages(found.received),
            read=wording.count(found.read),
            n=wording.count(len(found.flagged)),
            numbers=wording.numbers(len(found.senders)),
        )
    )
    yield Bullets(list(_reading(case, wording)))
    yield from _elsewhere(found, wording)
    yield _table(found.tallies, wording)
    for chart in case.charts:
        if is_of_words(chart):
            yield Heading(chart.title, 2)
            yield Figure(chart)
    quotations = Quotations(case, wording)
    room = ROOM
    for tally in found.tallies:
        blocks, used = _category(found.under(tally.category), tally, quotations, room)
        room -= used
        yield from blocks
    yield from _others(found, wording)


def _reading(case: Case, wording: Wording) -> Iterator[str]:
    """What these leads are, and what they are not."""
    _ = wording._
    yield _(
        "These are leads: words and phrases that a program has found. It does not understand a message, and "
        "it gives no judgement. Each message must be read by somebody, and may turn out to be harmless."
    )
    yield _("What is not found here is not thereby harmless: it may be worded otherwise.")
    yield _(
        "Highlighted and underlined is what was found, underlined twice where several hits meet; a dotted "
        "line marks what carries less weight. The marks are ours, the words are those of the message."
    )
    yield _("Only messages received were looked at, no calls, no pictures, nothing that the owner wrote.")
    yield _("Of each message the first 4,000 characters are looked through.")
    yield {
        "debtor": _(
            "By the case file the owner is the debtor. A demand that names sum and dates to the debtor tells "
            "nobody else of the debt; where a category depends on the recipient, that was taken into account."
        ),
        "contact": _(
            "By the case file the owner is a contact of the debtor and does not owe. So each demand here was "
            "sent to somebody else than the debtor; how serious a hit is was judged by that."
        ),
        "unrelated": _(
            "By the case file the owner has nothing to do with the debt. So each demand here was sent to "
            "somebody else than the debtor; how serious a hit is was judged by that."
        ),
        None: _(
            "No case file says whether the owner is the debtor. On that depends whether a message with "
            "details of a debt went to the right person or told somebody else of it."
        ),
    }[case.case_file.owner_role]


def _elsewhere(found: Messages, wording: Wording) -> Iterator[Block]:
    """Messages with hits that no document quotes: the senders are not reported on."""
    _ = wording._
    if not found.elsewhere:
        return
    sentence = _(
        "Such words were also found in {n} (in {beyond} of them more than a demand) from numbers that are "
        "saved in the phone or that the case file leaves out. These are not quoted. If such a number belongs "
        "to somebody who collects, name it in the case file, and the report is about it as well."
    )
    yield Paragraph(
        sentence.format(n=wording.messages(found.elsewhere), beyond=wording.count(found.serious_elsewhere)),
        "note",
    )


def _table(tallies: Sequence[Tally], wording: Wording) -> Table:
    _ = wording._
    names = words.message_categories(_)
    columns = (
        Column(_("What may be in the message"), 70),
        Column(_("Messages"), 22, "number"),
        Column(_("Of these serious"), 26, "number"),
        Column(_("Numbers"), 18, "number"),
        Column(_("First"), 22),
        Column(_("Last"), 22),
    )
    rows = [
        (
            names[tally.category],
            str(tally.messages),
            str(tally.serious),
            str(tally.senders),
            _date(tally.first, wording),
            _date(tally.last, wording),
        )
        for tally in tallies
    ]
    note = _("A message with words of several categories counts under each: the rows do not add up.")
    return Table(_("What was found in messages"), columns, rows, note=note, first_is_head=True)


def _date(instant: pd.Timestamp | None, wording: Wording) -> str:
    return "" if instant is None else f"{instant.tz_convert(wording.settings.tz):%Y-%m-%d}"


def _category(
    messages: Sequence[Flagged], tally: Tally, quotations: Quotations, room: int
) -> tuple[list[Block], int]:
    """The messages that stand under one category, and the letters they take."""
    wording = quotations.wording
    _ = wording._
    if not messages:
        return [], 0
    name = words.message_categories(_)[tally.category]
    sentences = [_("Messages under this heading: {n}.").format(n=wording.count(len(messages)))]
    if tally.messages > len(messages):
        more = _("{n} more hold such words and stand under another heading, for a hit that weighs more.")
        sentences.append(more.format(n=wording.count(tally.messages - len(messages))))
    by_text = [list(group) for _text, group in groupby(_by_text(messages), key=lambda each: each.body)]
    blocks: list[Block] = []
    used = 0
    for same in _limited(by_text, tally.category):
        quoted = quotations.quoted(same)
        used += room_of(quoted)
        if used > room:
            break
        blocks.append(quoted)
    if len(blocks) < len(by_text):
        rest = _(
            "Quoted are {n} of {all} different texts, the most serious first; evidence.xlsx, sheet "
            "“{sheet}”, holds the others."
        )
        sentences.append(rest.format(n=len(blocks), all=wording.count(len(by_text)), sheet=_("Messages")))
    joined = wording.together(sentences)
    texts = quotations.texts(messages, tally.category)
    return [Heading(name[:1].upper() + name[1:], 2), Paragraph(joined), *texts, *blocks], min(used, room)


def _by_text(messages: Sequence[Flagged]) -> Iterator[Flagged]:
    """The messages with those of one text next to each other; texts in the order of their first."""
    by_text: dict[str, list[Flagged]] = {}
    for message in messages:
        by_text.setdefault(message.body, []).append(message)
    for same in by_text.values():
        yield from same


def _limited(texts: Sequence[list[Flagged]], category: str) -> list[list[Flagged]]:
    """The texts that are quoted: of mild hits of plain categories a few, of all others many."""
    if category not in PLAIN:
        return list(texts[:MOST_SHOWN])
    mild = [each for each in texts if each[0].severity_in(category) in _MILD]
    weighty = [each for each in texts if each[0].severity_in(category) not in _MILD]
    return [*weighty[:MOST_SHOWN], *mild[:EXAMPLES]]


def _others(found: Messages, wording: Wording) -> Iterator[Block]:
    _ = wording._
    yield Heading(_("Other messages of the same senders"), 2)
    if not found.unflagged:
        yield Paragraph(
            _("Each message of these {n} holds such words.").format(n=wording.numbers(len(found.senders)))
        )
        return
    sentence = _(
        "The {numbers} with such messages sent {n} more in which no such words were found. They are not "
        "thereby harmless. All of them are listed in full with the others: in the evidence list, and in "
        "evidence.xlsx, where the column “{column}” says so."
    )
    yield Paragraph(
        sentence.format(
            numbers=wording.numbers(len(found.senders)),
            n=wording.messages(found.unflagged),
            column=_("Found in the text"),
        )
    )
