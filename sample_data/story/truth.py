"""Counts kept while the story is told: the planted truth that programs can be held against."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from story.dates import DAY_MS, MINUTE_MS, NIGHT_END_MS, NIGHT_START_MS, UTC_OFFSET_MS, wall


@dataclass
class Tally:
    """Incoming contacts of one party, of one actor, or of all."""

    incoming: int = 0
    timed: int = 0
    night: int = 0
    boundary: int = 0
    connected: int = 0
    missed_series: int = 0
    evenings: set[date] = field(default_factory=set)
    by_day: Counter[date] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    first_ms: int | None = None
    last_ms: int | None = None

    def add(self, kind: str, at_ms: int, outcome: str, *, usable: bool = True, talk_s: int = 0) -> None:
        """Count one contact; a time that is not usable counts for nothing but ``incoming``."""
        self.incoming += 1
        self.outcomes[outcome] += 1
        self.kinds[kind] += 1
        self.connected += outcome in {"answered", "elsewhere"} and talk_s >= 1
        if not usable:
            return
        local = wall(at_ms)
        day, of_day_ms = local.date(), (at_ms + UTC_OFFSET_MS) % DAY_MS
        self.timed += 1
        self.by_day[day] += 1
        if of_day_ms >= NIGHT_START_MS or of_day_ms < NIGHT_END_MS:
            self.night += 1
            self.evenings.add(day if of_day_ms >= NIGHT_START_MS else day - timedelta(days=1))
        self.boundary += any(
            abs(of_day_ms - border) <= MINUTE_MS for border in (NIGHT_START_MS, NIGHT_END_MS)
        )
        self.first_ms = at_ms if self.first_ms is None else min(self.first_ms, at_ms)
        self.last_ms = at_ms if self.last_ms is None else max(self.last_ms, at_ms)

    def as_dict(self) -> dict[str, Any]:
        """The counts as plain JSON values."""
        return {
            "incoming": self.incoming,
            "timed": self.timed,
            "night_count": self.night,
            "nights": len(self.evenings),
            "boundary_count": self.boundary,
            "connected_count": self.connected,
            "active_days": len(self.by_day),
            "busiest_day": self._busiest_day(),
            "longest_run": self._longest_run(),
            "kinds": dict(sorted(self.kinds.items())),
            "outcomes": dict(sorted(self.outcomes.items())),
            "first_ms": self.first_ms,
            "last_ms": self.last_ms,
        }

    def _busiest_day(self) -> dict[str, Any] | None:
        if not self.by_day:
            return None
        day = min(self.by_day, key=lambda day: (-self.by_day[day], day))
        return {"date": day.isoformat(), "count": self.by_day[day]}

    def _longest_run(self) -> dict[str, Any] | None:
        """The longest run of consecutive days with a contact, the earliest of equal ones."""
        runs: list[list[date]] = []
        for day in sorted(self.by_day):
            if runs and day - runs[-1][-1] == timedelta(days=1):
                runs[-1].append(day)
            else:
                runs.append([day])
        if not runs:
            return None
        run = max(runs, key=len)
        return {"days": len(run), "first": run[0].isoformat(), "last": run[-1].isoformat()}
