"""How an actor changes its numbers, in sentences."""

from collections.abc import Iterator

import pandas as pd

from collectguard.actors import Rotation
from collectguard.actors.rotation import BLOCK, RARE
from collectguard.wording import Wording


def rotation_rows(figures: Rotation, wording: Wording) -> Iterator[tuple[str, str]]:
    """Label and sentence for each figure; nothing where only one number made contact."""
    _ = wording._
    if figures.numbers < 2 or figures.most_numbers_date is None:
        return
    yield (
        _("Different numbers on a day"),
        _("{mean} on average on days with a contact; at most {most}, first on {date}").format(
            mean=f"{figures.numbers_per_day:.1f}",
            most=figures.most_numbers_on_a_day,
            date=wording.date(pd.Timestamp(figures.most_numbers_date)),
        ),
    )
    if figures.new_numbers_per_day:
        yield (
            _("New numbers"),
            _("one every {days} days on average, after the first day").format(
                days=f"{1 / figures.new_numbers_per_day:.1f}"
            ),
        )
    block = min(BLOCK, figures.contacts)
    yield (
        _("Most numbers in a row of contacts"),
        _("{most} different numbers within {n} consecutive contacts").format(
            most=figures.most_numbers_in_block, n=block
        ),
    )
    yield (
        _("Effective senders"),
        _("{effective}: contacts are spread as if so many of the {n} numbers were used alike").format(
            effective=f"{figures.effective_senders:.1f}", n=wording.count(figures.numbers)
        ),
    )
    if figures.rare_share:
        yield (
            _("From numbers hardly used"),
            _("{share} of the contacts come from numbers used at most {n} times").format(
                share=wording.percent(figures.rare_share), n=RARE
            ),
        )
