"""The calendar of findings: what is drawn, against findings written by hand, and how it lies on paper."""

import hashlib
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations, pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import PolyCollection
from PIL import Image

from collectguard import plots, rules
from collectguard.findings import Citation, DayCount, Finding
from collectguard.fonts import FAMILIES, families_for, printable
from collectguard.i18n import locale_dir
from collectguard.plots._calendar_words import MOST_STRIPS
from collectguard.plots._month_grid import TONES, weeks_of, written
from collectguard.plots._strips import MOST_MONTHS, Month, strips_of
from collectguard.plots.calendar import calendar_of
from collectguard.settings import settings_for
from tests.examples import examples
from tests.logs import log_of
from tests.plots.story import AGENCY, empty, story
from tests.plots.test_layout import overlapping, texts

ENGLISH = settings_for("CN", report_lang="en")
CITATION = Citation("Made-up text", None, None, "VT", date(2026, 1, 1))


def finding(days, rule="X-1", subject="A", **more):
    """A finding with these dates, given as ISO text or date, and counts."""
    counts = tuple(
        DayCount(date.fromisoformat(day) if isinstance(day, str) else day, count)
        for day, count in dict(days).items()
    )
    plain = {
        "pack": "made-up", "title": f"Rule {rule}", "condition": "count_in_window", "force": "self",
        "modality": None, "subject_kind": "actor", "subject_name": subject, "assigned": True, "parties": (),
        "observed": max((day.count for day in counts), default=0), "limit": 3, "window": "a day",
        "event_ids": (), "boundary_count": 0, "graded": None, "lower_bound": False, "sentence": "",
        "notes": (), "strength": "", "standing": "Made-up text, not law.", "innocent_reading": (),
        "cannot_show": (), "citation": CITATION, "see_also": (),
    }  # fmt: skip
    return Finding(rule=rule, subject_id=subject, days=counts, **(plain | more))


def log_between(first, last, settings_=ENGLISH):
    days = [{"party": AGENCY, "at": f"{day} 12:00:00", "kind": "call"} for day in (first, last)]
    return log_of([{**day, "outcome": "missed"} for day in days], settings_)


YEAR_END = [
    finding({"2023-12-31": 9, "2024-01-01": 4, "2024-02-29": 5}, subject="A"),
    finding({"2024-01-01": 6, "2024-02-29": 5}, subject="B"),
    finding({"2024-01-01": 8}, subject="+8619400000001", assigned=False, subject_kind="party"),
    finding({"2023-12-31": 1, "2024-12-31": 9}, rule="X-2", condition="quiet_hours", limit=0, subject="A"),
    finding({}, rule="X-3"),
]


def rows(table, *columns):
    return [
        tuple(value.date().isoformat() if isinstance(value, pd.Timestamp) else value for value in row)
        for row in table[list(columns)].itertuples(index=False)
    ]


def drawn(ax):
    """Counts of each row of months, by the rule of its label."""
    return [
        (str(each.get_label()), [int(count) for count in each.get_array()])
        for each in ax.collections
        if isinstance(each, PolyCollection) and each.get_array() is not None
    ]


def written_in(ax):
    return [text.get_text() for text in ax.texts]


def test_a_cell_holds_the_highest_count_of_one_finding_and_adds_nothing_up():
    pages = calendar_of(YEAR_END, log_between("2023-12-31", "2024-12-31"))
    table = pd.concat([page.table for page in pages])
    assert rows(table, "rule", "assigned", "date", "count", "subject_name", "finding_count") == [
        ("X-1", True, "2023-12-31", 9, "A", 1),
        ("X-1", True, "2024-01-01", 6, "B", 2),
        ("X-1", True, "2024-02-29", 5, "A", 2),
        ("X-2", True, "2023-12-31", 1, "A", 1),
        ("X-2", True, "2024-12-31", 9, "A", 1),
        ("X-1", False, "2024-01-01", 8, "+8619400000001", 1),
    ]


def test_what_is_drawn_is_the_table():
    log = log_between("2023-12-31", "2024-12-31")
    first, second = calendar_of(YEAR_END, log)
    assert drawn(plots.calendar(YEAR_END, log)) == [("X-1", [9, 6, 5]), ("X-2", [1, 9])]
    assert drawn(second.on()) == [("X-1", [8])]
    charts = plots.render_calendar(YEAR_END, log)
    assert [chart.table["count"].tolist() for chart in charts] == [[9, 6, 5, 1, 9], [8]]
    assert first.table.equals(charts[0].table)
    [chart, _second] = charts
    assert {name: str(dtype) for name, dtype in chart.table.dtypes.items()} == {
        "rule": "str", "assigned": "bool", "graded": "str", "date": "datetime64[ms]", "count": "int64",
        "limit": "int64", "subject_kind": "str", "subject_id": "str", "subject_name": "str",
        "finding_count": "int64",
    }  # fmt: skip


