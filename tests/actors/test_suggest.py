"""Small logs in which it can be said beforehand who belongs to whom."""

from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectguard.actors import suggest
from collectguard.schema import Log
from collectguard.statements import Actor, CaseFile, Protected
from tests.logs import log_of
from tests.plots.story import empty

PRESS = "您的欠款已逾期，请尽快处理。"
ONE = "关于您在本公司的欠款已多次致电未接请看到后立即处理否则视为拒绝还款"
TWO = "外访人员明天一早到您户籍地走访村委会和邻居了解欠款逾期情况请在家等候"


def number(place):
    return f"+8619400000{place:03}"


def texts(*pairs, **more):
    """One message a minute."""
    return log_of(
        {"party": party, "body": body, "at": f"2026-03-{1 + n // 1440:02} {n // 60 % 24:02}:{n % 60:02}:00"}
        | more
        for n, (party, body) in enumerate(pairs)
    )


def groups(log, case=None, **more):
    return {(one.extends or one.name, one.parties) for one in suggest(log, case, **more)}


A, B, C, D, E = (number(place) for place in range(5))


# --- what joins


def test_a_signature_joins():
    log = texts((A, f"【虚构资产】{PRESS}"), (B, "還款！【虛構資產】"), (C, f"【示例小贷】{PRESS}"))
    [found] = suggest(log)
    assert (found.name, found.parties, found.confirmed, found.extends) == ("虚构资产", (A, B), False, None)
    [evidence] = found.evidence
    assert (evidence.kind, evidence.value, evidence.parties) == ("signature", "虚构资产", (A, B))
    assert evidence.first == pd.Timestamp("2026-03-01 00:00:00", tz="Asia/Shanghai")
    assert evidence.last == pd.Timestamp("2026-03-01 00:01:00", tz="Asia/Shanghai")
    assert evidence.event_ids == tuple(log.events["event_id"][:2])


def test_a_generic_signature_does_not():
    assert groups(texts((A, f"【催收通知】{PRESS}"), (B, f"【催收通知】{TWO}"))) == set()


def test_a_number_to_call_back_joins_its_senders_and_itself():
    named = f"{PRESS}请联系19400000004。"
    rows = [
        {"party": A, "body": named, "at": "2026-03-01 10:00:00"},
        {"party": E, "kind": "call", "outcome": "missed", "at": "2026-03-01 09:00:00"},
    ]
    [found] = suggest(log_of(rows))
    assert found.parties == (A, E)
    assert [(one.kind, one.value, one.parties) for one in found.evidence] == [("callback", E, (A, E))]
    assert suggest(log_of(rows[:1])) == ()
    assert groups(texts((A, named), (B, f"【示例】{named}别的"))) == {("示例", (A, B))}


def test_a_call_alone_joins_nobody():
    rows = [
        {"party": A, "body": f"【虚构资产】{PRESS}", "at": "2026-03-01 10:00:00"},
        {"party": number(5), "kind": "call", "outcome": "missed", "at": "2026-03-01 10:00:10"},
    ]
    assert suggest(log_of(rows)) == ()


@pytest.mark.parametrize(
    ("link", "kind"),
    [("https://pay.fiction.example/a", "domain"), ("fiction-pay.top/b", "domain"), ("t.cn/A6x", "link")],
)
def test_a_link_joins(link, kind):
    [found] = suggest(texts((A, f"{PRESS} {link} 处理"), (B, f"别的话{PRESS}{link}")))
    assert found.parties == (A, B)
    assert kind in {one.kind for one in found.evidence}


@pytest.mark.parametrize("value", ["t.cn", "www.court.gov.cn", "95588", "12378", "10086"])
def test_what_everybody_names_joins_nobody(value):
    log = texts((A, f"【虚构甲】{PRESS}回拨{value} "), (B, f"【虚构乙】逾期还款，拨{value} "), (C, PRESS))
    assert groups(log) == set()


def test_values_of_many_senders_with_many_names_are_shared():
    link = "fiction-pay.top"
    pairs = [(number(n), f"【虚构{n % 4}号】{'欠款逾期还款催收'[n % 8]}欠款 {link}") for n in range(21)]
    found = suggest(texts(*pairs))
    assert sorted(len(one.parties) for one in found) == [5, 5, 5, 6]
    assert {one.shared[0].value for one in found} == {link}
    assert len(suggest(texts(*pairs[:20]))) == 1  # 20 senders are not more than 20


def test_a_channel_of_many_names_joins_nobody():
    channel = "port:1060019400001"
    rows = [(channel, f"【虚构{name}资产】{PRESS}") for name in "甲乙丙丁"]
    rows += [(number(n), f"【虚构{name}资产】{PRESS}{n}") for n, name in enumerate("甲乙丙丁")]
    log = log_of(
        {"party": party, "body": body, "at": f"2026-03-01 10:{n:02}:00"}
        | ({"party_class": "port106"} if party == channel else {})
        for n, (party, body) in enumerate(rows)
    )
    assert groups(log) == set()


# --- wording


