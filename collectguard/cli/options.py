"""Parameters that several commands share, in the language of the run."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

import click

from collectguard.cli.command import Option
from collectguard.cli.language import _, spoken
from collectguard.cli.owners import Owners, only_owner, owner_option

if TYPE_CHECKING:
    from collectguard.settings import Settings
    from collectguard.statements import CaseFile

DEFAULT_REGION = "CN"


class Choices(TypedDict):
    """What was given to the options that settings come from; a command need not have all of them."""

    region: str | None
    tz: str | None
    area_code: str | None
    owner: Owners
    columns: NotRequired[str | None]
    case: NotRequired[str | None]
    nights: NotRequired[tuple[str, ...]]
    connected_min: NotRequired[int]
    report_lang: NotRequired[str | None]


def settings_of(**choices: Unpack[Choices]) -> "Settings":
    """The settings that the options ask for; elsewhere those of the case file, then the region's defaults.

    Raises:
        SettingsError: One of them cannot be used.
        InputError: The case file cannot be opened, or something in it cannot be used.
    """
    from collectguard.settings import UNNAMED_OWNER, Window, settings_for

    region, tz, area_code = choices["region"], choices["tz"], choices["area_code"]
    owner = choices["owner"].own
    if path := choices.get("case"):
        from collectguard import casefile

        said = casefile.load(path, lang=spoken())
        region, area_code = region or said.region, area_code or said.area_code
        tz = tz or said.tz
        owner = owner or only_owner(said)
    return settings_for(
        region or DEFAULT_REGION,
        tz=tz,
        nights=tuple(Window.parse(night) for night in choices.get("nights", ())),
        report_lang=choices.get("report_lang"),
        connected_min_s=choices.get("connected_min", 1),
        area_code=area_code,
        owner=owner or UNNAMED_OWNER,
        columns=choices.get("columns") or "",
    )


def case_file_of(path: str | None, settings: "Settings") -> "CaseFile":
    """What the user has said, with the numbers as these settings read them; nothing without a case file.

    Raises:
        InputError: The file cannot be opened, or something in it cannot be used.
    """
    from collectguard import casefile

    return casefile.load(path, settings, lang=spoken()) if path else casefile.CaseFile()


def files() -> click.Argument:
    """The backups; there may be none where ``--owner`` names some."""
    return click.Argument(
        ["files"],
        nargs=-1,
        metavar="FILE…",
        callback=_at_least_one,
        help=_(
            "Backups and carriers' lists: any file that README lists, ZIP archives, folders, patterns such "
            "as *.xml, or - for standard input."
        ),
    )


def _at_least_one(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    named: Owners = ctx.params.get("owner", Owners())
    if not (value or named.others or ctx.resilient_parsing):
        raise click.MissingParameter(ctx=ctx, param=parameter)
    return value


def reading_options() -> list[click.Parameter]:
    """How records are read and told apart."""
    return [
        Option(
            ["--case"],
            metavar="CASE.TOML",
            help=_("What you know and no backup does, in the file that `collectguard init` writes."),
        ),
        Option(
            ["--region"],
            metavar="CODE",
            help=_(
                "Country of the phone: how its numbers are read, and which defaults hold. By default that "
                "of the case file, else {region}."
            ).format(region=DEFAULT_REGION),
        ),
        Option(
            ["--tz"],
            metavar="ZONE",
            help=_(
                "Time zone whose clock counts, such as Asia/Shanghai. By default that of the case file, else "
                "the region's."
            ),
        ),
        Option(
            ["--area-code"],
            metavar="DIGITS",
            help=_("Area code of landline numbers that the phone writes without one."),
        ),
        owner_option(),
        Option(
            ["--columns"],
            metavar="ROLE=COLUMN,…",
            help=_(
                "Which column of a call list is what, by header or number, where it is not recognised: "
                "time=3,peer=4,direction=5,duration=6."
            ),
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
        connected_min(),
    ]


def connected_min() -> Option:
    """From how many seconds on a call counts as connected."""
    return Option(
        ["--connected-min"],
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        metavar="SECONDS",
        help=_("Shortest talk time of a call that counts as connected."),
    )


def lexicon_options() -> list[click.Parameter]:
    """What messages are read by."""
    return [
        Option(
            ["--lexicon", "lexica"],
            multiple=True,
            metavar="PATH",
            help=_("Go by this lexicon as well: a TOML file or a folder of them. May be repeated."),
        ),
        Option(
            ["--disable"],
            multiple=True,
            metavar="ID",
            help=_("Leave out the rule of this id. May be repeated."),
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
