import re

import collectguard as cg
from tests import build_docs
from tests.logs import log_of

README = (build_docs.ROOT / "README.md").read_text("utf-8")
README_ZH = (build_docs.ROOT / "README.zh.md").read_text("utf-8")


def test_help_text_in_the_readme_is_what_the_program_says():
    assert build_docs.cog("--check") == 0, "run: make docs"


def test_picture_in_the_readme_is_what_the_program_draws():
    assert build_docs.PICTURE.read_bytes() == build_docs.picture(), "run: make docs"


def test_readmes_name_the_outputs_that_are_written(tmp_path):
    log = log_of([{"at": "2026-03-01 23:00:00", "party": "+8619400000001", "body": "made up"}])
    cg.analyze(log).save(tmp_path / "report")
    named = set(re.findall(r"`([\w.-]+\.(?:pdf|html|xlsx|csv|json))`", README))
    written = {path.name for path in (tmp_path / "report").iterdir()}
    outputs = named - {"pyproject.toml"}
    assert outputs <= written
    assert written - {"charts"} <= outputs
    assert all(f"`{name}`" in README_ZH for name in outputs)


def test_readmes_speak_of_files_that_exist():
    links = re.findall(r"\]\(([\w./-]+)\)", README + README_ZH)
    assert links
    assert all((build_docs.ROOT / link).exists() for link in links)
