"""Cases that are written once and read by many tests."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from collectguard import reports
from collectguard.case import Case
from collectguard.settings import settings_for
from collectguard.statements import Actor, CaseFile, Debt, StopRequest
from tests.reports.cases import case_of_rows
from tests.reports.texts import HOSTILE, LONG, REVERSED


@dataclass(frozen=True)
class Saved:
    case: Case
    folder: Path


SAID = CaseFile(
    owner_role="debtor",
    debts=(Debt("first", "假银行", "bank", due=date(2026, 3, 8), actors=("假银行", "假催收公司")),),
    actors=(
        Actor("假银行", "假银行", "lender", ("short:95588",)),
        Actor("假催收公司", "假催收公司", "agency", ("+8619400000001", "+8619400000002")),
    ),
    stop_requests=(StopRequest("s1", "假催收公司", on=date(2026, 3, 20), how="sms"),),
)
"""Who is behind the numbers of `rows`, when a debt was due, since when there was to be silence."""


def rows():
    """The rows of `contacts`, each with an id as hashes are."""
    for number, row in enumerate(contacts()):
        yield row | {"event_id": hashlib.sha256(str(number).encode()).hexdigest()[:16]}


def contacts():
    """A month of a made-up phone: two strangers, a bank, a friend, hidden callers, hostile texts."""
    for day in range(1, 29):
        at = f"2026-03-{day:02d}"
        yield {
            "at": f"{at} 09:15:00",
            "party": "+8619400000001",
            "party_raw": "19400000001",
            "body": "请还款",
        }
        if day % 3 == 0:
            for minute in (0, 3, 6):
                yield {
                    "at": f"{at} 22:{minute:02d}:00", "party": "+8619400000002", "kind": "call",
                    "outcome": "missed", "duration_s": 0,
                }  # fmt: skip
        if day % 7 == 0:
            yield {
                "at": f"{at} 12:00:00", "party": "+8619400000009", "known": True, "contact_name": "假朋友",
                "body": "晚上吃饭吗",
            }  # fmt: skip
    yield {
        "at": "2026-03-02 21:59:59.999", "party": "hidden:restricted", "party_raw": "-2", "kind": "call",
        "party_class": "hidden", "outcome": "answered", "duration_s": 12,
    }  # fmt: skip
    yield {
        "at": "2026-03-10 22:00:00",
        "party": "short:95588",
        "party_class": "service95",
        "body": "余额变动",
    }
    yield {
        "at": "2026-03-11 08:00:00",
        "party": "short:95588",
        "party_class": "service95",
        "body": "余额变动",
    }
    yield {
        "at": None, "time_quality": "missing", "party": "text:m-money", "party_class": "text",
        "party_raw": "M-Money", "body": "no date",
    }  # fmt: skip
    yield {
        "at": "2026-03-05 10:00:00", "party": "+8619400000001", "direction": "out", "outcome": "sent",
        "body": "不要再打了",
    }  # fmt: skip
    for number, text in enumerate([*HOSTILE.values(), REVERSED, LONG]):
        yield {
            "at": f"2026-03-20 13:{number:02d}:00", "party": "+8619400000003", "body": text,
            "subject": "=2+2" if number == 0 else None, "kind": "mms" if number == 0 else "sms",
            "part_count": 2 if number == 0 else None,
        }  # fmt: skip


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Writes each case once: by language, with or without rows, with or without a case file."""

    @cache
    def save(lang: str, *, rows_too: bool = True, said: bool = False) -> Saved:
        settings = settings_for("CN", report_lang=lang)
        case = case_of_rows(rows() if rows_too else [], settings, case_file=SAID if said else None)
        folder = tmp_path_factory.mktemp("saved") / "report"
        reports.save(case, folder)
        return Saved(case, folder)

    return save


@pytest.fixture(params=["zh", "en"])
def saved(request, shelf) -> Saved:
    return shelf(request.param)


@pytest.fixture(scope="session")
def saved_en(shelf) -> Saved:
    return shelf("en")


@pytest.fixture(scope="session")
def empty(shelf) -> Saved:
    return shelf("en", rows_too=False)
