"""``collectguard chart``: one picture."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from collectguard.cli import options
from collectguard.cli.command import Command, Option
from collectguard.cli.language import _
from collectguard.cli.owners import whose
from collectguard.cli.talk import Talk
from collectguard.errors import ExitCode

if TYPE_CHECKING:
    from collectguard.case import Chart
    from collectguard.schema import Log
    from collectguard.statements import CaseFile

CHARTS = ("timeline", "daily", "hours", "senders", "calendar", "words", "actors")
ENDINGS = (".png", ".svg")


def command() -> Command:
    """The command."""
    return Command(
        "chart",
        run,
        short=_("Draw one chart as PNG or SVG."),
        text=_(
            "Draw one chart: timeline (every contact by date and time of day), daily (contacts a day), hours "
            "(hours and weekdays), senders (the most frequent, with their part at night), calendar (the "
            "dates on which a limit of a published rule was exceeded), words (the weeks in which messages "
            "held words of a threat, a demand and the like), actors (the numbers of one lender or agency, "
            "each on a line of its own)."
        ),
        examples=("chart timeline sms-20260316.xml -o timeline.png", "chart senders backups/ -o senders.svg"),
        params=[
            click.Argument(["name"], type=click.Choice(CHARTS), metavar="NAME", help=", ".join(CHARTS)),
            options.files(),
            Option(
                ["-o", "--output"],
                type=click.Path(path_type=Path),
                metavar="PICTURE",
                help=_("File to write; its ending, .png or .svg, decides the form. By default NAME.png."),
            ),
            Option(
                ["--actor"],
                metavar="ID",
                help=_(
                    "For the chart actors: whose numbers, by the id that `collectguard actors` shows. By "
                    "default those of the first."
                ),
            ),
            *options.counting_options(),
            *options.reading_options(),
            options.report_language(),
            options.force(_("Replace a file of this name.")),
        ],
    )


def run(
    talk: Talk,
    *,
    name: str,
    files: tuple[str, ...],
    output: Path | None,
    actor: str | None,
    strict: bool,
    force: bool,
    **choices: Unpack[options.Choices],
) -> ExitCode:
    """Draw the chart; the path of the picture goes to standard output."""
    path = output or Path(f"{name}.png")
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise click.BadParameter(
            _("{path} ends neither in .png nor in .svg.").format(path=path), param_hint="'-o'"
        )
    if actor is not None and name != "actors":
        raise click.BadParameter(_("Only the chart actors takes it."), param_hint="'--actor'")
    settings = options.settings_of(**choices)

    from collectguard import plots
    from collectguard.cli.output import new_file, refuse_to_replace, write_text
    from collectguard.cli.progress import stages
    from collectguard.cli.reading import exit_code, read_log

    inputs = (*files, *choices["owner"].files)
    refuse_to_replace(path, inputs, force=force)
    case_file = options.case_file_of(choices.get("case"), settings)
    log = read_log(talk, files, settings, **whose(choices["owner"], case_file))
    with stages(talk, _("Drawing the chart {name} …")) as stage:
        stage(name)
        if name == "calendar":
            charts = _calendar(log, case_file)
        elif name == "words":
            charts = _words(log, case_file)
        elif name == "actors":
            charts = _actors(log, case_file, actor)
        else:
            charts = plots.render(name, log.own)
    if not charts:
        talk.warn(_nothing(name))
    written = [path.with_stem(f"{path.stem}{chart.name.removeprefix(name)}") for chart in charts]
    with ExitStack() as stack:
        for target, chart in zip(written, charts, strict=True):
            partial = stack.enter_context(new_file(target, inputs, force=force))
            partial.write_bytes(chart.png if ending == ".png" else chart.svg)
    write_text("\n".join(map(str, written)))
    for chart in charts:
        talk.say(chart.caption)
    return exit_code(log, strict=strict)


def _calendar(log: "Log", case_file: "CaseFile") -> "tuple[Chart, ...]":
    from collectguard import plots, rules

    return plots.render_calendar(rules.examine(log, case_file).findings, log.own)


def _words(log: "Log", case_file: "CaseFile") -> "tuple[Chart, ...]":
    from collectguard import casefile, content, plots

    found = content.examine(log, role=case_file.owner_role, actor_of=case_file.actor_of)
    return plots.render_words(found, log.own, parties=casefile.reported_parties(log, case_file))


def _actors(log: "Log", case_file: "CaseFile", chosen: str | None) -> "tuple[Chart, ...]":
    from collectguard import actors, content, plots

    messages = content.examine(log, role=case_file.owner_role, actor_of=case_file.actor_of)
    found = {one.id: one for one in actors.suggest(log, case_file, marked=messages.pressing)}
    if chosen is not None and chosen not in found:
        raise click.BadParameter(
            _("There is no actor {id!r}. There are: {ids}.").format(id=chosen, ids=", ".join(found) or "–"),
            param_hint="'--actor'",
        )
    if not found:
        return ()
    actor = found[chosen] if chosen is not None else next(iter(found.values()))
    return (plots.render_actor(log.own, actor.parties, actor.name),)


def _nothing(name: str) -> str:
    """Why there is nothing to draw."""
    if name == "words":
        return _("No message of the numbers reported on holds such words: there is nothing to draw.")
    if name == "actors":
        return _("No numbers were found that may belong together: there is nothing to draw.")
    return _("No rule has a finding with a date: there is nothing to draw.")
