"""What is wrong between the parts of lexica; what is sound becomes one lexicon."""

from collections.abc import Sequence
from typing import Final

from collectguard.content.judging import examples
from collectguard.content.lexicon import Lexicon, Ready, Test
from collectguard.content.models import GIVEN, Rule
from collectguard.content.normalise import normalise
from collectguard.content.patterns import PatternError, compiled, filled
from collectguard.content.reading import Entered, File
from collectguard.content.variants import Keyword
from collectguard.i18n import Sentence

NEGATION: Final = "negation"
"""The context whose patterns are looked for before a hit."""


def across(files: Sequence[File]) -> Lexicon:
    """The lexicon of all sound rules of the files; problems are noted with each file.

    The examples of the rules are tried only where nothing else is wrong: elsewhere they would fail for the
    same reason a second time.
    """
    sets = _sets(files)
    contexts = _contexts(files, sets)
    keywords = _keywords(files)
    rules = _rules(files, sets, contexts)
    negation = contexts.pop(NEGATION, Test((), ()))
    lexicon = Lexicon(
        rules=tuple(sorted((ready for _, _, ready in rules), key=lambda ready: ready.rule.id)),
        contexts=contexts,
        negation=negation.any,
        keywords=tuple(keywords),
    )
    if not any(file.problems for file in files):
        for file, entered, ready in rules:
            if not file.source.shipped:  # those that ship are tried by the tests of the program
                _try(file, entered, ready, lexicon)
    return lexicon


def _try(file: File, entered: Entered, ready: Ready, lexicon: Lexicon) -> None:
    for place, message in examples(ready, lexicon):
        file.complain(("rule", entered.at, *place), ready.rule.id, message)


def _sets(files: Sequence[File]) -> dict[str, str]:
    """Sets by name, as one group each; a set may use those before it."""
    sets: dict[str, str] = {}
    for file in files:
        for name, parts in file.basics.sets.items():
            if name in sets:
                file.complain(("sets", name), None, Sentence("there is a set of this name already"))
                continue
            try:
                text = filled("|".join(parts), sets)
                compiled(text)
            except PatternError as error:
                file.complain(("sets", name), None, error.sentence)
                text = "(?!)"
            sets[name] = f"(?:{text})"
    return sets


def _contexts(files: Sequence[File], sets: dict[str, str]) -> dict[str, Test]:
    gathered: dict[str, tuple[list[str], list[str]]] = {}
    for file in files:
        for name, context in file.basics.contexts.items():
            if name in GIVEN:
                file.complain(("contexts", name), None, Sentence("this name has a meaning of its own"))
            kept = gathered.setdefault(name, ([], []))
            for key, patterns, into in (("any", context.any, kept[0]), ("none", context.none, kept[1])):
                for at, pattern in enumerate(patterns):
                    try:
                        text = filled(pattern, sets)
                        compiled(text)
                    except PatternError as error:
                        file.complain(("contexts", name, key, at), None, error.sentence)
                    else:
                        into.append(text)
    return {name: Test.of(any_, none) for name, (any_, none) in gathered.items()}


def _keywords(files: Sequence[File]) -> list[Keyword]:
    keywords = []
    for file in files:
        for word, spelling in file.basics.keywords.items():
            syllables = tuple(spelling.pinyin.split())
            if syllables and len(syllables) != len(word):
                file.complain(
                    ("keywords", word, "pinyin"), None, Sentence("give one syllable for each character")
                )
            else:
                alike = tuple(normalise(each).text for each in spelling.alike)
                keywords.append(Keyword(word, syllables, alike))
    return keywords


def _rules(
    files: Sequence[File], sets: dict[str, str], contexts: dict[str, Test]
) -> list[tuple[File, Entered, Ready]]:
    seen: dict[str, File] = {}
    found = []
    for file in files:
        for entered in file.rules:
            rule, place = entered.rule, ("rule", entered.at)
            if rule.id in seen:
                other = seen[rule.id].source.path
                file.complain(
                    (*place, "id"), rule.id, Sentence("is the id of a rule in {path} already", path=other)
                )
                continue
            seen[rule.id] = file
            for key, name in _unknown(rule, contexts):
                file.complain((*place, key), rule.id, Sentence("there is no context {name!r}", name=name))
            try:
                found.append((file, entered, Ready(rule, compiled(filled(rule.pattern, sets)))))
            except PatternError as error:
                file.complain((*place, "pattern"), rule.id, error.sentence)
    return found


def _unknown(rule: Rule, contexts: dict[str, Test]) -> list[tuple[str, str]]:
    named = [("requires", name) for item in rule.requires for name in item.split("|")]
    named += [("unless", name) for name in rule.unless]
    return [(key, name) for key, name in named if name not in contexts and name not in GIVEN]
