"""What messages on other people's phones say: beside the owner's own, never counted among them."""

from collections.abc import Iterator
from itertools import groupby, islice

from collectguard.case import Case
from collectguard.reports.document.blocks import Block, Heading, Paragraph
from collectguard.reports.document.messages_found import Flagged, Messages
from collectguard.reports.document.messages_quoted import Quotations
from collectguard.reports.document.phones import whose_phone
from collectguard.wording import Wording


def elsewhere_in_brief(found: Messages, case: Case, wording: Wording) -> Iterator[Block]:
    """How many messages with hits stand on other people's phones; nothing where none does."""
    _ = wording._
    if found.on_other_phones:
        text = _("Messages with such words on other people's phones, not counted here: {parts}.")
        yield Paragraph(text.format(parts=_phones(found, case, wording)), "note")


def elsewhere_quoted(found: Messages, case: Case, wording: Wording, most: int) -> Iterator[Block]:
    """How many there are, and those that count for findings, ``most`` different texts of them."""
    _ = wording._
    if not found.on_other_phones:
        return
    yield Heading(_("Messages on other people's phones"), 2)
    text = _(
        "Such words were also found in messages on other phones that were read: {parts}. No count above "
        "holds them."
    )
    sentences = [text.format(parts=_phones(found, case, wording))]
    if found.others:
        text = _("Quoted are those that count for findings: {n}; case.json holds all hits.")
        sentences.append(text.format(n=wording.count(len(found.others))))
    else:
        sentences.append(
            _("None of them counts for a finding, and none is quoted; case.json holds all hits.")
        )
    if case.case_file.owner_role == "debtor":
        sentences.append(_("How serious a hit is was judged as for people who do not owe."))
    yield Paragraph(wording.together(sentences))
    quotations = Quotations(case, wording)
    groups = groupby(sorted(found.others, key=_text_of_phone), key=_text_of_phone)
    for _phone, same in islice(groups, most):
        yield quotations.quoted(list(same))


def _text_of_phone(message: Flagged) -> tuple[str, str]:
    return message.owner, message.body


def _phones(found: Messages, case: Case, wording: Wording) -> str:
    """How many messages with hits each of the other phones holds."""
    _ = wording._
    return _("; ").join(
        _("{owner}: {n}").format(owner=whose_phone(owner, case, wording), n=wording.count(count))
        for owner, count in found.on_other_phones.items()
    )
