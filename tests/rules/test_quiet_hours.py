"""Quiet hours: borders to the millisecond, nights, weekdays, zones and dates in force."""

from dataclasses import replace
from datetime import date

import pytest

from collectguard import statistics
from collectguard.settings import Window, settings_for
from tests.logs import log_of
from tests.rules.building import EN, A, B, call, case_of, findings_of, lender, talk, text

NIGHT = {"kind": "quiet_hours", "window": "22:00-08:00"}
CASE = case_of()


def observed(rows, condition=NIGHT, case=CASE, **more):
    found = findings_of(rows, condition, case, **more)
    assert all(len(finding.event_ids) == finding.observed for finding in found)
    return [finding.observed for finding in found]


@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        ("2026-03-01 21:59:59.999", False),
        ("2026-03-01 22:00:00.000", True),
        ("2026-03-01 23:59:59.999", True),
        ("2026-03-02 00:00:00.000", True),
        ("2026-03-02 07:59:59.999", True),
        ("2026-03-02 08:00:00.000", False),
    ],
)
def test_the_start_counts_and_the_end_does_not(moment, counts):
    assert observed([text(moment)]) == [1] * counts


def test_contacts_within_sixty_seconds_of_a_border_are_counted_apart():
    rows = [
        text("2026-03-01 21:58:59.999"),  # 60.001 s before
        text("2026-03-01 21:59:00.000"),  # 60 s before: near, outside
        text("2026-03-01 22:01:00.000"),  # 60 s after: near, inside
        text("2026-03-01 22:01:00.001"),
        text("2026-03-02 07:59:30.000"),  # near, inside
        text("2026-03-02 08:00:00.000"),  # near, outside
    ]
    (finding,) = findings_of(rows, NIGHT, CASE)
    assert (finding.observed, finding.boundary_count) == (3, 4)
    assert "border of these hours, inside or outside: 4" in finding.notes[0]


def test_contacts_near_a_border_alone_are_no_finding():
    assert observed([text("2026-03-01 21:59:30"), text("2026-03-02 08:00:00")]) == []


def test_days_are_the_evenings_on_which_a_night_begins():
    rows = [
        call("2026-03-01 23:00:00"),
        talk("2026-03-02 02:00:00"),
        text("2026-03-02 07:59:59.999"),
        text("2026-03-03 06:00:00"),
    ]
    (finding,) = findings_of(rows, NIGHT, CASE)
    assert finding.days == ((date(2026, 3, 1), 3), (date(2026, 3, 2), 1))
    assert finding.worst_day == (date(2026, 3, 1), 3)
    assert (finding.observed, finding.limit) == (4, 0)
    assert finding.event_ids == tuple(f"{n:016x}" for n in (1, 2, 3, 4))
    assert finding.sentence == (
        "Lender (1 number): 4 contacts in the hours 22:00 to 08:00 of the next day, Beijing time "
        "(Asia/Shanghai), on 2 nights; most on 1 March 2026: 3."
    )


def test_the_figures_are_those_of_the_statistic():
    rows = [text(f"2026-03-{day:02d} {hour:02d}:59:40") for day in range(1, 9) for hour in range(0, 24, 3)]
    log = log_of(rows, EN)
    (finding,) = findings_of(log, NIGHT, CASE)
    night = statistics.nights(log, replace(EN, nights=(Window.parse("22:00-08:00"),))).loc[A]
    assert finding.observed == night["night_count"] == len(finding.event_ids)
    assert finding.boundary_count == night["boundary_count"]
    assert len(finding.days) == night["nights"]


def test_a_basis_leaves_the_others_out():
    rows = [text("2026-03-01 23:00:00"), call("2026-03-01 23:00:00"), talk("2026-03-01 23:30:00")]
    for basis, count in {
        "any": 3,
        "messages": 1,
        "calls": 2,
        "attempts": 1,
        "connected": 1,
        "reached": 2,
    }.items():
        assert observed(rows, NIGHT | {"basis": basis}) == [count], basis


def test_numbers_of_one_actor_are_summed_and_others_left_out():
    case = case_of(lender(A, B))
    rows = [
        text("2026-03-01 23:00:00"),
        text("2026-03-02 23:00:00", B),
        text("2026-03-02 23:00:00", "+8619400000009"),
    ]
    (finding,) = findings_of(rows, NIGHT, case)
    assert (finding.observed, finding.parties) == (2, (A, B))


# --- dates in force ---


