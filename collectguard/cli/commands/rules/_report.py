"""A written report as far as rules need it: findings from ``case.json``, rows from ``events.csv``."""

import csv
import hashlib
import json
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from collectguard.cli.language import _
from collectguard.errors import InputError
from collectguard.findings import FindingJson, NotEvaluated

CASE, EVENTS, MANIFEST = "case.json", "events.csv", "manifest.json"


class _Entry(BaseModel):
    """A part of ``case.json``; what else stands there is for others."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Subject(_Entry):
    """Who is counted."""

    kind: str
    id: str


class Day(_Entry):
    """One date of a finding."""

    date: str
    count: int


class WrittenFinding(_Entry):
    """A finding as the report holds it."""

    rule: str
    force: str
    subject: Subject
    observed: int
    limit: int
    days: list[Day]
    event_ids: list[str]
    boundary_count: int
    sentence: str

    def as_json(self) -> FindingJson:
        """The finding as plain JSON values, as it stands in the report."""
        return {
            "rule": self.rule,
            "force": self.force,
            "subject": {"kind": self.subject.kind, "id": self.subject.id},
            "observed": self.observed,
            "limit": self.limit,
            "days": [{"date": day.date, "count": day.count} for day in self.days],
            "event_ids": [*self.event_ids],
            "boundary_count": self.boundary_count,
            "sentence": self.sentence,
        }


class _Waiting(_Entry):
    rule: str
    reason: str


class _Rules(_Entry):
    evaluated: list[str]
    not_evaluated: list[_Waiting]


class _Settings(_Entry):
    region: str
    tz: str


class _Source(_Entry):
    path: str
    sha256: str


class _Case(_Entry):
    settings: _Settings
    sources: list[_Source]
    findings: list[WrittenFinding]
    rules: _Rules


class Row(_Entry):
    """A contact that a finding counts, with its place in its file."""

    event_id: str
    started_at: str
    """ISO 8601 in UTC, to the millisecond, with ``Z``."""
    time_quality: str
    kind: str
    outcome: str
    party: str
    path: str
    sha256: str
    ordinal: int
    line: int | None


class Report:
    """A report in its folder."""

    def __init__(self, folder: Path) -> None:
        """Read ``case.json``.

        Raises:
            InputError: The folder holds no report, or one without findings.
        """
        self.folder = folder
        data = _bytes(folder / CASE)
        try:
            found = json.loads(data)
            if isinstance(found, dict) and "rules" not in found:
                raise InputError(
                    _("{path} says nothing of rules: an earlier version wrote it.").format(
                        path=folder / CASE
                    ),
                    _("Write the report again with `collectguard analyze`."),
                )
            case = _Case.model_validate(found)
        except (ValidationError, ValueError, RecursionError) as error:
            raise _damaged(folder / CASE) from error
        self.region = case.settings.region
        self.tz = case.settings.tz
        self.findings = tuple(case.findings)
        """In the order of the report."""
        self.evaluated = tuple(case.rules.evaluated)
        self.not_evaluated = tuple(NotEvaluated(each.rule, each.reason) for each in case.rules.not_evaluated)
        self._sources = case.sources
        self._digests = {CASE: hashlib.sha256(data).hexdigest()}

    @property
    def rule_ids(self) -> frozenset[str]:
        """Every rule that the report names."""
        return frozenset(
            (
                *self.evaluated,
                *(each.rule for each in self.not_evaluated),
                *(finding.rule for finding in self.findings),
            )
        )

    def under(self, rule: str) -> Mapping[int, WrittenFinding]:
        """The findings of one rule, by the number that each has in the documents of the report."""
        return {
            number: finding for number, finding in enumerate(self.findings, start=1) if finding.rule == rule
        }

    @property
    def has_events(self) -> bool:
        """Whether the report was written with its events."""
        return (self.folder / EVENTS).is_file()

    def rows(self, event_ids: Collection[str]) -> Mapping[str, Row]:
        """The contacts with these ids, by id; rows that are marked as duplicates are none.

        Raises:
            InputError: ``events.csv`` cannot be read.
        """
        wanted = frozenset(event_ids)
        digest = hashlib.sha256()
        rows: dict[str, Row] = {}
        csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)  # messages may be long
        path = self.folder / EVENTS
        try:
            with path.open("rb") as file:
                for block in iter(lambda: file.read(1 << 20), b""):
                    digest.update(block)
            with path.open(encoding="utf-8-sig", newline="") as text:
                for values in csv.DictReader(text):
                    if values["event_id"] in wanted and not values["duplicate_of"]:
                        rows[values["event_id"]] = self._row(values)
        except OSError as error:
            raise _unreadable(path, error) from error
        except (KeyError, IndexError, ValueError, TypeError, csv.Error) as error:
            raise _damaged(path) from error
        self._digests[EVENTS] = digest.hexdigest()
        return rows

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the files read so far that are not what the manifest says; all of them without one."""
        try:
            manifest = json.loads((self.folder / MANIFEST).read_bytes())
            written = {entry["path"]: entry["sha256"] for entry in manifest["outputs"]}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            written = {}
        return tuple(name for name, digest in self._digests.items() if written.get(name) != digest)

    def _row(self, values: Mapping[str, str]) -> Row:
        source = self._sources[int(values["source_id"])]
        return Row(
            event_id=values["event_id"],
            started_at=values["started_at"],
            time_quality=values["time_quality"],
            kind=values["kind"],
            outcome=values["outcome"],
            party=values["party"],
            path=source.path,
            sha256=source.sha256,
            ordinal=int(values["ordinal"]),
            line=int(values["line"]) if values["line"] else None,
        )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(
            _("{folder} holds no report: there is no {name} in it.").format(
                folder=path.parent, name=path.name
            ),
            _("Give the folder that `collectguard analyze` wrote."),
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(
        _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error),
        _("Give the folder that `collectguard analyze` wrote."),
    )


def _damaged(path: Path) -> InputError:
    return InputError(
        _("{path} is not as `collectguard analyze` writes it.").format(path=path),
        _("`collectguard verify` says what was changed; write the report again from the backups."),
    )
