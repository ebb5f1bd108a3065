"""Compile the Chinese catalogue: ``locale/zh/*.po``, one file an area, into one ``messages.mo``.

Run by ``make locale``; a test fails when the compiled file is not what the sources say.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[1] / "collectguard"
LOCALE = PACKAGE / "locale" / "zh"
FIXED_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # no clock in a compiled file
COMPILED = LOCALE / "LC_MESSAGES" / "messages.mo"


def merged() -> Catalog:
    """All areas in one catalogue; a sentence with two translations is an error."""
    whole = Catalog(locale="zh", charset="utf-8", creation_date=FIXED_DATE, revision_date=FIXED_DATE)
    for path in sorted(LOCALE.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh"):
                if not message.id:
                    continue
                known = whole.get(message.id)
                if known is not None and known.string != message.string:
                    raise ValueError(f"{path.name}: {message.id!r} is translated in two ways")
                whole.add(message.id, message.string)
    return whole


def compiled() -> bytes:
    """The bytes that ``messages.mo`` must hold."""
    buffer = io.BytesIO()
    write_mo(buffer, merged())
    return buffer.getvalue()


def sentences() -> set[str]:
    """Every sentence that the code or a template passes to ``_``."""
    methods = [("**.py", "python"), ("**.j2", "jinja2.ext:babel_extract")]
    found = extract_from_dir(PACKAGE, methods, keywords={"_": None}, strip_comment_tags=False)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


if __name__ == "__main__":
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    COMPILED.write_bytes(compiled())
    print(f"{COMPILED}: {len(merged())} sentences")  # noqa: T201
