"""Precision and recall of the judging of messages on labelled ones: ``python -m tests.score FILE``.

The file holds JSON lines with ``text`` and ``labels``; labels that are no categories are passed over.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from collectguard.content import CATEGORIES, judge
from collectguard.content.results import ABUSIVE

ANY_ABUSE = "any abuse"


class Score(NamedTuple):
    """Messages of one category."""

    right: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float | None:
        """Share of the found ones that are right, 0 to 1; none where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of the labelled ones that were found, 0 to 1; none where there are none."""
        labelled = self.right + self.missed
        return self.right / labelled if labelled else None


class Scores(NamedTuple):
    """A whole file."""

    categories: dict[str, Score]
    innocent: int
    """Messages labelled neither as collection nor as abusive."""
    flagged: int
    """Innocent ones with an abusive category."""


def scores(messages: Iterable[tuple[str, set[str]]]) -> Scores:
    """The scores of judging each text alone, against its labels."""
    outcomes = {name: Counter[tuple[bool, bool]]() for name in (*CATEGORIES, ANY_ABUSE)}
    innocent = flagged = 0
    for text, labels in messages:
        found = set(judge(text).labels)
        for name in CATEGORIES:
            outcomes[name][name in labels, name in found] += 1
        outcomes[ANY_ABUSE][bool(labels & ABUSIVE), bool(found & ABUSIVE)] += 1
        if not labels & (ABUSIVE | {"collection"}):
            innocent += 1
            flagged += bool(found & ABUSIVE)
    of = {
        name: Score(count[True, True], count[True, False], count[False, True])
        for name, count in outcomes.items()
    }
    return Scores(of, innocent, flagged)


def read(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Texts with their labels."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row: Mapping[str, object] = json.loads(line)
                labels = row["labels"]
                assert isinstance(labels, list)
                yield str(row["text"]), set(labels)


def table(result: Scores) -> str:
    """The scores as lines of text."""

    def share(value: float | None) -> str:
        return "    –" if value is None else f"{value:5.3f}"

    lines = [f"{'category':28} {'P':>5} {'R':>5} {'right':>6} {'missed':>6} {'wrong':>6}"]
    lines += [
        f"{name:28} {share(score.precision)} {share(score.recall)} "
        f"{score.right:6} {score.missed:6} {score.wrong:6}"
        for name, score in result.categories.items()
    ]
    percent = 100 * result.flagged / result.innocent if result.innocent else 0.0
    lines.append(
        f"innocent messages flagged as abusive: {result.flagged} of {result.innocent} ({percent:.2f} %)"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(scores(read(Path(sys.argv[1])))))  # noqa: T201
