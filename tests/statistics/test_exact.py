"""Exact ratios of rates: known values, the ends of the scale, and sums of fractions as a second opinion."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectguard.statistics.exact import at_least, rate_ratio
from tests.examples import examples

COUNTS = st.integers(0, 60)
TIMES = st.floats(0.01, 1000)


def fraction_at_least(hits, total, p):
    p = Fraction(p)
    return float(sum(math.comb(total, k) * p**k * (1 - p) ** (total - k) for k in range(hits, total + 1)))


def share(odds):
    return odds / (1 + odds)


# Ends of the interval as probabilities, each by hand: one of one p = 0.025, odds 1/39; two of two p² = 0.025;
# one of two 1 - (1 - p)² = 0.025; ten of ten p¹⁰ = 0.025, its p value 2 / 2¹⁰, and none of ten its mirror;
# three of four 4p³ - 3p⁴ = 0.025 at 0.1941204 (the table of Clopper and Pearson has 0.194) and
# 1 - p⁴ = 0.025, its p value 2 (4 + 1) / 2⁴.
@pytest.mark.parametrize(
    ("counts", "ratio", "ends", "p_value"),
    [
        ((1, 0), math.inf, (0.025, 1), 1.0),
        ((0, 1), 0.0, (0, 0.975), 1.0),
        ((2, 0), math.inf, (0.025**0.5, 1), 0.5),
        ((1, 1), 1.0, (1 - 0.975**0.5, 0.975**0.5), 1.0),
        ((10, 0), math.inf, (0.025**0.1, 1), 2 / 1024),
        ((0, 10), 0.0, (0, 1 - 0.025**0.1), 2 / 1024),
        ((3, 1), 3.0, (0.1941204, 0.975**0.25), 0.625),
    ],
)
def test_by_hand(counts, ratio, ends, p_value):
    low, high = (p / (1 - p) if p < 1 else math.inf for p in ends)
    assert rate_ratio(*counts, 1.0, 1.0) == pytest.approx((ratio, low, high, p_value), rel=1e-6)


def test_times_scale_the_ratio():
    # Two of two where the time after is a third of that before: p² = 0.025 as odds, times 3; each hit is 1/4.
    compared = rate_ratio(2, 0, 5.0, 15.0)
    assert compared.low == pytest.approx(3 * 0.1581139 / 0.8418861, rel=1e-6)
    assert compared.p_value == pytest.approx(2 / 16)
    assert rate_ratio(6, 3, 2.0, 4.0).ratio == 4.0


def test_the_documented_example_of_another_program():
    # R, help(poisson.test): 11 events in 800, 21 in 3011 person-years.
    compared = rate_ratio(11, 6 + 8 + 7, 800, 1083 + 1050 + 878)
    assert compared.ratio == pytest.approx(1.971488, rel=1e-6)
    assert (compared.low, compared.high) == pytest.approx((0.8584264, 4.2772659), rel=1e-6)


@pytest.mark.parametrize(
    ("after", "before", "after_time", "before_time"), [(0, 0, 1, 1), (3, 0, 1, 0), (0, 3, 0, 1), (0, 0, 0, 0)]
)
def test_nothing_to_compare(after, before, after_time, before_time):
    assert all(math.isnan(value) for value in rate_ratio(after, before, after_time, before_time))


@pytest.mark.parametrize(
    ("hits", "total", "p", "expected"),
    [(0, 0, 0.5, 1), (0, 5, 0.0, 1), (1, 5, 0.0, 0), (6, 5, 0.9, 0), (6, 5, 1.0, 1), (5, 5, 1.0, 1)],
)
def test_tails_at_the_ends(hits, total, p, expected):
    assert at_least(hits, total, p) == expected


@examples(40)
@given(st.integers(0, 80), COUNTS, st.floats(0.001, 0.999))
def test_tails_are_sums_of_fractions(hits, total, p):
    assert at_least(hits, total, p) == pytest.approx(fraction_at_least(hits, total, p), rel=1e-9, abs=1e-250)


@examples(30)
@given(st.integers(1, 60), st.integers(1, 60), TIMES, TIMES)
def test_ends_of_the_interval_leave_a_fortieth_outside(after, before, after_time, before_time):
    compared = rate_ratio(after, before, after_time, before_time)
    scale, total = after_time / before_time, after + before
    assert fraction_at_least(after, total, share(compared.low * scale)) == pytest.approx(0.025, rel=1e-6)
    assert fraction_at_least(before, total, 1 - share(compared.high * scale)) == pytest.approx(
        0.025, rel=1e-6
    )
    assert compared.low < compared.ratio < compared.high


@examples(40)
@given(COUNTS, COUNTS, TIMES, TIMES)
def test_interval_and_p_value_agree(after, before, after_time, before_time):
    compared = rate_ratio(after, before, after_time, before_time)
    if after + before and abs(compared.p_value - 0.05) > 1e-9:
        assert (compared.low <= 1 <= compared.high) == (compared.p_value > 0.05)


@examples(40)
@given(COUNTS, COUNTS, TIMES, TIMES)
def test_before_and_after_are_mirrors(after, before, after_time, before_time):
    one = rate_ratio(after, before, after_time, before_time)
    other = rate_ratio(before, after, before_time, after_time)
    if after and before:
        assert other.ratio == pytest.approx(1 / one.ratio)
        assert (other.low, other.high) == pytest.approx((1 / one.high, 1 / one.low), rel=1e-6)
    if after + before:
        assert other.p_value == pytest.approx(one.p_value)


def test_many_contacts():
    # Far from the ends the interval is that of the normal: exp(± 1.96 √(1/x + 1/y)).
    compared = rate_ratio(120_000, 80_000, 3.0, 2.0)
    width = math.exp(1.959964 * math.sqrt(1 / 120_000 + 1 / 80_000))
    assert compared.ratio == pytest.approx(1.0)
    assert (compared.low, compared.high) == pytest.approx((1 / width, width), rel=1e-4)
    assert rate_ratio(100_000, 0, 1.0, 1.0).p_value == 0.0