def test_wording_joins_numbers_without_a_name():
    assert groups(texts((A, f"{ONE}1200元"), (B, f"{ONE}，9元"))) == {("19400000000 等", (A, B))}


def test_wording_joins_with_the_one_name_that_uses_it():
    log = texts((A, f"【虚构资产】{ONE}"), (B, ONE), (C, TWO), (B, TWO), (D, "欠款123"))
    assert groups(log) == {("虚构资产", (A, B, C))}


def test_wording_never_joins_two_names():
    log = texts((A, f"【虚构资产】{ONE}"), (B, f"【示例小贷】{ONE}"), (C, f"【虚构资产】{PRESS}"))
    [found] = suggest(log)
    assert found.parties == (A, C)
    assert [(one.kind, one.parties) for one in found.same_wording] == [("wording", (B,))]
    assert [one.kind for one in found.evidence] == ["signature"]


def test_a_wording_under_two_names_joins_no_third():
    log = texts((A, f"【虚构资产】{ONE}"), (B, f"【示例小贷】{ONE}"), (C, ONE), (D, ONE))
    assert groups(log) == set()


def test_who_stands_between_two_names_stays_apart():
    log = texts((A, f"【虚构资产】{ONE}"), (B, f"【示例小贷】{TWO}"), (C, ONE), (C, TWO))
    assert groups(log) == set()


def test_numbers_led_to_two_names_are_not_joined_with_either():
    three = "您的案子已提交法务准备起诉立案冻结名下所有银行卡今天还清还来得及"
    four = "别换号别关机我们查得到欠款不是小数目后果你承担不起自己掂量清楚"
    log = texts(
        (A, f"【虚构资产】{ONE}"), (B, ONE), (B, three), (C, three), (C, four), (D, four), (D, TWO),
        (E, f"【示例小贷】{TWO}"),
    )  # fmt: skip
    assert groups(log) == {("虚构资产", (A, B)), ("示例小贷", (D, E))}


# --- who takes part


def test_couriers_and_shops_stay_out():
    parcel = "您好，我在楼下，不让进，麻烦下来取一下快递，谢谢您了啊"
    assert (
        groups(texts((A, parcel), (B, parcel), (C, f"【示例快递】{parcel}"), (D, f"【示例快递】{parcel}")))
        == set()
    )


def test_people_the_owner_knows_stay_out():
    body = f"【虚构资产】{PRESS}"
    log = log_of(
        [
            {"party": A, "body": body, "at": "2026-03-01 10:00:00"},
            {"party": B, "body": body, "at": "2026-03-01 11:00:00", "known": True, "contact_name": "李演示"},
            {"party": C, "body": body, "at": "2026-03-01 12:00:00"},
            {"party": D, "body": body, "at": "2026-03-01 13:00:00"},
            {"party": E, "body": body, "at": "2026-03-01 14:00:00"},
        ]
    )
    assert groups(log) == {("虚构资产", (A, C, D, E))}
    case = CaseFile(known_good=(C,), protected=(Protected("妈", parties=(D,)),), owner_parties=(E,))
    assert groups(log, case) == set()


def test_a_number_of_the_family_in_a_threat_is_not_the_agencys():
    rows = [
        {"party": A, "body": f"{PRESS}我们打给19400000002了", "at": "2026-03-01 10:00:00"},
        {"party": C, "kind": "call", "outcome": "answered", "known": True, "at": "2026-03-01 11:00:00"},
    ]
    assert suggest(log_of(rows)) == ()


def test_the_owners_own_number_in_messages_of_two_firms():
    log = texts((A, f"【虚构资产】{PRESS}绑定19400000999的"), (B, f"【示例小贷】{PRESS}绑定19400000999的"))
    assert groups(log) == set()
    assert groups(log, CaseFile(owner_parties=("+8619400000999",))) == set()
    assert len(groups(log, CaseFile(owner_parties=("+8619400000998",)))) == 1  # then it is somebody else's


def test_marks_of_others_count_beside_the_words():
    log = texts(
        (A, "【虚构资产】您好吗"),
        (B, "【虚构资产】在吗"),
        (C, f"【示例小贷】{PRESS}"),
        (D, "【示例小贷】逾期"),
    )
    assert groups(log, marked=()) == {("示例小贷", (C, D))}
    marked = set(log.events["event_id"][:2])
    assert groups(log, marked=marked) == {("虚构资产", (A, B)), ("示例小贷", (C, D))}


def test_of_bulk_numbers_marks_alone_decide():
    rows = [(f"port:106001940000{n}", f"【虚构银行】{PRESS}") for n in (1, 2)]
    log = texts(*rows, party_class="port106")
    assert groups(log, marked=()) == set()
    assert groups(log, marked=set(log.events["event_id"])) == {("虚构银行", tuple(key for key, _ in rows))}


def test_bulk_numbers_take_part_with_what_presses_alone():
    rows = [("port:1060019400001", f"【示例银行】{PRESS}"), ("port:1060019400001", "【虚构商城】您的包裹"),
            ("port:1060019400002", f"【虚构商城】{PRESS}")]  # fmt: skip
    assert groups(texts(*rows, party_class="port106")) == set()


