"""What the program says on standard error: what it does, what is amiss, what to do about it."""

import sys
import warnings
from types import TracebackType

import click

from collectguard.cli.language import _
from collectguard.errors import CollectguardError


class Talk:
    """One run's voice; ``-q`` lowers it, ``-v`` raises it."""

    def __init__(self) -> None:
        self.verbosity = 0
        """-1: errors only; 0: what is done; 1: tracebacks and what the libraries say; 2: their details."""

    @property
    def quiet(self) -> bool:
        """Whether only errors are wanted."""
        return self.verbosity < 0

    @property
    def verbose(self) -> bool:
        """Whether tracebacks are wanted."""
        return self.verbosity > 0

    def set_verbosity(self, verbosity: int) -> None:
        """Speak this much, and let libraries speak as much."""
        self.verbosity = verbosity
        if verbosity <= 0:
            return
        import logging

        warnings.simplefilter("default")
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        logging.getLogger().addHandler(handler)
        logging.getLogger("collectguard").setLevel(logging.INFO)
        if verbosity > 1:
            logging.getLogger().setLevel(logging.DEBUG)

    def hush_libraries(self) -> None:
        """Keep back what libraries would say to programmers, unless ``-v`` asks for it."""
        if self.verbose:
            return
        import logging

        logging.getLogger().addHandler(logging.NullHandler())
        if not sys.warnoptions:
            warnings.simplefilter("ignore")

    def say(self, sentence: str = "") -> None:
        """Tell what is done, unless that is not wanted."""
        if not self.quiet:
            click.echo(shown(sentence), err=True)

    def warn(self, sentence: str) -> None:
        """Tell what is amiss with the input though the work goes on."""
        self.say(_("Note: {message}").format(message=sentence))

    def error(self, what: str, advice: str) -> None:
        """Tell what went wrong and what to do, in two lines."""
        click.echo(shown(_("Error: {message}").format(message=what)), err=True)
        click.echo(shown(_("What to do: {advice}").format(advice=advice)), err=True)

    def explain(self, error: CollectguardError) -> None:
        """Tell of an error that has a way out."""
        if self.verbose:
            sys.__excepthook__(type(error), error, error.__traceback__)
        self.error(*error.said(_))

    def own_failure(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        """Tell of an error that has none, in place of a traceback. For ``sys.excepthook``."""
        if self.verbose:
            sys.__excepthook__(kind, error, traceback)
        if issubclass(kind, MemoryError):
            self.error(
                _("The memory of this machine is not enough."),
                _("Close other programs, or give fewer files at a time."),
            )
            return
        self.error(
            _("collectguard failed in a way it should not ({kind}).").format(kind=kind.__name__),
            _("Please report this with what it prints when run again with -v.")
            if not self.verbose
            else _("Please report this with what is printed above."),
        )


def shown(text: str) -> str:
    """The text with ``⟨U+XXXX⟩`` for what is not printable.

    Names of files and people come from outside; in a terminal, control characters would act.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else f"⟨U+{ord(c):04X}⟩" for c in text)
