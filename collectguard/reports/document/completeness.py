"""Signs that something is missing from the files, in plain words, each with what to do about it."""

from collections.abc import Iterable
from itertools import islice

from collectguard.case import Case
from collectguard.reports.document.blocks import Block, Bullets, Heading, Paragraph
from collectguard.wording import Wording

MOST_OF_A_KIND = 5


def signs(case: Case, wording: Wording) -> list[Block]:
    """The signs that were seen, those first that no other file explains; and what else was looked for."""
    _ = wording._
    heading = Heading(_("Signs in these files"), 2)
    if len(case.log.carrier_lists) == len(case.log.sources):
        none = _("Only carriers' lists were given; whether a phone's log is complete could not be looked at.")
        return [heading, Paragraph(none)]
    kinds = case.looked_for
    seen = {sign.kind for sign in case.completeness}
    blocks: list[Block] = [heading]
    if seen:
        lead = _(
            "What points to records that are missing, or to times that are not right. None of it is a proof, "
            "and each has ordinary causes."
        )
        blocks += [Paragraph(lead), Bullets(list(_items(case, wording)))]
    if others := [name for kind, name in kinds.items() if kind not in seen]:
        blocks.append(Paragraph(_looked_for(others, wording, whole=not seen)))
    return blocks


def _items(case: Case, wording: Wording) -> Iterable[str]:
    _ = wording._
    for kind in case.looked_for:
        of_kind = [sign for sign in case.completeness if sign.kind == kind]
        of_kind.sort(key=lambda sign: not sign.is_open)
        for sign in islice(of_kind, MOST_OF_A_KIND):
            yield wording.together((sign.seen(wording), sign.advice(wording)))
        if (more := len(of_kind) - MOST_OF_A_KIND) > 0:
            yield _("Further signs of this kind: {n}; case.json lists them all.").format(
                n=wording.count(more)
            )


def _looked_for(names: Iterable[str], wording: Wording, *, whole: bool) -> str:
    _ = wording._
    sentence = (
        _("Looked for and not found in these files: {what}.")
        if whole
        else _("Looked for as well, and not found: {what}.")
    )
    return sentence.format(what=_("; ").join(names))
