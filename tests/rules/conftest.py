from textwrap import dedent

import pytest


@pytest.fixture
def write(tmp_path):
    """A function that writes a pack of indented pieces and gives its path."""

    def writer(*texts, name="own.toml"):
        path = tmp_path / name
        path.write_text("\n".join(dedent(text) for text in texts), "utf-8")
        return path

    return writer
