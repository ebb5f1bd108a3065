import pandas as pd

from collectguard.actors import suggest, third_party
from collectguard.statements import Actor, CaseFile, Protected
from tests.logs import log_of

A, B, SHOP, MOTHER = (f"+861940000000{place}" for place in range(4))
AGENCY = Actor("agency", "虚构资产", parties=(B, A))


def call(party, at, owner="me", **more):
    return {"party": party, "at": at, "kind": "call", "outcome": "missed", "owner": owner} | more


LOG = log_of(
    [
        call(A, "2026-03-01 10:00:00"),
        call(A, "2026-03-02 10:00:00", "mother"),
        call(A, "2026-03-04 10:00:00.001", "mother"),
        call(A, "2026-03-04 10:00:00.001", "mother", duplicate_of="0000000000000003"),
        call(A, None, "mother", time_quality="missing"),
        call(B, "2026-03-03 10:00:00", "boss"),
        call(SHOP, "2026-03-03 10:00:00", "mother"),
        call(A, "2026-03-05 10:00:00", "mother", direction="out"),
    ]
)


def rows(case):
    return [
        (one.actor, one.party, one.owner, one.count) for one in third_party(LOG, suggest(LOG, case), case)
    ]


def test_phones_of_others():
    case = CaseFile(actors=(AGENCY,))
    assert rows(case) == [("agency", A, "mother", 3), ("agency", B, "boss", 1)]
    first = third_party(LOG, suggest(LOG, case), case)[0]
    assert first.first == pd.Timestamp("2026-03-02 10:00:00", tz="Asia/Shanghai")
    assert first.as_json() == {
        "actor": "agency",
        "party": A,
        "owner": "mother",
        "count": 3,
        "first": "2026-03-02T02:00:00.000Z",
        "last": "2026-03-04T02:00:00.001Z",
    }


def test_an_owner_who_does_not_owe_counts_too():
    case = CaseFile(actors=(AGENCY,), owner_role="contact", protected=(Protected("妈", owner="mother"),))
    assert rows(case) == [("agency", A, "me", 1), ("agency", A, "mother", 3), ("agency", B, "boss", 1)]
    assert rows(CaseFile(actors=(AGENCY,), owner_role="debtor"))[0] == ("agency", A, "mother", 3)


def test_without_actors_nobody_reached_anybody():
    assert third_party(LOG, ()) == ()
