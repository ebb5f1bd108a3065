"""What to say of columns that are not recognised: advice, never used for reading."""

from collections.abc import Sequence
from statistics import median
from typing import Final

from collectguard.i18n import Sentence
from collectguard.parsers.tables.by_values import Columns, columns_of, is_amount, talk_times
from collectguard.parsers.tables.checks import Check, is_clock, is_direction, is_number, is_time, share
from collectguard.parsers.tables.durations import seconds_of
from collectguard.parsers.tables.layout import Layout
from collectguard.parsers.tables.moments import moment_of
from collectguard.parsers.tables.vocabulary import header_and_unit, roles_of_headers
from collectguard.records import Kind

_ENOUGH: Final = 0.6
_MOST_OPTIONS: Final = 3
_SHOWN_LETTERS: Final = 20
_WANTED: Final[dict[str, Check]] = {
    "time": is_time,
    "peer": lambda text: (is_number(text) and not is_amount(text)) or "*" in text,
    "direction": is_direction,
}
_NOTHING: Final = "time=1,peer=2,direction=3,duration=4"


def columns_options(header: Sequence[str], sample: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Values of ``--columns`` for a table, as good as can be guessed; one that shows the form otherwise.

    There are several where more than one column may hold the talk time; they differ in that alone.

    Args:
        header: The row that comes nearest to a header.
        sample: Rows below it.
    """
    width = max([len(header), *map(len, sample)], default=0)
    values = columns_of(sample, width)
    ranks = [roles_of_headers().get(header_and_unit(cell)[0], {}) for cell in header]
    ranks += [{}] * (width - len(ranks))
    found: dict[str, int] = {}
    for role, check in _WANTED.items():
        free = [place for place in range(width) if place not in found.values() and values[place]]
        fitting = [place for place in free if share(values[place], check) >= _ENOUGH]
        if fitting:
            # the column that is named so; else, of several, the first whose cells are not all the same
            found[role] = min(
                fitting, key=lambda place: (role not in ranks[place], len(set(values[place])) < 2, place)
            )
    if "time" not in found or not found.keys() & {"peer", "direction"}:
        return (_NOTHING,)
    lengths = talk_times(values, (place for place in range(width) if place not in found.values()), _ENOUGH)
    if not _has_clock(values[found["time"]]) and (clock := _clock(values, lengths)) is not None:
        found["clock"] = clock
        lengths.remove(clock)
    named = [place for place in lengths if "duration" in ranks[place]]
    changing = [place for place in lengths if len(set(values[place])) > 1]
    lengths = (named[:1] or changing or lengths[:1])[:_MOST_OPTIONS]
    options = [found | {"duration": place} for place in lengths] or [found]
    return tuple(",".join(f"{role}={place + 1}" for role, place in each.items()) for each in options)


def _has_clock(cells: Sequence[str]) -> bool:
    return any(moment is not None and moment.clock is not None for moment in map(moment_of, cells))


def _clock(values: Columns, lengths: Sequence[int]) -> int | None:
    """Of columns written as clocks the one with the time of day: it runs to 24 hours, calls do not."""
    clocks = [place for place in lengths if share(values[place], is_clock) >= _ENOUGH]
    return max(clocks, key=lambda place: median(map(_seconds, values[place])), default=None)


def _seconds(text: str) -> int:
    return seconds_of(text) or 0


def what_to_say(options: Sequence[str]) -> Sentence:
    """The advice that shows what `columns_options` gives."""
    if len(options) == 1:
        return Sentence(
            "Say which column is which, by header or number, for example: --columns {example}",
            example=options[0],
        )
    return Sentence(
        "More than one column may hold the talk time. See which of them does, and give one of these: "
        "{options}",
        options="; ".join(f"--columns {option}" for option in options),
    )


def not_read(layout: Layout, kind: str, sample: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Roles that no column plays though a list of this kind has them, and columns that nobody knows.

    A column is named by its header; where the table has none, by its number and its first cell.
    """
    lacking = [] if {"direction", "caller"} & layout.columns.keys() else ["direction"]
    if kind == Kind.CALL and "duration" not in layout.columns:
        lacking.append("duration")
    used = set(layout.columns.values())
    if not layout.header:
        values = columns_of(sample, max(map(len, sample), default=0))
        named = [
            f"{place + 1}: {cells[0][:_SHOWN_LETTERS]}" if cells else "" for place, cells in enumerate(values)
        ]
    else:
        named = [header if header not in roles_of_headers() else "" for header in layout.header]
    return lacking, [name for place, name in enumerate(named) if name and place not in used]
