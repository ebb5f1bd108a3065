"""What messages say: phrases found in bodies, each with its quote, its reason and its sort.

`judge` reads one text, `examine` a whole log; `load` reads the lexica that they go by. A hit is a lead
that a person confirms or clears, never a finding by itself, and no hit does not mean that nothing is wrong.
"""

from collectguard.content.examining import examine
from collectguard.content.judging import judge
from collectguard.content.lexicon import Lexicon
from collectguard.content.loading import load, shipped
from collectguard.content.results import (
    ABUSIVE,
    BY_WEIGHT,
    CATEGORIES,
    SEVERITIES,
    Content,
    EventHits,
    Explained,
    Hit,
    Judgement,
)
from collectguard.content.weekly import weekly

__all__ = [
    "ABUSIVE", "BY_WEIGHT", "CATEGORIES", "SEVERITIES", "Content", "EventHits", "Explained", "Hit",
    "Judgement", "Lexicon", "examine", "judge", "load", "shipped", "weekly",
]  # fmt: skip
