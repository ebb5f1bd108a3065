"""Backups as SMS Backup & Restore writes them, and the count of what went into each."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from story.cast import Party
from story.dates import epoch_ms, wall
from story.dice import Dice
from story.records import CALL_OUTCOMES, OUT, Call, Mms, Part, Sms

Row = Sms | Mms | Call

_BEYOND_PLANE = re.compile(r"[\U00010000-\U0010ffff]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})
_COMPONENT = "com.android.phone/com.android.services.telephony.TelephonyConnectionService"


@dataclass
class Backup:
    """One file: the rows that went in, and what a reader should find."""

    name: str
    """The app puts the local time of making into it: ``sms-20260115083012.xml``."""
    root: str
    backup_set: str
    declared_too_many: int = 0
    """By how much the ``count`` of the file is off."""
    rows: list[Row] = field(default_factory=list)
    repaired: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    directions: Counter[str] = field(default_factory=Counter)

    @property
    def made_ms(self) -> int:
        """When the backup was made."""
        stamp = self.name.partition("-")[2]
        return epoch_ms(f"{stamp[:8]}T{stamp[8:14]}")

    @property
    def declared(self) -> int:
        """What the file says about its length."""
        return len(self.rows) + self.declared_too_many

    def xml(self) -> bytes:
        """The whole file; fills the counters on the way."""
        sheet = "calls.xsl" if self.root == "calls" else "sms.xsl"
        head = self._attributes(
            count=str(self.declared), backup_set=self.backup_set, backup_date=str(self.made_ms), type="full"
        )
        lines = [
            "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>",
            "<!--File Created By SMS Backup & Restore v10.20.002-->",
            "<!--\n\nA made-up file: no person and no number in it is real.\n\n-->",
            f'<?xml-stylesheet type="text/xsl" href="{sheet}"?>',
            f"<{self.root}{head}>",
        ]
        lines += [self._element(row) for row in self.rows]
        return "\n".join([*lines, f"</{self.root}>"]).encode("utf-8")

    def _element(self, row: Row) -> str:
        match row:
            case Sms():
                return self._sms(row)
            case Mms():
                return self._mms(row)
            case Call():
                return self._call(row)

    def _sms(self, row: Sms) -> str:
        self._count("sms", "in" if row.type_code == "1" else "out")
        received = row.type_code == "1"
        sent_ms = (row.arrived_ms - 900) // 1000 * 1000 if received else 0
        return "  <sms" + self._attributes(
            protocol="0", address=row.address, date=row.date, type=row.type_code, subject="null",
            body=row.body, toa="null", sc_toa="null",
            service_center="+8619400000900" if received else "null", read="1",
            status="64" if row.type_code == "5" else "-1", locked="0", date_sent=str(sent_ms), sub_id="1",
            readable_date=_readable(int(row.date)), contact_name=self._names([row.party]),
        ) + " />"  # fmt: skip

    def _mms(self, row: Mms) -> str:
        self._count("rcs" if row.rcs else "mms", "out" if row.box == OUT else "in")
        received = row.box != OUT
        head = self._attributes(
            date=str(row.arrived_ms), rr="null" if received else "129", sub=row.subject or "null",
            ct_t="text/plain" if row.rcs and received else "application/vnd.wap.multipart.related",
            read_status="null", seen="1", msg_box=row.box, address=row.address, sub_cs="106",
            text_only=str(int(all(part.data is None for part in row.parts))), locked="0",
            m_id="null" if row.rcs else f"{row.arrived_ms:x}", exp="null" if received else "604800",
            creator="com.google.android.apps.messaging",
            date_sent=str(row.arrived_ms // 1000 - 3 if received else 0), read="1",
            m_size=str(sum(len(part.data or part.text or "") for part in row.parts)),
            ct_cls="135" if row.rcs else "null", pri="null" if received else "129", sub_id="1",
            tr_id=f"proto:{row.arrived_ms:X}" if row.rcs else f"T{row.arrived_ms:x}",
            m_cls="null" if received else "personal", v="null" if row.rcs else "18",
            m_type=row.message_type, readable_date=_readable(row.arrived_ms),
            contact_name=self._names(row.names),
        )  # fmt: skip
        addresses = [(row.sender, "137"), *((number, "151") for number in row.recipients)]
        return "\n".join(
            [
                f"  <mms{head}>",
                "    <parts>",
                *(self._part(part) for part in row.parts),
                "    </parts>",
                "    <addrs>",
                *(
                    "      <addr" + self._attributes(address=number, type=code, charset="106") + " />"
                    for number, code in addresses
                ),
                "    </addrs>",
                "  </mms>",
            ]
        )

    def _part(self, part: Part) -> str:
        layout = part.content_type == "application/smil"
        data = {} if part.data is None else {"data": part.data}
        return "      <part" + self._attributes(
            seq="-1" if layout else "0", ct=part.content_type, name=part.name,
            chset="106" if part.content_type == "text/plain" else "null", cd="null", fn="null",
            cid=f"<{part.name}>", cl=part.name, ctt_s="null", ctt_t="null",
            text=part.text if part.text is not None else "null", sub_id="1", **data,
        ) + " />"  # fmt: skip

    def _call(self, row: Call) -> str:
        known = "out" if row.type_code == OUT else "in" if row.type_code in CALL_OUTCOMES else "unknown"
        self._count("call", known)
        return "  <call" + self._attributes(
            number=row.number, duration=str(row.duration_s), date=str(row.at_ms), type=row.type_code,
            presentation=row.presentation, subscription_id="1", post_dial_digits="",
            subscription_component_name=_COMPONENT, readable_date=_readable(row.at_ms),
            contact_name=self._names([row.party]),
        ) + " />"  # fmt: skip

    def _count(self, kind: str, direction: str) -> None:
        self.kinds[kind] += 1
        self.directions[direction] += 1

    def _names(self, parties: Sequence[Party]) -> str:
        today = wall(self.made_ms).date()
        return ", ".join(party.name_on(today) or "(Unknown)" for party in parties)

    def _attributes(self, **values: str) -> str:
        return "".join(f' {name}="{self._escaped(value)}"' for name, value in values.items())

    def _escaped(self, text: str) -> str:
        """The value as the app writes it: emoji as two surrogates, a NUL as a reference to nothing."""
        self.repaired["nul"] += text.count("\0")
        self.repaired["surrogate_pairs"] += len(_BEYOND_PLANE.findall(text))
        escaped = text.translate(_ENTITIES).replace("\0", "&#0;")
        return _BEYOND_PLANE.sub(lambda match: _surrogates(ord(match[0])), escaped)


def backup_set(dice: Dice) -> str:
    """An identifier like a UUID."""
    digits = "".join(f"{dice.between(0, 15):x}" for _ in range(32))
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _surrogates(code_point: int) -> str:
    high, low = divmod(code_point - 0x10000, 0x400)
    return f"&#{0xD800 + high};&#{0xDC00 + low};"


def _readable(at_ms: int) -> str:
    local = wall(at_ms)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M:%S}"
