"""Whoever asks for two figures learns nothing about too few people from their difference."""

from __future__ import annotations

from random import Random

import pytest

from wegwijs.analysis.disclosure.differencing import DifferencingGuard

N = 5
PEOPLE = 120


def city(chance: Random) -> list[dict[str, str]]:
    """People with properties of which some combinations are rare."""
    return [
        {
            "group": chance.choice(["asylum", "family"]),
            "country": chance.choices(["SY", "YE", "ER", "IQ"], [60, 25, 4, 2])[0],
            "district": chance.choices(["north", "south", "west"], [50, 48, 3])[0],
            "age": chance.choice(["18-26", "27-39", "40+"]),
        }
        for _ in range(PEOPLE)
    ]


def chosen(people: list[dict[str, str]], wanted: dict[str, set[str]]) -> frozenset[int]:
    return frozenset(
        place for place, one in enumerate(people) if all(one[name] in values for name, values in wanted.items())
    )


def some_filter(people: list[dict[str, str]], chance: Random) -> dict[str, set[str]]:
    names = chance.sample(sorted(people[0]), chance.randrange(1, 3))
    return {
        name: set(chance.sample(values := sorted({one[name] for one in people}), chance.randrange(1, len(values) + 1)))
        for name in names
    }


@pytest.mark.parametrize("seed", range(2))
def test_no_pair_of_filters_tells_of_few(seed: int) -> None:
    """Two hundred random pairs, the second often the first and a bit: no shown count, difference or rest below five."""
    chance = Random(seed)
    people = city(chance)
    withheld = shown = 0
    for _ in range(200):
        guard = DifferencingGuard(N, range(PEOPLE))
        first = some_filter(people, chance)
        second = {**first, **some_filter(people, chance)} if chance.random() < 0.7 else some_filter(people, chance)
        asked = [chosen(people, first), chosen(people, second)]
        told = [guard.show(one) for one in asked]
        assert all(count in {None, len(one)} for count, one in zip(told, asked, strict=True))
        known = [frozenset(range(PEOPLE)), *(one for count, one in zip(told, asked, strict=True) if count is not None)]
        for one in known:
            assert not 0 < len(one) < N
            assert all(not one < other or len(other - one) >= N for other in known)
        withheld += told.count(None)
        shown += len(told) - told.count(None)
    assert withheld > 20
    assert shown > 100


def test_a_sum_of_two_figures_is_a_figure_too() -> None:
    """North and south were shown; everybody but three of them would tell of the three."""
    guard = DifferencingGuard(N, range(100))
    assert guard.show(range(40)) == 40
    assert guard.show(range(40, 60)) == 20
    assert guard.show(range(57)) is None
    assert guard.show(range(55)) == 55
    assert guard.show(range(40)) == 40, "the same figure again is no news"


def test_at_the_threshold() -> None:
    """Five may be shown, four may not; nobody at all may."""
    guard = DifferencingGuard(N, range(100))
    assert [guard.show(range(n)) for n in (0, 4, 5)] == [0, None, 5]
    assert guard.show(range(96)) is None
    assert guard.show(range(95)) == 95
