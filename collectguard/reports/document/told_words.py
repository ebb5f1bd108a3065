"""Codes of the case file in words."""

from collections.abc import Mapping

from collectguard.i18n import Translate


def owner_roles(_: Translate) -> Mapping[str, str]:
    """What the owner has to do with the debt."""
    return {
        "debtor": _("the debtor"),
        "contact": _("a person the debtor has named"),
        "unrelated": _("a person who has nothing to do with the debt"),
    }


def actor_roles(_: Translate) -> Mapping[str, str]:
    """What an actor is."""
    return {"lender": _("lender"), "agency": _("collection agency"), "other": _("other role")}


def creditor_types(_: Translate) -> Mapping[str, str]:
    """What sort of creditor."""
    return {
        "bank": _("bank"),
        "consumer_finance": _("consumer-finance company"),
        "micro_loan": _("micro-loan company"),
        "auto_finance": _("auto-finance company"),
        "platform": _("lending platform"),
        "private": _("private lender"),
        "other": _("other creditor"),
    }


def debt_kinds(_: Translate) -> Mapping[str, str]:
    """What sort of debt."""
    return {
        "credit_card": _("credit card"),
        "online_loan": _("online loan"),
        "consumer_loan": _("consumer loan"),
        "business_loan": _("business loan"),
        "mortgage": _("mortgage"),
        "other": _("other debt"),
    }


def relations(_: Translate) -> Mapping[str, str]:
    """Who a protected person is to the owner."""
    return {
        "relative": _("relative"),
        "employer": _("employer or colleague"),
        "friend": _("friend"),
        "other": _("other person"),
    }


def ways(_: Translate) -> Mapping[str, str]:
    """How a request was made."""
    return {
        "sms": _("by text message"),
        "app": _("in an app"),
        "email": _("by e-mail"),
        "letter": _("by letter"),
        "call": _("by telephone"),
        "in_person": _("in person"),
        "other": _("in another way"),
    }


def asking(_: Translate) -> Mapping[str, str]:
    """Whose request it was."""
    return {"debtor": _("request of the debtor"), "contact": _("request of a person who does not owe")}


def rest(_: Translate) -> Mapping[str, str]:
    """The contacts that belong to no actor."""
    return {
        "unassigned": _("reported on, but put down to no actor"),
        "left_out": _("not reported on: in the contacts, known well or protected"),
        "other_phones": _("on other people's phones"),
    }


def standings(_: Translate) -> Mapping[str, str]:
    """What the comparison of two rates is worth."""
    return {
        "compared": _("compared"),
        "short": _("not compared: less than a day is recorded on one side"),
        "no_time_before": _("not compared: nothing was recorded before"),
        "no_time_after": _("not compared: nothing was recorded after"),
        "nothing": _("not compared: no contact on either side"),
    }


def alike(_: Translate) -> Mapping[str, str]:
    """What is compared, so that both sides hold the same sorts of calls."""
    return {
        "all": _("all contacts"),
        "own_log": _("the time of the phone's own call log"),
        "answered": _("messages and answered calls"),
    }


def columns(_: Translate) -> Mapping[str, str]:
    """Headings of the columns that these frames have beside those of `figure_names`."""
    return {
        "name": _("Actor"),
        "role": _("Role"),
        "given": _("Numbers in the case file"),
        "seen": _("Numbers with a contact"),
        "in_debt": _("Collects a debt named in the case file"),
        "largest_party": _("Number with the most contacts"),
        "largest_count": _("Its contacts alone"),
        "start": _("Counted as after from"),
        "before_count": _("Contacts before"),
        "after_count": _("Contacts after"),
        "after_active_days": _("Days with a contact after"),
        "first_after": _("First contact after"),
        "last_after": _("Last contact after"),
        "since": _("Compared from"),
        "until": _("Compared until"),
        "alike": _("What is compared"),
        "compared_before": _("Compared: contacts before"),
        "compared_after": _("Compared: contacts after"),
        "before_days": _("Days recorded before"),
        "after_days": _("Days recorded after"),
        "rate_before": _("Contacts a day before"),
        "rate_after": _("Contacts a day after"),
        "rate_ratio": _("Rate after over rate before"),
        "ratio_low": _("95 % from"),
        "ratio_high": _("95 % to"),
        "p_value": _("p value of equal rates"),
        "standing": _("Comparison"),
        "quiet_days": _("Longest time without a contact after, days"),
        "quiet_from": _("Without a contact from"),
        "quiet_to": _("Without a contact to"),
        "quiet_open": _("Until the end of the records"),
        "creditor": _("Creditor"),
        "kind": _("Sort of debt"),
        "due": _("Due on"),
        "overdue_since": _("Overdue since"),
        "settled_on": _("Settled on"),
        "before_active_days": _("Days with a contact before"),
        "before_first": _("First date before"),
        "before_last": _("Last date before"),
        "before_shared": _("Before, left out for another debt"),
        "after_first": _("First date after"),
        "after_last": _("Last date after"),
        "after_shared": _("After, left out for another debt"),
    }
