"""What a case file gives: keys for numbers, zones for times, the defaults of what is not said."""

from datetime import UTC, date, datetime

import pytest

from collectguard.casefile import (
    Actor,
    CaseFile,
    Complaint,
    Debt,
    Device,
    Protected,
    Redaction,
    StopRequest,
    load,
)
from collectguard.settings import settings_for

WHOLE = """\
    [place]
    region = "cn"
    tz = "Asia/Shanghai"
    area_code = "010"
    [owner]
    name = " 张样例 "
    role = "debtor"
    numbers = ["194 0000 0005"]
    [[device]]
    name = "Example X1"
    owner = "me"
    files = ["sms-*.xml"]
    [[debt]]
    id = "loan"
    creditor = "示例小贷"
    creditor_type = "micro_loan"
    kind = "online_loan"
    due = 2026-01-06
    overdue_since = 2026-01-07
    settled_on = 2026-03-01
    actors = ["agency", "lender", "agency"]
    [[actor]]
    id = "agency"
    name = "虚构资产管理"
    role = "agency"
    numbers = ["19400000001", "+86 194-0000-0002", "194 0000 0001"]
    signatures = ["【虚构资产】", "虚构资管"]
    [[actor]]
    id = "lender"
    numbers = ["0550118", "010-05550118", "10600194002100", "95402"]
    [[protected]]
    name = "妈"
    relation = "relative"
    numbers = ["19400000011"]
    owner = "mother"
    [[stop_request]]
    id = "by-id"
    to = "agency"
    at = 2026-01-28 19:12:33.364
    how = "sms"
    [[stop_request]]
    id = "by-number"
    to = "+8619400000002"
    at = 2026-01-28T11:12:33Z
    by = "contact"
    [[stop_request]]
    id = "to-a-stranger"
    to = "194 0000 0009"
    on = 2026-02-01
    how = "in_person"
    [known_good]
    numbers = ["95588", "10086"]
    [[complaint]]
    on = 2026-03-03
    channel = "12378"
    reference = "A-1"
    [redact]
    numbers = ["19400000011"]
    words = ["王示范"]
"""


@pytest.fixture
def whole(write):
    return load(write(WHOLE), settings_for("CN", area_code="010"))


def test_owner_and_place(whole):
    assert (whole.owner_name, whole.owner_role, whole.owner_parties) == (
        "张样例",
        "debtor",
        ("+8619400000005",),
    )
    assert (whole.region, whole.tz, whole.area_code) == ("CN", "Asia/Shanghai", "010")
    assert whole.devices == (Device("Example X1", "me", ("sms-*.xml",)),)


def test_debts_and_actors(whole):
    assert whole.debts == (
        Debt(
            "loan", "示例小贷", "micro_loan", "online_loan", date(2026, 1, 6), date(2026, 1, 7),
            date(2026, 3, 1), ("agency", "lender"),
        ),
    )  # fmt: skip
    assert whole.actors == (
        Actor(
            "agency", "虚构资产管理", "agency", ("+8619400000001", "+8619400000002"), ("虚构资产", "虚构资管")
        ),
        Actor(
            "lender", "lender", None, ("raw:0550118", "+861005550118", "port:10600194002100", "short:95402")
        ),
    )
    assert whole.actor_of["+8619400000002"] == "agency"
    assert whole.actor_of["short:95402"] == "lender"


def test_people_and_numbers(whole):
    assert whole.protected == (Protected("妈", "relative", ("+8619400000011",), "mother"),)
    assert whole.known_good == ("short:95588", "short:10086")
    assert whole.complaints == (Complaint(date(2026, 3, 3), "12378", "A-1"),)
    assert whole.redaction == Redaction(("+8619400000011",), ("王示范",))
    assert whole.spellings["+8619400000001"] == "19400000001"


def test_requests(whole):
    by_id, by_number, stranger = whole.stop_requests
    at = datetime(2026, 1, 28, 11, 12, 33, 364_000, tzinfo=UTC)
    assert by_id == StopRequest("by-id", "agency", at, None, "sms", "debtor")
    assert by_id.at.utcoffset().total_seconds() == 8 * 3600
    assert by_number.to == "agency"  # the number is one of its numbers
    assert (by_number.at, by_number.by) == (datetime(2026, 1, 28, 11, 12, 33, tzinfo=UTC), "contact")
    assert (stranger.to, stranger.at, stranger.on) == ("+8619400000009", None, date(2026, 2, 1))
    assert [stop.written for stop in whole.stop_requests] == [True, None, False]
    assert whole.addressed(by_number) == ("+8619400000001", "+8619400000002")
    assert whole.addressed(stranger) == ("+8619400000009",)


def test_every_part_knows_its_line(whole):
    parts = (*whole.devices, *whole.debts, *whole.actors, *whole.protected, *whole.stop_requests)
    lines = WHOLE.split("\n")
    assert [lines[part.line - 1].strip() for part in parts] == [
        "[[device]]", "[[debt]]", "[[actor]]", "[[actor]]", "[[protected]]",
        "[[stop_request]]", "[[stop_request]]", "[[stop_request]]",
    ]  # fmt: skip
    assert lines[whole.complaints[0].line - 1].strip() == "[[complaint]]"


@pytest.mark.parametrize("text", ["", "# nothing\n", "[place]\n[owner]\n[known_good]\n[redact]\n", "\ufeff"])
def test_nothing_said(write, text):
    assert load(write(text)) == CaseFile()


@pytest.mark.parametrize(
    ("role", "by"), [("debtor", "debtor"), ("contact", "contact"), ("unrelated", "contact"), (None, None)]
)
def test_whose_request_it_is_follows_from_the_owner(write, role, by):
    owner = f"[owner]\nrole = '{role}'\n" if role else ""
    stop = "[[stop_request]]\nid = 's'\nto = '19400000001'\non = 2026-01-28\n"
    assert load(write(owner + stop)).stop_requests[0].by == by


# --- region and zone: the settings decide, the file speaks where there are none ---

BRITISH = """\
    [place]
    region = "GB"
    tz = "Europe/London"
    [[actor]]
    id = "a"
    numbers = ["07700 900123"]
    [[stop_request]]
    id = "s"
    to = "a"
    at = 2026-07-01 10:00:00
"""


def test_without_settings_the_file_says_where_it_is(write):
    case = load(write(BRITISH))
    assert case.actors[0].parties == ("+447700900123",)
    assert case.stop_requests[0].at.astimezone(UTC).hour == 9


def test_the_settings_of_the_log_decide_how_numbers_are_read(write):
    case = load(write(BRITISH), settings_for("CN"))
    assert case.actors[0].parties != ("+447700900123",)
    assert case.region == "GB"  # and `check` says that they differ
    assert case.stop_requests[0].at.astimezone(UTC).hour == 9  # its own zone is what the user lives by


def test_without_its_own_zone_a_time_is_on_the_clock_of_the_settings(write):
    text = BRITISH.replace('    tz = "Europe/London"\n', "")
    case = load(write(text), settings_for("GB", tz="Asia/Tokyo"))
    assert case.stop_requests[0].at.astimezone(UTC).hour == 1


def test_of_a_time_that_came_twice_the_later_one_is_meant(write):
    text = BRITISH.replace("2026-07-01 10:00:00", "2026-10-25 01:30:00")
    at = load(write(text)).stop_requests[0].at
    assert at.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # GMT; summer time was 00:30Z


def test_the_file_is_not_changed(write):
    path = write(WHOLE)
    before = path.read_bytes(), path.stat().st_mtime_ns
    load(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
