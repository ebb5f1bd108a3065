"""What messages may hold, by week: what is drawn, against hits worked out by hand, and on paper."""

import hashlib
from itertools import combinations

import pandas as pd
import pytest
from matplotlib.collections import QuadMesh

from collectguard import content, plots
from collectguard.content import Content, EventHits, Hit
from collectguard.fonts import covered
from collectguard.i18n import translator
from collectguard.plots.words import words_of
from collectguard.settings import settings_for
from collectguard.words import message_categories
from tests.logs import log_of
from tests.plots.test_layout import overlapping, texts

ENGLISH = settings_for("CN", report_lang="en")
NEW_YORK = settings_for("CN", tz="America/New_York", report_lang="en")
ONE, TWO = "+8619400000001", "port:10690000000001"


def told(messages, settings=ENGLISH):
    """A log of (party, local time, categories found), and what was found; a category may come twice."""
    rows = [
        {"party": party, "at": at, "body": "x", "time_quality": "ok" if at else "missing"}
        for party, at, _categories in messages
    ]
    pairs = [
        (f"{number:016x}", Hit(f"rule-{category}", category, "low", "x", 0, 1, (), ()))
        for number, (_party, _at, categories) in enumerate(messages, start=1)
        for category in categories
    ]
    found = Content(EventHits([a for a, _ in pairs], [b for _, b in pairs]), len(rows), 1, frozenset())
    return found, log_of(rows, settings)


STORY = [
    (ONE, "2026-03-01 23:59:59.999", ["threat"]),  # a Sunday: the week from 23 February
    (ONE, "2026-03-02 00:00:00", ["threat", "threat", "collection"]),  # a Monday; one message, twice hit
    (TWO, "2026-03-08 23:59:59.999", ["collection"]),
    (ONE, "2026-03-04 12:00:00", []),
    (TWO, "2026-03-16 00:00:00", ["insult"]),
    (ONE, None, ["threat"]),
]
BY_HAND = {
    "threat": [1, 1, 0, 0],
    "insult": [0, 0, 0, 1],
    "collection": [0, 2, 0, 0],
}


def mesh(ax):
    [drawn] = [each for each in ax.collections if isinstance(each, QuadMesh)]
    return drawn


def test_a_message_counts_once_under_each_category_in_weeks_from_monday():
    table = content.weekly(*told(STORY))
    assert {name: table[name].tolist() for name in table} == BY_HAND
    assert list(table) == list(BY_HAND)  # the gravest first
    assert [f"{week:%Y-%m-%d}" for week in table.index] == [
        "2026-02-23", "2026-03-02", "2026-03-09", "2026-03-16",
    ]  # fmt: skip
    assert table.index.dtype == "datetime64[ms]"
    assert {str(dtype) for dtype in table.dtypes} == {"int64"}


def test_weeks_are_those_of_the_zone():
    found, log = told([(ONE, "2026-03-02 07:00:00", ["threat"])])  # still Sunday in New York
    [week] = content.weekly(found, log, NEW_YORK).index
    assert f"{week:%Y-%m-%d}" == "2026-02-23"


def test_only_the_parties_asked_for_are_counted():
    found, log = told(STORY)
    table = content.weekly(found, log, parties={TWO})
    assert {name: table[name].tolist() for name in table} == {"insult": [0, 0, 1], "collection": [1, 0, 0]}
    [chart] = plots.render_words(found, log, parties={TWO})
    assert chart.table.equals(table)


def test_what_is_drawn_is_the_table():
    found, log = told(STORY)
    ax = plots.words(found, log)
    drawn = mesh(ax)
    [chart] = plots.render_words(found, log)
    assert chart.name == "words"
    assert drawn.get_array().tolist() == chart.table.to_numpy().T.tolist() == list(BY_HAND.values())
    first = (pd.Timestamp("2026-02-23") - pd.Timestamp("1970-01-01")).days - 0.5
    corners = drawn.get_coordinates()
    assert corners[0, :, 0].tolist() == [first + 7 * week for week in range(5)]
    assert "Messages without a usable time, not drawn: 1." in chart.caption


def test_counts_totals_and_names_are_written():
    ax = plots.words(*told(STORY))
    names = message_categories(translator("en"))
    written = [text.get_text() for text in ax.texts]
    inside = [text for text in ax.texts if text.get_text().isdigit()]
    assert [(text.get_text(), int(text.get_position()[1])) for text in inside] == [
        ("1", 0), ("1", 0), ("1", 1), ("2", 2),
    ]  # fmt: skip
    assert [text for text in written if text in names.values()] == [names[name] for name in BY_HAND]
    assert [text for text in written if text.startswith("in all")] == ["in all 2", "in all 1", "in all 2"]


def test_narrow_weeks_have_tones_alone():
    ax = plots.words(*told([(ONE, "2021-01-04 08:00", ["threat"]), (ONE, "2026-01-05 08:00", ["insult"])]))
    assert not [text for text in ax.texts if text.get_text().isdigit()]
    assert mesh(ax).get_array().shape == (2, 262)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["messages in a week: 1"]


@pytest.mark.parametrize(
    ("lang", "until"), [("zh", "2026-01-06"), ("en", "2026-06-01"), ("zh", "2029-06-01")]
)
def test_it_fits_its_page(lang, until):
    settings = settings_for("CN", report_lang=lang)
    every = [(ONE, f"{day} 08:00", content.CATEGORIES) for day in ("2026-01-05", until)] * 600
    ax = plots.words(*told(every, settings))
    ax.figure.draw_without_rendering()
    width, height = ax.figure.get_size_inches() * 25.4
    assert width == pytest.approx(180)
    assert height <= 190
    written = [(text, text.get_window_extent()) for text in texts(ax)]
    page = ax.figure.bbox
    for text, box in written:
        assert page.x0 <= box.x0 <= box.x1 <= page.x1, text
        assert page.y0 <= box.y0 <= box.y1 <= page.y1, text
    for (first, a), (second, b) in combinations(written, 2):
        assert not overlapping(a, b), (first, second)


def test_nothing_found_gives_no_chart_and_says_so():
    found, log = told([(ONE, "2026-03-01 08:00", []), (ONE, None, ["threat"])])
    assert plots.render_words(found, log) == ()
    ax = plots.words(found, log)
    assert "No message with a usable time holds words of any category." in [
        text.get_text() for text in ax.texts
    ]


def test_every_category_has_a_name_that_the_first_face_draws():
    for lang in ("zh", "en"):
        names = message_categories(translator(lang))
        assert set(names) == set(content.CATEGORIES) == set(content.BY_WEIGHT)
        assert len(set(names.values())) == len(names)
        assert set(map(ord, "".join(names.values()))) <= covered()


def test_the_same_messages_give_the_same_bytes():
    first, second = (plots.render_words(*told(STORY))[0] for _ in range(2))
    assert [hashlib.sha256(data).digest() for data in (first.png, first.svg)] == [
        hashlib.sha256(data).digest() for data in (second.png, second.svg)
    ]
    assert words_of(*told(STORY)).title == "What messages may hold, by week"
