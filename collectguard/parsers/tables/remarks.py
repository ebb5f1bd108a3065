"""What must be said of a list besides its records."""

from collections import Counter
from collections.abc import Sequence

from collectguard.parsers.source import SourceFacts
from collectguard.parsers.tables.checks import share
from collectguard.parsers.tables.layout import Layout
from collectguard.parsers.tables.rows import Tally
from collectguard.parsers.tables.vocabulary import has_word, is_word
from collectguard.records import NOT_HERE

_MOST_WORDS = 5
_NEARLY_ALL = 0.9
"""Share of the directions that must be in a carrier's words; some rows say 呼转 or nothing."""


def in_carriers_words(layout: Layout, sample: Sequence[Sequence[str]]) -> bool:
    """Whether directions are headed and written as carriers do: 呼叫类型 or 通信方式, 主叫 or 被叫."""
    place = layout.columns.get("direction", len(layout.header))
    if place >= len(layout.header) or not is_word("carrier_direction", layout.header[place]):
        return False
    cells = [row[place] for row in sample if place < len(row) and row[place]]
    return share(cells, lambda cell: has_word("carrier_way", cell)) >= _NEARLY_ALL


def remark(facts: SourceFacts, tally: Tally, times: Counter[str], *, carrier: bool, words: bool) -> None:
    """Note on the source what its reader must know, and whose knowledge it is.

    Args:
        facts: Takes the notes.
        tally: What the rows were.
        times: What was amiss with their times.
        carrier: Titles, name or columns are a carrier's.
        words: Its words are, which a phone's app might use as well, but then for calls not answered too.
    """
    carrier |= words and not tally.outcomes["unanswered"]
    if carrier and not any(tally.outcomes[outcome] for outcome in NOT_HERE):
        facts.witness = "carrier"
        if tally.outcomes:
            facts.note(
                "a carrier's list: it knows answered calls only; missed, rejected and blocked ones are in "
                "the phone's own log"
            )
    _of_rows(facts, tally)
    _of_times(facts, times, tally.counts["time"])


def _of_rows(facts: SourceFacts, tally: Tally) -> None:
    counts = tally.counts
    if counts["masked"]:
        facts.note(
            "numbers that the list masks or leaves out: {n}; the caller need not have hidden them",
            n=counts["masked"],
        )
    if counts["digits"]:
        facts.note("numbers that lost digits in a spreadsheet, kept as they are: {n}", n=counts["digits"])
    if tally.unclear:
        words = ", ".join(word or "-" for word, _ in tally.unclear.most_common(_MOST_WORDS))
        facts.note(
            "rows that do not say who called whom ({words}): {n}", n=tally.unclear.total(), words=words
        )
    if counts["duration"]:
        facts.note("durations that could not be read: {n}", n=counts["duration"])
    if counts["passed over"]:
        facts.note("rows that are titles or totals and no calls: {n}", n=counts["passed over"])


def _of_times(facts: SourceFacts, times: Counter[str], without: int) -> None:
    if times["year taken"]:
        facts.note(
            "dates without a year, which was taken from the title, the file's name or rows beside them: {n}",
            n=times["year taken"],
        )
    if times["year"]:
        facts.note("dates without a year, and nothing says which: {n}", n=times["year"])
    if times["order"]:
        facts.note(
            "dates not used since day and month, or day and year, could be exchanged (say how they are "
            "written: --columns dates=dmy, dates=mdy or dates=ymd): {n}",
            n=times["order"],
        )
    if times["clock"]:
        facts.note("rows with a date and no time of day: {n}", n=times["clock"])
    if without + times["date"]:
        facts.note("rows without a date that can be read: {n}", n=without + times["date"])
