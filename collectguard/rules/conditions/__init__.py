"""One module a kind of condition: a pure function from the log as a rule sees it to observations."""

from collectguard.rules.conditions.after_conversation import after_conversation
from collectguard.rules.conditions.after_stop_request import after_stop_request
from collectguard.rules.conditions.before_due_date import before_due_date
from collectguard.rules.conditions.count_in_window import count_in_window
from collectguard.rules.conditions.quiet_hours import quiet_hours
from collectguard.rules.conditions.third_party import third_party
from collectguard.rules.conditions.wording_of_messages import channel, phrase
from collectguard.rules.kinds import (
    AfterConversation,
    AfterStopRequest,
    BeforeDueDate,
    Channel,
    CountInWindow,
    Phrase,
    QuietHours,
    ThirdParty,
)
from collectguard.rules.observation import Observation
from collectguard.rules.view import View


def observe(view: View) -> list[Observation]:  # noqa: PLR0911 -- one a kind
    """What the condition of the view's rule observes.

    Raises:
        Unready: The condition needs what nobody has said, or read, yet.
    """
    match view.rule.condition:
        case QuietHours() as condition:
            return quiet_hours(view, condition)
        case CountInWindow() as condition:
            return count_in_window(view, condition)
        case AfterConversation() as condition:
            return after_conversation(view, condition)
        case AfterStopRequest() as condition:
            return after_stop_request(view, condition)
        case BeforeDueDate() as condition:
            return before_due_date(view, condition)
        case ThirdParty() as condition:
            return third_party(view, condition)
        case Phrase() as condition:
            return phrase(view, condition)
        case Channel() as condition:
            return channel(view, condition)
        case _:
            return []