@pytest.mark.parametrize(
    ("dates", "count"),
    [
        ({}, 4),
        ({"effective_from": date(2026, 1, 1)}, 2),
        ({"effective_to": date(2025, 12, 31)}, 2),
        ({"effective_from": date(2025, 12, 31), "effective_to": date(2025, 12, 31)}, 1),
        ({"effective_from": date(2025, 12, 31), "effective_to": date(2026, 1, 1)}, 2),
    ],
)
def test_each_contact_is_judged_by_its_own_local_date(dates, count):
    rows = [
        text("2025-12-30 23:00:00"),
        text("2025-12-31 23:59:59.999"),
        text("2026-01-01 00:00:00.000"),  # 16:00 of the day before in UTC
        text("2026-01-02 05:00:00"),
    ]
    assert observed(rows, **dates) == [count]


# --- zones and changes of clocks ---


def test_the_clock_is_that_of_the_rule_not_of_the_log():
    tokyo = settings_for("JP", tz="Asia/Tokyo", report_lang="en")
    rows = [text("2026-03-01 22:30:00")]  # 21:30 in Shanghai
    assert observed(rows, settings=tokyo) == [1]
    assert observed(rows, settings=tokyo, tz="Asia/Shanghai") == []
    later = [text("2026-03-01 23:00:00")]
    (finding,) = findings_of(later, NIGHT, CASE, settings=tokyo, tz="Asia/Shanghai")
    assert "Asia/Shanghai" in finding.window


@pytest.mark.parametrize(
    ("instant", "counts"),
    [
        # Chicago, night 21:00-08:00. 8 March 2026, 02:00 CST becomes 03:00 CDT.
        ("2026-03-08 02:59:59.999", 0),  # 20:59:59.999 CST
        ("2026-03-08 03:00:00.000", 1),  # 21:00 CST
        ("2026-03-08 12:59:59.999", 1),  # 07:59:59.999 CDT
        ("2026-03-08 13:00:00.000", 0),  # 08:00 CDT
        ("2026-11-01 13:59:59.999", 1),  # 07:59:59.999 CST after the change back
        ("2026-11-01 14:00:00.000", 0),
    ],
)
def test_nights_of_a_change_of_clocks(instant, counts):
    us = settings_for("US", tz="America/Chicago")
    log = replace(log_of([text(instant)], settings_for("US", tz="UTC")), settings=us)
    assert observed(log, {"kind": "quiet_hours", "window": "21:00-08:00"}) == [1] * counts


# --- hours by weekday ---

WEEK = {
    "kind": "quiet_hours",
    "windows": [
        {"days": ["mon", "tue", "wed", "thu", "fri", "sat"], "window": "20:00-08:00"},
        {"days": ["sun"], "window": "00:00-24:00"},
    ],
}


@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        ("2026-02-28 07:59:59.999", True),  # Saturday
        ("2026-02-28 08:00:00.000", False),
        ("2026-02-28 19:59:59.999", False),
        ("2026-02-28 20:00:00.000", True),
        ("2026-03-01 00:00:00.000", True),  # Sunday, all of it
        ("2026-03-01 12:00:00.000", True),
        ("2026-03-01 23:59:59.999", True),
        ("2026-03-02 07:59:59.999", True),  # Monday
        ("2026-03-02 08:00:00.000", False),
    ],
)
def test_hours_by_weekday_go_by_the_date_of_the_contact(moment, counts):
    assert observed([text(moment)], WEEK) == [1] * counts


def test_a_day_that_is_quiet_as_a_whole_has_no_border():
    rows = [text("2026-03-01 00:00:10"), text("2026-03-01 23:59:50"), text("2026-03-02 08:00:10")]
    (finding,) = findings_of(rows, WEEK, CASE)
    assert (finding.observed, finding.boundary_count) == (2, 1)


def test_hours_by_weekday_add_up_by_evening():
    rows = [text("2026-03-01 21:00:00"), text("2026-03-02 07:00:00"), text("2026-03-02 21:00:00")]
    (finding,) = findings_of(rows, WEEK, CASE)
    assert finding.days == ((date(2026, 3, 1), 2), (date(2026, 3, 2), 1))
    assert (
        "Mon, Tue, Wed, Thu, Fri, Sat 20:00 to 08:00 of the next day; Sun the whole day" in finding.sentence
    )


def test_contacts_without_a_usable_time_are_no_part_of_it():
    rows = [text(None, time_quality="missing"), text("2026-03-01 23:00:00", time_quality="implausible")]
    assert observed(rows) == []


def test_duplicates_and_outgoing_contacts_never_count():
    rows = [
        text("2026-03-01 23:00:00", duplicate_of="f" * 16),
        call("2026-03-01 23:00:00", "answered", duration_s=60, direction="out"),
        text("2026-03-01 23:00:00", direction="out", outcome="sent"),
    ]
    assert observed(rows) == []
