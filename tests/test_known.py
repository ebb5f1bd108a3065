"""Who is in the owner's contacts: decided once, when the backups are read, for a party as a whole."""

import collectguard as cg
from tests.cli.helpers import backup, sms

NUMBER = "19400000001"
KEY = f"+86{NUMBER}"


def known(*paths):
    """Known and unknown contacts; all that is asked must agree."""
    log = cg.read(paths)
    counts = cg.statistics.counts(log, by="known")["incoming"].to_dict()
    by_row = log.contacts["known"].sum()
    by_party = log.contacts["party"].isin(cg.statistics.known_parties(log)).sum()
    assert counts["known"] == by_row == by_party
    return counts


def test_a_name_in_one_spelling_makes_all_of_them_known(tmp_path):
    path = backup(
        tmp_path / "sms.xml",
        sms(NUMBER, "2026-03-01 10:00:00"),
        sms(KEY, "2026-03-02 10:00:00", code=2, name="made-up friend"),
        sms("19400000002", "2026-03-03 10:00:00"),
    )
    assert known(path) == {"known": 1, "unknown": 1}


def test_a_name_in_the_duplicate_of_a_later_backup_makes_known(tmp_path):
    earlier = backup(tmp_path / "earlier.xml", sms(NUMBER, "2026-03-01 10:00:00"))
    later = backup(tmp_path / "later.xml", sms(NUMBER, "2026-03-01 10:00:00", name="made-up friend"))
    assert known(earlier, later) == {"known": 1, "unknown": 0}


def test_a_hidden_caller_is_nobodys_contact(tmp_path):
    path = backup(
        tmp_path / "sms.xml",
        sms("-2", "2026-03-01 10:00:00", name="Private number"),
        sms("-2", "2026-03-02 10:00:00"),
    )
    assert known(path) == {"known": 0, "unknown": 2}
    assert not cg.statistics.senders(cg.read(path))["known"].any()
