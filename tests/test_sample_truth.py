"""The program against what the sample's generator counted while it planted it."""

import json
from pathlib import Path

import pandas as pd
import pytest

import collectguard as cg

SAMPLE = Path(__file__).parents[1] / "sample_data"
TRUTH = json.loads((SAMPLE / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def log():
    return cg.read(sorted(SAMPLE.glob("*.xml")), cg.settings_for("CN"))


def moment(epoch_ms):
    return None if epoch_ms is None else pd.Timestamp(epoch_ms, unit="ms", tz="UTC")


def figures(row):
    return {
        "incoming": row["incoming"],
        "timed": row["timed"],
        "night_count": row["night_count"],
        "nights": row["nights"],
        "boundary_count": row["boundary_count"],
        "connected_count": row["connected"],
        "active_days": row["active_days"],
        "busiest_day": {"date": f"{row['busiest_day']:%Y-%m-%d}", "count": row["busiest_day_count"]},
        "longest_run": {
            "days": row["longest_run_days"],
            "first": f"{row['longest_run_first']:%Y-%m-%d}",
            "last": f"{row['longest_run_last']:%Y-%m-%d}",
        },
        "first_ms": row["first"],
        "last_ms": row["last"],
    }


def expected(planted):
    return {key: planted[key] for key in planted if key in KEYS} | {
        "first_ms": moment(planted["first_ms"]),
        "last_ms": moment(planted["last_ms"]),
    }


KEYS = {
    "incoming", "timed", "night_count", "nights", "boundary_count", "connected_count", "active_days",
    "busiest_day", "longest_run",
}  # fmt: skip


def test_ledger(log):
    assert log.ledger == TRUTH["totals"]
    for source in log.sources.itertuples():
        planted = TRUTH["sources"][Path(source.path).name]
        for name in (
            "declared",
            "records",
            "kept",
            "duplicates",
            "rejected",
            "repaired",
            "kinds",
            "directions",
        ):
            assert getattr(source, name) == planted[name], (source.path, name)
        assert (source.first, source.last) == (moment(planted["first_ms"]), moment(planted["last_ms"]))


def test_all_contacts_and_unknown_senders(log):
    assert figures(cg.statistics.overview(log, by="all").loc["all"]) == expected(TRUTH["all"])
    assert figures(cg.statistics.overview(log, by="known").loc["unknown"]) == expected(
        TRUTH["unknown_senders"]
    )


def test_every_party(log):
    senders = cg.statistics.senders(log)
    assert set(senders.index) == set(TRUTH["parties"])
    for party, row in senders.iterrows():
        planted = TRUTH["parties"][party]
        assert row["known"] == planted["known"], party
        assert row["missed_series"] == planted["missed_series"], party
        if planted["timed"]:
            assert figures(row) == expected(planted), party


def test_every_actor(log):
    for name, planted in TRUTH["actors"].items():
        labels = log.events["party"].astype("str").map(dict.fromkeys(planted["parties"], name))
        assert figures(cg.statistics.overview(log, by=labels).loc[name]) == expected(planted), name


def test_attachments(log):
    pictures = log.unique[log.unique["kind"].isin(["mms", "rcs"])].sort_values("started_at")
    found = [
        (
            int(row.started_at.timestamp() * 1000),
            row.part_count,
            row.part_digest if pd.notna(row.part_digest) else None,
        )
        for row in pictures.itertuples()
    ]
    assert found == [(p["at_ms"], p["part_count"], p["part_digest"]) for p in TRUTH["attachments"]]
