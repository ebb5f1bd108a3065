"""One ``<mms>`` of SMS Backup & Restore: its text, its sender among several addresses, its attachments."""

import re

from collectguard.parsers.payloads import is_attachment, is_text
from collectguard.records import Kind, Record

ABSENT = "null"
ADDRESS_OF_SENDER = "137"
OWN_ADDRESS = "insert-address-token"
RCS_DOMAIN = "@rcs.google.com"

_NAMING_DIGITS = 7
"""Two spellings of one sender that agree in so many last digits share the contact's name."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
"""What stands in ``data`` in place of base64; a quote within that leaves some of it behind the digest."""
_SEQUENCE = re.compile(r"-?[0-9]{1,9}")
_NO_DIGIT = re.compile(r"[^0-9]+")


def mapping(attributes: list[str]) -> dict[str, str]:
    """Values by name, from names and values in turn."""
    return dict(zip(attributes[::2], attributes[1::2], strict=True))


def present(value: str | None) -> str | None:
    """The value; none where the format's word for nothing stands."""
    return None if value == ABSENT else value


class Mms:
    """One ``<mms>`` while its parts and addresses are read."""

    def __init__(self, ordinal: int, line: int, values: dict[str, str]) -> None:
        self.ordinal = ordinal
        self.line = line
        self.values = values
        self.parts: list[dict[str, str]] = []
        self.addresses: list[dict[str, str]] = []

    def record(self) -> Record:
        """What of it enters the log."""
        attachments = self.attachments()
        texts = sorted((part for part in self.parts if is_text(part) and "text" in part), key=_sequence)
        digests = [found[0] for part in attachments if (found := _DIGEST.match(part.get("data", "")))]
        party, name = self._party()
        return Record(
            ordinal=self.ordinal,
            line=self.line,
            kind=Kind.RCS if self._is_rcs() else Kind.MMS,
            type_code=present(self.values.get("msg_box")),
            party_raw=party,
            date=self.values.get("date"),
            duration=None,
            body="\n".join(part["text"] for part in texts) if texts else None,
            subject=present(self.values.get("sub")),
            contact_name=name,
            presentation=None,
            sim=present(self.values.get("sub_id")) or present(self.values.get("sim_slot")),
            part_count=len(attachments),
            part_digest=digests[-1] if digests else None,
        )

    def attachments(self) -> list[dict[str, str]]:
        """Neither layout nor text, in the order of the file."""
        return [part for part in self.parts if is_attachment(part)]

    def _is_rcs(self) -> bool:
        addresses = [
            self.values.get("address", ""),
            *(address.get("address", "") for address in self.addresses),
        ]
        return self.values.get("tr_id", "").startswith("proto:") or any(
            single.endswith(RCS_DOMAIN) for address in addresses for single in address.split("~")
        )

    def _party(self) -> tuple[str | None, str | None]:
        """The other side, and its name where the file's list of names can be told apart.

        A received message comes from the address of type 137; the phone's own is written as a token.
        """
        joined = present(self.values.get("address"))
        name = present(self.values.get("contact_name"))
        if self.values.get("msg_box") != "1":
            return joined, name
        senders = [
            address["address"]
            for address in self.addresses
            if address.get("type") == ADDRESS_OF_SENDER
            and address.get("address") not in (None, "", ABSENT, OWN_ADDRESS)
        ]
        if not senders or senders[0] == joined:
            return joined, name
        members = (joined or "").split("~")
        names = (name or "").split(", ")
        if len(members) == 1 and _last_digits(members[0]) == _last_digits(senders[0]) != "":
            return senders[0], name
        if senders[0] in members and len(names) == len(members):
            return senders[0], names[members.index(senders[0])]
        return senders[0], None


def _last_digits(number: str) -> str:
    digits = _NO_DIGIT.sub("", number)
    return digits[-_NAMING_DIGITS:] if len(digits) >= _NAMING_DIGITS else ""


def _sequence(part: dict[str, str]) -> int:
    sequence = part.get("seq", "0")
    return int(sequence) if _SEQUENCE.fullmatch(sequence) else 0
