import json
import re
import subprocess
import sys

import pytest

from collectguard import plots, reports
from collectguard.cli import program
from collectguard.cli.commands import analyze, chart, rules
from collectguard.cli.layout import columns
from collectguard.errors import ExitCode
from tests.cli.helpers import COMMANDS_FOLDER, environment, invoke, run

NAMES = (*program.COMMANDS, *(f"rules {name}" for name in rules.SUBCOMMANDS))
HEAVY = ("pandas", "numpy", "lxml", "matplotlib", "typst", "jinja2", "pydantic", "rich", "xlsxwriter")


def test_every_module_of_the_folder_is_a_command():
    assert {path.stem for path in COMMANDS_FOLDER.glob("[!_]*")} == set(program.COMMANDS)
    assert {path.stem for path in (COMMANDS_FOLDER / "rules").glob("[!_]*")} == set(rules.SUBCOMMANDS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_of_every_command_shows_how_it_is_used(name, option):
    result = invoke(*name.split(), option)
    assert result.exit_code == 0
    assert result.stderr == ""
    examples = result.stdout.partition("Examples:\n")[2].splitlines()
    assert len(examples) >= 2
    assert all(line.startswith(f"  collectguard {name}") for line in examples)
    assert "--lang [en|zh]" in result.stdout


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_command_lines_that_parse(name):
    *groups, last = name.split()
    group = program.main
    for each in groups:
        group = group.get_command(None, each)
    command = group.get_command(None, last)
    for example in command.examples:
        words = re.split(r" [|>]+ ", example)[0].split()
        assert words[: len(groups) + 1] == name.split()
        context = program.main.make_context("collectguard", words, resilient_parsing=True)
        rest = words[len(groups) + 1 :]
        command.make_context(last, rest, parent=context)  # raises on what does not parse


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_keeps_to_eighty_columns(name, lang):
    lines = invoke(*name.split(), "--help", lang=lang).stdout.splitlines()
    assert max(map(columns, lines)) <= 80


@pytest.mark.parametrize("name", NAMES)
def test_help_is_chinese_throughout(name):
    text = invoke(*name.split(), "--help", lang="zh").stdout
    assert text.startswith("用法： collectguard")
    described = [line for line in text.splitlines() if re.match(r"  -", line)]
    assert all(re.search("[\u4e00-\u9fff]", line) for line in described if not line.endswith(("]", "…", "R")))
    assert not re.search(r"Usage|Options|Examples|Show this|default:|Positional", text)


def test_help_and_version_import_nothing_heavy(tmp_path):
    script = f"""
import json, sys
from collectguard.cli import main
for arguments in [["--help"], ["--version"], *([*name.split(), "--help"] for name in {NAMES!r})]:
    try:
        main.main(arguments)
    except SystemExit as end:
        assert not end.code, arguments
json.dump(sorted(sys.modules), sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment(), capture_output=True, check=True
    )
    assert not set(HEAVY) & set(json.loads(done.stderr))


def test_without_arguments_the_help_is_shown(tmp_path):
    done = run(cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert b"Commands:" in done.stderr
    assert done.stdout == b""


def test_version_of_program_and_python():
    result = invoke("--version")
    assert re.fullmatch(r"collectguard \d+\.\d+\.\d+ \(Python \d+\.\d+\.\d+\S*\)\n", result.stdout)


def test_both_ways_to_start_say_the_same(tmp_path):
    script = "import sys; sys.argv[0] = 'elsewhere'; from collectguard.cli import main; sys.exit(main())"
    entry = subprocess.run(
        [sys.executable, "-c", script, "demo", "-h"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=True,
    )
    assert entry.stdout == run("demo", "-h", cwd=tmp_path).stdout


def test_names_in_help_are_those_of_the_library():
    assert analyze.FORMATS == reports.FORMATS
    assert analyze.MAX_MB == reports.MAX_MB
    assert (*(plot.__name__ for plot in plots.PLOTS), "calendar", "words", "actors") == chart.CHARTS


def test_help_names_every_exit_code_that_can_come():
    text = " ".join(invoke("--help").stdout.split())
    told = {int(code) for code in re.findall(r"[:;] (\d+) ", text)}
    assert told == set(ExitCode)
