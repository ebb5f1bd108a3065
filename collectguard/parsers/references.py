"""Character references that XML forbids, mended before a strict parser sees them.

The backup app writes each UTF-16 code unit of an emoji as a reference of its own (``&#55357;&#56832;``)
and control characters as they are. A strict parser stops there; a lenient one loses the text.
"""

import re
from collections import Counter
from functools import lru_cache

from collectguard.parsers.source import SourceFacts

_DECIMAL = (
    rb"0*(?:[0-8]|1[124-9]|2\d|3[01]"  # controls without tab, line feed, carriage return
    rb"|5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]"  # surrogates
    rb"|6553[45])"
)
_HEX = rb"x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]|0(?=;))"
_ONE = rb"(?:" + _DECIMAL + rb"|" + _HEX + rb");"
# The pattern begins with a literal, so that clean text is searched at the speed of memory;
# a run of adjacent references is one match, so that pairs are seen together.
_FORBIDDEN = re.compile(rb"&#" + _ONE + rb"(?:&#" + _ONE + rb")*")


def mend_references(block: bytes, facts: SourceFacts) -> bytes:
    """The block with each surrogate pair joined and every other forbidden reference as U+FFFD.

    ``facts.repaired`` counts ``surrogate_pairs`` (a pair is one), ``lone_surrogates``, ``nul``
    and ``control``. A reference must not be cut by the end of the block.
    """
    if b"&#" not in block:
        return block
    counts: Counter[bytes] = Counter()

    def mend(match: re.Match[bytes]) -> bytes:
        counts[run := match[0]] += 1
        return _mended(run)[0]

    block = _FORBIDDEN.sub(mend, block)
    for run, count in counts.items():
        for damage in _mended(run)[1]:
            facts.repaired[damage] += count
    return block


@lru_cache(maxsize=4096)  # the same few emoji come again and again
def _mended(run: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A run of references as text, and the damage of each character of it."""
    units = [
        int(ref[1:], 16) if ref[:1] == b"x" else int(ref.lstrip(b"0") or b"0")
        for ref in run[2:-1].split(b";&#")
    ]
    text, damage = [], []
    position = 0
    while position < len(units):
        unit = units[position]
        position += 1
        if 0xD800 <= unit < 0xDC00 and position < len(units) and 0xDC00 <= units[position] < 0xE000:
            text.append(chr(0x10000 + ((unit - 0xD800) << 10) + (units[position] - 0xDC00)))
            position += 1
            damage.append("surrogate_pairs")
            continue
        text.append("\ufffd")
        if 0xD800 <= unit < 0xE000:
            damage.append("lone_surrogates")
        else:
            damage.append("nul" if unit == 0 else "control")
    return "".join(text).encode(), tuple(damage)
