"""What holds of any two witnesses."""

from random import Random

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from collectguard.reconciliation import CALL_DTYPES, counterparts, reconcile
from collectguard.schema import EVENT_DTYPES
from collectguard.settings import settings_for

PARTIES = (
    "+8619400001111", "+8619400002222", "hidden:unknown", "raw:194****1111", "raw:194****2222", "raw:***",
)  # fmt: skip
SOURCES = pd.DataFrame({"witness": ["phone", "carrier", "phone", "carrier"]})

rows = st.lists(
    st.tuples(
        st.integers(0, 3),  # source
        st.integers(0, 900),  # second
        st.integers(0, 4),  # talk time
        st.sampled_from(PARTIES),
        st.sampled_from(["in", "out", "unknown"]),
        st.sampled_from(["answered", "answered", "answered", "elsewhere", "missed", "unknown"]),
        st.sampled_from(["ok", "ok", "minute_only", "missing"]),
        st.sampled_from(["me", "me", "mother"]),
    ),
    max_size=40,
)


def frame_of(some):
    at = pd.Timestamp("2026-03-02", tz="Asia/Shanghai").tz_convert("UTC")
    events = [
        {
            "event_id": f"{number:016x}", "owner": owner, "kind": "call", "direction": way,
            "outcome": outcome, "started_at": at + pd.Timedelta(seconds=second), "time_quality": quality,
            "duration_s": talk, "party": party, "party_raw": party,
            "party_class": "hidden" if party.startswith("hidden") else "mobile", "known": False,
            "source_id": source, "ordinal": number,
        }
        for number, (source, second, talk, party, way, outcome, quality, owner) in enumerate(some)
    ]  # fmt: skip
    frame = pd.DataFrame(events, columns=list(EVENT_DTYPES))
    frame["started_at"] = pd.to_datetime(frame["started_at"], utc=True)
    return frame.astype(EVENT_DTYPES)


def found_in(frame):
    return reconcile(frame, SOURCES, settings_for())


@settings(max_examples=25, deadline=None)
@given(rows)
def test_every_call_is_accounted_for_once(some):
    frame = frame_of(some)
    found = found_in(frame)
    if found is None:
        return
    calls = found.calls
    assert calls.dtypes.equals(frame_dtypes())
    for side, carrier in (("phone", False), ("list", True)):
        ids = calls[f"{side}_event_id"].dropna()
        assert ids.is_unique
        its = frame[frame["source_id"].isin([1, 3]) == carrier]
        left_out = [left for owner in found.owners for left in owner.agreement.left_out]
        of_it = [left.calls for left in left_out if left.witness == side]
        not_taken = its["event_id"].isin(ids) & (its["outcome"] == "missed")  # the list has them as answered
        assert len(ids) - not_taken.sum() + sum(of_it) == len(its)
        assert set(ids) <= set(its["event_id"])
    pairs = calls.dropna(subset=["phone_event_id", "list_event_id"])
    assert set(pairs["status"]) <= {"matched", "short", "answered_in_list"}
    assert len(counterparts(found)) == 2 * len(pairs)
    by_id = frame.set_index("event_id")
    own, theirs = by_id.loc[pairs["phone_event_id"]], by_id.loc[pairs["list_event_id"]]
    for column in ("owner", "direction"):
        assert own[column].tolist() == theirs[column].tolist()
    matched = (calls["status"] == "matched").sum()
    assert sum(one.agreement.matched for one in found.owners) == matched
    assert sum(month.matched for one in found.owners for month in one.agreement.months) == matched


def frame_dtypes():
    return pd.DataFrame(columns=list(CALL_DTYPES)).astype(CALL_DTYPES).dtypes


@settings(max_examples=12, deadline=None)
@given(rows, st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter(some, seed):
    frame = frame_of(some)
    order = list(range(len(frame)))
    Random(seed).shuffle(order)
    found, again = found_in(frame), found_in(frame.iloc[order].reset_index(drop=True))
    assert (found is None) == (again is None)
    if found is not None:
        assert again.as_json() == found.as_json()
        pd.testing.assert_frame_equal(again.calls, found.calls)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.integers(-46_000, 46_000), st.integers(0, 25))
def test_any_offset_is_found(seed, offset, longest_ring):
    random = np.random.default_rng(seed)
    at = np.cumsum(random.integers(1_000, 30_000, 60))
    ring, talk = random.integers(0, longest_ring + 1, 60), random.integers(2, 400, 60)
    phone = [(0, int(at[n]), int(talk[n]), PARTIES[n % 2], "in", "answered", "ok", "me") for n in range(60)]
    listed = [(1, int(at[n] + ring[n] + offset), *phone[n][2:]) for n in range(60) if n not in {20, 31}]
    found = found_in(frame_of([*phone[:40], *phone[41:], *listed]))
    assert (
        found.main.agreement.matched,
        found.main.agreement.only_phone,
        found.main.agreement.only_list,
    ) == (57, 2, 1)
    assert offset <= found.main.agreement.offset_s <= offset + longest_ring
    assert longest_ring or found.main.agreement.spread_s == 0


def test_two_logs_that_have_nothing_to_do_with_each_other_agree_on_no_offset():
    """Forty short calls a day between eight and twenty, from three numbers: many meet by chance."""
    random = np.random.default_rng(7)

    def calls(source):
        at = np.sort(random.integers(0, 20, 800) * 86_400 + random.normal(50_400, 9_000, 800).astype(int))
        numbers = [f"+861940000{number:04}" for number in random.integers(0, 3, 800)]
        talk = random.integers(3, 12, 800)
        return [
            (source, int(at[n]), int(talk[n]), numbers[n], "in", "answered", "ok", "me") for n in range(800)
        ]

    found = found_in(frame_of(calls(0) + calls(1)))
    assert not found.main.agreement.offset_certain
    assert found.main.agreement.matched < 80


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(-40, 40), st.integers(0, 2))
def test_of_a_flood_of_equal_calls_as_many_meet_as_both_sources_hold(own, theirs, later, between):
    """All in one second and of one talk time, beside calls by which the offset is known."""
    one = (0, 100_000, 3, PARTIES[0], "in", "answered", "ok", "me")
    others = [(0, 7_000 * place + 31 * place**2, 20 + place, *one[3:]) for place in range(8)]
    before = [(0, 99_995 - place, 3, *one[3:]) for place in range(between)]
    phone = [*others, *before, *[one] * own]
    listed = [(1, at + later, *rest) for _, at, *rest in [*others, *before, *[one] * theirs]]
    found = found_in(frame_of([*phone, *listed]))
    assert found.main.agreement.matched == len(others) + len(before) + min(own, theirs)
    assert found.main.agreement.only_phone + found.main.agreement.outside_list == max(own - theirs, 0)
    assert found.main.agreement.only_list + found.main.agreement.outside_phone == max(theirs - own, 0)
