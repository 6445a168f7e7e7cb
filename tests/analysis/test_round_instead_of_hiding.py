"""Rounding is the other way: no small count can be told from rounded figures and their sums."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.analysis.histories import history
from tests.analysis.test_count_dashboards import OPEN, published
from wegwijs.analysis.disclosure.cubes import Layout, Limits
from wegwijs.analysis.disclosure.rounding import hide_beside_rounding, rounded

BASE = 3
LAYOUT = Layout((1, 3, 3), (), ((0, 1),))


def bounds(count: int, hidden: bool) -> range:
    told = rounded(count, BASE)
    return range(13) if hidden else range(max(told - BASE // 2, 0), told + BASE - BASE // 2)


@pytest.mark.parametrize("seed", range(3))
def test_no_small_count_is_pinned_down(seed: int) -> None:
    """Every table that fits what is shown is written out; a small count differs between two of them."""
    chance = Random(seed)
    smalls = 0
    for _ in range(60):
        inner = np.array([[chance.randrange(6) for _ in range(2)] for _ in range(2)])
        table = np.zeros((1, 3, 3), dtype=np.int64)
        table[0, :2, :2] = inner
        table[0, 2, :2], table[0, :2, 2], table[0, 2, 2] = inner.sum(axis=0), inner.sum(axis=1), inner.sum()
        out = hide_beside_rounding(table, LAYOUT, Limits(BASE, 0, rounded=True))
        allowed = [[bounds(int(table[0, r, c]), bool(out[0, r, c])) for c in range(3)] for r in range(3)]
        fits = [
            (a, b, c, d)
            for a, b, c, d in product(allowed[0][0], allowed[0][1], allowed[1][0], allowed[1][1])
            if a + b in allowed[0][2] and c + d in allowed[1][2] and a + c in allowed[2][0]
            and b + d in allowed[2][1] and a + b + c + d in allowed[2][2]
        ]  # fmt: skip
        for place, count in enumerate(inner.ravel().tolist()):
            if 0 < count < BASE:
                smalls += 1
                assert len({one[place] for one in fits}) > 1
    assert smalls > 20


def test_everything_else_is_told_in_multiples() -> None:
    """Four people are about five, two about none; margins are rounded by themselves."""
    assert [rounded(count, 5) for count in (0, 2, 3, 7, 8, 12, 13)] == [0, 0, 5, 5, 10, 10, 15]
    assert rounded(5, 10) == 10


def test_a_small_group_that_is_all_the_same_stays_hidden() -> None:
    """About thirty of about thirty is still everybody."""
    table = np.array([[[30, 70, 100], [0, 20, 20], [30, 90, 120]]])
    out = hide_beside_rounding(table, LAYOUT, Limits(5, 50, rounded=True))
    assert out[0, :2, 0].all()
    assert not out[0, 2].any()


def test_dashboards_rounded_instead_of_hidden(tmp_path: Path) -> None:
    """Every count that is told is a multiple, near the figure itself, and more is told than by hiding."""
    chance = Random(9)
    readers = OPEN | {"hidden": Limits(5, 25), "rounded": Limits(5, 25, rounded=True)}
    found = published([history(chance, number) for number in range(120)], tmp_path, readers)
    shown = {"hidden": 0, "rounded": 0}
    for code, told in found["rounded"].items():
        for part, table in told["tables"].items():
            true = found["all"][code]["tables"][part]["counts"]
            for line, exact, other in zip(
                table["counts"], true, found["hidden"][code]["tables"][part]["counts"], strict=True
            ):
                for about, count, hidden in zip(line, exact, other, strict=True):
                    shown["hidden"] += hidden is not None
                    if about is not None:
                        shown["rounded"] += 1
                        assert about[0] % 5 == 0
                        assert abs(about[0] - count) <= 2
    assert shown["rounded"] > 1.2 * shown["hidden"]
