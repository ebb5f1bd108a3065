"""What is drawn, against the story worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.patches import Rectangle, StepPatch

from collectguard import plots, statistics
from collectguard.plots.senders import MOST_BARS
from collectguard.settings import Window, settings_for
from tests.examples import examples
from tests.logs import log_of
from tests.plots.story import AGENCY, DAY_1, random_log, story

ENGLISH = settings_for("CN", report_lang="en")


def marks(ax: Axes) -> dict[str, list[list[float]]]:
    return {
        str(line.get_label()).rpartition(" ")[0]: line.get_xydata().tolist()
        for line in ax.lines
        if line.get_linestyle() == "None"
    }


def steps(ax: Axes) -> dict[str, tuple[list[float], list[float]]]:
    """Tops and floors of each layer's bars, dates in order."""
    found = {}
    for patch in ax.patches:
        if isinstance(patch, StepPatch):
            values, edges, baseline = patch.get_data()
            stride = 1 if edges[1] - edges[0] == 1 else 2
            found[str(patch.get_label())] = (values[::stride].tolist(), baseline[::stride].tolist())
    return found


def bars(ax: Axes) -> list[list[float]]:
    """Widths of the parts of each bar, one list a party."""
    widths = [[patch.get_width() for patch in container] for container in ax.containers]
    return [list(row) for row in zip(*widths, strict=True)]


