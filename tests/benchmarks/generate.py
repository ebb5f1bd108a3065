"""Big backups made by chance from a seed, in the form of SMS Backup & Restore, written as fast as they go.

    python -m tests.benchmarks.generate DIRECTORY [--large]

The shape of the data: about 400 senders, 50,000 distinct bodies of some 160 characters, half of them
Chinese, an emoji in one message of seven, one record in a hundred an exact repeat of the one before. Nearly
every body holds words of a demand for payment, which is the hard case; in an ordinary file three in a hundred
do, and the others are codes, notices and chats.
The same arguments give the same bytes on one version of Python. No number can ring: mobiles 194…, ports
1060…, codes 954….
"""

import argparse
import base64
import random
import time
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Literal

from tests.benchmarks.texts import NAMES, SENDERS, Texts, any_text, ordinary_text

REPEAT_EVERY = 100

_FIRST_MS, _LAST_MS = 1_700_000_000_000, 1_763_000_000_000
_UTC_OFFSET_S = 8 * 3600
_MADE_MS = 1_763_100_000_000
_COMPONENT = "com.android.phone/com.android.services.telephony.TelephonyConnectionService"


def sms(path: Path, n: int, emoji: Literal["surrogate", "utf8"] = "surrogate", *, seed: int = 1) -> Path:
    """A file of ``n`` text messages, its emoji as two surrogate references or as UTF-8."""
    rng = random.Random(f"sms {seed}")
    texts = partial(any_text, rng, n, emoji)
    return _write(path, "smses", n, _with_repeats(_sms_records(rng, n, texts), n))


def ordinary_sms(path: Path, n: int, pressing: float = 0.03, *, seed: int = 1) -> Path:
    """A file of ``n`` text messages as most phones hold them.

    Args:
        path: Where to write.
        n: How many messages.
        pressing: The share of those that demand payment; they come from other senders than the rest.
        seed: Other data of the same shape.
    """
    rng = random.Random(f"ordinary {seed}")
    texts = partial(ordinary_text, rng, n, pressing)
    return _write(path, "smses", n, _with_repeats(_sms_records(rng, n, texts), n))


def calls(path: Path, n: int, *, seed: int = 1) -> Path:
    """A file of ``n`` calls of all types, some from hidden numbers."""
    rng = random.Random(f"calls {seed}")
    return _write(path, "calls", n, _with_repeats(_call_records(rng, n), n))


def mms(path: Path, parts: int, part_bytes: int, messages: int, *, seed: int = 1) -> Path:
    """A file of ``messages`` text messages and ``parts`` picture messages of one picture each.

    Args:
        path: Where to write.
        parts: How many pictures.
        part_bytes: Length of the base64 text of each; rounded up to a multiple of four.
        messages: How many text messages stand before them.
        seed: Other data of the same shape.
    """
    rng = random.Random(f"mms {seed}")
    texts = partial(any_text, rng, messages, "surrogate")
    records = chain(_sms_records(rng, messages, texts), _mms_records(rng, parts, part_bytes))
    return _write(path, "smses", messages + parts, records)


FILES: dict[str, Callable[[Path], Path]] = {
    "sms-5k.xml": partial(sms, n=5_000),
    "sms-200k.xml": partial(sms, n=200_000),
    "sms-200k-utf8.xml": partial(sms, n=200_000, emoji="utf8"),
    "ordinary-sms-200k.xml": partial(ordinary_sms, n=200_000),
    "calls-50k.xml": partial(calls, n=50_000),
    "mms-1000x500k.xml": partial(mms, parts=1_000, part_bytes=500 * 1024, messages=1_000),
}
"""What is written by default, by file name."""
LARGE_FILES: dict[str, Callable[[Path], Path]] = {
    "sms-2m.xml": partial(sms, n=2_000_000),
    "mms-10x20m.xml": partial(mms, parts=10, part_bytes=20 * 1024 * 1024, messages=1_000),
}
"""What ``--large`` adds: 1.2 GB and 0.2 GB."""


def make(directory: Path, *names: str) -> list[Path]:
    """The named files in ``directory``; those that are there already are kept as they are."""
    directory.mkdir(parents=True, exist_ok=True)
    paths = [directory / name for name in names]
    for path in paths:
        if not path.exists():
            (FILES | LARGE_FILES)[path.name](path)
    return paths


def _sms_records(rng: random.Random, n: int, texts: Callable[[], Texts]) -> Iterator[bytes]:
    """Records in the order of time, each with its line break; ``texts`` makes what they say."""
    heads, tails = _senders(rng)
    said = texts()
    for date_ms in _times(rng, n):
        who, body = next(said)
        sent = rng.random() < 0.15
        yield (
            f'{heads[who]}" date="{date_ms}" type="{2 if sent else 1}" subject="null" body="{body}" '
            f'toa="null" sc_toa="null" service_center="null" read="1" status="-1" locked="0" '
            f'date_sent="{0 if sent else date_ms // 1000 * 1000}" sub_id="1" sim_slot="0" creator="null" '
            f'readable_date="{_readable(date_ms)}{tails[who]}" />\n'
        ).encode()