def test_each_count_stands_in_the_square_of_its_date():
    ax = plots.calendar(
        [finding({"2024-02-29": 17, "2024-02-05": 4})], log_between("2024-01-01", "2024-03-31")
    )
    [squares] = [each for each in ax.collections if each.get_array() is not None]
    corners = [path.get_extents() for path in squares.get_paths()]
    inside = [
        sorted(
            text.get_text()
            for text in ax.texts
            if box.x0 < text.get_position()[0] < box.x1 and box.y0 < text.get_position()[1] < box.y1
        )
        for box in corners
    ]
    assert inside == [["4", "5"], ["17", "29"]]
    monday, thursday = corners
    names = {text.get_text(): text.get_position()[0] for text in ax.texts}
    assert monday.x0 < names["Mon"] < monday.x1
    assert thursday.x0 < names["Thu"] < thursday.x1
    weekdays_down = (thursday.y0 - monday.y0) / monday.height
    assert round(weekdays_down) == 3  # 5 and 29 February 2024 lie 24 days apart: three weeks and three days


@pytest.mark.parametrize(
    ("month", "weeks"), [((2026, 2), 5), ((2021, 2), 4), ((2024, 2), 5), ((2026, 3), 6), ((2025, 12), 5)]
)
def test_weeks_of_a_month(month, weeks):
    assert weeks_of(Month(*month)) == weeks


def test_the_worst_date_is_framed_and_of_equal_ones_the_first():
    ax = plots.calendar([finding({"2026-01-05": 4, "2026-01-06": 9, "2026-01-07": 9})], log_between(*JANUARY))
    [frame] = [each for each in ax.collections if each.get_linewidth()[0] == 1.6]
    [counts] = [each for each in ax.collections if each.get_array() is not None]
    around = frame.get_paths()[0].get_extents()
    assert len(frame.get_paths()) == 1
    assert [around.contains(*path.get_extents().p0) for path in counts.get_paths()] == [False, True, False]


JANUARY = ("2026-01-03", "2026-01-20")


def test_dates_outside_the_records_without_any_and_with_some_are_told_apart():
    ax = plots.calendar([finding({"2026-01-20": 4})], log_between(*JANUARY))
    hatched = [each for each in ax.collections if each.get_hatch()]
    plain = [each for each in ax.collections if not each.get_hatch() and each.get_linewidth()[0] == 0.5]
    framed = [len(each.get_paths()) for each in plain if each.get_array() is None]
    assert [len(each.get_paths()) for each in hatched] == [16]  # 4 to 19 January
    assert framed == [1]  # 3 January; the 20th has its count
    faint = [text.get_text() for text in ax.texts if text.get_color() == "#8c8c8c"]
    assert faint == ["1", "2", *map(str, range(21, 32))]


def test_possible_findings_look_and_read_differently():
    log = log_between(*JANUARY)
    sure, possible = (
        plots.calendar([finding({"2026-01-05": 4}, assigned=assigned)], log) for assigned in (True, False)
    )
    for ax, assigned in ((sure, True), (possible, False)):
        [squares] = [each for each in ax.collections if each.get_array() is not None]
        assert squares.get_cmap() is TONES[assigned]
        assert (squares.get_linestyle()[0][1] is None) == assigned
        said = any("Possible, not yet assigned." in text for text in written_in(ax))
        labels = [text.get_text() for text in ax.get_legend().get_texts()]
        assert said == any("not yet assigned" in label for label in labels) == (not assigned)


def test_a_grade_has_a_calendar_of_its_own():
    mixed = [finding({"2026-01-05": 4}, graded=graded) for graded in ("possible", "certain", "possible")]
    ax = plots.calendar(mixed, log_between(*JANUARY))
    assert drawn(ax) == [("X-1", [4]), ("X-1", [4])]
    assert sum("A log alone cannot decide." in text for text in written_in(ax)) == 1


@pytest.mark.parametrize("assigned", [True, False])
def test_tones_darken_steadily_without_colour(assigned):
    lumas = [
        0.299 * red + 0.587 * green + 0.114 * blue
        for red, green, blue, _ in (TONES[assigned](step / 20) for step in range(21))
    ]
    assert all(later < earlier for earlier, later in pairwise(lumas))
    assert lumas[0] < 0.9
    assert lumas[0] - lumas[-1] > 0.45


def test_no_finding_no_chart():
    assert plots.render_calendar([], story()) == ()
    assert plots.render_calendar([finding({})], story()) == ()
    assert "No finding names a date." in written_in(plots.calendar([], story(ENGLISH)))


