"""The same call or message in two files of one witness, written in different form, is one contact."""

import itertools
from collections import Counter
from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import collectguard as cg
from collectguard.reconciliation import reconcile_log, repeats
from collectguard.schema import EVENT_DTYPES
from tests.parsers.writing import document, sms
from tests.reconciliation.witnesses import BEIJING, NUMBER, START, Call, list_csv, phone_xml, read

OTHER = "19400002222"
CALLS = [
    Call(
        at=3700 * place + 0.437,
        talk=0 if place % 3 == 2 else 61 + 7 * place,
        ring=4,
        way="missed" if place % 3 == 2 else "in",
        number=NUMBER if place % 2 else OTHER,
    )
    for place in range(18)
]
ANSWERED = [call for call in CALLS if call.talk]
WORDS = {"in": "已接来电", "missed": "未接来电", "out": "呼出"}
NOTE = "records that another file holds in other form; each counts once: "


def app_csv(calls, clock="%Y-%m-%d %H:%M:%S"):
    """What an app writes of the same calls: the millisecond is left away, not rounded."""
    rows = [f"{each.number},{local(each.at, clock)},{WORDS[each.way]},{each.talk}" for each in calls]
    return "\n".join(["号码,时间,类型,时长", *rows, ""]).encode()


def local(at, clock="%Y-%m-%d %H:%M:%S"):
    return datetime.fromtimestamp(START.timestamp() + at, tz=UTC).astimezone(BEIJING).strftime(clock)


def masked(call):
    return Call(call.at, call.talk, call.ring, f"{call.number[:3]}****{call.number[-4:]}", call.way)


def longer(call, seconds=1):
    return Call(call.at, call.talk + seconds, call.ring, call.number, call.way)


def in_minutes(seconds):
    return f"{-(-seconds // 60)}分钟"


def copies_noted(log):
    return [
        sum(int(note.removeprefix(NOTE)) for note in notes if note.startswith(NOTE))
        for notes in log.sources["notes"]
    ]


def test_a_backup_and_the_table_of_an_app(tmp_path):
    log = read(tmp_path, a=phone_xml(CALLS), b=app_csv(CALLS))
    assert len(log.contacts) == 18
    assert log.ledger == {"records": 36, "kept": 36, "duplicates": 0, "rejected": 0}
    assert set(log.contacts["source_id"]) == {0}, "the finer one is counted"
    assert copies_noted(log) == [0, 18]
    copies = log.events[log.events["source_id"] == 1]
    assert copies["counterpart"].tolist() == log.contacts["event_id"].tolist()
    assert log.contacts["counterpart"].isna().all()


LISTS = {
    "plain": list_csv(ANSWERED, 37),
    "masked": list_csv([masked(call) for call in ANSWERED], 37),
    "nameless": list_csv([Call(each.at, each.talk, each.ring, "***", each.way) for each in ANSWERED], 37),
    "minutes": list_csv(ANSWERED, 37, talk=in_minutes),
    "one_more": list_csv([longer(call) for call in ANSWERED], 37),
    "no_seconds": list_csv(ANSWERED, 37, clock="%Y-%m-%d %H:%M"),
}


@pytest.mark.parametrize(
    "names", [*itertools.combinations(LISTS, 2), ("masked", "minutes", "one_more"), tuple(LISTS)]
)
def test_two_lists_of_one_carrier(tmp_path, names):
    if set(names) == {"nameless", "no_seconds"}:
        return  # a minute and a talk time are too little to tell a call by
    log = read(tmp_path, **{name: LISTS[name] for name in names})
    assert len(log.contacts) == 12
    assert sum(copies_noted(log)) == 12 * (len(names) - 1)


