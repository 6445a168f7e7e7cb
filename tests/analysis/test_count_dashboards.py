"""Every figure of the dashboards counts what a loop over the facts counts, for everybody and for every filter."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.analysis.histories import DAY, NORMS, TEAMS, Looped, history
from wegwijs.analysis.dashboards.figures import DASHBOARDS
from wegwijs.analysis.dashboards.publishing import publish
from wegwijs.analysis.disclosure.cubes import Limits
from wegwijs.eventlog.log import LogCase
from wegwijs.eventlog.writing import write_csv

OPEN = {"all": Limits(0, 0)}
FIGURES = {figure.code: figure for one in DASHBOARDS for figure in one.figures}


def published(cases: list[LogCase], folder: Path, readers: dict[str, Limits]) -> dict[str, dict[str, Any]]:
    """Reader → figure code → what was published of it."""
    path = folder / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(cases, file)
    found = publish(path, NORMS, TEAMS, readers)
    return {
        reader: {code: told for one in dashboards.values() for code, told in one["figures"].items()}
        for reader, dashboards in found.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_counted_as_by_a_loop(seed: int, tmp_path: Path) -> None:
    """Rows, groups, filters and totals of all figures, of histories in which anything may happen."""
    chance = Random(seed)
    cases = [history(chance, number) for number in range(300)]
    found = published(cases, tmp_path, OPEN)["all"]
    people = [one for one in map(Looped, cases) if one.counts]
    expected: dict[str, Counter[tuple[str, str, str]]] = {code: Counter() for code in FIGURES}
    for one in people:
        for code, row in one.all_rows().items():
            if row is not None:
                for name, value in {"": "", **one.slices}.items():
                    for column in (one.who, "total"):
                        for line in (row, "total"):
                            expected[code][f"{name}={value}" if name else "", line, column] += 1
    for code, told in found.items():
        counted = Counter(
            {
                (part, row, column): count
                for part, table in told["tables"].items()
                for row, line in zip(told["rows"], table["counts"], strict=True)
                for column, count in zip(told["columns"], line, strict=True)
                if count
            }
        )
        wanted = {key: n for key, n in expected[code].items() if key[0].split("=")[0] not in FIGURES[code].not_by}
        assert counted == Counter(wanted), code
        assert sum(counted.values()) > 0, code


def test_waiting_is_estimated_with_who_left_competing(tmp_path: Path) -> None:
    """Half of the people, by Aalen and Johansen's estimate written out."""
    chance = Random(5)
    cases = [history(chance, number) for number in range(400)]
    told = published(cases, tmp_path, OPEN)["all"]["signal_to_plan"]["tables"][""]["waits"]["total"]
    waits = [one.waits()["signal_to_plan"] for one in map(Looped, cases) if one.counts]
    spells = [wait for wait in waits if wait is not None]
    share = incidence(spells)
    for name, level in (("q25", 0.25), ("median", 0.5), ("q75", 0.75)):
        assert told[name] == min((day for day, part in share.items() if part >= level - 1e-9), default=None)
    assert told["by_norm"] == round(100 * max(part for day, part in share.items() if day <= NORMS.plan_days))


def incidence(spells: list[tuple[str, int]]) -> dict[int, float]:
    """Aalen and Johansen's estimate by its definition, day by day."""
    found, staying, share = {}, 1.0, 0.0
    for day in sorted({days for _, days in spells}):
        at_risk = sum(days >= day for _, days in spells)
        took, left = (sum(spell == (row, day) for spell in spells) for row in ("done", "left"))
        share += staying * took / at_risk
        staying *= 1 - (took + left) / at_risk
        found[day] = share
    return found


def test_no_figure_is_of_a_person_or_a_professional(tmp_path: Path) -> None:
    """Filters are route, year, team and provider; a team that is not large enough is not told apart."""
    chance = Random(2)
    found = published([history(chance, number) for number in range(80)], tmp_path, OPEN)["all"]
    parts = {part for told in found.values() for part in told["tables"]}
    assert {part.split("=")[0] for part in parts} == {"", "route", "cohort", "team", "provider"}
    assert {part for part in parts if part.startswith("team=")} == {"team=Noord", "team=Zuid", "team=other"}


def test_what_happens_later_is_not_counted(tmp_path: Path) -> None:
    """Facts after the reference date change nothing."""
    chance = Random(3)
    cases = [history(chance, number) for number in range(120)]
    cut = [LogCase(one.id, one.attributes, tuple(e for e in one.events if e.on <= DAY)) for one in cases]
    assert published(cases, tmp_path, OPEN) == published([one for one in cut if one.events], tmp_path, OPEN)
