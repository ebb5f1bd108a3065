"""What the messages of generated backups say, and which of the senders says it."""

import random
from collections.abc import Iterator
from itertools import repeat

SENDERS = 400
BODIES = 50_000
EMOJI_EVERY = 7

Texts = Iterator[tuple[int, str]]
"""Without end the place of a sender and what it writes."""

_EMOJI = "😀😡💰📞🔪💀🙏🎉"
_CLAUSES = (
    "您的借款已逾期请尽快处理",
    "取件码已发送请于今日内领取",
    "验证码五分钟内有效切勿告知他人",
    "明天下午三点老地方见别迟到",
    "本期账单已出请按时足额还款",
    "余额不足扣款失败请及时存入",
    "快件已由门卫代收请带好证件",
    "今天降温出门记得多穿一件衣服",
    "如有困难请与我们联系协商",
    "请保持电话畅通以便工作人员联系",
    "会员将于三日后到期届时自动续费",
    "周末回家吃饭吗给你包了饺子",
    "再不回复我们将安排人员上门",
    "系统升级期间部分功能暂停使用",
    "师傅已到楼下请在上车点等候",
    "材料打印好了放在你桌上了",
)
_PRESSING = tuple(_CLAUSES[place] for place in (0, 4, 5, 8, 9, 12))
_EVERYDAY = tuple(clause for clause in _CLAUSES if clause not in _PRESSING)
_PRESSING_SENDERS = 60
"""In an ordinary file the last of all, those who write least."""
NAMES = ("示例", "虚构", "样例", "演示", "假设", "范例", "示意", "模拟")


def any_text(rng: random.Random, n: int, emoji: str) -> Texts:
    """Any text from anybody."""
    bodies = _bodies(rng, min(BODIES, max(1, n)), emoji)
    return ((int(rng.random() ** 2 * SENDERS), bodies[int(rng.random() * len(bodies))]) for _ in repeat(0))


def ordinary_text(rng: random.Random, n: int, pressing: float) -> Texts:
    """The same of an ordinary phone: a pool of demands, and others for all the rest."""
    count = min(BODIES, max(1, n))
    demands = [_demand(rng) for _ in range(max(1, int(count * pressing)))]
    others = [rng.choice((_code, _notice, _chat))(rng) for _ in range(count)]
    while True:
        if rng.random() < pressing:
            yield SENDERS - 1 - int(rng.random() ** 2 * _PRESSING_SENDERS), rng.choice(demands)
        else:
            yield int(rng.random() ** 2 * (SENDERS - _PRESSING_SENDERS)), rng.choice(others)


def _demand(rng: random.Random) -> str:
    text = "，".join(rng.sample(_PRESSING, 3))
    return f"【{rng.choice(NAMES)}{rng.randrange(90)}】{text}。应还{rng.randrange(100, 9_000)}元"


def _code(rng: random.Random) -> str:
    return f"【{rng.choice(NAMES)}】验证码{rng.randrange(10**6):06d}，五分钟内有效切勿告知他人。"


def _notice(rng: random.Random) -> str:
    text = "，".join(rng.sample(_EVERYDAY, 3))
    return f"【{rng.choice(NAMES)}{rng.randrange(90)}】{text}，单号{rng.randrange(10**9):09d}。"


def _chat(rng: random.Random) -> str:
    return "，".join(rng.choices(_EVERYDAY, k=rng.randrange(1, 4))) + rng.choice(("", "？", "！", "😀"))


def _bodies(rng: random.Random, count: int, emoji: str) -> list[str]:
    """Texts of about 160 characters, escaped, half of them Chinese and half digits and links."""
    pictures = [_references(char) if emoji == "surrogate" else char for char in _EMOJI]
    bodies = []
    for number in range(count):
        clauses = rng.choices(_CLAUSES, k=rng.randrange(2, 8))
        digits = "".join(
            f" NO.{rng.randrange(10**9):09d}&amp;t={rng.randrange(10**6)}" for _ in range(rng.randrange(1, 6))
        )
        picture = "" if number % EMOJI_EVERY else pictures[number // EMOJI_EVERY % len(pictures)]
        brand = f"【{rng.choice(NAMES)}{number % 90}】"
        bodies.append(f"{brand}{'，'.join(clauses)}。{picture}https://s.example/{number:x}{digits}")
    return bodies


def _references(char: str) -> str:
    high, low = divmod(ord(char) - 0x10000, 0x400)
    return f"&#{0xD800 + high};&#{0xDC00 + low};"