# --- what the user has said


AGENCY = Actor("agency", "我的催收", parties=(B, A), signatures=("虚构资产",))


def test_confirmed_actors_come_back_as_they_are():
    log = texts((A, f"{ONE}"), (B, "在吗"), (C, f"【示例小贷】{PRESS}"), (D, f"【示例小贷】{TWO}"))
    first, second = suggest(log, CaseFile(actors=(AGENCY,)))
    assert (first.id, first.name, first.parties, first.confirmed) == ("agency", "我的催收", (A, B), True)
    assert (second.name, second.confirmed) == ("示例小贷", False)


@pytest.mark.parametrize("body", [f"【虚构资产】{PRESS}", ONE, f"{PRESS}联系19400000001"])
def test_what_extends_a_confirmed_actor(body):
    log = texts((A, ONE), (B, "在吗"), (C, body))
    confirmed, found = suggest(log, CaseFile(actors=(AGENCY,)))
    assert (found.name, found.extends, found.parties, found.confirmed) == ("我的催收", "agency", (C,), False)
    assert found.id not in {confirmed.id, ""}


def test_actors_kept_apart_are_never_joined():
    body = f"【虚构资产】{ONE}，联系19400000009"
    other = Actor("other", "另一家", parties=(B,))
    case = CaseFile(actors=(Actor("agency", "一家", parties=(A,)), other))
    found = suggest(texts((A, body), (B, body), (C, body), (D, body)), case)
    assert [(one.id, one.parties) for one in found[:2]] == [("agency", (A,)), ("other", (B,))]
    assert all(one.extends is None for one in found[2:])


def test_an_actor_without_any_message():
    [found] = suggest(empty(), CaseFile(actors=(AGENCY,)))
    assert (found.parties, found.evidence) == ((A, B), ())


# --- always


def test_ids_stay_while_a_group_grows_and_suit_a_case_file():
    [one] = suggest(texts((A, f"【虚构资产】{PRESS}"), (B, f"【虚构资产】{ONE}")))
    [two] = suggest(texts((B, f"【虚构资产】{ONE}"), (C, f"【虚构资产】{PRESS}"), (D, ONE)))
    assert one.id == two.id
    assert one.id.startswith("actor-")


def test_neighbours_are_hints_only():
    log = texts(
        (A, f"【虚构资产】{PRESS}"),
        (B, f"【虚构资产】{ONE}"),
        (number(999), "在吗"),
        ("+8619400001000", "在吗"),
    )
    [found] = suggest(log)
    assert [(one.kind, one.value, one.parties) for one in found.hints] == [
        ("number_block", "+8619400000…", (A, B, number(999)))
    ]


@given(st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_changes_nothing(random: Random):
    rows = [
        {"party": party, "body": body, "at": f"2026-03-01 10:{n:02}:00", "event_id": f"{n:016x}"}
        for n, (party, body) in enumerate(
            [
                (A, f"【虚构资产】{ONE}"),
                (B, ONE),
                (B, TWO),
                (C, TWO),
                (D, f"【示例小贷】{PRESS}t.cn/A6"),
                (E, "逾期t.cn/A6"),
            ]
        )
    ]
    expected = suggest(log_of(rows))
    random.shuffle(rows)
    log = log_of(rows)
    assert [one.as_json() for one in suggest(log)] == [one.as_json() for one in expected]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from([ONE, TWO, PRESS, "【虚构资产】", "【示例小贷】", "t.cn/A6", "1060", "在吗"]),
        ),
        max_size=12,
    )
)
@settings(max_examples=50, deadline=None)
def test_no_number_belongs_to_two_groups(pairs):
    found = suggest(texts(*((number(place), f"{text}{ONE[place:]}") for place, text in pairs)))
    parties = [party for one in found for party in one.parties]
    assert len(parties) == len(set(parties))
    assert all(len(one.parties) > 1 for one in found)
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert all(set(evidence.parties) <= set(one.parties) for evidence in one.evidence)


# --- hostile


@pytest.mark.parametrize(
    "body",
    [
        "逾期" * 500_000,
        "[" * 100_000 + "逾期",
        "【" * 100_000 + "逾期" + "】" * 100_000,
        "【】" * 50_000 + "逾期",
        "\u202e\u2066逾期\u2069\u202c" * 10_000,
        "逾期" + "😡" * 100_000,
        "逾期" + "1 " * 100_000,
        "逾期" + "a." * 100_000,
        "逾期" + "http://" * 20_000,
        "逾期" + "a\u0301" * 100_000,
        "逾期\ud83d",
        "逾期\x00\ufffd",
        "",
    ],
)
def test_hostile_texts(body):
    log = texts((A, body), (B, body), (C, f"{body}【虚构资产】"))
    for one in suggest(log):
        assert set(one.parties) <= {A, B, C}
        assert all(len(evidence.value) <= 200 for evidence in one.evidence)


def test_no_record_at_all():
    assert suggest(empty()) == ()
    assert isinstance(empty(), Log)
