"""Findings on the first pages: what was measured, and one line for each finding or each rule."""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil

from collectguard.case import Case
from collectguard.findings import DayCount, highest_day
from collectguard.reports.document.blocks import Block, Column, Heading, Paragraph, Table
from collectguard.reports.document.found import Numbered, OfRule, by_rule, numbered
from collectguard.reports.document.sender_pages import ranges
from collectguard.reports.document.senders_table import shortened
from collectguard.wording import Wording

MOST_ROWS = 7
"""Rows of one table on the first pages: of more findings each rule has one line, of more rules the first."""
LINES = 40
"""Lines of print that all of them have, so that the summary keeps to its pages."""
LINES_POSSIBLE = 10
"""Of these, lines that are kept for possible findings where there are others before them."""
LONGEST_TEXT = 200
"""Letters of a title, or of how a finding stands to a rule, on the first pages."""

_RULE_LETTERS, _WHO_LETTERS = 48, 18
"""Letters that surely fit a line of the two columns of words; a Chinese one takes the room of two."""
_WIDE = "\u2e80"
"""The first of the characters that are as wide as two letters."""
_HIDDEN = "hidden:"
_MOST_NAMES = 2
"""Names that stand in one cell; of more there is only their number."""


def findings_in_brief(case: Case) -> list[Block]:
    """What the log was measured against and what came of it; nothing where no rule was looked at."""
    if not case.evaluation.sentence:
        return []
    wording = Wording(case.log.settings)
    _ = wording._
    found = numbered(case)
    assigned = [each for each in found if each.finding.assigned]
    possible = [each for each in found if not each.finding.assigned]
    blocks: list[Block] = [
        Heading(_("Findings beside published rules"), 2),
        Paragraph(case.evaluation.sentence),
    ]
    room = LINES
    if assigned:
        kept = LINES_POSSIBLE if possible else 0
        caption = _("Findings on those whom the case file names")
        blocks.append(table := _table(assigned, caption, room - kept, wording))
        room -= sum(map(_lines, table.rows))
    if possible:
        caption = _("Possible findings: nobody has confirmed yet to which institution these numbers belong")
        blocks.append(_table(possible, caption, room, wording))
    return [*blocks, Paragraph(_reading(case, wording), "note")]


def _reading(case: Case, wording: Wording) -> str:
    """How the figures are to be read, and where the rest is."""
    _ = wording._
    sentences = []
    if case.evaluation.findings:
        sentences += [
            _(
                "Observed are all contacts where the limit is 0, else the most within one window of the "
                "rule. A night has the date on which it begins."
            ),
            _(
                "A finding is a count beside a published text and no judgement. Each one with its "
                "arithmetic, dates, contacts, source and what the other side may say: report.pdf, "
                "“{section}”."
            ).format(section=_("Findings, one by one")),
        ]
    if case.evaluation.not_evaluated:
        sentences.append(
            _("Rules that were not evaluated: {n}; the reasons: report.pdf, “{section}”.").format(
                n=len(case.evaluation.not_evaluated), section=_("Rules that were not evaluated")
            )
        )
    return wording.together(sentences)


def _table(findings: Sequence[Numbered], caption: str, room: int, wording: Wording) -> Table:
    """One row a finding where they are few, else one a rule, as many as fit so many lines; at least one."""
    _ = wording._
    rows = [_row(each) for each in findings[: MOST_ROWS + 1]]
    single = _fitting(rows, room) == len(findings)
    if not single:
        rows = [_sum_up(group, wording) for group in by_rule(findings)]
    shown = _fitting(rows, room)
    note = ""
    if len(rows) > shown:
        note = _("{n} more rules: report.pdf, “{section}”.").format(
            n=len(rows) - shown, section=_("Findings, one by one")
        )
    columns = (
        Column(_("No."), 13, "number"),
        Column(_("Rule, and how the finding stands to it"), 76),
        Column(_("Who"), 31),
        Column(_("Observed") if single else _("Most of one"), 15, "number"),
        Column(_("Limit"), 12, "number"),
        Column(_("Days"), 11, "number"),
        Column(_("Worst day"), 25),
    )
    return Table(caption, columns, rows[:shown], note=note)


def _fitting(rows: Sequence[Sequence[str]], room: int) -> int:
    """How many of these rows, from the first on, fit so many lines; at least one."""
    ends = accumulate(map(_lines, rows[:MOST_ROWS]))
    return max(sum(end <= room for end in ends), 1)


def _lines(row: Sequence[str]) -> int:
    """Lines of print that a row takes."""
    _number, rule, name, *_figures = row
    return max(
        sum(ceil(_letters(line) / _RULE_LETTERS) for line in rule.splitlines()),
        ceil(_letters(name) / _WHO_LETTERS),
    )


def _letters(text: str) -> int:
    return len(text) + sum(letter >= _WIDE for letter in text)


def _row(each: Numbered) -> tuple[str, ...]:
    finding = each.finding
    return (
        str(each.number),
        _of_rule(finding.title, finding.strength),
        shortened(finding.subject_name),
        str(finding.observed),
        str(finding.limit),
        str(len(finding.days)),
        worst_day(finding.worst_day),
    )


def _sum_up(group: OfRule, wording: Wording) -> tuple[str, ...]:
    """One rule: how many numbers, the highest figure of one subject, on how many dates in all."""
    days = [day for each in group.findings if (day := each.finding.worst_day) is not None]
    worst = highest_day(days) if days else None
    return (
        ranges(each.number for each in group.findings),
        _of_rule(group.first.title, *group.strengths),
        who(group, wording),
        str(group.highest.observed),
        " / ".join(map(str, sorted({each.finding.limit for each in group.findings}))),
        str(len(group.dates)),
        worst_day(worst),
    )


def _of_rule(*texts: str) -> str:
    """Title and strengths, one a line."""
    return "\n".join(shortened(text, LONGEST_TEXT) for text in texts)


def who(group: OfRule, wording: Wording) -> str:
    """Whom the findings of a rule speak of, or how many numbers, and how many contacts are in all of them."""
    _ = wording._
    if group.first.assigned and len(group.subject_names) <= _MOST_NAMES:
        return _("{names}; {contacts} together").format(
            names=_(", ").join(map(shortened, group.subject_names)),
            contacts=wording.contacts(len(group.event_ids)),
        )
    hidden = sum(party.startswith(_HIDDEN) for party in group.parties)
    numbers = wording.numbers(len(group.parties) - hidden)
    if hidden:
        numbers = _("{numbers}, and callers without a number").format(numbers=numbers)
    return _("{numbers}; {contacts} together").format(
        numbers=numbers, contacts=wording.contacts(len(group.event_ids))
    )


def worst_day(day: DayCount | None) -> str:
    """The date with the highest count, and the count."""
    return "" if day is None else f"{day.date:%Y-%m-%d} ({day.count})"
