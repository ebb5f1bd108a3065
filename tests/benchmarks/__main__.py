"""The table of speed and size: what the program costs against a bare XML parse of the same files.

    python -m tests.benchmarks [--data DIRECTORY] [--runs N] [--large]

Every figure is a ratio of commands that ran in turns, so it holds on a slow machine too; run it on a quiet
one. The work is measured in wall time without the imports before it, ``--help`` as a whole process in CPU
seconds. ``--large`` adds the files of 2 M
messages and of 1 GB, which need 3 GB of disk and some minutes.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from collectguard.parsers import SourceFacts
from collectguard.parsers.references import mend_references
from tests.benchmarks import generate

MIB = 1 << 20
PARSE = """
from lxml import etree
{start}
for path in sys.argv[1:]:
    for _, element in etree.iterparse(path, huge_tree=True):
        element.clear()
{stop}
"""
READ = """
from collectguard.ingest import read
{start}
read(sys.argv[1:])
{stop}
"""
READ_ON_ONE_CORE = (
    """
import os
os.cpu_count = lambda: 1
"""
    + READ
)
ANALYZE = """
import tempfile
from collectguard.pipeline import analyze
with tempfile.TemporaryDirectory() as folder:
    {start}
    analyze(sys.argv[1:]).save(folder)
    {stop}
