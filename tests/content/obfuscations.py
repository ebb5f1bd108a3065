"""Nine ways in which senders hide words from filters, each without any random choice."""

from collections.abc import Callable, Iterator

from collectguard.content import shipped
from collectguard.content.normalise import _traditional

PINYIN = {
    keyword.text: keyword.pinyin
    for keyword in sorted(shipped().keywords, key=lambda keyword: (-len(keyword.text), keyword.text))
    if keyword.pinyin
}
TRADITIONAL = {simple: old for old, simple in sorted(_traditional().items(), reverse=True)}
FULL_WIDTH = {**{chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}}


def _chinese(character: str) -> bool:
    return "一" <= character <= "鿿"


def _between_chinese(text: str, mark: str, every: int = 1) -> str:
    pieces = []
    for place, character in enumerate(text):
        pieces.append(character)
        following = text[place + 1 : place + 2]
        if _chinese(character) and following and _chinese(following) and place % every == 0:
            pieces.append(mark)
    return "".join(pieces)


def _keywords(text: str, change: Callable[[str, tuple[str, ...]], str]) -> str:
    for word, pinyin in PINYIN.items():
        text = text.replace(word, change(word, pinyin))
    return text


def obfuscated(text: str) -> Iterator[tuple[str, str]]:
    """Each way with the text so written."""
    yield "stars", _between_chinese(text, "*", 2)
    yield "blanks", _between_chinese(text, " ")
    yield "dots", _between_chinese(text, "·", 3)
    yield "zero-width", "\u200b".join(text)
    yield "traditional", "".join(TRADITIONAL.get(character, character) for character in text)
    yield "full-width", "".join(FULL_WIDTH.get(character, character) for character in text)
    yield "pinyin of one character", _keywords(text, lambda word, pinyin: word[:-1] + pinyin[-1])
    yield "pinyin of the keyword", _keywords(text, lambda _, pinyin: "".join(pinyin))
    yield "emoji", _between_chinese(text, "🔥", 2)
