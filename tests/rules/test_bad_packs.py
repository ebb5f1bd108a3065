"""What can be wrong with one rule: each with its line, its key and a plain word."""

from textwrap import dedent

import pytest

from collectguard import rules
from tests.rules.packs import HEAD, RULE, complaints

DAILY = 'kind = "count_in_window", window = "calendar_day", basis = "any", limit = 3, per = "actor"'
CITATION = dedent(RULE)[dedent(RULE).index("[rule.citation]") :]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "message"),
    [
        ('force = "standard"', 'force = "iron"', 12, "force", "input should be 'binding'"),
        ('force = "standard"\n', "", 9, "force", "is missing"),
        (
            'force = "standard"',
            'force = "standard"\nforse = "x"',
            13,
            "forse",
            "is no key that is known here",
        ),
        (
            'kind = "quiet_hours"',
            'kind = "full_moon"',
            13,
            "condition",
            "there is no condition 'full_moon'; there are quiet_hours",
        ),
        ('kind = "quiet_hours", ', "", 13, "condition", "say the `kind` of the condition"),
        ("22:00-08:00", "22-8", 13, "condition.window", "'22-8' is not a window of the day."),
        ("22:00-08:00", "22:00-22:00", 13, "condition.window", "The window '22:00-22:00' has no length."),
        (', window = "22:00-08:00"', "", 13, "condition", "give either `window` or `windows`"),
        (
            ', window = "22:00-08:00"',
            ', window = "22:00-08:00", limit = 3',
            13,
            "condition.limit",
            "is no key",
        ),
        (
            "effective_from = 2026-01-01",
            "effective_from = 2026-01-01\neffective_to = 2025-12-31",
            15,
            "effective_to",
            "ends on 2025-12-31, before it begins on 2026-01-01",
        ),
        (
            "effective_from = 2026-01-01",
            'effective_from = "soon"',
            14,
            "effective_from",
            "input should be a valid date",
        ),
        (
            '["agreed"]',
            '["argued"]',
            15,
            "exceptions.0",
            "there is no sentence 'argued' in the table `words`",
        ),
        ('exceptions = ["agreed"]\n', "", 9, "exceptions", "say what the other side may say"),
        (CITATION, "", 9, "citation", "is missing"),
        ('instrument = "A made-up text"\n', "", 17, "citation.instrument", "is missing"),
        (
            'instrument = "A made-up text"',
            'instrument = " "',
            18,
            "citation.instrument",
            "string should have at least 1 character",
        ),
        ("checked_on = 2026-11-21\n", "", 17, "citation.checked_on", "is missing"),
        (
            'verified = "VT"',
            'verified = "VW"',
            9,
            "enabled",
            "a rule that was verified only as VW cannot be enabled",
        ),
        ('force = "standard"', 'force = "draft"', 9, "enabled", "a rule that is draft cannot be enabled"),
        (
            'force = "standard"',
            'force = "superseded"',
            9,
            "enabled",
            "a rule that is superseded cannot be enabled",
        ),
        (
            'force = "standard"',
            'force = "standard"\nenabled = false',
            9,
            "disabled_because",
            "a rule that is not enabled must say why",
        ),
        ('id = "CN-OWN-1"', 'id = "own rule"', 10, "id", "string should match pattern"),
        ('title = { en = "No calls at night" }', "title = {}", 11, "title", "give `zh` or `en`"),
        (
            'title = { en = "No calls at night" }',
            'title = { en = "Illegal calls", zh = "违法来电" }',
            11,
            "title",
            "must not say 违法, Illegal: no count shows that",
        ),
        (
            'exceptions = ["agreed"]',
            'exceptions = [{ zh = "对方有罪" }]',
            15,
            "exceptions.0",
            "must not say 有罪: no count shows that",
        ),
        (
            'force = "standard"',
            'force = "standard"\nsee_also = ["CN-NO-SUCH"]',
            13,
            "see_also",
            "there is no rule 'CN-NO-SUCH'",
        ),
        (
            'force = "standard"',
            'force = "standard"\nsucceeded_by = "CN-NO-SUCH"',
            13,
            "succeeded_by",
            "there is no rule 'CN-NO-SUCH'",
        ),
    ],
)
def test_one_problem(write, old, new, line, key, message):
    text = dedent(RULE)
    assert old in text
    (complaint,) = complaints(write(HEAD, text.replace(old, new)))
    rule = "own rule" if key == "id" else "CN-OWN-1"
    assert complaint[:3] == (line, rule, key)
    assert complaint[3].startswith(message), complaint[3]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "message"),
    [
        ("schema = 1", "schema = 2", 1, "schema", "input should be 1"),
        ('jurisdiction = "CN"', "", None, "jurisdiction", "is missing"),
        ('jurisdiction = "CN"', 'jurisdiction = "China"', 3, "jurisdiction", "string should match"),
        ('id = "own"', 'id = "own"\ntz = "Mars/Olympus"', 3, "tz", "There is no time zone 'Mars/Olympus'."),
        ('id = "own"', 'id = "own"\nlicence = "MIT"', 3, "licence", "is no key that is known here"),
    ],
)
def test_one_problem_of_the_head(write, old, new, line, key, message):
    (complaint,) = complaints(write(dedent(HEAD).replace(old, new), RULE))
    assert complaint[:3] == (line, None, key)
    assert complaint[3].startswith(message)


@pytest.mark.parametrize(
    ("condition", "key", "message"),
    [
        (DAILY.replace('calendar_day"', 'fortnight"'), "condition.window", "input should be"),
        (DAILY.replace("limit = 3", "limit = -1"), "condition.limit", "input should be greater"),
        (DAILY.replace('"any"', '"shouts"'), "condition.basis", "input should be"),
        (DAILY.replace('per = "actor"', 'per = "planet"'), "condition.per", "input should be"),
        (
            DAILY + ', certain_above = 3, jointly_with = "CN-OWN-1"',
            "condition",
            "`certain_above` must be greater than `limit`",
        ),
        (DAILY + ", certain_above = 6", "condition", "`certain_above` and `jointly_with` go together"),
        (
            DAILY + ', certain_above = 6, jointly_with = "CN-GONE"',
            "condition.jointly_with",
            "there is no rule 'CN-GONE'",
        ),
        ('kind = "phrase", categories = []', "condition.categories", "tuple should have at least 1 item"),
        ('kind = "phrase", categories = ["Threat!"]', "condition.categories.0", "string should match"),
        (
            'kind = "channel", categories = ["unsigned"], classes = ["pigeon"]',
            "condition.classes.0",
            "'pigeon' is none of mobile",
        ),
        ('kind = "after_conversation", days = 0, per = "debt"', "condition.days", "input should be greater"),
        (
            'kind = "quiet_hours", windows = [{ days = ["someday"], window = "20:00-08:00" }]',
            "condition.windows.0.days.0",
            "input should be",
        ),
    ],
)
def test_conditions_are_checked_key_by_key(write, condition, key, message):
    text = dedent(RULE).replace('kind = "quiet_hours", window = "22:00-08:00"', condition)
    (complaint,) = complaints(write(HEAD, text))
    assert complaint[:3] == (13, "CN-OWN-1", key)
    assert complaint[3].startswith(message), complaint[3]


def test_what_a_text_itself_says_is_quoted_as_it_stands(write):
    quoted = dedent(RULE).replace('article = "1"', 'article = "1"\nquote = "违法行为"')
    assert rules.load([write(HEAD, quoted)])[-1].rules[0].citation.quote == "违法行为"
