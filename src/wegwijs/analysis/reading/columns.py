"""Which column is the case, the activity, the moment: what people call them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wegwijs.analysis.problems import Unreadable, one_of

CASE = (
    "case_id", "case:concept:name", "case_concept_name", "caseid", "case", "case_key", "trace_id", "trajectory",
    "trajectory_id", "zaak_id", "zaaknummer", "zaak", "dossier", "dossier_id",
)  # fmt: skip
ACTIVITY = (
    "activity", "concept:name", "concept_name", "activity_name", "activity_id", "event", "event_name", "event_type",
    "activiteit", "stap", "taak", "task", "kind",
)  # fmt: skip
TIME = (
    "timestamp", "time:timestamp", "time_timestamp", "time", "event_time", "datetime", "date", "complete_timestamp",
    "completetimestamp", "end_timestamp", "happened_on", "tijdstip", "tijd", "datum",
)  # fmt: skip
_OPTIONS = {"case": ("--case-col", CASE), "activity": ("--activity-col", ACTIVITY), "moment": ("--time-col", TIME)}


@dataclass(frozen=True, slots=True)
class Also:
    """What else is kept of an event: name → SQL over the columns it `needs`. Our own words, never a user's."""

    needs: tuple[str, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Columns as the user named them; None: to be guessed. `by`: a column to group cases by."""

    case: str | None = None
    activity: str | None = None
    moment: str | None = None
    by: str | None = None
    also: Also = Also()


@dataclass(frozen=True, slots=True)
class Found:
    """Columns as the file has them."""

    case: str
    activity: str
    moment: str
    by: str | None
    also: Also = Also()


def find(path: Path, header: Sequence[str], chosen: Chosen) -> Found:
    """The columns of a table with this header. Raises Unreadable, naming the option that helps."""
    for name in chosen.also.needs:
        if name not in header:
            raise Unreadable(path, "header", f"a column {name!r}, as `wegwijs events export` writes it")
    return Found(
        _one(path, header, chosen.case, "case"),
        _one(path, header, chosen.activity, "activity"),
        _one(path, header, chosen.moment, "moment"),
        None if chosen.by is None else _attribute(path, header, chosen.by),
        chosen.also,
    )


def _one(path: Path, header: Sequence[str], named: str | None, what: str) -> str:
    option, synonyms = _OPTIONS[what]
    if named is not None:
        return _attribute(path, header, named)
    known = {_plain(name): name for name in reversed(header)}
    for synonym in synonyms:
        if _plain(synonym) in known:
            return known[_plain(synonym)]
    there = one_of(list(header))
    raise Unreadable(path, "header", f"a column that holds the {what}; name it with {option}. There are {there}")


def _attribute(path: Path, header: Sequence[str], name: str) -> str:
    """A column, or an attribute of the case as XES tables write it."""
    for candidate in (name, f"case:{name}"):
        if candidate in header:
            return candidate
    raise Unreadable(path, "header", f"a column {name!r}; there are {one_of(list(header))}")


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")
