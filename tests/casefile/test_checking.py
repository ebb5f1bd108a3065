"""What does not fit the backups: each remark once, with the line; silence when all fits."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from collectguard.casefile import CaseFile, check, load
from collectguard.settings import settings_for
from tests.logs import log_of

AGENCY, FRIEND = "+8619400000001", "+8619400000002"


def story():
    """1 to 31 January 2026; the last record is what the owner sent at 12:00."""
    return log_of(
        [
            {"party": AGENCY, "at": "2026-01-01 12:00:00"},
            {"party": AGENCY, "at": "2026-01-20 12:00:00"},
            {"party": "group:+8619400000002~+8619400000003", "at": "2026-01-21 12:00:00", "direction": "out"},
            {"party": FRIEND, "at": "2026-01-31 12:00:00", "direction": "out", "outcome": "sent"},
        ]
    )


FITS = """\
    [place]
    region = "CN"
    tz = "Asia/Shanghai"
    [[device]]
    name = "phone"
    owner = "me"
    files = ["made-*.xml"]
    [[actor]]
    id = "agency"
    numbers = ["19400000001"]
    [[debt]]
    id = "loan"
    due = 2026-01-05
    settled_on = 2026-01-30
    [[protected]]
    name = "friend"
    numbers = ["19400000003"]
    [[stop_request]]
    id = "stop"
    to = "agency"
    at = 2026-01-15 12:00:00
    [known_good]
    numbers = ["19400000002"]
    [[complaint]]
    on = 2026-01-25
