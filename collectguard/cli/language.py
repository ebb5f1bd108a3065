"""The language of the terminal: its user's, whatever the language of the report."""

import gettext
import locale
import os
import sys
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from collectguard.i18n import LANGUAGES, locale_dir, translator

if TYPE_CHECKING:
    from collectguard.settings import Settings
    from collectguard.wording import Wording

OPTION = "--lang"
VARIABLE = "COLLECTGUARD_LANG"

_LANGUAGE: ContextVar[str] = ContextVar("language", default="en")


class Chosen(NamedTuple):
    """A language and where it comes from."""

    lang: str
    """One of `LANGUAGES`."""
    source: str
    """The option, the environment variable, ``system`` or ``default``."""


def choose(arguments: Sequence[str], environ: Mapping[str, str]) -> Chosen:
    """The language that the option asks for, or the environment, or else the system; English otherwise.

    Looked for before the arguments are parsed, so that ``--help`` and complaints about the arguments come
    out in it, wherever the option stands.
    """
    if (asked := _option(arguments)) in LANGUAGES:
        return Chosen(asked, OPTION)
    if (asked := environ.get(VARIABLE, "")) in LANGUAGES:
        return Chosen(asked, VARIABLE)
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return Chosen(_of_locale(environ[variable]), variable)
    if sys.platform == "win32":  # has none of these
        return Chosen(_of_locale(locale.getlocale()[0] or ""), "system")
    return Chosen("en", "default")


def _option(arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == OPTION:
            return next(iter(arguments[place + 1 :]), "")
        if argument.startswith(f"{OPTION}="):
            return argument.removeprefix(f"{OPTION}=")
    return ""


def _of_locale(name: str) -> str:
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def speak(lang: str) -> None:
    """Use a language from now on, for our own words and for click's."""
    _LANGUAGE.set(lang)
    os.environ["LANGUAGE"] = lang  # where gettext, which click's words go through, looks first
    gettext.bindtextdomain("messages", str(locale_dir()))


def spoken() -> str:
    """The language in use."""
    return _LANGUAGE.get()


def wording(settings: "Settings") -> "Wording":
    """How values are written in the language in use."""
    from collectguard.wording import Wording

    return Wording(replace(settings, report_lang=spoken()))


def _(sentence: str) -> str:
    """The sentence in the language in use."""
    return translator(_LANGUAGE.get())(sentence)
