"""Rules: published texts as data, and what a log looks like beside them.

``packs()`` are the rules that ship with the program, ``load(paths)`` those and the user's own.
``examine(log, case_file)`` measures a log against them; ``evaluate`` gives its findings alone.
"""

from collectguard.findings import Citation, DayCount, Evaluation, Finding, LegalBasis, NotEvaluated
from collectguard.rules.banned import BANNED_CLAIMS, BANNED_PHRASES, BANNED_WORDS, banned_in
from collectguard.rules.consistency import stale
from collectguard.rules.evaluate import evaluate, examine
from collectguard.rules.examples import check_examples
from collectguard.rules.listing import describe, rule_list_json
from collectguard.rules.load import load, packs
from collectguard.rules.models import Pack, Rule
from collectguard.rules.observation import TextHit
from collectguard.rules.problems import Problem, RulePackError

__all__ = [
    "BANNED_CLAIMS", "BANNED_PHRASES", "BANNED_WORDS", "Citation", "DayCount", "Evaluation", "Finding",
    "LegalBasis", "NotEvaluated", "Pack", "Problem", "Rule", "RulePackError", "TextHit", "banned_in",
    "check_examples", "describe", "evaluate", "examine", "load", "packs", "rule_list_json", "stale",
]  # fmt: skip
