"""How many examples a property tries: by the profile, and of the dear ones a share of that."""

from typing import Any

from hypothesis import settings

USUAL = 100
"""What a property without a word of its own tries in the usual profile."""


def examples(count: int, **further: Any) -> settings:
    """So many in the usual profile; in a longer one more, by the same factor.

    ``HYPOTHESIS_PROFILE=thorough`` chooses the long one; see `tests.conftest`.
    """
    return settings(max_examples=max(1, count * settings.default.max_examples // USUAL), **further)
