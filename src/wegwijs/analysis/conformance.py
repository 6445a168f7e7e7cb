"""Whether cases went as expected: which steps they skipped, took again, or took only after a later one.

What is expected is data with a source (`expected_route.toml`, or a file of the reader's own). Steps of one stage may
come in any order. A step is skipped when the case got beyond its stage without it: who is not that far skipped nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from wegwijs.analysis.problems import Unreadable
from wegwijs.analysis.reading.columns import Also, Chosen
from wegwijs.analysis.reading.logs import EventLog

_KEPT = {"case:group": "of_group", "case:route": "of_route"}  # column of the log → name that we keep it under
_STEP = {
    "stage": int,
    "activity": str,
    "groups": list,
    "routes": list,
    "optional": bool,
    "repeats": bool,
    "source": str,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One expected step. Empty `groups` or `routes`: of everybody. `repeats`: taking it again is no rework."""

    stage: int
    activity: str
    groups: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    optional: bool = False
    repeats: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A route and where it is described."""

    source: str
    steps: tuple[Step, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        """Columns of the log that say which steps are of whom."""
        used = any(step.groups for step in self.steps), any(step.routes for step in self.steps)
        return tuple(name for name, told in zip(_KEPT, used, strict=True) if told)

    def chosen(self, chosen: Chosen) -> Chosen:
        """The columns that were chosen, and those."""
        kept = {_KEPT[name]: f'"{name}"' for name in self.needs}
        return Chosen(chosen.case, chosen.activity, chosen.moment, chosen.by, Also(self.needs, kept))


def expected_route(path: Path | None) -> Expected:
    """Of a file, or that of this law. Raises Unreadable, naming the step that cannot be read."""
    source = path or Path("expected_route.toml")
    try:
        text = (files("wegwijs.analysis") / source.name).read_text("utf-8") if path is None else path.read_text("utf-8")
        read = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise Unreadable(source, "", f"TOML that can be read ({error})") from None
    steps = read.get("step")
    if not isinstance(steps, list) or not steps:
        raise Unreadable(source, "", "steps, each under [[step]] with a stage and an activity")
    return Expected(str(read.get("source", "")), tuple(_step(source, n, one) for n, one in enumerate(steps, start=1)))


def _step(source: Path, number: int, told: Any) -> Step:
    where = f"step {number}"
    if not isinstance(told, dict) or not {"stage", "activity"} <= set(told):
        raise Unreadable(source, where, "a stage and an activity")
    for name, value in told.items():
        if type(value) is not _STEP.get(name):
            raise Unreadable(source, f"{where}, {name!r}", f"one of {', '.join(_STEP)}, of its own type")
    whole: dict[str, Any] = {
        name: tuple(map(str, value)) if isinstance(value, list) else value for name, value in told.items()
    }
    return Step(**whole)


def conformance(log: EventLog, expected: Expected) -> dict[str, Any]:
    """Per group and route: cases, how many went as expected, and per step what happened to it.

    Cases that took no expected step are not judged and not counted.
    """
    told = ", ".join(
        f"({place}, {one.stage}, {log.codes.get(one.activity, -1)}, {one.optional}, {one.repeats})"
        for place, one in enumerate(expected.steps)
    )
    log.engine.keep("expected", f"SELECT * FROM (VALUES {told}) AS told(place, stage, activity, optional, repeats)")  # noqa: S608  whole numbers and yes or no
    log.engine.keep("judged", _judged(expected))
    whole = log.engine.answer(_WHOLE)
    steps = log.engine.answer(_STEPS)
    log.engine.forget("judged")
    log.engine.forget("expected")
    routes = [
        {**_named(one), "cases": one["cases"], "as_expected": one["as_expected"],
         "steps": [_told(step, expected) for step in steps if _named(step) == _named(one)]}
        for one in whole
    ]  # fmt: skip
    return {"source": expected.source, "cases": sum(one["cases"] for one in whole), "routes": routes}


def _judged(expected: Expected) -> str:
    """Every expected step of every case, whether it was taken or not."""
    told = ", ".join(f"coalesce(max({kept}), '') AS {kept}" if name in expected.needs else f"'' AS {kept}"
                     for name, kept in _KEPT.items())  # fmt: skip
    of_whom = " OR ".join(f"(place = {place}{_of_whom(one)})" for place, one in enumerate(expected.steps))
    return f"""
WITH cases AS (
  SELECT case_key, {told} FROM events GROUP BY case_key
),
taken AS (SELECT case_key, activity, min(seq) AS first, count(*) AS times FROM events GROUP BY case_key, activity),
every AS (
  SELECT case_key, of_group, of_route, place, stage, optional, repeats, first, times
  FROM cases JOIN expected ON {of_whom}
  LEFT JOIN taken USING (case_key, activity)
),
beside AS (
  SELECT *, max(CASE WHEN first IS NOT NULL THEN stage END) OVER (PARTITION BY case_key) AS got_to,
    min(first) OVER (PARTITION BY case_key ORDER BY -stage RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS later
  FROM every
)
SELECT case_key, of_group, of_route, place, first IS NOT NULL AS taken,
  first IS NULL AND NOT optional AND stage < got_to AS skipped,
  coalesce(times > 1 AND NOT repeats, false) AS repeated, coalesce(first > later, false) AS out_of_order
FROM beside WHERE got_to IS NOT NULL"""  # noqa: S608  words of our own


def _of_whom(step: Step) -> str:
    """For which groups and routes, as conditions; for all where none is named."""
    named = {"of_group": step.groups, "of_route": step.routes}
    lists = {
        column: ", ".join("'" + name.replace("'", "''") + "'" for name in names) for column, names in named.items()
    }
    return "".join(f" AND {column} IN ({names})" for column, names in lists.items() if names)


_WHOLE = """
SELECT of_group, of_route, count(*) AS cases, count(*) FILTER (fine) AS as_expected FROM (
  SELECT of_group, of_route, NOT bool_or(skipped OR repeated OR out_of_order) AS fine FROM judged
  GROUP BY case_key, of_group, of_route
) GROUP BY ALL ORDER BY of_group, of_route"""
_STEPS = """
SELECT of_group, of_route, place, count(*) FILTER (taken) AS taken, count(*) FILTER (skipped) AS skipped,
  count(*) FILTER (repeated) AS repeated, count(*) FILTER (out_of_order) AS out_of_order
FROM judged GROUP BY ALL ORDER BY of_group, of_route, place"""


def _named(row: Mapping[str, Any]) -> dict[str, str]:
    return {"group": row["of_group"], "route": row["of_route"]}


def _told(row: Mapping[str, Any], expected: Expected) -> dict[str, Any]:
    step = expected.steps[row["place"]]
    counts = {name: row[name] for name in ("taken", "skipped", "repeated", "out_of_order")}
    return {"stage": step.stage, "activity": step.activity, **counts, "source": step.source}
