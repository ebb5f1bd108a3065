"""Case files for tests: written to a file, loaded, complained about."""

import re
from textwrap import dedent

import pytest

from collectguard.casefile import CaseFileError, load

LENDER, AGENCY, OTHER, OWN, MOTHER = (f"+861940000000{n}" for n in range(1, 6))


@pytest.fixture
def write(tmp_path):
    """A function that writes a case file and gives its path; the text may be indented."""

    def writer(text, *, encoding="utf-8"):
        path = tmp_path / "case.toml"
        path.write_bytes(dedent(text).encode(encoding))
        return path

    return writer


def problems(path, settings=None, lang="en"):
    """What is wrong with the file, as (line, key, sentence)."""
    with pytest.raises(CaseFileError) as error:
        load(path, settings, lang=lang)
    return [tuple(problem) for problem in error.value.problems]


def places(path, settings=None):
    """The lines and keys of all problems."""
    return [(line, key) for line, key, _ in problems(path, settings)]


def uncommented(text):
    """A template without the marks of its suggestions and examples."""
    return re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)
