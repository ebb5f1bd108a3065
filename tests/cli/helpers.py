"""Small backups, and two ways to run the program: in this process, and as one of its own."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo

from click.testing import CliRunner, Result

from collectguard.cli import main

SAMPLE = Path(__file__).parents[2] / "sample_data"
PROGRAM = (sys.executable, "-m", "collectguard")
COMMANDS_FOLDER = Path(__file__).parents[2] / "collectguard" / "cli" / "commands"


def epoch_ms(local: str, tz: str = "Asia/Shanghai") -> int:
    """The instant of a wall clock: ``2026-03-01 22:00:00.000``."""
    return round(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(tz)).timestamp() * 1000)


def sms(number: str, local: str, body: str = "made up", *, code: int = 1, name: str = "(Unknown)") -> str:
    values = {"address": number, "date": epoch_ms(local), "type": code, "body": body, "contact_name": name}
    return f"<sms {' '.join(f'{key}={quoteattr(str(value))}' for key, value in values.items())} />"


def backup(path: Path, *records: str, declared: int | None = None, end: str = "</smses>\n") -> str:
    """Write messages as a backup and give its path."""
    count = len(records) if declared is None else declared
    lines = ["<?xml version='1.0' encoding='UTF-8' ?>", f'<smses count="{count}">', *records, end]
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


def invoke(*arguments: str | Path, lang: str = "en") -> Result:
    """Run the program in this process."""
    environment = {"COLLECTGUARD_LANG": lang, "LC_ALL": "C.UTF-8"}
    return CliRunner().invoke(main, [*map(str, arguments)], env=environment, catch_exceptions=False)


def environment(**changes: str | None) -> dict[str, str]:
    """The environment of a plain terminal, with changes; ``None`` takes a variable out."""
    plain: dict[str, str | None] = {
        **{
            name: value for name, value in os.environ.items() if not name.startswith(("LC_", "COLLECTGUARD_"))
        },
        "LANG": "C.UTF-8",
        "LANGUAGE": None,
        "NO_COLOR": None,
        "FORCE_COLOR": None,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        **changes,
    }
    return {name: value for name, value in plain.items() if value is not None}


def run(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **changes: str | None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own; what it writes are bytes."""
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=environment(**changes),
        timeout=120,
        check=False,
    )
