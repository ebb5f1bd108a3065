"""Parameters that several commands share, in the language of the run."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

import click

from collectguard.cli.command import Option
from collectguard.cli.language import _

if TYPE_CHECKING:
    from collectguard.settings import Settings


class Choices(TypedDict):
    """What was given to the options that settings come from; a command need not have all of them."""

    region: str
    tz: str | None
    area_code: str | None
    owner: str
    nights: NotRequired[tuple[str, ...]]
    connected_min: NotRequired[int]
    report_lang: NotRequired[str | None]


def settings_of(**choices: Unpack[Choices]) -> "Settings":
    """The settings that the options ask for, the region's defaults elsewhere.

    Raises:
        SettingsError: One of them cannot be used.
    """
    from collectguard.settings import Window, settings_for

    return settings_for(
        choices["region"],
        tz=choices["tz"],
        nights=tuple(Window.parse(night) for night in choices.get("nights", ())),
        report_lang=choices.get("report_lang"),
        connected_min_s=choices.get("connected_min", 1),
        area_code=choices["area_code"],
        owner=choices["owner"],
    )


def files() -> click.Argument:
    """The backups."""
    return click.Argument(
        ["files"],
        nargs=-1,
        required=True,
        metavar="FILE…",
        help=_("Backups: XML or ZIP files, folders, patterns such as *.xml, or - for standard input."),
    )


def reading_options() -> list[click.Parameter]:
    """How records are read and told apart."""
    return [
        Option(
            ["--region"],
            default="CN",
            show_default=True,
            metavar="CODE",
            help=_("Country of the phone: how its numbers are read, and which defaults hold."),
        ),
        Option(
            ["--tz"],
            metavar="ZONE",
            help=_("Time zone whose clock counts, such as Asia/Shanghai. By default the region's."),
        ),
        Option(
            ["--area-code"],
            metavar="DIGITS",
            help=_("Area code of landline numbers that the phone writes without one."),
        ),
        Option(
            ["--owner"],
            default="me",
            show_default=True,
            metavar="NAME",
            help=_("Whose phone the backups are from."),
        ),
        Option(
            ["--strict"],
            is_flag=True,
            help=_("End with exit code 4 when a record could not be read."),
        ),
    ]


def counting_options() -> list[click.Parameter]:
    """How contacts are counted."""
    return [
        Option(
            ["--night", "nights"],
            multiple=True,
            metavar="FROM-TO",
            help=_(
                "Night, such as 22:00-08:00; by default the region's. May be given several times: the "
                "first is the one of the main figures."
            ),
        ),
        Option(
            ["--connected-min"],
            type=click.IntRange(min=0),
            default=1,
            show_default=True,
            metavar="SECONDS",
            help=_("Shortest talk time of a call that counts as connected."),
        ),
    ]


def report_language() -> Option:
    """The language of what is written."""
    return Option(
        ["--report-lang"],
        type=click.Choice(("zh", "en")),
        help=_("Language of what is written. By default the region's, since its authorities read it."),
    )


def json_output() -> Option:
    """Data for programs in place of tables for people."""
    return Option(["--json", "as_json"], is_flag=True, help=_("Print one JSON object, for other programs."))


def force(text: str) -> Option:
    """Leave to replace what is there; ``text`` says what."""
    return Option(["--force"], is_flag=True, help=text)


def given_names(values: Sequence[str]) -> tuple[str, ...]:
    """Names from an option that may be repeated and may hold several with commas between."""
    return tuple(
        dict.fromkeys(name.strip().lower() for value in values for name in value.split(",") if name.strip())
    )