def test_a_log_without_records_draws_what_it_is_told():
    [chart] = plots.render_calendar([finding({"2026-01-05": 4})], empty(ENGLISH))
    assert chart.table["count"].tolist() == [4]


def test_captions_say_what_a_cell_counts_and_what_is_left_out():
    log = log_between("2025-01-01", "2026-12-31")
    plain = calendar_of([finding({"2026-01-05": 4})], log)[0].caption
    assert "they are not added up" in plain
    assert "The files hold no messages." in plain
    for absent in ("night", "more than one date", "9k+", "not drawn:", "those with the most"):
        assert absent not in plain
    night = calendar_of([finding({"2026-01-05": 1}, condition="quiet_hours", limit=0)], log)[0]
    assert "A night stands on the date on which it begins." in night.caption
    week = calendar_of([finding({"2026-01-05": 3, "2026-01-06": 1}, limit=3)], log)[0]
    assert "more than one date" in week.caption
    many = calendar_of([finding({"2026-01-05": 12_345})], log)[0]
    assert "9k+" in many.caption
    assert many.table["count"].tolist() == [12_345]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "1"),
        (999, "999"),
        (1000, "1k+"),
        (1999, "1k+"),
        (9999, "9k+"),
        (10_000, "9k+"),
        (2_000_000, "9k+"),
    ],
)
def test_counts_as_written(count, text):
    assert written(count) == text


def test_of_ten_years_the_months_with_the_most_dates_and_the_worst_date_are_drawn():
    days = {date(2016, 1, 1) + timedelta(days=32 * n): 4 for n in range(110)}
    days |= {date(2020, 5, day): 4 for day in range(1, 31)} | {date(2017, 2, 28): 50}
    log = log_between("2016-01-01", "2025-12-31")
    pages = calendar_of([finding(days)], log)
    shown = {Month.of(day.date()) for page in pages for day in page.table["date"]}
    assert len(shown) == MOST_MONTHS
    assert {Month(2020, 5), Month(2017, 2)} <= shown
    assert "those with the most dates are drawn" in pages[0].caption
    all_months = len({(day.year, day.month) for day in days})
    ax = pages[0].on()
    assert any(f"Drawn: 12 of {all_months} months." in text for text in written_in(ax))
    assert any(f"on {len(days)} days" in text for text in written_in(ax))


def test_rules_beyond_the_most_are_counted_in_the_caption():
    many = [finding({"2026-01-05": 4}, rule=f"X-{n}") for n in range(MOST_STRIPS + 3)]
    pages = calendar_of(many, log_between(*JANUARY))
    assert "Calendars of further rules, not drawn: 3." in pages[0].caption
    assert [rule for page in pages for rule in page.table["rule"]] == [f"X-{n}" for n in range(MOST_STRIPS)]


def test_sixty_findings_under_one_rule_are_one_calendar():
    many = [finding({"2026-01-05": n, "2026-01-06": 4}, subject=f"S{n}") for n in range(1, 61)]
    [chart] = plots.render_calendar(many, log_between(*JANUARY))
    assert rows(chart.table, "date", "count", "subject_id", "finding_count") == [
        ("2026-01-05", 60, "S60", 60),
        ("2026-01-06", 4, "S1", 60),
    ]


@examples(40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["X-1", "X-2"]),
            st.booleans(),
            st.dictionaries(st.dates(date(2023, 11, 1), date(2024, 4, 30)), st.integers(1, 99), max_size=6),
        ),
        max_size=6,
    )
)
def test_every_cell_is_a_day_of_a_finding_and_every_day_has_its_cell(given_):
    found = [
        finding(dict(sorted(days.items())), rule=rule, assigned=assigned, subject=str(n))
        for n, (rule, assigned, days) in enumerate(given_)
    ]
    by_id = {each.subject_id: each for each in found}
    named = {(each.rule, each.assigned, day.date): 0 for each in found for day in each.days}
    for strip in strips_of(found):
        for cell in strip.cells:
            key = (strip.head.rule, strip.head.assigned, cell.date)
            counts = [
                day.count
                for each in found
                if (each.rule, each.assigned) == key[:2]
                for day in each.days
                if day.date == cell.date
            ]
            assert (cell.count, cell.finding_count) == (max(counts), len(counts))
            assert DayCount(cell.date, cell.count) in by_id[cell.finding.subject_id].days
            named[key] += 1
    assert set(named.values()) <= {1}


