"""Where guidance stands, and how that was verified, in words for somebody who is no lawyer."""

from collections.abc import Iterable

from collectguard.guidance import Citation
from collectguard.wording import Wording


def place(citation: Citation, wording: Wording) -> str:
    """The text and the article in which a statement stands."""
    return wording._("{instrument} {article}").format(
        instrument=citation.instrument, article=citation.article
    )


def quoted(citation: Citation, wording: Wording) -> str:
    """Where a statement stands, with its wording where that was verified."""
    where = place(citation, wording)
    if citation.quote is None:
        return where
    return wording._("{place}: “{quote}”").format(place=where, quote=citation.quote)


def checked_against(verified: Iterable[str], wording: Wording) -> str:
    """What statements with these marks were checked against."""
    _ = wording._
    marks = set(verified)
    if marks == {"VT"}:
        return _("Checked against: the full text of the law.")
    if marks == {"VS"}:
        return _("Checked against: published descriptions.")
    return _("Checked against: in part the full text of the law, in part published descriptions.")
