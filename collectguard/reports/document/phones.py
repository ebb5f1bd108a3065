"""Whose phones were read: names for them, and what stands in brief about those that are not the owner's."""

from collections.abc import Iterator

from collectguard.case import Case
from collectguard.reports.document.blocks import Block, Paragraph
from collectguard.wording import Wording


def whose_phone(owner: str, case: Case, wording: Wording) -> str:
    """The person whose phone it is, as the case file names them, else by the label of the backups."""
    return wording.person(owner, case.case_file) or wording._("the owner of the phone")


def own_phone(case: Case, wording: Wording) -> str:
    """The phone that all figures are about, in words."""
    owner = wording.person(case.log.settings.owner, case.case_file)
    if owner is None:
        return wording._("the owner's phone")
    return wording._("the phone of {owner}").format(owner=owner)


def reaching_several(case: Case) -> tuple[str, ...]:
    """The numbers that reached more than one of the phones that were read, those with the most phones first.

    Left out, as in all documents, are those that reached the owner's phone and are not reported on: family
    and friends whom several people know.
    """
    if not case.log.other_owners:
        return ()
    passed_over = set(case.senders.index[~case.senders["reported"].to_numpy(bool)])
    parties = dict.fromkeys(case.tables["third_party"].index.get_level_values("party"))
    return tuple(party for party in parties if party not in passed_over)


def phones_in_brief(case: Case, wording: Wording) -> list[Block]:
    """That other phones were read, beside which the figures stand; nothing where none was."""
    if not case.log.other_owners:
        return []
    return [Paragraph(wording.together(_brief(case, wording)), "note")]


def _brief(case: Case, wording: Wording) -> Iterator[str]:
    _ = wording._
    if case.log.settings.owner not in set(case.log.sources["owner"]):
        yield _("No backup of the phone that this report is about was read, only those of other phones.")
    yield _(
        "Beside it, the backups of other phones were read: {n} ({names}). Numbers that reached more than one "
        "of these phones: {m}; report.pdf, “{section}”. What reached other phones is in no figure here that "
        "does not name them."
    ).format(
        n=wording.count(len(case.log.other_owners)),
        names=_(", ").join(whose_phone(owner, case, wording) for owner in case.log.other_owners),
        m=wording.count(len(reaching_several(case))),
        section=section(wording),
    )


def section(wording: Wording) -> str:
    """The title of the section about all phones."""
    return wording._("Numbers that reached several phones")
