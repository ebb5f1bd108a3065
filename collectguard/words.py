"""Codes become words here, at the very end, and nowhere else."""

from collections.abc import Mapping

from collectguard.i18n import Translate


def kinds(_: Translate) -> Mapping[str, str]:
    """What sort of contact, by ``kind``."""
    return {"sms": _("text message"), "mms": _("MMS"), "rcs": _("RCS message"), "call": _("call")}


def outcomes(_: Translate) -> Mapping[str, str]:
    """How a contact ended, by ``outcome``."""
    return {
        "answered": _("answered"),
        "missed": _("missed"),
        "rejected": _("declined"),
        "blocked": _("blocked by the phone"),
        "voicemail": _("sent to voicemail"),
        "elsewhere": _("answered on another device"),
        "unanswered": _("not answered"),
        "received": _("received"),
        "sent": _("sent"),
        "draft": _("draft"),
        "outbox": _("in the outbox"),
        "failed": _("sending failed"),
        "queued": _("queued for sending"),
        "unknown": _("unknown outcome"),
    }


def directions(_: Translate) -> Mapping[str, str]:
    """Which way a contact went, by ``direction``."""
    return {"in": _("incoming"), "out": _("outgoing"), "unknown": _("unknown direction")}


def witness(_: Translate, witness: str, kinds: Mapping[str, int]) -> str:
    """Whose knowledge a file is, and of what.

    Args:
        _: To the reader's language.
        witness: ``phone`` or ``carrier``.
        kinds: How many records of each kind the file holds.
    """
    if witness != "carrier":
        return _("from the phone")
    messages = any(number for kind, number in kinds.items() if kind != "call")
    if not messages:
        return _("carrier's list: answered calls only")
    if kinds.get("call"):
        return _("carrier's list: messages, and of the calls the answered ones only")
    return _("carrier's list of messages")


def party_classes(_: Translate) -> Mapping[str, str]:
    """What sort of number, by ``party_class``."""
    return {
        "mobile": _("mobile number"),
        "mvno": _("virtual operator’s mobile number"),
        "landline": _("landline"),
        "shared_cost": _("400 number"),
        "toll_free": _("toll-free number"),
        "short": _("short number"),
        "port106": _("106 bulk-message number"),
        "service95": _("95 service number"),
        "iot": _("IoT card"),
        "satellite": _("satellite phone"),
        "foreign": _("foreign number"),
        "text": _("sender’s name instead of a number"),
        "hidden": _("caller without a number"),
        "unparsed": _("not a telephone number"),
    }


def hidden_parties(_: Translate) -> Mapping[str, str]:
    """Callers without a number, by ``party``."""
    return {
        "hidden:restricted": _("number withheld"),
        "hidden:unknown": _("number not shown"),
        "hidden:payphone": _("payphone"),
    }


def weekdays(_: Translate) -> tuple[str, ...]:
    """Monday to Sunday."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def message_categories(_: Translate) -> Mapping[str, str]:
    """What a message may hold, by category; each is a lead, so none is put as a fact."""
    return {
        "collection": _("demand for payment"),
        "early_reminder": _("reminder before the due date"),
        "privacy_leak": _("details of a debt"),
        "threat": _("possible threat"),
        "false_legal_claim": _("possibly false claim of legal steps"),
        "insult": _("possible insult"),
        "impersonation_state_organ": _("in the name of courts or police"),
        "third_party_disclosure": _("possible disclosure to others"),
        "minors": _("children or schools"),
        "doctored_pictures": _("pictures or identity papers"),
        "new_loan": _("new loan or private account"),
        "unsigned": _("unsigned demand for payment"),
        "wrong_person": _("possibly meant for somebody else"),
    }


def severities(_: Translate) -> Mapping[str, str]:
    """How serious a hit in a message would be, were it confirmed."""
    return {
        "info": _("note"),
        "low": _("minor"),
        "medium": _("medium"),
        "high": _("serious"),
        "critical": _("very serious"),
    }


def verifications(_: Translate, *, quoted: bool) -> Mapping[str, str]:
    """How a citation was verified, by ``verified``; only with a quote has any wording been compared."""
    weak = {"VW": _("in weak secondary sources only"), "MEM": _("not verified")}
    if quoted:
        return {
            "VT": _("word for word, against a full text of the instrument"),
            "VS": _("in a published secondary source; the wording may be that of its author"),
            **weak,
        }
    return {
        "VT": _("the article was found in a full text of the instrument"),
        "VS": _("it is named in a published secondary source"),
        **weak,
    }


def time_qualities(_: Translate) -> Mapping[str, str]:
    """What is wrong with a time, by ``time_quality``; a good one is not mentioned."""
    return {
        "implausible": _("time implausible"),
        "missing": _("no time recorded"),
        "no_year": _("year not recorded"),
        "minute_only": _("to the minute"),
    }


def repairs(_: Translate) -> Mapping[str, str]:
    """What was mended in a file before it was read, by kind of damage."""
    return {
        "surrogate_pairs": _("emoji written in two halves, joined"),
        "lone_surrogates": _("half of an emoji, replaced by U+FFFD"),
        "nul": _("NUL characters, replaced by U+FFFD"),
        "control": _("control characters, replaced by U+FFFD"),
        "bytes": _("bytes that are no text, replaced by U+FFFD"),
        "ampersand": _("bare & characters, read as text"),
        "less_than": _("bare < characters, read as text"),
        "quote": _("quotation marks inside a text, read as text"),
    }


def reasons(_: Translate) -> Mapping[str, str]:
    """Why a record could not be read, by the first word of the reason."""
    return {
        "truncated": _("the file ends in the middle of the record"),
        "malformed": _("the record is not well-formed"),
        "unknown_element": _("an element of unknown sort"),
        "too_long": _("longer than any record"),
        "damaged": _("rows of the database that are damaged"),
        "incomplete": _("a row that names nobody"),
        "no_contact": _("neither a call nor a message"),
        "unreadable_row": _("a row that cannot be read"),
        "unreadable_page": _("a page that cannot be read"),
    }
