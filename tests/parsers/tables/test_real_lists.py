"""Carriers' lists that were published with their numbers taken out; not part of the repository."""

import os
from pathlib import Path

import pytest

import collectguard as cg

SAMPLES = Path(os.environ.get("COLLECTGUARD_SAMPLES", "/nonexistent"))


@pytest.mark.parametrize(
    ("name", "records", "incoming", "seconds"),
    [("2015年05月语音通信.xls", 74, 52, 8169), ("2017年03月语音通信.xls", 5, 2, 686)],
)
def test_every_call_is_read(name, records, incoming, seconds):
    found = sorted(SAMPLES.glob(f"*{name}"))
    if not found:
        pytest.skip("COLLECTGUARD_SAMPLES names no folder with these files")
    log = cg.read(found[0])
    source = log.sources.iloc[0]
    assert (source["records"], source["kept"], source["rejected"]) == (records, records, 0)
    assert source["directions"] == {"in": incoming, "out": records - incoming, "unknown": 0}
    assert source["witness"] == "carrier"
    assert log.events["duration_s"].sum() == seconds
    assert (log.events["time_quality"] == "ok").all()
