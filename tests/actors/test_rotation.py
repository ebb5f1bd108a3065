"""Figures worked out with pencil and paper."""

from dataclasses import replace
from datetime import date
from math import isclose

import pytest

from collectguard.actors import rotation
from tests.logs import log_of
from tests.plots.story import empty

A, B, C, OTHER = (f"+861940000000{place}" for place in range(4))


def contact(party, at, **more):
    return {"party": party, "at": at, "kind": "call", "outcome": "missed"} | more


LOG = log_of(
    [
        contact(A, "2026-03-01 23:59:59.999"),
        contact(A, "2026-03-02 00:00:00"),
        contact(B, "2026-03-02 09:00:00"),
        contact(B, "2026-03-02 09:00:00", duplicate_of="0000000000000003"),
        contact(OTHER, "2026-03-02 09:30:00"),
        contact(A, "2026-03-05 10:00:00"),
        contact(C, "2026-03-05 11:00:00"),
        contact(A, "2026-03-05 12:00:00"),
        contact(A, "2026-03-05 12:30:00", direction="out", outcome="answered"),
        contact(C, None, time_quality="missing"),
    ]
)


def test_by_hand():
    found = rotation(LOG, [A, B, C])
    assert (found.numbers, found.contacts, found.active_days) == (3, 6, 3)
    assert found.daily["contact_count"].tolist() == [1, 2, 3]
    assert found.daily["number_count"].tolist() == [1, 2, 2]
    assert found.daily["new_number_count"].tolist() == [1, 1, 1]
    assert [day.date() for day in found.daily.index] == [date(2026, 3, day) for day in (1, 2, 5)]
    assert found.numbers_per_day == pytest.approx(5 / 3)
    assert (found.most_numbers_on_a_day, found.most_numbers_date) == (2, date(2026, 3, 2))  # the earliest
    assert found.new_numbers_per_day == 2 / 4  # from 2 to 5 March
    assert found.rare_share == 2 / 6  # B and C; A has 4
    # shares 4/6, 1/6, 1/6: exp(-sum p ln p) = (3/2)^(2/3) * 6^(1/3)
    assert found.effective_senders == pytest.approx(1.5 ** (2 / 3) * 6 ** (1 / 3))
    assert found.most_numbers_in_block == 3


def test_dates_are_those_of_the_zone():
    assert rotation(LOG, [A]).active_days == 3
    assert rotation(LOG, [A], replace(LOG.settings, tz="UTC")).active_days == 2


@pytest.mark.parametrize("log", [LOG, empty()])
def test_nobody(log):
    found = rotation(log, ["+8619499999999"])
    assert (found.numbers, found.contacts, found.active_days, found.most_numbers_date) == (0, 0, 0, None)
    assert (found.effective_senders, found.rare_share, found.most_numbers_in_block) == (0.0, 0.0, 0)
    assert found.daily.empty


def test_one_number_is_no_rotation():
    found = rotation(LOG, [B])
    assert (found.numbers, found.new_numbers_per_day, found.most_numbers_in_block) == (1, 0.0, 1)
    assert isclose(found.effective_senders, 1.0)


def test_block_of_a_hundred_contacts():
    """Number 0, then 99 contacts of number 1, then number 2: 101 contacts, never all three in a hundred."""
    numbers = [A, *[B] * 99, C]
    log = log_of(contact(party, f"2026-03-01 {n // 60:02}:{n % 60:02}:00") for n, party in enumerate(numbers))
    assert rotation(log, [A, B, C]).most_numbers_in_block == 2
    log = log_of(
        contact(party, f"2026-03-01 {n // 60:02}:{n % 60:02}:00") for n, party in enumerate([A, *[B] * 98, C])
    )
    assert rotation(log, [A, B, C]).most_numbers_in_block == 3
