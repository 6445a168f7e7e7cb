"""Before and after a change: the line of before carried on, with errors that allow for neighbours that look alike."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from wegwijs.analysis.interrupted import FEWEST, BeforeAfter, Refused, before_after

CHANGED = date(2024, 1, 1)
MEASURED = [51, 48, 50, 47, 49, 46, 46, 44, 45, 43, 38, 35, 36, 33, 34, 30, 31, 29, 27, 28]


def months(before: int, after: int) -> list[date]:
    """Firsts of months around the change."""
    places = range(24 * 1000 - before, 24 * 1000 + after)
    return [date(2024 + (n - 24000) // 12, n % 12 + 1, 1) for n in places]


def compare(values: list[float | None], before: int, changed: date = CHANGED) -> BeforeAfter:
    found = before_after(months(before, len(values) - before), values, changed)
    assert isinstance(found, BeforeAfter)
    return found


def solved(matrix: list[list[Fraction]], right: list[list[Fraction]]) -> list[list[Fraction]]:
    """Gauss-Jordan, exact."""
    rows = [[*a, *b] for a, b in zip(matrix, right, strict=True)]
    size = len(rows)
    for pivot in range(size):
        swap = next(place for place in range(pivot, size) if rows[place][pivot])
        rows[pivot], rows[swap] = rows[swap], rows[pivot]
        rows[pivot] = [value / rows[pivot][pivot] for value in rows[pivot]]
        for other in range(size):
            if other != pivot:
                factor = rows[other][pivot]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[pivot], strict=True)]
    return [row[size:] for row in rows]


def by_hand(values: list[int], before: int, lag: int) -> tuple[list[Fraction], list[Fraction]]:
    """Coefficients and their variances from the formulas, in fractions: no floating point, no matrices of numpy."""
    x = [
        [Fraction(1), Fraction(t - before), Fraction(t >= before), Fraction(max(0, t - before))]
        for t in range(len(values))
    ]
    k, n = 4, len(values)
    xx = [[sum((row[i] * row[j] for row in x), Fraction()) for j in range(k)] for i in range(k)]
    xy = [[sum((row[i] * value for row, value in zip(x, values, strict=True)), Fraction())] for i in range(k)]
    found = [row[0] for row in solved(xx, xy)]
    inverse = solved(xx, [[Fraction(i == j) for j in range(k)] for i in range(k)])
    rest = [value - sum(a * b for a, b in zip(row, found, strict=True)) for row, value in zip(x, values, strict=True)]
    middle = [[Fraction() for _ in range(k)] for _ in range(k)]
    for one in range(n):
        for other in range(max(0, one - lag), min(n, one + lag + 1)):
            weight = 1 - Fraction(abs(one - other), lag + 1)
            for i in range(k):
                for j in range(k):
                    middle[i][j] += weight * rest[one] * rest[other] * x[one][i] * x[other][j]
    variances = []
    for i in range(k):
        row = [sum((inverse[i][a] * middle[a][b] for a in range(k)), Fraction()) for b in range(k)]
        variances.append(sum((row[b] * inverse[b][i] for b in range(k)), Fraction()) * Fraction(n, n - k))
    return found, variances


def test_the_estimates_are_those_of_the_formulas() -> None:
    """Twenty months worked out in exact fractions: slope, jump, bend and their errors, to nine digits."""
    found = compare([float(value) for value in MEASURED], 10)
    assert found.lag == 2  # 4 (20/100)^(2/9) is 2.8
    coefficients, variances = by_hand(MEASURED, 10, 2)
    for estimate, value, variance in zip(
        (found.slope, found.jump, found.bend), coefficients[1:], variances[1:], strict=True
    ):
        assert estimate.value == pytest.approx(float(value), rel=1e-9)
        assert estimate.error == pytest.approx(float(variance) ** 0.5, rel=1e-9)
        assert estimate.value - estimate.lower == pytest.approx(estimate.upper - estimate.value)


def test_what_is_told_of_now_is_jump_and_bend_together() -> None:
    """In the last month: how far the fitted line lies from the line of before carried on."""
    found = compare([float(value) for value in MEASURED], 10)
    last = found.steps[-1]
    assert last.fitted is not None
    assert last.expected is not None
    assert found.now.value == pytest.approx(last.fitted - last.expected)
    assert found.now.value == pytest.approx(found.jump.value + 9 * found.bend.value)
    assert last.lower is not None
    assert last.upper is not None
    assert last.lower < last.expected < last.upper
    assert [step.expected is None for step in found.steps] == [True] * 10 + [False] * 10


@pytest.mark.parametrize(("before", "after"), [(8, 11), (24, 24)])
@pytest.mark.parametrize("likeness", [0.0, 0.4, 0.7])
def test_where_nothing_changed_the_bounds_hold(before: int, after: int, likeness: float) -> None:
    """Series without a change: nought lies within the bounds of jump and of now in about 95 of 100, never under 90.

    Held to Student's t, Newey-West errors leave nought out in 18 to 30 of 100 of such series.
    """
    chance = np.random.default_rng(11)
    wrong = {"jump": 0, "now": 0}
    for _ in range(1000):
        noise = chance.normal(0, 1, before + after)
        for place in range(1, before + after):
            noise[place] = likeness * noise[place - 1] + (1 - likeness**2) ** 0.5 * noise[place]
        found = compare(list(40 + 0.3 * np.arange(before + after) + noise), before)
        wrong["jump"] += found.jump.clear
        wrong["now"] += found.now.clear
    assert all(20 <= count < 100 for count in wrong.values()), wrong


def test_the_same_figures_give_the_same_bounds() -> None:
    """Bounds come from a simulation, but not from chance."""
    values = [float(value) for value in MEASURED]
    assert compare(values, 10) == compare(values, 10)


def test_a_change_that_did_something_is_found() -> None:
    """Ten days less from the change on, among noise of two days: found, and the ten lie within the bounds."""
    chance = np.random.default_rng(3)
    values = [60 - 0.2 * place - (10 if place >= 24 else 0) + chance.normal(0, 2) for place in range(48)]
    found = compare(values, 24)
    assert found.jump.clear
    assert found.jump.lower < -10 < found.jump.upper
    assert found.whole_years


def test_the_month_in_which_it_changed_halfway_counts_on_neither_side() -> None:
    """A change on the tenth: that month is left out; months without a figure too, and they stay a gap."""
    values: list[float | None] = [float(value) for value in MEASURED]
    values[3] = None
    found = before_after(months(10, 10), values, date(2024, 1, 10))
    assert isinstance(found, BeforeAfter)
    assert (found.before, found.after, found.left_out) == (9, 9, 2)
    assert found.steps[10].fitted is None


@pytest.mark.parametrize(("before", "after"), [(FEWEST - 1, 20), (20, FEWEST - 1)])
def test_too_few_months_are_refused_with_how_many_are_needed(before: int, after: int) -> None:
    """Seven on one side is too few, whatever the other side has."""
    values = [float(place % 5) for place in range(before + after)]
    found = before_after(months(before, after), values, CHANGED)
    assert found == Refused("few", before, after, FEWEST)


def test_eight_months_on_each_side_are_enough() -> None:
    """The other side of that boundary."""
    values: list[float | None] = [float((place * 7) % 5) for place in range(2 * FEWEST)]
    assert isinstance(before_after(months(FEWEST, FEWEST), values, CHANGED), BeforeAfter)


def test_a_figure_that_never_moved_tells_nothing() -> None:
    """Bounds of no width would look like certainty."""
    assert before_after(months(12, 12), [5.0] * 24, CHANGED) == Refused("same", 12, 12, FEWEST)


def test_a_change_outside_the_series_is_refused() -> None:
    """Before the first month, or after the last: there is no other side."""
    values = [float(place % 7) for place in range(40)]
    for day, sides in ((date(2015, 1, 1), (0, 40)), (date(2035, 1, 1), (39, 0))):
        found = before_after(months(20, 20), values, day)
        assert isinstance(found, Refused)
        assert (found.before, found.after) == sides