"""


def remarks(write, text, as_of=None, log=None, lang="en"):
    log = log or story()
    return check(load(write(text), log.settings), log, as_of, lang=lang)


def test_nothing_to_say(write):
    assert remarks(write, FITS) == ()
    assert check(CaseFile(), story()) == ()


CHANGES = [
    ('"19400000001"', '"19400000001", "194 0000 0008"', "line 8: The number 194 0000 0008 occurs in none"),
    (
        'numbers = ["19400000002"]',
        'numbers = ["194 0000 0008"]',
        "Case file: The number 194 0000 0008 occurs in",
    ),
    ('numbers = ["19400000003"]', 'numbers = ["0108"]', "line 15: The number 0108 occurs in none"),
    ("made-*.xml", "calls-*.xml", "line 4: None of the files read is called calls-*.xml"),
    ('owner = "me"', 'owner = "mother"', "line 4: No backup of the phone of “mother” was read"),
    ('to = "agency"', 'to = "19400000009"', "line 18: “stop” asks +8619400000009 to stop, from whom"),
    ('to = "agency"', 'to = "19400000002"', "line 18: “stop” asks 19400000002 to stop, from whom"),
    (
        "settled_on = 2026-01-30",
        "settled_on = 2026-01-04",
        "line 11: “loan” was settled on 2026-01-04, before",
    ),
    (
        "on = 2026-01-25",
        "on = 2026-01-31",
        "line 24: The backups end on 2026-01-31: they cannot show what came",
    ),
    ("settled_on = 2026-01-30", "settled_on = 2026-02-01", "line 11: The backups end on 2026-01-31"),
    ('region = "CN"', 'region = "TW"', "It says region TW, but the numbers were read for CN"),
    ('"Asia/Shanghai"', '"Asia/Tokyo"', "It says time zone Asia/Tokyo, but days and nights were counted by"),
    (
        'tz = "Asia/Shanghai"',
        'area_code = "010"',
        "It says area code 10, but the numbers were read with none",
    ),
]


@pytest.mark.parametrize(("old", "new", "words"), CHANGES, ids=[words for *_, words in CHANGES])
def test_one_thing_that_does_not_fit(write, old, new, words):
    assert old in FITS
    [remark] = remarks(write, FITS.replace(old, new))
    assert words in remark
    [chinese] = remarks(write, FITS.replace(old, new), lang="zh")
    assert chinese.startswith("案情文件")


@pytest.mark.parametrize(
    ("when", "late"),
    [
        ("at = 2026-01-31 11:59:59.999", False),
        ("at = 2026-01-31 12:00:00", True),  # strictly later: the last record no longer counts
        ("at = 2027-01-31 12:00:00", True),
        ("on = 2026-01-30", False),
        ("on = 2026-01-31", True),
    ],
)
def test_a_request_after_the_last_record(write, when, late):
    found = remarks(write, FITS.replace("at = 2026-01-15 12:00:00", when))
    assert bool(found) == late
    assert all(
        "line 18" in remark and "later than the last record, of 2026-01-31" in remark for remark in found
    )


def test_a_date_with_a_record_at_its_very_end(write):
    """What is given as a date begins to count at midnight: a record there is the first."""
    log = log_of(
        [{"party": AGENCY, "at": "2026-01-01 12:00:00"}, {"party": AGENCY, "at": "2026-02-01 00:00:00"}]
    )
    text = "[[stop_request]]\nid = 's'\nto = '19400000001'\non = 2026-01-31\n"
    assert remarks(write, text, log=log) == ()


@pytest.mark.parametrize(("as_of", "future"), [("2026-01-15T03:59:59", 1), ("2026-01-15T04:00:00", 0)])
def test_a_request_in_the_future_of_the_report(write, as_of, future):
    text = "[[actor]]\nid = 'agency'\nnumbers = ['19400000001']\n[[stop_request]]\nid = 's'\nto = 'agency'\n"
    moment = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    found = remarks(write, text + "at = 2026-01-15 12:00:00\n", moment)
    assert ["lies in the future" in remark for remark in found] == [True] * future


def test_a_complaint_in_the_future_of_the_report(write):
    text = "[[complaint]]\non = 2026-01-16\n"
    shanghai_midnight = datetime(2026, 1, 15, 16, tzinfo=UTC)
    assert remarks(write, text, shanghai_midnight) == ()
    [remark] = remarks(write, text, datetime(2026, 1, 15, 15, 59, 59, tzinfo=UTC))
    assert "2026-01-16 lies in the future" in remark


def test_actors_without_numbers(write):
    text = "[[actor]]\nid = 'a'\nname = '某公司'\n[[stop_request]]\nid = 's'\nto = 'a'\non = 2026-01-02\n"
    found = remarks(write, text)
    assert len(found) == 2
    assert "line 1: 某公司 has no numbers" in found[0]
    assert "line 4: “s” asks 某公司 to stop" in found[1]


def test_a_log_without_a_time_knows_no_last_record(write):
    log = log_of([{"party": AGENCY, "at": None, "time_quality": "missing"}])
    text = FITS.replace('numbers = ["19400000002"]', "numbers = []").replace("19400000003", "19400000001")
    text = text.replace(
        '[[actor]]\n    id = "agency"\n    numbers = ["19400000001"]', '[[actor]]\n    id = "agency"'
    )
    assert not any("last record" in remark or "end on" in remark for remark in remarks(write, text, log=log))


def test_remarks_are_in_the_order_of_the_file(write):
    text = "[known_good]\nnumbers = ['19400000007']\n[[complaint]]\non = 2026-03-01\n[[actor]]\nid = 'a'\n"
    found = remarks(write, text)
    assert [remark.split(":")[0] for remark in found] == [
        "Case file",
        "Case file, line 3",
        "Case file, line 5",
    ]


def test_the_language_of_the_report_is_the_default(write):
    case = load(write("[[actor]]\nid = 'a'\n"))
    assert check(case, story())[0].startswith("案情文件第 1 行")
    english = replace(story(), settings=settings_for("CN", report_lang="en"))
    assert check(case, english)[0].startswith("Case file, line 1")


def test_a_long_list_of_strangers_is_counted_not_read_out(write):
    numbers = ", ".join(f'"194000001{number:02d}"' for number in range(13))
    said = remarks(write, f'[[actor]]\nid = "agency"\nnumbers = ["19400000001", {numbers}]')
    assert len(said) == 11
    assert "194000001" in said[0]
    assert said[9].startswith("Case file, line 1: The number 19400000109 occurs in none of the backups.")
    assert said[10] == (
        "Case file, line 1: Further numbers of this list that occur in none of the backups: 3."
    )