def test_the_order_of_files_changes_nothing(tmp_path):
    files = {
        "phone": phone_xml(CALLS),
        "app": app_csv(CALLS[3:]),
        "plain": LISTS["plain"],
        "minutes": LISTS["minutes"],
    }
    kept = set()
    for order in itertools.islice(itertools.permutations(files), 0, None, 5):
        log = read(tmp_path, **{name: files[name] for name in order})
        assert reconcile_log(log).main.agreement.matched == 12
        rows = log.unique["event_id"], log.events["event_id"] + log.events["counterpart"].fillna("")
        kept.add(tuple(tuple(sorted(each)) for each in rows))
    assert len(kept) == 1


def test_phone_app_and_list_end_in_one_contact(tmp_path):
    files = {"phone": phone_xml(CALLS), "app": app_csv(CALLS)}
    log = read(tmp_path, **files, plain=LISTS["plain"], masked=LISTS["masked"])
    assert len(log.contacts) == 18
    assert set(log.contacts["source_id"]) == {0}
    assert copies_noted(log) == [0, 18, 0, 12]
    found = reconcile_log(log)
    assert (
        found.main.agreement.matched,
        found.main.agreement.only_phone,
        found.main.agreement.only_list,
    ) == (12, 0, 0)
    assert found.main.agreement.repeated == 18 + 12, "the same number"
    assert sum(left.calls for left in found.main.agreement.left_out) == 6, "each missed call once"
    counterpart = dict(zip(log.events["event_id"], log.events["counterpart"], strict=True))
    for row in log.events[log.events["source_id"] == 3].itertuples():
        of_list = counterpart[row.event_id]
        assert counterpart[counterpart[of_list]] == of_list


def test_a_call_that_a_mailbox_took_is_paired_with_the_row_that_counts(tmp_path):
    listed = [*ANSWERED, Call(at=CALLS[2].at, talk=20, ring=4, number=CALLS[2].number)]
    log = read(tmp_path, phone=phone_xml(CALLS), app=app_csv(CALLS), plain=list_csv(listed, 37))
    assert len(log.contacts) == 18
    assert log.contacts["outcome"].value_counts()["missed"] == 6


@pytest.mark.parametrize(("in_app", "contacts"), [(1, 3), (2, 3), (3, 3), (5, 5)])
def test_a_burst_within_one_second(tmp_path, in_app, contacts):
    burst = [Call(at=place / 10, talk=0, way="missed") for place in range(max(3, in_app))]
    log = read(tmp_path, a=phone_xml(burst[:3]), b=app_csv(burst[:in_app]))
    assert len(log.contacts) == contacts


def test_two_backups_to_the_millisecond_stay_under_the_rule_of_duplicates(tmp_path):
    later = [Call(each.at + 0.001, each.talk, each.ring, each.number, each.way) for each in CALLS]
    log = read(tmp_path, a=phone_xml(CALLS), b=phone_xml(later))
    assert len(log.contacts) == 36
    assert log.events["counterpart"].isna().all()


@pytest.mark.parametrize(
    "other",
    [
        phone_xml([Call(9.0, 30, number=OTHER)]),
        app_csv([Call(10.0, 30)]),
        app_csv([Call(9.0, 31)]),
        app_csv([Call(9.0, 30, number=OTHER)]),
        app_csv([Call(9.0, 30, way="out")]),
    ],
)
def test_what_differs_in_one_point_is_another_call(tmp_path, other):
    assert len(read(tmp_path, a=phone_xml([Call(9.9, 30)]), b=other).unique) == 2


def test_lists_apart_by_two_seconds_of_talk_stay_two(tmp_path):
    log = read(tmp_path, a=list_csv(ANSWERED), b=list_csv([longer(call, 2) for call in ANSWERED]))
    assert len(log.contacts) == 24


def test_one_list_may_hold_two_calls_a_second_of_talk_apart(tmp_path):
    two = [Call(10, 30), Call(10, 31)]
    assert len(read(tmp_path, a=list_csv(two), b=list_csv(two[:1])).contacts) == 2
    assert len(read(tmp_path, a=list_csv(two), b=list_csv(two[1:])).contacts) == 2


