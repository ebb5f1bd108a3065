"""Backups as a program writes them, from any text: what is not plain is a reference."""

from collections.abc import Sequence

HEADER = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
DATE = 1_767_225_600_000  # 2026-01-01T00:00:00Z


def quoted(text: str, quote: str = '"', *, surrogates: bool = False) -> str:
    """An attribute value; with ``surrogates`` every UTF-16 unit beyond ASCII is a reference of its own."""
    escapes = {"&": "&amp;", "<": "&lt;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    escapes[quote] = "&quot;" if quote == '"' else "&apos;"
    if surrogates:
        units = text.encode("utf-16-le")
        text = "".join(
            escapes.get(chr(unit), chr(unit)) if unit < 128 else f"&#{unit};"
            for unit in (units[i] | units[i + 1] << 8 for i in range(0, len(units), 2))
        )
    else:
        text = "".join(escapes.get(character, character) for character in text)
    return f"{quote}{text}{quote}"


def sms(body: str, *, date: object = DATE, address: str = "19400001111", kind: str = "1", **more: str) -> str:
    others = "".join(f" {name}={quoted(value)}" for name, value in more.items())
    return (
        f'  <sms protocol="0" address={quoted(address)} date="{date}" type="{kind}" subject="null" '
        f'body={quoted(body)} read="1"{others} />\n'
    )


def call(
    *, date: object = DATE, number: str = "19400001111", kind: str = "3", duration: str = "0", **more: str
) -> str:
    others = "".join(f" {name}={quoted(value)}" for name, value in more.items())
    return f'  <call number={quoted(number)} duration="{duration}" date="{date}" type="{kind}"{others} />\n'


def mms(*parts: str, date: object = DATE, address: str = "19400001111", box: str = "1") -> str:
    inside = "".join(f"      {part}\n" for part in parts)
    return (
        f'  <mms date="{date}" msg_box="{box}" address={quoted(address)} sub="null">\n'
        f"    <parts>\n{inside}    </parts>\n"
        f'    <addrs><addr address={quoted(address)} type="137" /></addrs>\n  </mms>\n'
    )


def picture(base64: str, seq: int = 0) -> str:
    return f'<part seq="{seq}" ct="image/jpeg" name="null" text="null" data="{base64}" />'


def document(
    records: Sequence[str], *, root: str = "smses", count: int | None = None, more: str = ""
) -> bytes:
    count = len(records) if count is None else count
    return f'{HEADER}<{root} count="{count}"{more}>\n{"".join(records)}</{root}>\n'.encode()
