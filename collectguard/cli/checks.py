"""What ``collectguard doctor`` looks at, one function a check."""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from collectguard.cli import language
from collectguard.cli.language import _
from collectguard.errors import MissingPartError
from collectguard.provenance import versions

_SAMPLE = "喆堃玥镕𠮷💰📞한국어"
"""Rare characters of names, emoji, Korean: what charts and PDF files must be able to print."""

_ONE_PAGE = b"#set page(width: 2cm, height: 2cm)\n"


class Check(NamedTuple):
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str
    advice: str = ""
    """What to do where it is not well."""


def checks() -> Iterator[Check]:
    """Look at everything, one after the other; none depends on another."""
    yield Check("collectguard", True, f"{versions()['collectguard']} ({Path(language.__file__).parents[1]})")
    yield Check("Python", True, f"{platform.python_version()} ({sys.executable})")
    yield _libraries()
    yield _typefaces()
    yield _pdf()
    yield _pdf_import()
    yield _zones()
    yield _language()
    yield from _folders()


def _libraries() -> Check:
    found = {name: version for name, version in versions().items() if name not in {"python", "collectguard"}}
    missing = [name for name, version in found.items() if version == "not installed"]
    return Check(
        _("Libraries"),
        not missing,
        ", ".join(missing) if missing else ", ".join(f"{name} {version}" for name, version in found.items()),
        _("Install what is missing: {command}").format(command=f"python -m pip install {' '.join(missing)}"),
    )


def _typefaces() -> Check:
    name = _("Typefaces")
    try:
        from collectguard.fonts import font_files, printable

        files = font_files()
        drawn = printable(_SAMPLE) == _SAMPLE
    except MissingPartError as error:
        return Check(name, False, *error.said(_))
    except ImportError as error:
        return Check(name, False, str(error), _("Install the program again."))
    return Check(
        name,
        drawn,
        _("{n} files; they have {sample}").format(n=len(files), sample=_SAMPLE),
        _("Install the program again."),
    )


def _pdf() -> Check:
    name = _("PDF files")
    try:
        page = import_module("typst").compile(_ONE_PAGE)
    except (ImportError, RuntimeError, OSError) as error:
        return Check(
            name,
            False,
            str(error),
            _("Install it: {command}. Without it: --format html, and print report.html to PDF.").format(
                command="python -m pip install 'typst>=0.15,<0.16'"
            ),
        )
    return Check(name, page.startswith(b"%PDF"), _("made by typst"), _("Install the program again."))


def _pdf_import() -> Check:
    """Whether the extra is there; it is well where it is not."""
    name = _("Carriers' lists as PDF")
    try:
        return Check(name, True, f"pdfplumber {metadata.version('pdfplumber')}")
    except metadata.PackageNotFoundError:
        command = "python -m pip install 'collectguard[pdf-import]'"
        return Check(
            name, True, _("not installed, and needed only for them: {command}").format(command=command)
        )


def _zones() -> Check:
    name = _("Time zones")
    try:
        zone = ZoneInfo("Asia/Shanghai")
    except ZoneInfoNotFoundError as error:
        return Check(
            name, False, str(error), _("Install it: {command}").format(command="python -m pip install tzdata")
        )
    return Check(name, True, f"tzdata {versions()['tzdata']} ({zone.key})")


def _language() -> Check:
    lang, source = language.choose(sys.argv[1:], os.environ)
    encoding = sys.stdout.encoding or "utf-8"
    try:
        _SAMPLE.encode(encoding)
    except UnicodeEncodeError:
        return Check(
            _("Language"),
            False,
            _("{lang} (from {source}); the terminal's encoding {encoding} lacks characters").format(
                lang=lang, source=source, encoding=encoding
            ),
            _("Set the environment variable PYTHONUTF8=1; reports are not affected."),
        )
    return Check(_("Language"), True, f"{lang} ({source}), {encoding}")


def _folders() -> Iterator[Check]:
    for name, folder in ((_("This folder"), Path.cwd()), (_("Folder for temporary files"), None)):
        try:
            with tempfile.TemporaryFile(prefix=".collectguard-", dir=folder):
                pass
        except OSError as error:
            yield Check(
                name,
                False,
                _("cannot be written: {reason}").format(reason=error.strerror),
                _("Write elsewhere with -o, or free some space."),
            )
        else:
            yield Check(
                name, True, _("{folder} can be written").format(folder=folder or tempfile.gettempdir())
            )
