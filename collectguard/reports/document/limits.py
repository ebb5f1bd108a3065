"""What no report from a phone's logs can show."""

from collectguard.case import Case
from collectguard.reports.document.blocks import Block, Bullets, Heading
from collectguard.reports.document.completeness import signs
from collectguard.reports.document.witnesses import left_out_by_lists
from collectguard.wording import Wording


def limits(case: Case) -> list[Block]:
    """The limits section: first what these files point to, then what holds for every phone's log."""
    wording = Wording(case.log.settings)
    _ = wording._
    return [
        Heading(_("What this report cannot show"), 1),
        *signs(case, wording),
        Heading(_("In every phone's log"), 2),
        Bullets(
            [
                _(
                    "What was deleted before the backup, or happened outside its period. Phones keep only a "
                    "limited number of calls, often about the last 500: where calls are frequent, older ones "
                    "are gone unless an earlier backup holds them. Days without a contact may be such days."
                ),
                left_out_by_lists(case, wording),
                _(
                    "The exact time. Times are those of the phone's clock, of messages when the phone "
                    "received them; of calls that stand in a carrier's list alone, those of the carrier. "
                    "Contacts within a minute of the border of the night are counted apart."
                ),
                _("How long an unanswered call rang."),
                _(
                    "Who uses a number. Numbers change hands, several people can use one, one caller can use "
                    "many, and the number displayed can be another than the one that called."
                ),
                _(
                    "Which callers without a number are the same person: they are counted together because "
                    "nothing tells them apart."
                ),
                _("What was said on the phone, and what the messages mean: they are printed, not judged."),
                _(
                    "That the backup is a true copy of the phone. A SHA-256 shows that a file is unchanged "
                    "since it was computed, not that it was true before. Keep the phone with its messages "
                    "and call log: do not delete anything and do not reset it."
                ),
            ]
        ),
    ]
