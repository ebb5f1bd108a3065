"""What the owner of the phone has said, and what it makes countable; nothing without a case file."""

from collectguard.case import Case
from collectguard.reports.document.blocks import Block, Heading
from collectguard.reports.document.told_actors import actors, protected
from collectguard.reports.document.told_dates import complaints, recorded, requests
from collectguard.reports.document.told_debts import debts
from collectguard.reports.document.told_statements import statements
from collectguard.reports.document.witnesses import told_of_lists
from collectguard.wording import Wording


def told(case: Case) -> list[Block]:
    """First the statements, then a table and its sentences for each thing that they make countable."""
    if case.told is None:
        return []
    wording = Wording(case.log.settings)
    said = statements(case, wording)
    if not said:
        return []
    title = wording._("What the owner has said, and what it makes countable")
    return [
        Heading(title, 1, new_page=True),
        *said,
        *actors(case.told, wording),
        *requests(case.told, wording),
        *debts(case.told, case.case_file, wording),
        *protected(case.told, wording),
        *complaints(case.told, wording),
        *recorded(case.told, wording),
        *told_of_lists(case, wording),
    ]
