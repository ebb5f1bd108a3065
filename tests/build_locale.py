"""Compile the Chinese catalogue: ``locale/zh/*.po``, one file an area, into one ``messages.mo``.

Run by ``make locale``; a test fails when the compiled file is not what the sources say.
"""

import ast
import inspect
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from collectguard import errors

PACKAGE = Path(__file__).parents[1] / "collectguard"
LOCALE = PACKAGE / "locale" / "zh"
FIXED_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # no clock in a compiled file
COMPILED = LOCALE / "LC_MESSAGES" / "messages.mo"
SAYING = {"_": 1, "Sentence": 1, "note": 1} | {
    name: 2
    for name, value in vars(errors).items()
    if inspect.isclass(value) and issubclass(value, errors.CollectguardError)
}
"""How many sentences a call of each name begins with."""


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
    """Every sentence that the code or a template passes to ``_``, to an error, or to a note."""
    methods = [("**.j2", "jinja2.ext:babel_extract")]
    found = extract_from_dir(PACKAGE, methods, keywords={"_": None}, strip_comment_tags=False)
    in_templates = {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}
    return in_templates.union(*map(in_code, PACKAGE.rglob("*.py")))


def in_code(path: Path) -> Iterator[str]:
    """The sentences of a module; one that is put together before it can be translated is an error."""
    for node in ast.walk(ast.parse(path.read_bytes(), path)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for argument in node.args[: SAYING.get(name, 0)]:
            if isinstance(argument, ast.JoinedStr):
                raise ValueError(f"{path}:{argument.lineno}: template and values, please")  # noqa: TRY004
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


if __name__ == "__main__":
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    COMPILED.write_bytes(compiled())
    print(f"{COMPILED}: {len(merged())} sentences")  # noqa: T201
