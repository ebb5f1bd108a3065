"""What the carrier knows of the same calls: its itemised list, in the layout of China Unicom."""

import csv
import io
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from story.cast import HERE, Cast, Party
from story.dates import epoch_ms, midnight_ms, wall
from story.diary import Diary
from story.dice import Dice
from story.records import OUT, TALKED, Call

HEADER = (
    "序号", "业务类型", "通话起始时间", "通话时长", "呼叫类型", "对方号码", "通话地点", "通话类型", "通话费",
    "其他费", "小计",
)  # fmt: skip
FEN_A_MINUTE = 15
"""What an outgoing call costs."""


class Entry(NamedTuple):
    """A row of the list."""

    at_ms: int
    """When somebody answered, by the carrier's clock, in whole seconds."""
    number: str
    outgoing: bool
    duration_s: int
    call: Call | None
    """The phone's row of the same call; ``None``: the phone has none."""

    @property
    def fen(self) -> int:
        """The price."""
        return -(-self.duration_s // 60) * FEN_A_MINUTE * self.outgoing


@dataclass(frozen=True)
class CarrierList:
    """The list, and what a program that holds it against the phone's log should find."""

    name: str
    about: dict[str, Any]
    """``carrier.toml``."""
    entries: tuple[Entry, ...]
    """The newest first, as Unicom gives them."""
    over_the_internet: tuple[Call, ...]
    """Calls of the phone in the same time that the carrier cannot know."""
    customer: str
    """The line above the table that says whose list it is."""

    def csv(self) -> bytes:
        """The whole file, in the encoding that spreadsheets in China write."""
        text = io.StringIO(newline="")
        rows = csv.writer(text)
        blank = [""] * (len(HEADER) - 1)
        printed = self.about["printed"]
        period = f"查询时段：{self.about['first']}至{self.about['last']}  打印时间：{printed}"
        rows.writerows([[self.about["title"], *blank], [self.customer, *blank], [period, *blank], HEADER])
        for place, entry in enumerate(self.entries, 1):
            fee, way = _yuan(entry.fen), "主叫" if entry.outgoing else "被叫"
            rows.writerow(
                [
                    place, "语音电话", f"{wall(entry.at_ms):%Y-%m-%d %H:%M:%S}", _talk(entry.duration_s), way,
                    entry.number, self.about["place"], "国内通话", fee, "0.00", fee,
                ]
            )  # fmt: skip
        talk, fee = sum(entry.duration_s for entry in self.entries), _yuan(sum(e.fen for e in self.entries))
        rows.writerow(["合计", "", "", _talk(talk), "", "", "", "", fee, "0.00", fee])
        return text.getvalue().encode("gb18030")

    def truth(self) -> dict[str, Any]:
        """The planted reconciliation; README.md explains each entry."""
        pairs = [(entry, entry.call) for entry in reversed(self.entries) if entry.call is not None]
        # From second to second, as both sides can tell.
        apart_s = sorted(entry.at_ms // 1000 - call.at_ms // 1000 for entry, call in pairs)
        middle = len(apart_s) // 2
        return {
            "file": self.name,
            "first": f"{self.about['first']}",
            "last": f"{self.about['last']}",
            "records": len(self.entries),
            "matched": len(pairs),
            "only_phone_ms": [call.at_ms for call in self.over_the_internet],
            "only_list_ms": [entry.at_ms for entry in self.entries if entry.call is None],
            "clock_ahead_s": self.about["clock_ahead_s"],
            "difference_s": {
                "least": apart_s[0],
                "median": (apart_s[middle] + apart_s[~middle]) / 2,
                "most": apart_s[-1],
            },
            "talk_equal": sum(entry.duration_s == call.duration_s for entry, call in pairs),
            "masked": sum("*" in entry.number for entry in self.entries),
            "pairs": {str(call.at_ms): entry.at_ms for entry, call in pairs},
        }


def carrier_list(diary: Diary, cast: Cast, owner: str) -> CarrierList:
    """The list of the months that ``carrier.toml`` names."""
    about: dict[str, Any] = tomllib.loads((HERE / "carrier.toml").read_text("utf-8"))
    dice, first, last = Dice("carrier"), about["first"], about["last"]
    known = [call for call in diary.calls if call.type_code in TALKED and call.duration_s > 0]
    known = sorted((call for call in known if _between(call, first, last)), key=lambda call: call.at_ms)
    unseen = {(row["at"], cast[row["who"]].key) for row in about["over_the_internet"]}
    over_the_internet = tuple(call for call in known if (_second(call), call.party.key) in unseen)
    if len(over_the_internet) != len(unseen):
        raise ValueError(f"the phone has {len(over_the_internet)} of the calls {sorted(unseen)}")
    entries = []
    for call in known:
        if call not in over_the_internet:
            talk_s = max(1, call.duration_s + dice.weighted(((0, 0.8), (-1, 0.1), (1, 0.1))))
            outgoing = call.type_code == OUT
            number = _number(call.party, about, cast, outgoing=outgoing)
            entries.append(Entry(_answered(call.at_ms, dice, about), number, outgoing, talk_s, call))
    for row in about["deleted_on_the_phone"]:
        at_ms = _answered(epoch_ms(row["at"]), dice, about)
        number = _number(cast[row["who"]], about, cast, outgoing=False)
        entries.append(Entry(at_ms, number, outgoing=False, duration_s=row["duration"], call=None))
    entries.sort(key=lambda entry: (-entry.at_ms, entry.number))
    stamp = f"{last + timedelta(days=1):%Y%m%d}"
    customer = f"客户姓名：{owner}  用户号码：{cast.owner.removeprefix('+86')}"
    return CarrierList(f"carrier-list-{stamp}.csv", about, tuple(entries), over_the_internet, customer)


def _between(call: Call, first: date, last: date) -> bool:
    return midnight_ms(first) <= call.at_ms < midnight_ms(last + timedelta(days=1))


def _second(call: Call) -> str:
    return f"{wall(call.at_ms):%Y-%m-%d %H:%M:%S}"


def _answered(at_ms: int, dice: Dice, about: dict[str, Any]) -> int:
    """When the list says that a call began which the phone noted at this instant."""
    return (at_ms // 1000 + dice.between(*about["ring_s"]) + about["clock_ahead_s"]) * 1000


def _number(party: Party, about: dict[str, Any], cast: Cast, *, outgoing: bool) -> str:
    """The number as Unicom writes it: of who called, with 0086 in front of mobiles and landlines."""
    if not party.key.startswith("+86"):
        return party.key.partition(":")[2] or party.key.replace("+", "00")
    number = party.key.removeprefix("+86")
    if party == cast[about["masked"]]:
        return f"{number[:3]}****{number[-4:]}"
    if outgoing:
        return number if number.startswith("1") and len(number) == 11 else f"0{number}"
    return f"0086{number}"


def _talk(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return "".join([f"{hours}小时" if hours else "", f"{minutes}分" if hours or minutes else "", f"{rest}秒"])


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