def legend(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


# --- timeline


def test_each_contact_stands_at_its_date_and_time():
    drawn = marks(plots.timeline(story(ENGLISH)))
    ms = 1 / 3_600_000
    expected = {
        "call, connected": [[DAY_1 + 1, 0.25]],
        "call, missed": [[DAY_1, 23.5]],
        "call, declined": [[DAY_1 + 1, 10]],
        "call, blocked by the phone": [[DAY_1 + 3, 22 - ms]],
        "call, sent to voicemail": [[DAY_1 + 1, 8 - ms]],
        "call, no talk time or outcome not known": [[DAY_1 + 3, 9]],
        "message (SMS, MMS, RCS)": [[DAY_1 + 1, 10.5], [DAY_1 + 3, 8], [DAY_1 + 3, 22]],
    }
    assert drawn.keys() == expected.keys()
    for form, points in expected.items():
        assert drawn[form] == pytest.approx(np.array(points), abs=1e-12)


def test_timeline_counts_in_the_legend_are_those_of_its_table():
    ax = plots.timeline(story(ENGLISH))
    [chart] = plots.render("timeline", story(ENGLISH))
    assert legend(ax)[:-1] == [
        "call, connected (1)",
        "call, missed (1)",
        "call, declined (1)",
        "call, blocked by the phone (1)",
        "call, sent to voicemail (1)",
        "call, no talk time or outcome not known (1)",
        "message (SMS, MMS, RCS) (3)",
    ]
    assert legend(ax)[-1] == "night 22:00–08:00"
    assert chart.table["timed"].to_dict() == {
        "blocked": 1, "connected": 1, "message": 3, "missed": 1, "other": 1, "rejected": 1, "voicemail": 1,
    }  # fmt: skip
    assert chart.table["incoming"].sum() == 10


def test_forms_differ_without_colour():
    lines = plots.timeline(story(ENGLISH)).lines
    looks = {(line.get_marker(), line.get_markerfacecolor() == "none") for line in lines}
    assert len(looks) == len(lines) == 7


def test_time_of_day_runs_downwards_over_all_dates_of_the_log():
    ax = plots.timeline(story(ENGLISH))
    assert ax.get_ylim() == (24, 0)
    low, high = ax.get_xlim()
    assert low <= DAY_1 - 0.5
    assert high >= DAY_1 + 4.5


@pytest.mark.parametrize(
    ("window", "spans"),
    [
        ("22:00-08:00", {(0, 8), (22, 24)}),
        ("00:30-06:15", {(0.5, 6.25)}),
        ("22:00-00:00", {(22, 24)}),
        ("22:00-24:00", {(22, 24)}),
        ("00:00-24:00", {(0, 24)}),
        ("23:59:59-00:00:01", {(0, 1 / 3600), (24 - 1 / 3600, 24)}),
    ],
)
def test_night_is_shaded_and_framed_as_the_window_says(window, spans):
    settings_ = settings_for("CN", nights=(Window.parse(window),), report_lang="en")
    timeline = plots.timeline(story(), settings_)
    shaded = {
        (patch.get_y(), patch.get_y() + patch.get_height())
        for patch in timeline.patches
        if isinstance(patch, Rectangle)
    }
    framed = {
        (patch.get_x(), patch.get_x() + patch.get_width())
        for patch in plots.hours(story(), settings_).patches
    }
    assert sorted(shaded) == pytest.approx(np.array(sorted(spans)))
    assert sorted(framed) == pytest.approx(np.array(sorted(spans)))
    assert legend(timeline)[-1] == f"night {window.replace('-', '–')}"


def test_every_night_window_has_its_entry_in_the_legend():
    nights = tuple(map(Window.parse, ("21:00-08:00", "22:00-07:00", "12:00-14:00")))
    ax = plots.timeline(story(), settings_for("CN", nights=nights, report_lang="en"))
    assert legend(ax)[-3:] == ["night 21:00–08:00", "night 22:00–07:00", "night 12:00–14:00"]


def test_another_zone_moves_the_marks():
    new_york = settings_for("US", tz="America/New_York", report_lang="en")  # 13 hours behind in winter
    drawn = marks(plots.timeline(story(), new_york))
    assert drawn["call, connected"] == [[DAY_1, 11.25]]
    assert drawn["call, missed"] == [[DAY_1, 10.5]]


def test_thousands_of_marks_become_a_picture_in_a_drawing():
    few, many = random_log(20, 3, 5), random_log(300, 3, 20)
    assert not any(line.get_rasterized() for line in plots.timeline(few).lines)
    assert len(many.timed) > 3000
    assert all(line.get_rasterized() for line in plots.timeline(many).lines)


# --- daily


def test_bars_of_each_date_stand_on_each_other_and_the_night_hangs_below():
    drawn = steps(plots.daily(story(ENGLISH)))
    assert drawn == {
        # 03-01 to 03-05: tops, floors
        "calls, connected": ([0, 1, 0, 0, 0], [0, 0, 0, 0, 0]),
        "calls, not connected": ([1, 3, 0, 2, 0], [0, 1, 0, 0, 0]),
        "messages": ([1, 4, 0, 4, 0], [1, 3, 0, 2, 0]),
        "of these in the night 22:00–08:00 (downwards)": ([-1, -2, 0, -1, 0], [0, 0, 0, 0, 0]),
    }


def test_dates_that_are_not_recorded_are_hatched_and_named():
    ax = plots.daily(story(ENGLISH))
    hatched = {
        (patch.get_x(), patch.get_x() + patch.get_width()) for patch in ax.patches if patch.get_hatch()
    }
    assert hatched == {(DAY_1 - 0.5, DAY_1 + 0.5), (DAY_1 + 3.5, DAY_1 + 4.5)}  # no messages there
    assert legend(ax)[-1] == "no messages recorded on these days"
    assert "no calls recorded on these days" not in legend(ax)


def test_a_log_without_any_message_says_so_instead_of_hatching_everything():
    log = log_of([{"party": AGENCY, "at": "2026-03-01 12:00", "kind": "call", "outcome": "missed"}], ENGLISH)
    assert not any(patch.get_hatch() for patch in plots.daily(log).patches)
    assert "The files hold no messages." in plots.render("daily", log)[0].caption


def test_daily_table_is_what_the_statistic_gave():
    [chart] = plots.render("daily", story(ENGLISH))
    given_ = statistics.daily(story(ENGLISH))
    pd.testing.assert_frame_equal(chart.table[list(given_.columns)], given_)
    assert (chart.table["connected_count"] + chart.table["attempt_count"]).equals(chart.table["call_count"])
    assert list(chart.table.index.strftime("%d")) == ["01", "02", "03", "04", "05"]


def test_each_date_keeps_its_place_however_long_the_log_is():
    log = random_log(1095, 50, 3)
    drawn = steps(plots.daily(log, ENGLISH))
    table = statistics.daily(log)
    assert len(table) >= 1090
    assert drawn["messages"][0] == table["incoming"].tolist()
    assert drawn["of these in the night 22:00–08:00 (downwards)"][0] == (-table["night_count"]).tolist()


def test_bars_thinner_than_a_printed_dot_are_widened():
    log = log_of(
        [{"party": AGENCY, "at": at} for at in ("2020-01-01 12:00", "2024-06-01 23:00", "2026-03-01 12:00")],
        ENGLISH,
    )
    ax = plots.daily(log)
    lines = {tuple(map(tuple, segment)) for group in ax.collections for segment in group.get_segments()}
    first, second, third = (
        pd.Timestamp(date).value // 86_400_000_000_000 for date in ("2020-01-01", "2024-06-01", "2026-03-01")
    )
    assert lines == {
        ((first, 0), (first, 1)), ((second, 0), (second, 1)), ((third, 0), (third, 1)),
        ((second, 0), (second, -1)),
    }  # fmt: skip
    assert {width for group in ax.collections for width in group.get_linewidth()} == {0.8}
    assert "wider than a date" in plots.render("daily", log)[0].caption
    assert not plots.daily(story(ENGLISH)).collections
    assert "wider than a date" not in plots.render("daily", story(ENGLISH))[0].caption


def test_labels_of_thirty_years_stand_apart():
    log = log_of([{"party": AGENCY, "at": at} for at in ("2008-01-15 12:00", "2037-12-15 12:00")], ENGLISH)
    labels = [label.get_text().split()[-1] for label in plots.timeline(log).get_xticklabels()]
    assert labels == [str(year) for year in range(2010, 2037, 2)]


def test_calls_of_a_single_date_are_said_to_be_so():
    log = log_of(
        [
            {"party": AGENCY, "at": "2026-03-01 12:00"},
            {"party": AGENCY, "at": "2026-03-02 12:00", "kind": "call", "outcome": "missed"},
            {"party": AGENCY, "at": "2026-03-03 12:00"},
        ],
        ENGLISH,
    )
    assert "Calls are recorded on 2026-03-02 only." in plots.render("daily", log)[0].caption


# --- hours


def test_cells_hold_the_table_and_write_it():
    ax = plots.hours(story(ENGLISH))
    [mesh] = [item for item in ax.collections if isinstance(item, QuadMesh)]
    expected = np.zeros((7, 24), int)
    for weekday, hour in [(6, 23), (0, 0), (0, 7), (0, 10), (0, 10), (2, 8), (2, 9), (2, 21), (2, 22)]:
        expected[weekday, hour] += 1
    assert np.asarray(mesh.get_array()).tolist() == expected.tolist()
    written = {text.get_position(): text.get_text() for text in ax.texts if text.get_text().isdecimal()}
    assert written == {(h + 0.5, d + 0.5): str(n) for (d, h), n in np.ndenumerate(expected)}
    assert [label.get_text() for label in ax.get_yticklabels()][::6] == ["Mon", "Sun"]


def test_tones_fall_steadily():
    [mesh] = [item for item in plots.hours(story()).collections if isinstance(item, QuadMesh)]
    red, green, blue, _ = mesh.cmap(np.linspace(0, 1, 64)).T
    assert (np.diff(0.2126 * red + 0.7152 * green + 0.0722 * blue) < 0).all()


# --- senders


def test_each_bar_has_the_parts_of_its_party():
    assert bars(plots.senders(story(ENGLISH))) == [
        # calls night, day, messages night, day, without a time
        [2, 2, 1, 1, 1],  # agency: 7
        [0, 1, 0, 1, 0],  # friend: 2
        [1, 0, 0, 0, 0],  # hidden: 1
    ]


def test_labels_name_number_sort_and_contact():
    texts = [text.get_text() for text in plots.senders(story(ENGLISH)).texts]
    for expected in (
        "19400000001", "mobile number; not in contacts", "7 (night 3)",
        "19400000002", "mobile number; in contacts: 李演示", "2",
        "number withheld", "1 (night 1)",
    ):  # fmt: skip
        assert expected in texts
    assert "19400000001" not in [t.get_text() for t in plots.senders(story(), settings_for("JP")).texts]


def test_all_parties_beyond_the_first_share_the_last_bar():
    log = random_log(60, 50, 12)
    ax, table = plots.senders(log, ENGLISH), statistics.senders(log)
    totals = [sum(row) for row in bars(ax)]
    assert len(totals) == MOST_BARS + 1
    assert totals[:MOST_BARS] == table["incoming"].iloc[:MOST_BARS].tolist()
    assert totals[MOST_BARS] == table["incoming"].iloc[MOST_BARS:].sum()
    nights = [row[0] + row[2] for row in bars(ax)]
    assert nights[:MOST_BARS] == table["night_count"].iloc[:MOST_BARS].tolist()
    assert nights[MOST_BARS] == table["night_count"].iloc[MOST_BARS:].sum()
    assert f"numbers or names: {len(table) - MOST_BARS}" in [text.get_text() for text in ax.texts]


def test_a_bar_cut_at_the_edge_is_marked_and_explained():
    log = random_log(60, 400, 12)
    ax = plots.senders(log, ENGLISH)
    last = sum(bars(ax)[-1])
    assert last > ax.get_xlim()[1]
    assert any(text.get_text().startswith(f"→ {last:,.0f}") for text in ax.texts)
    assert "beyond the edge" in plots.render("senders", log, lang="en")[0].caption


# --- all of them


@examples(5)
@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 30))
def test_every_figure_shows_the_same_number_of_contacts(seed, days, parties):
    log = random_log(days, parties, 6, ENGLISH, seed)
    timed = len(log.timed)
    if not timed:
        return
    assert sum(map(len, marks(plots.timeline(log)).values())) == timed
    drawn = steps(plots.daily(log))
    assert sum(drawn["messages"][0]) == timed
    [mesh] = [item for item in plots.hours(log).collections if isinstance(item, QuadMesh)]
    assert np.asarray(mesh.get_array()).sum() == timed
    parts = np.array(bars(plots.senders(log)))
    assert parts.sum() == timed
    night = -sum(drawn["of these in the night 22:00–08:00 (downwards)"][0])
    assert parts[:, [0, 2]].sum() == night
