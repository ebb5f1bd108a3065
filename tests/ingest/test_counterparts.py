"""An answered call that stands in the phone's log and in the carrier's list is one contact."""

from collectguard import statistics
from tests.reconciliation.witnesses import Call, list_csv, phone_xml, read

ANSWERED = [Call(at=3700 * place, talk=20 + place, ring=5 + place % 3) for place in range(12)]
MISSED = [Call(at=3700 * place + 1800, talk=0, way="missed") for place in range(4)]
OUTGOING = [Call(at=60_000 + 900 * place, talk=40 + place, way="out") for place in range(4)]


def test_a_pair_counts_once_and_the_row_of_the_phone_stays(tmp_path):
    log = read(
        tmp_path,
        phone=phone_xml([*ANSWERED[:10], *MISSED, *OUTGOING]),
        list=list_csv([*ANSWERED[1:], *OUTGOING], 37),
    )
    assert log.ledger == {"records": 33, "kept": 33, "duplicates": 0, "rejected": 0}
    assert len(log.contacts) == 12 + 4
    assert statistics.overview(log, by="all").loc["all", ["answered", "missed"]].tolist() == [12, 4]
    paired = log.events[log.events["counterpart"].notna()]
    assert len(paired) == 2 * (9 + 4)
    by_id = log.events.set_index("event_id")
    for event_id, other in zip(paired["event_id"], paired["counterpart"], strict=True):
        assert by_id.loc[other, "counterpart"] == event_id
        assert {by_id.loc[event_id, "source_id"], by_id.loc[other, "source_id"]} == {0, 1}
    of_lists = log.contacts[log.contacts["source_id"] == 1]
    assert of_lists["duration_s"].tolist() == [30, 31], "those of which the phone knows nothing"


def test_the_order_of_files_changes_nothing(tmp_path):
    phone, listed = phone_xml(ANSWERED), list_csv(ANSWERED[2:], 37)
    one, other = read(tmp_path, a=phone, b=listed), read(tmp_path, a=listed, b=phone)
    assert sorted(one.contacts["event_id"]) == sorted(other.contacts["event_id"])
    pairs = [
        dict(zip(log.events["event_id"], log.events["counterpart"], strict=True)) for log in (one, other)
    ]
    assert pairs[0] == pairs[1]


def test_two_backups_of_the_phone_and_a_list(tmp_path):
    log = read(tmp_path, a=phone_xml(ANSWERED[:8]), b=phone_xml(ANSWERED[4:]), c=list_csv(ANSWERED, 37))
    assert len(log.contacts) == 12
    duplicates = log.events[log.events["duplicate_of"].notna()]
    assert len(duplicates) == 4
    assert duplicates["counterpart"].notna().all()


def test_of_one_witness_no_call_has_a_counterpart(tmp_path):
    assert read(tmp_path, a=phone_xml(ANSWERED)).events["counterpart"].isna().all()
    assert read(tmp_path, b=list_csv(ANSWERED)).events["counterpart"].isna().all()
