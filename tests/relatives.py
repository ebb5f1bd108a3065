"""Made-up backups of three people whom one agency reached: a victim, her mother, her boss.

The agency writes as 【虚构信】 from three numbers: ``A`` reached all three phones, ``B`` the victim's and her
mother's, ``C`` the victim's alone, and a stranger to all of that reached the boss alone. A picture message
went to the victim and her mother at once. The mother's log is months longer than the victim's.
"""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo

A, B, C = "19400000011", "19400000012", "19400000013"
STRANGER, AUNT = "19400000041", "19400000031"
DEMAND = "【虚构信】您的欠款已严重逾期，今天不还款，我们将联系您的家人和单位"
TO_MOTHER = "【虚构信】你女儿欠钱不还，再不还我们就上门找你们全家"
TO_BOTH = "【虚构信】你欠钱不还，我要让你全家知道"
TO_BOSS = "【虚构信】贵公司员工欠款逾期不还，请转告其立即还款"
STOP = "2026-03-04T18:00:00+08:00"

CASE = f"""
[owner]
name = "虚构女"
role = "debtor"
[[device]]
name = "虚构机"
owner = "mother"
files = ["mother-*.xml"]
[[debt]]
id = "d1"
creditor = "虚构贷"
creditor_type = "micro_loan"
kind = "online_loan"
actors = ["agency"]
[[actor]]
id = "agency"
name = "虚构信"
role = "agency"
numbers = ["{A}", "{B}", "{C}"]
[[protected]]
name = "虚构妈"
relation = "relative"
owner = "mother"
numbers = []
[[protected]]
name = "虚构老板"
relation = "employer"
owner = "boss"
numbers = []
[[stop_request]]
id = "s1"
to = "agency"
at = {STOP}
how = "sms"
"""


class Family(NamedTuple):
    """Where the backups lie. Contacts: 10 on the victim's phone, 6 on her mother's, 3 on her boss's."""

    folder: Path
    own: tuple[str, str]
    """Seven calls from the agency, one from an aunt; one text and the picture message."""
    mother: tuple[str, str]
    """Two calls from A, one from B, one from the aunt; a text from A and the picture message."""
    boss: Path
    """A folder: a call and a text from A, a call from a stranger."""
    case: Path

    @property
    def options(self) -> tuple[str, ...]:
        """The command line that names each backup once."""
        theirs = (f"--owner=mother={file}" for file in self.mother)
        return (*self.own, *theirs, f"--owner=boss={self.boss}")


def family(folder: Path) -> Family:
    """Write the backups and a case file."""
    own_calls = [call(number, f"2026-03-0{day} 09:00:00") for day in (1, 2, 3, 5, 6) for number in [A]]
    own_calls += [call(B, "2026-03-05 22:30:00"), call(C, "2026-03-06 15:00:00", 1, 20)]
    own_calls.append(call(AUNT, "2026-03-06 16:00:00", 1, 60, "虚构姨"))
    mother_calls = [
        call(A, "2026-03-05 20:00:00"),
        call(A, "2026-03-05 20:02:00"),
        call(B, "2026-03-07 20:00:00"),
    ]
    mother_calls += [call(AUNT, "2026-01-05 12:00:00", 1, 60, "虚构姨")]
    (folder / "boss").mkdir()
    both = mms(C, "2026-03-06 11:00:00", TO_BOTH)
    own = (
        write(folder / "own-calls.xml", "calls", own_calls),
        write(folder / "own-sms.xml", "smses", [sms(A, "2026-03-05 10:00:00", DEMAND), both]),
    )
    mother = (
        write(folder / "mother-calls.xml", "calls", mother_calls),
        write(folder / "mother-sms.xml", "smses", [sms(A, "2026-03-06 09:00:00", TO_MOTHER), both]),
    )
    boss_calls = [call(A, "2026-03-08 14:00:00"), call(STRANGER, "2026-03-08 15:00:00", 1, 10)]
    write(folder / "boss" / "calls.xml", "calls", boss_calls)
    write(folder / "boss" / "sms.xml", "smses", [sms(A, "2026-03-08 14:05:00", TO_BOSS)])
    case = folder / "case.toml"
    case.write_text(CASE, "utf-8")
    return Family(folder, own, mother, folder / "boss", case)


def call(number: str, at: str, code: int = 3, seconds: int = 0, name: str = "(Unknown)") -> str:
    """A call, missed unless said otherwise."""
    return (
        f'<call number="{number}" duration="{seconds}" date="{_epoch_ms(at)}" type="{code}" '
        f'presentation="1" contact_name="{name}" />'
    )


def sms(number: str, at: str, body: str) -> str:
    """A text message received."""
    return (
        f'<sms address="{number}" date="{_epoch_ms(at)}" type="1" body={quoteattr(body)} '
        'contact_name="(Unknown)" />'
    )


def mms(number: str, at: str, body: str) -> str:
    """A picture message received, with two people to whom it went."""
    return (
        f'<mms address="{number}" date="{_epoch_ms(at)}" msg_box="1" m_type="132" contact_name="(Unknown)">'
        f'<parts><part seq="0" ct="text/plain" text={quoteattr(body)} />'
        '<part seq="1" ct="image/jpeg" name="p.jpg" cl="p.jpg" data="/9j/AAAA" /></parts>'
        f'<addrs><addr address="{number}" type="137" charset="106" />'
        '<addr address="19400000098" type="151" charset="106" />'
        '<addr address="19400000099" type="151" charset="106" /></addrs></mms>'
    )


def write(path: Path, root: str, rows: list[str]) -> str:
    """A backup of these records."""
    text = f"<?xml version='1.0' encoding='UTF-8'?><{root} count='{len(rows)}'>{''.join(rows)}</{root}>"
    path.write_text(text, "utf-8")
    return str(path)


def _epoch_ms(local: str) -> int:
    return round(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)