"""
EXAMINE = """
from collectguard import content
from collectguard.ingest import read
log = read(sys.argv[1:])
content.shipped()
{start}
content.examine(log)
{stop}
"""
IMPORT_CLICK = "import click"

_START = "cpu, wall = time.process_time(), time.perf_counter()"
_STOP = "print(time.process_time() - cpu, time.perf_counter() - wall)"


class Run(NamedTuple):
    """What one command cost."""

    wall_s: float
    cpu_s: float
    peak_mib: float


class Row(NamedTuple):
    """One line of the table."""

    work: str
    value: float
    unit: str
    must: float
    aim: float
    at_least: bool = False

    @property
    def verdict(self) -> str:
        def within(bound: float) -> bool:
            return self.value >= bound if self.at_least else self.value <= bound

        return "aim" if within(self.aim) else "must" if within(self.must) else "MISSED"


def run(arguments: list[str]) -> Run:
    """Run a command to its end.

    What it prints last, CPU and wall seconds of the work without imports, stands for the whole process.
    """
    started = time.perf_counter()
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        said = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed with exit code {process.returncode}: {' '.join(arguments)[:300]}")
    wall, cpu = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
    if match := re.fullmatch(r"([\d.e-]+) ([\d.e-]+)\s*", said):
        cpu, wall = float(match[1]), float(match[2])
    return Run(wall, cpu, usage.ru_maxrss / 1024)


def in_turns(ours: list[str], base: list[str], runs: int) -> tuple[list[Run], list[Run]]:
    """Both commands ``runs`` times, one after the other, after one run of each that is not counted."""
    pairs = [(run(ours), run(base)) for _ in range(runs + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def ratio(ours: list[Run], base: list[Run], figure: str = "wall_s") -> float:
    """Median of the ratios, pair by pair."""
    return median(getattr(a, figure) / getattr(b, figure) for a, b in zip(ours, base, strict=True))


def python(code: str, *files: Path) -> list[str]:
    """A command that runs this code on these files."""
    timed = "import sys, time\n" + code.replace("{start}", _START).replace("{stop}", _STOP)
    return [sys.executable, "-c", timed, *map(str, files)]


def collectguard(*arguments: str | Path) -> list[str]:
    """A command of the program itself."""
    return [sys.executable, "-m", "collectguard", *map(str, arguments)]


def well_formed(path: Path) -> Path:
    """The same file with forbidden references mended, since a bare parser would stop at the first."""
    twin = path.with_suffix(".wellformed.xml")
    if not twin.exists():
        facts = SourceFacts()
        with path.open("rb") as source, twin.open("wb") as target:
            for line in source:
                target.write(mend_references(line, facts))
    return twin


def made(directory: Path, name: str, make: Callable[[Path], Path]) -> Path:
    """A generated file, made when it is first asked for."""
    path = directory / name
    return path if path.exists() else make(path)


def small_rows(data: Path, runs: int) -> list[Row]:
    """The rows that need less than 1 GB of files."""
    messages = made(data, "sms-200k.xml", lambda path: generate.sms(path, 200_000))
    calls = made(data, "calls-50k.xml", lambda path: generate.calls(path, 50_000))
    ordinary = made(data, "ordinary-sms-200k.xml", lambda path: generate.ordinary_sms(path, 200_000))
    pictures = made(data, "mms-1000x500k.xml", lambda path: generate.mms(path, 1000, 500 * 1024, 1000))
    records = 250_000
    parse = python(PARSE, well_formed(messages), well_formed(calls))
    read, parsed = in_turns(python(READ, messages, calls), parse, runs)
    analysed, read_again = in_turns(python(ANALYZE, messages, calls), python(READ, messages, calls), runs)
    usual, read_usual = in_turns(python(ANALYZE, ordinary, calls), python(READ, ordinary, calls), runs)
    examined, read_before = in_turns(python(EXAMINE, messages, calls), python(READ, messages, calls), runs)
    seen, parsed_pictures = in_turns(python(READ, pictures), python(PARSE, well_formed(pictures)), runs)
    helped, clicked = in_turns(collectguard("--help"), python(IMPORT_CLICK), max(runs, 5))
    peak = median(cost.peak_mib for cost in read)
    return [
        Row("read 200,000 messages + 50,000 calls", ratio(read, parsed), "x parse", 3.0, 2.0),
        Row("read 500 MB of attachments", ratio(seen, parsed_pictures), "x parse", 1.0, 0.3),
        Row("analyze the first pair, all outputs", ratio(analysed, read_again), "x read", 5.0, 2.5),
        Row(
            "analyze an ordinary pair of that size, all outputs", ratio(usual, read_usual), "x read", 5.0, 2.5
        ),
        Row("words of 70,000 distinct messages of them", ratio(examined, read_before), "x read", 5.0, 1.0),
        Row(
            f"peak memory of read, {peak:.0f} MiB: over 150 MB a record",
            max(peak * MIB - 150e6, 0) / records / 1000,
            "kB",
            1.0,
            0.5,
        ),
        Row("--help", ratio(helped, clicked, "cpu_s"), "x import click", 2.5, 1.5),
    ]


def large_rows(data: Path, runs: int) -> list[Row]:
    """The rows that show how cost grows."""
    messages = made(data, "sms-200k.xml", lambda path: generate.sms(path, 200_000))
    many = made(data, "sms-2m.xml", lambda path: generate.sms(path, 2_000_000))
    halves = [
        made(data, f"sms-800k-{seed}.xml", lambda path, seed=seed: generate.sms(path, 800_000, seed=seed))
        for seed in (1, 2)
    ]
    large, normal = in_turns(python(READ, many), python(READ, messages), runs)
    one, two = in_turns(python(READ_ON_ONE_CORE, *halves), python(READ, *halves), runs)
    return [
        Row("time a record, 2 M against 200 k messages", ratio(large, normal) / 10, "x", 1.2, 1.0),
        Row("two cores against one, 1 GB", ratio(one, two), "x faster", 1.5, 1.8, at_least=True),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    options.data.mkdir(parents=True, exist_ok=True)
    rows = small_rows(options.data, options.runs)
    if options.large:
        rows += large_rows(options.data, 1)
    print(f"{'work':<62} {'measured':>9} {'must':>7} {'aim':>6}")
    for row in rows:
        sign = "≥" if row.at_least else "≤"
        print(
            f"{row.work:<62} {row.value:>9.2f} {sign + format(row.must, '.1f'):>7} "
            f"{sign + format(row.aim, '.1f'):>6} {row.unit} ({row.verdict})"
        )
    if any(row.verdict == "MISSED" for row in rows):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
