"""Packs of rules written to files, and what is complained about."""

import pytest

from collectguard import rules

HEAD = """\
    schema = 1
    id = "own"
    jurisdiction = "CN"
    title = { en = "Own rules" }

    [words]
    agreed = { en = "Both had agreed." }
    """
RULE = """\
    [[rule]]
    id = "CN-OWN-1"
    title = { en = "No calls at night" }
    force = "standard"
    condition = { kind = "quiet_hours", window = "22:00-08:00" }
    effective_from = 2026-01-01
    exceptions = ["agreed"]
    cannot_show = [{ en = "Consent.", zh = "是否同意。" }]
    [rule.citation]
    instrument = "A made-up text"
    article = "1"
    verified = "VT"
    checked_on = 2026-11-21
    """


def problems(path):
    with pytest.raises(rules.RulePackError) as error:
        rules.load([path])
    return error.value


def complaints(path):
    """(line, rule, key, beginning of the message) of each problem."""
    found = problems(path).problems
    assert {problem.path for problem in found} == {str(path)}
    return [(problem.line, problem.rule, problem.key, problem.message) for problem in found]