def test_two_numbers_behind_one_mask(tmp_path):
    two = [Call(10, 30, number="19400001111"), Call(10, 30, number="19499991111")]
    log = read(tmp_path, a=list_csv(two), b=list_csv([masked(call) for call in two]))
    assert sorted(log.contacts["party"]) == ["+8619400001111", "+8619499991111"]


def test_of_two_people_both_count(tmp_path):
    (tmp_path / "a.xml").write_bytes(phone_xml(CALLS))
    (tmp_path / "b.csv").write_bytes(app_csv(CALLS))
    log = cg.read(tmp_path / "a.xml", owners={"mother": tmp_path / "b.csv"})
    assert len(log.contacts) == 36


def test_messages_of_equal_text(tmp_path):
    at = [START.timestamp() + place * 100 for place in range(3)]
    texts = ["请尽快还款", "今天必须还", "今天必须还"]
    backup = document(
        [sms(text, date=round((moment + 0.25) * 1000)) for moment, text in zip(at, texts, strict=True)]
        + [sms("今天必须还", date=round((at[2] + 0.5) * 1000))]
    )
    rows = [
        f"19400001111,{local(each - START.timestamp())},接收,{text}"
        for each, text in zip(at, texts, strict=True)
    ]
    table = "\n".join(["号码,时间,类型,内容", *rows, rows[2].replace("必须", "务必"), ""]).encode()
    log = read(tmp_path, a=backup, b=table)
    assert Counter(log.contacts["body"]) == {"请尽快还款": 1, "今天必须还": 3, "今天务必还": 1}
    assert copies_noted(log) == [0, 3]


PARTIES = ("+8619400001111", "+8619499991111", "raw:194****1111", "raw:***", "hidden:unknown")
FILES = (
    ("phone", "smsbackup"), ("phone", "smsbackup"), ("phone", "adb"), ("phone", "tables"),
    ("carrier", "tables"), ("carrier", "tables"), ("carrier", "pdf"),
)  # fmt: skip
rows = st.lists(
    st.tuples(
        st.integers(0, len(FILES) - 1),
        st.sampled_from([0, 1, 999, 1000, 60_000, 60_500]),
        st.sampled_from([0, 59, 60, 61, 120, None]),
        st.sampled_from(PARTIES),
        st.sampled_from(["ok", "ok", "minute_only"]),
    ),
    max_size=30,
)


def frame_of(some, order):
    """Events of these rows, whose files stand in this order, and the files."""
    seen = Counter()
    events = []
    for source, ms, talk, party, quality in some:
        seen[source, ms, talk, party, quality] += 1
        kth = seen[source, ms, talk, party, quality]
        events.append(
            {
                "event_id": f"{FILES[source][0]} {ms} {talk} {party} {quality} {kth}",
                "owner": "me", "kind": "call", "direction": "in", "outcome": "answered",
                "time_quality": quality, "duration_s": talk,
                "started_at": pd.Timestamp(1_772_000_000_000 + ms, unit="ms", tz="UTC"), "party": party,
                "party_class": "hidden" if party.startswith("hidden") else "mobile", "known": False,
                "source_id": order.index(source),
            }
        )  # fmt: skip
    frame = pd.DataFrame(events, columns=list(EVENT_DTYPES))
    frame["started_at"] = pd.to_datetime(frame["started_at"], utc=True)
    files = [FILES[source] for source in order]
    sources = pd.DataFrame(
        {
            "owner": "me",
            "witness": [witness for witness, _ in files],
            "parser": [parser for _, parser in files],
            "sha256": [f"{source:064x}" for source in order],
        }
    )
    return frame.astype(EVENT_DTYPES), sources


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(rows, st.permutations(range(len(FILES))))
def test_no_file_loses_a_row_to_another_of_its_own(some, order):
    frame, sources = frame_of(some, [*range(len(FILES))])
    kept = repeats(frame, sources)
    assert not set(kept) & set(kept.values()), "what is kept is no copy itself"
    for _, ids in frame.groupby("source_id")["event_id"]:
        assert len({kept.get(event_id, event_id) for event_id in ids}) == len(ids)
    assert repeats(*frame_of(some, order)) == kept
