"""Which file of a report is for whom, in the words of somebody who has never handed in evidence."""

from collectguard.reports.document.blocks import Block, Column, Heading, Paragraph, Table
from collectguard.wording import Wording


def which_file(wording: Wording) -> list[Block]:
    """A table of the files in the order in which people are asked for them."""
    _ = wording._
    return [
        Heading(_("Which file is for whom"), 2),
        Table(
            caption=_("Which file is for whom"),
            columns=[Column(_("File"), 1.5), Column(_("For whom"), 5)],
            rows=[
                (
                    "summary.pdf",
                    _("First, and for everybody: police, authority, lawyer. Three pages at most."),
                ),
                (
                    "report.pdf",
                    _("For those who work on the case, when they ask for more: officer, lawyer, court."),
                ),
                (
                    "report.html",
                    _(
                        "The same for a screen, for you and whoever helps you. It ends with this guidance, "
                        "so hand in report.pdf instead, or a print."
                    ),
                ),
                (
                    "evidence.xlsx",
                    _("For a lawyer or an authority that wants to sort and count. Contacts are numbered."),
                ),
                ("charts", _("For complaint forms that take pictures only.")),
                (
                    "events.csv, case.json",
                    _("For an expert who checks the figures. Others need not have them."),
                ),
                (
                    "manifest.json",
                    _("Goes along whenever you hand over files: it shows that none has been changed."),
                ),
                (
                    _("the backups"),
                    _(
                        "Stay with you, unchanged. A copy only for the police, a court or an expert who "
                        "asks: they hold everything, private matters too."
                    ),
                ),
                ("next-steps.pdf", _("This sheet. It stays with you.")),
            ],
            first_is_head=True,
            titled=True,
            long_rows=True,
        ),
        Paragraph(_("A file that is not in your folder was not asked for when the report was made."), "note"),
    ]
