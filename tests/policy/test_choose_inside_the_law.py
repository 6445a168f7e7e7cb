"""What a municipality chooses: shipped defaults, dated overrides, and what the law hears of it."""

from __future__ import annotations

from datetime import date

import pytest

from wegwijs import policy
from wegwijs.law import LEGAL_ONLY
from wegwijs.policy import Override, PolicyError


def test_the_defaults_leave_the_law_alone() -> None:
    """An invented city; fines on asylum permit holders are off until a human decides."""
    norms = policy.load()
    assert policy.choices(norms) == LEGAL_ONLY
    assert norms.municipal_fines_asylum is False


def test_an_override_counts_from_its_first_to_its_last_day() -> None:
    """Both sides of both ends; a merge changes nothing else and has a version of its own."""
    norms = policy.load()
    mine = [Override("pip_watch_days", 42, date(2026, 1, 1), date(2026, 12, 31))]
    for on, expected in (
        (date(2025, 12, 31), norms.pip_watch_days),
        (date(2026, 1, 1), 42),
        (date(2026, 12, 31), 42),
        (date(2027, 1, 1), norms.pip_watch_days),
    ):
        merged = policy.merge(norms, mine, on)
        assert merged.pip_watch_days == expected
        assert (merged.version == norms.version) is (expected == norms.pip_watch_days)
        assert policy.choices(merged).pip_watch_days == expected


def test_of_two_overrides_the_later_one_wins() -> None:
    """In any order of writing."""
    mine = [Override("pip_act_days", 7, date(2026, 6, 1)), Override("pip_act_days", 10, date(2026, 1, 1))]
    assert policy.merge(policy.load(), mine, date(2026, 7, 1)).pip_act_days == 7


@pytest.mark.parametrize(
    ("norm", "value"),
    [
        ("no_such_norm", 1),
        ("version", "x"),
        ("pip_act_days", "14"),
        ("municipal_fines_asylum", 1),
        ("pip_fine_ladder", "steep"),
    ],
)
def test_a_norm_that_does_not_exist_or_fit_is_refused(norm: str, value: object) -> None:
    """Before it can decide anything."""
    with pytest.raises(PolicyError):
        policy.merge(policy.load(), [Override(norm, value, date(2026, 1, 1))], date(2026, 2, 1))
