"""Kinds of evidence in words."""

from collectguard.i18n import Translate


def kind_names(_: Translate) -> dict[str, str]:
    """What a reader calls each kind of evidence."""
    return {
        "signature": _("signature"),
        "callback": _("number to call back"),
        "domain": _("link to"),
        "link": _("short link"),
        "wording": _("same wording"),
        "number_block": _("neighbouring numbers"),
        "port_prefix": _("same beginning of the number"),
    }