def _call_records(rng: random.Random, n: int) -> Iterator[bytes]:
    heads, tails = _senders(rng, call=True)
    for date_ms in _times(rng, n):
        who = int(rng.random() ** 2 * SENDERS)
        type_code = rng.choices("1234567", (40, 20, 28, 1, 7, 3, 1))[0]
        talk_s = int(rng.random() ** 3 * 900) if type_code in "127" else 0
        hidden = rng.random() < 0.02
        head = '  <call number="' if hidden else heads[who]
        tail = '" contact_name="(Unknown)' if hidden else tails[who]
        yield (
            f'{head}" duration="{talk_s}" date="{date_ms}" type="{type_code}" '
            f'presentation="{2 if hidden else 1}" subscription_id="1" post_dial_digits="" '
            f'subscription_component_name="{_COMPONENT}" '
            f'readable_date="{_readable(date_ms)}{tail}" />\n'
        ).encode()


def _mms_records(rng: random.Random, parts: int, part_bytes: int) -> Iterator[bytes]:
    """Picture messages; each picture is another stretch of one long noise."""
    wanted = -(-part_bytes // 4) * 4
    noise = base64.b64encode(rng.randbytes(3 * 1024 * 1024))
    for number, date_ms in enumerate(_times(rng, parts)):
        start = rng.randrange(len(noise) // 4) * 4
        whole, rest = divmod(wanted, len(noise))
        data = (noise[start:] + noise[:start]) * whole + (noise[start:] + noise[:start])[:rest]
        seconds, address = date_ms // 1000, f"+86194{10_000_000 + number % 40:08d}"
        head = (
            f'  <mms date="{seconds}000" rr="null" sub="null" '
            f'ct_t="application/vnd.wap.multipart.related" read_status="null" seen="1" msg_box="1" '
            f'address="{address}" sub_cs="106" text_only="0" locked="0" m_id="{number:x}" exp="null" '
            f'creator="com.google.android.apps.messaging" date_sent="{seconds - 3}" read="1" '
            f'm_size="{wanted * 3 // 4}" ct_cls="null" pri="null" sub_id="1" tr_id="T{number:x}" '
            f'm_cls="null" v="18" m_type="132" readable_date="{_readable(date_ms)}" '
            f'contact_name="(Unknown)">\n    <parts>\n      <part seq="0" ct="image/jpeg" '
            f'name="{number}.jpg" chset="null" cd="null" fn="null" cid="&lt;{number}&gt;" cl="{number}.jpg" '
            f'ctt_s="null" ctt_t="null" text="null" sub_id="1" data="'
        )
        tail = (
            f'" />\n    </parts>\n    <addrs>\n'
            f'      <addr address="{address}" type="137" charset="106" />\n'
            f'      <addr address="insert-address-token" type="151" charset="106" />\n'
            f"    </addrs>\n  </mms>\n"
        )
        yield head.encode() + data + tail.encode()


def _senders(rng: random.Random, *, call: bool = False) -> tuple[list[str], list[str]]:
    """Beginning and end of each sender's records; the frequent ones come first."""
    heads, tails = [], []
    for number in range(SENDERS):
        sort = number % 10
        if sort == 7 and not call:
            address = f"1060{rng.randrange(10**11):011d}"
        elif sort == 9:
            address = f"954{rng.randrange(10**5):05d}"
        else:
            address = f"{rng.choice(('', '+86'))}194{rng.randrange(10**8):08d}"
        name = f"{rng.choice(NAMES)}{number}" if sort < 2 else "(Unknown)"
        heads.append(f'  <call number="{address}' if call else f'  <sms protocol="0" address="{address}')
        tails.append(f'" contact_name="{name}')
    return heads, tails


def _times(rng: random.Random, n: int) -> Iterator[int]:
    """Ascending instants to the millisecond with uneven distances."""
    step = (_LAST_MS - _FIRST_MS) / max(n, 1)
    for number in range(n):
        yield int(_FIRST_MS + (number + rng.random()) * step)


def _with_repeats(records: Iterator[bytes], n: int) -> Iterator[bytes]:
    """The first ``n`` records when each hundredth is the one before it once more."""
    last = b""
    for number in range(1, n + 1):
        if number % REPEAT_EVERY:
            last = next(records)
        yield last


def _readable(date_ms: int) -> str:
    """The local time as a Chinese phone writes it."""
    minute, second = divmod(date_ms // 1000, 60)
    return f"{_minute(minute)}{second:02d}"


@lru_cache(maxsize=1)
def _minute(minute: int) -> str:
    """Times ascend, so only the last minute can come again."""
    local = time.gmtime(minute * 60 + _UTC_OFFSET_S)
    return f"{local.tm_year}年{local.tm_mon}月{local.tm_mday}日 {local.tm_hour:02d}:{local.tm_min:02d}:"


def _write(path: Path, root: str, count: int, records: Iterator[bytes]) -> Path:
    """Write to a sibling and rename, so that a file that is there is whole."""
    sheet = "calls" if root == "calls" else "sms"
    head = (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
        "<!--File Created By SMS Backup & Restore v10.20.002-->\n"
        f'<?xml-stylesheet type="text/xsl" href="{sheet}.xsl"?>\n'
        f'<{root} count="{count}" backup_set="00000000-0000-4000-8000-000000000194" '
        f'backup_date="{_MADE_MS}" type="full">\n'
    )
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb", buffering=1 << 20) as file:
        file.write(head.encode())
        file.writelines(records)
        file.write(f"</{root}>".encode())
    return unfinished.replace(path)


def main() -> None:
    """Write the files, and say how long each took."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.generate", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--large", action="store_true", help="also 2,000,000 messages (1.2 GB)")
    options = parser.parse_args()
    for name in FILES | (LARGE_FILES if options.large else {}):
        start = time.perf_counter()
        (path,) = make(options.directory, name)
        print(f"{path}  {path.stat().st_size / 1e6:,.1f} MB  {time.perf_counter() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