HOSTILE = "喆堃玥镕𠮷 💰📞🔪 $x_1$ {name} %s <b>\u202eevil\n한국어 " * 8


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_fit_and_nothing_overlaps(lang):
    days = {date(2025, 1, 1) + timedelta(days=3 * n): 1050 - n for n in range(120)}
    found = [
        finding(days, title=HOSTILE, subject=HOSTILE, assigned=False, graded="possible", standing=HOSTILE),
        finding({"2026-03-01": 9}, rule="X-2", condition="quiet_hours"),
    ]
    log = log_between("2025-01-01", "2026-03-02", settings_for("CN", report_lang=lang))
    pages = calendar_of(found, log)
    assert len(pages) == 2
    assert sum(len(page.table) for page in pages) == 121
    for page in pages:
        figure = page.figure()
        figure.draw_without_rendering()
        width, height = figure.get_size_inches() * 25.4
        assert width == pytest.approx(180)
        assert height <= 190
        [ax] = figure.axes
        boxes = [(text, text.get_window_extent()) for text in texts(ax)]
        for text, box in boxes:
            assert figure.bbox.x0 <= box.x0 <= box.x1 <= figure.bbox.x1, text
            assert figure.bbox.y0 <= box.y0 <= box.y1 <= figure.bbox.y1, text
            assert text.get_fontsize() >= 7, text
        squares = [
            path.get_extents(ax.transData)
            for each in ax.collections
            if each.get_array() is not None
            for path in each.get_paths()
        ]
        for square in squares:
            inside = [box for _text, box in boxes if overlapping(box, square, slack=0)]
            assert len(inside) == 2
            assert all(square.x0 < box.x0 <= box.x1 < square.x1 for box in inside)
        for (first, first_box), (second, second_box) in combinations(boxes, 2):
            assert not overlapping(first_box, second_box), (first, second)


def test_pages_are_named_and_numbered_and_a_calendar_goes_on_under_its_name():
    days = {date(2025, month, 1): 4 for month in range(1, 10)}
    found = [finding({"2025-03-01": 5}), finding(days, rule="X-2")]
    log = log_between("2025-01-01", "2025-12-31")
    charts = plots.render_calendar(found, log)
    assert [chart.name for chart in charts] == ["calendar", "calendar-2"]
    assert all(f"({n} of 2): 2025-01-01 to" in chart.title for n, chart in enumerate(charts, 1))
    assert pd.concat([chart.table for chart in charts])["count"].tolist() == [5] + [4] * 9
    first, second = (written_in(page.on()) for page in calendar_of(found, log))
    assert first.count("Rule X-1") == first.count("Rule X-2") == 1
    assert "Rule X-2 (continued)" in second
    assert "Rule X-2" not in second


def test_the_same_findings_give_the_same_bytes():
    def digest():
        charts = plots.render_calendar(
            YEAR_END[:2], log_between("2023-12-31", "2024-01-01", settings_for("CN"))
        )
        return [hashlib.sha256(chart.png + chart.svg + chart.caption.encode()).digest() for chart in charts]

    assert digest() == digest()


def test_files_are_plain_and_of_print_size():
    chart = plots.render_calendar(YEAR_END, log_between("2023-12-31", "2024-12-31"))[0]
    image = Image.open(BytesIO(chart.png))
    assert image.width == round(180 / 25.4 * 200 - 0.5)
    assert set(image.info) <= {"dpi"}
    assert b"<text" not in chart.svg
    assert b"<script" not in chart.svg
    assert len(chart.svg) < 300_000


def test_language_is_that_of_the_report():
    found = [finding({"2026-01-05": 4})]
    [chinese] = plots.render_calendar(found, log_between(*JANUARY, settings_for("CN")))
    [english] = plots.render_calendar(found, log_between(*JANUARY))
    assert chinese.title == "超出规则限度的日期：2026-01-03 至 2026-01-20，北京时间（Asia/Shanghai）"
    assert f"{english.title}{english.caption}".isascii()
    ax = plots.calendar(found, log_between(*JANUARY, settings_for("CN")))
    assert {"2026年1月", "周一", "A：涉及1天；最多的是2026年1月5日：4次。"} <= set(written_in(ax))


def test_our_own_words_need_no_second_typeface():
    text = printable((locale_dir() / "zh" / "plots_calendar.po").read_text("utf-8"))
    assert families_for(text) == FAMILIES[:1]


def test_counts_of_a_rule_of_the_program_reach_the_calendar():
    night = [
        {"party": AGENCY, "at": at, "kind": "call", "outcome": "missed"}
        for at in ("2025-12-31 23:50:00", "2026-01-01 00:10:00", "2026-01-01 12:00:00", "2026-01-01 22:00:00")
    ]
    log = log_of(night, ENGLISH)
    [chart] = plots.render_calendar(rules.evaluate(log), log)
    hours = chart.table[chart.table["rule"] == "CN-GBT45251-HOURS"]
    assert rows(hours, "date", "count", "assigned") == [("2025-12-31", 2, False), ("2026-01-01", 1, False)]
