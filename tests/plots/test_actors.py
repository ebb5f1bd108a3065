"""The lanes of an actor, against a story worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection

from collectguard import plots, statistics
from collectguard.plots.actors import MOST_LANES, REST, actors_of
from collectguard.settings import settings_for
from tests.examples import examples
from tests.logs import log_of
from tests.plots.story import AGENCY, DAY_1, FRIEND, HIDDEN, HOSTILE_NAMES, empty, hostile, random_log, story

ENGLISH = settings_for("CN", report_lang="en")
OTHER = "+8619400000003"


def marks(ax):
    """Day and lane of every mark, by kind; a mark of calls ends above its lane, one of messages below."""
    found = {}
    for lines in ax.collections:
        if isinstance(lines, LineCollection) and lines.get_label() in {"calls", "messages"}:
            segments = [segment.tolist() for segment in lines.get_segments()]
            found[lines.get_label()] = [(x, round((low + high) / 2)) for (x, low), (_x, high) in segments]
            ends = [y - round((low + high) / 2) for (_a, low), (_b, high) in segments for y in (low, high)]
            assert all(end < 0 if lines.get_label() == "calls" else end > 0 for end in ends)
    return found


def written(ax):
    """All words in and beside the axes, but the subtitle."""
    return [text.get_text() for text in ax.texts if "incoming contacts" not in text.get_text()]


def test_each_contact_stands_on_the_lane_of_its_number():
    ax = plots.actors(story(ENGLISH), [FRIEND, AGENCY, OTHER], "虚构资产")
    ms = 1 / 86_400_000
    calls, messages = marks(ax)["calls"], marks(ax)["messages"]
    begin = DAY_1 - 0.5
    assert calls == [
        pytest.approx((begin + 23.5 / 24, 0)),
        pytest.approx((begin + 1 + 0.25 / 24, 0)),
        pytest.approx((begin + 1 + 10 / 24, 0)),
        pytest.approx((begin + 3 + 9 / 24, 1)),
        pytest.approx((begin + 3 + 22 / 24 - ms, 0), abs=ms / 10),
    ]
    assert messages == [
        pytest.approx((begin + 1 + 10.5 / 24, 0)),
        pytest.approx((begin + 3 + 8 / 24, 1)),
        pytest.approx((begin + 3 + 22 / 24, 0)),
    ]
    assert written(ax) == [
        "19400000001", "calls 4, messages 3", "19400000002", "calls 1, messages 1",
    ]  # fmt: skip


def test_table_is_the_statistic_and_the_caption_counts_the_rest():
    log = story(ENGLISH)
    drawing = actors_of(log, [FRIEND, AGENCY, OTHER], "虚构资产")
    counts = statistics.counts(log)
    assert drawing.table.equals(counts.loc[[AGENCY, FRIEND]])  # 7 contacts of the agency, one without a time
    assert drawing.title == "The numbers of 虚构资产 by date"
    assert drawing.subtitle.startswith("2026-03-01 to 2026-03-04, Beijing time")
    assert drawing.subtitle.endswith("incoming contacts: 8")
    assert "without a usable time, not drawn: 1." in drawing.caption
    assert "without any incoming contact, not drawn: 1." in drawing.caption


def test_the_number_that_came_first_is_on_top():
    log = log_of(
        {"party": party, "at": f"2026-03-{day:02} 12:00:00"}
        for party, day in [(AGENCY, 5), (FRIEND, 3), (OTHER, 4), (AGENCY, 9), (FRIEND, 8)]
    )
    assert list(actors_of(log, [AGENCY, FRIEND, OTHER], "x").table.index) == [FRIEND, OTHER, AGENCY]


def test_further_numbers_share_the_last_lane():
    log = random_log(60, 80, 8, ENGLISH)
    parties = sorted(log.contacts["party"].unique())
    drawing = actors_of(log, parties, "x")
    table = drawing.table
    assert len(table) == MOST_LANES + 1
    assert table.index[-1] == REST
    assert table["incoming"].sum() == len(log.contacts)
    assert table["first"].iloc[:-1].is_monotonic_increasing
    senders = statistics.counts(log)["incoming"].sort_values(ascending=False)
    assert table.loc[REST, "incoming"] == senders.iloc[MOST_LANES:].sum()
    assert f"all further numbers: {len(parties) - MOST_LANES}." in drawing.caption
    assert "without any incoming contact" not in drawing.caption
    assert drawing.frame.height <= 190  # the most that a page has room for


@given(st.integers(1, 6), st.integers(1, 40), st.integers(0, 99))
@examples(10)
def test_marks_are_as_many_as_the_table_says(days, parties, seed):
    log = random_log(days, parties, 5, ENGLISH, seed=seed)
    drawing = actors_of(log, sorted(log.events["party"].unique()), "x")
    found = marks(drawing.on()) if len(log.timed) else {"calls": [], "messages": []}
    for kind in ("call", "message"):
        lanes = [lane for _x, lane in found[f"{kind}s"]]
        assert [lanes.count(place) for place in range(len(drawing.table))] == list(
            drawing.table[f"{kind}_count"]
        )


@pytest.mark.parametrize(
    "log", [empty(ENGLISH), log_of([{"party": AGENCY, "at": None, "time_quality": "missing"}])]
)
@pytest.mark.parametrize("parties", [[], [AGENCY]])
def test_nothing_to_draw_is_said(log, parties):
    ax = plots.actors(log, parties, "x", ENGLISH)
    assert written(ax) == ["No incoming contact has a usable time."]


@pytest.mark.parametrize("name", [*HOSTILE_NAMES[:4], "", "x" * 10_000])
def test_names_of_others_are_drawn_as_text(name):
    log = hostile()
    chart = plots.render_actor(log, sorted(log.events["party"].unique())[:3], name)
    assert chart.png.startswith(b"\x89PNG")


def test_hidden_callers_and_same_bytes():
    one, two = (
        plots.render_actor(story(), [HIDDEN, AGENCY], "虚构", chart_name="actors-1") for _ in range(2)
    )
    assert (one.png, one.svg) == (two.png, two.svg)
    assert one.name == "actors-1"
    assert "虚构 所用号码按日期分布" in one.title
