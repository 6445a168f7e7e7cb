"""Nobody below the threshold can be worked out of the dashboards, whatever filters are laid side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from scipy.linalg import null_space

from tests.analysis.histories import NORMS, TEAMS, Looped, history
from tests.analysis.test_count_dashboards import FIGURES, OPEN, published
from wegwijs.analysis.dashboards.definitions import Series
from wegwijs.analysis.dashboards.publishing import Before, publish
from wegwijs.analysis.disclosure.cubes import Layout, Limits, hide
from wegwijs.eventlog.writing import write_csv

FEW, WHOLE = 5, 25
READERS = OPEN | {"inside": Limits(FEW, WHOLE)}
Key = tuple[str, str, str]


@pytest.fixture(scope="module", params=range(2))
def city(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Looped], dict[str, Any], dict[str, Any]]:
    """People, all figures without limits, and the same figures for a reader."""
    chance = Random(40 + request.param)
    cases = [history(chance, number) for number in range(260)]
    found = published(cases, tmp_path_factory.mktemp("log"), READERS)
    return [one for one in map(Looped, cases) if one.counts], found["all"], found["inside"]


def cells(told: dict[str, Any]) -> Iterator[tuple[Key, int | None]]:
    for part, table in told["tables"].items():
        for row, line in zip(told["rows"], table["counts"], strict=True):
            for column, count in zip(told["columns"], line, strict=True):
                yield (part, row, column), count


def test_what_is_shown_is_true_and_what_is_small_is_not_shown(city: Any) -> None:
    """No small count, and no small group of which all are in one row; everything shown is the figure itself."""
    _, plain, found = city
    shown = 0
    for code, told in found.items():
        true = dict(cells(plain[code]))
        for key, count in cells(told):
            assert count in {None, true[key]}
            assert not 0 < true[key] < FEW or count is None
            shown += count is not None
        if not isinstance(FIGURES[code], Series):
            for (part, row, column), count in cells(told):
                group = true[part, "total", column]
                if row != "total" and 0 < true[part, row, column] == group < WHOLE:
                    assert count is None
    assert shown > 1000


def test_two_hundred_pairs_of_filters_tell_of_nobody(city: Any) -> None:
    """Of two shown figures of which one counts only people of the other, the difference is nobody or enough people."""
    people, _, found = city
    chance = Random(6)
    nested = 0
    for _ in range(200):
        code = chance.choice(list(found))
        shown = [key for key, count in cells(found[code]) if count]
        if len(shown) < 2:
            continue
        parts = sorted({key[0] for key in shown})
        first, second = chance.choice(parts), chance.choice(parts)
        counted = {key: inside(people, (code, key)) for key in shown if key[0] in {first, second}}
        for one, here in counted.items():
            for other, there in counted.items():
                if {one[0], other[0]} == {first, second} and here < there:
                    nested += 1
                    assert len(there - here) >= FEW, (code, one, other)
    assert nested > 100


def test_no_hidden_cell_follows_from_all_sums_together(city: Any) -> None:
    """A reader who writes every sum of a figure down as an equation finds no hidden count."""
    _, plain, found = city
    for code, told in found.items():
        true = dict(cells(plain[code]))
        hidden = [key for key, count in cells(told) if count is None]
        system = equations(told, hidden)
        if hidden:
            can_move = np.abs(null_space(system)).max(axis=1) > 1e-6
            assert all(can_move[place] for place, key in enumerate(hidden) if true[key]), code


def equations(told: dict[str, Any], hidden: list[Key]) -> Any:
    """Rows to their total, groups to everybody, values of a filter to the whole; only what is hidden is unknown."""
    place = {key: number for number, key in enumerate(hidden)}
    rows, parts = told["rows"], list(told["tables"])
    sums: list[list[Key]] = []
    for part in parts:
        sums += [[(part, row, column) for row in rows] for column in told["columns"]]
        sums += [[(part, row, column) for column in told["columns"]] for row in rows]
    for name in {part.split("=")[0] for part in parts} - {""}:
        of = [part for part in parts if part.startswith(f"{name}=")]
        sums += [[(part, row, column) for part in (*of, "")] for row in rows for column in told["columns"]]
    lines = [[0.0] * len(hidden) for _ in sums]
    for line, keys in zip(lines, sums, strict=True):
        for number, key in enumerate(keys):
            if key in place:
                line[place[key]] = -1.0 if number == len(keys) - 1 else 1.0
    return np.array([line for line in lines if any(line)])


def test_two_months_side_by_side_tell_of_nobody(tmp_path: Path) -> None:
    """Of a figure told exactly in both months, one inside the other: the difference is nobody or enough people."""
    chance = Random(11)
    cases = [history(chance, number) for number in range(260)]
    month = replace(NORMS, on=date(2024, 5, 31))
    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(cases, file)
    first = publish(path, month, TEAMS, READERS)
    second = publish(path, NORMS, TEAMS, READERS, Before(month, {"inside": first["inside"]}))
    then = {key: n for key, n in every(first["inside"]) if isinstance(n, int)}
    both = 0
    people = [(Looped(case, month.on), Looped(case)) for case in cases]
    rounded = 0
    for key, count in every(second["inside"]):
        rounded += isinstance(count, list)
        if isinstance(count, int) and key in then:
            both += 1
            if abs(count - then[key]) in range(1, FEW):
                before, after = (inside(side, key) for side in zip(*people, strict=True))
                assert not before < after, key
                assert not after < before, key
    assert both > 500
    assert rounded > 20


def every(dashboards: dict[str, Any]) -> Iterator[tuple[tuple[str, Key], Any]]:
    for one in dashboards.values():
        for code, told in one["figures"].items():
            for key, count in cells(told):
                yield (code, key), count


def inside(people: Iterable[Looped], key: tuple[str, Key]) -> frozenset[int]:
    """Who is counted in a cell, by the loop."""
    code, (part, row, column) = key
    name, _, value = part.partition("=")
    return frozenset(
        number
        for number, one in enumerate(people)
        if one.counts and (mine := one.all_rows().get(code)) is not None
        and row in {mine, "total"} and column in {one.who, "total"} and (not name or one.slices[name] == value)
    )  # fmt: skip


def test_an_estimate_is_told_only_of_enough_people(city: Any) -> None:
    """No median, share or point of a curve that stands for one person's days."""
    _, _, found = city
    curves = 0
    for told in found.values():
        for table in told["tables"].values():
            for column, one in zip(told["columns"], (table.get("waits") or {}).values(), strict=False):
                if one is None:
                    continue
                done = table["counts"][0][told["columns"].index(column)]
                assert done >= 10
                assert len(one["curve"]) <= done // 10
                curves += bool(one["curve"])
    assert curves > 20


def test_the_whole_city_may_be_all_the_same() -> None:
    """Of a large group it is told that everybody is in one row; of a small one it is not, nor of nobody."""
    counts = np.zeros((1, 3, 3), dtype=np.int64)
    counts[0] = [[30, 70, 100], [0, 0, 0], [30, 70, 100]]
    members = np.zeros((1, 3, 3, 2), dtype=bool)
    members[0, 0] = members[0, 2] = [[True, False], [False, True], [True, True]]
    layout = Layout((1, 3, 3), (), ((0, 1),))
    assert not hide(counts, members, layout, Limits(5, 30)).any()
    hidden = hide(counts, members, layout, Limits(5, 50))
    assert hidden[0, :2, 0].all()
    assert not hide(counts, members, layout, Limits(0, 50)).any()
