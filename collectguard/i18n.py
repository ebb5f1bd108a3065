"""Sentences in the reader's language.

English sentences stand in the code; ``locale/<lang>/LC_MESSAGES/messages.mo`` holds the others.
The language of a report follows the region of the case, that of the terminal follows its user.
"""

import gettext
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Self

LANGUAGES = ("en", "zh")

Translate = Callable[[str], str]


def locale_dir() -> Path:
    """The folder of the message catalogues."""
    return Path(__file__).with_name("locale")  # importlib.resources costs a tenth of ``--help``


@cache
def translator(lang: str) -> Translate:
    """A function from an English sentence to the same sentence in ``lang``.

    A sentence that the catalogue lacks comes back in English.
    """
    if lang == "en":
        return gettext.NullTranslations().gettext
    return gettext.translation("messages", locale_dir(), [lang], fallback=True).gettext


def joined(sentences: Iterable[str | None], lang: str) -> str:
    """Sentences one after the other, empty ones left out; Chinese ones have no space between them."""
    return ("" if lang == "zh" else " ").join(filter(None, sentences))


class Sentence(str):
    """An English sentence that can still be said in another language: it remembers what it is made of.

    Errors and notes are made where nobody knows yet who will read them.
    """

    __slots__ = ("template", "values")

    template: str
    """The sentence with names in braces in place of the values; without values, the sentence itself."""
    values: dict[str, object]
    """What stands in those places; may be sentences themselves."""

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The sentence; a text without values may hold braces of its own."""
        sentence = super().__new__(cls, template.format(**values) if values else template)
        sentence.template = template
        sentence.values = values
        return sentence

    def said(self, translate: Translate) -> str:
        """The sentence in another language."""
        if not self:
            return ""  # gettext would give the head of its catalogue
        values = {
            name: value.said(translate) if isinstance(value, Sentence) else value
            for name, value in self.values.items()
        }
        text = translate(self.template)
        return text.format(**values) if values else text
