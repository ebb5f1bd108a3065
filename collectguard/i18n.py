"""Sentences in the reader's language.

English sentences stand in the code; ``locale/<lang>/LC_MESSAGES/messages.mo`` holds the others.
The language of a report follows the region of the case, that of the terminal follows its user.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

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


def told(sentence: str, translate: Translate) -> str:
    """A sentence of an error or a note, translated also where the name of a file stands before it."""
    name, colon, rest = sentence.rpartition(": ")
    return f"{name}{colon}{translate(rest)}"
