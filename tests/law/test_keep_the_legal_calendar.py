"""Recognised holidays and working days (Algemene termijnenwet art. 1, 3 and 4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from tests.law.cases import answer
from wegwijs.law import holidays
from wegwijs.law.calendar import add_months, day_before, next_day
from wegwijs.law.parameters import all_parameters, parameter

YEARS = range(2022, 2041)


def public(year: int) -> set[date]:
    """The Netherlands in a well-kept library: public holidays for work."""
    return set(country_holidays("NL", years=year))


@pytest.mark.parametrize("year", YEARS)
def test_recognised_holidays_agree_with_a_library_but_for_three_argued_days(year: int) -> None:
    """Good Friday and 5 May count for terms each year and are days off seldom; Sundays need no mention for terms."""
    ours, theirs = set(holidays.recognised(year)), public(year)
    sunday = holidays.easter(year)
    argued = {sunday - timedelta(days=2), date(year, 5, 5)}
    assert ours - theirs <= argued
    assert theirs - ours == {sunday, sunday + timedelta(days=49)}
    assert argued <= ours
    assert len(ours) >= 8


def test_every_recognised_holiday_has_its_source() -> None:
    """A day without a source moves no term."""
    named = {name for year in YEARS for name in holidays.recognised(year).values()}
    assert {f"holiday_{name}" for name in named} == {name for name in all_parameters() if name.startswith("holiday_")}
    assert parameter("holiday_liberation_day").version(date(2026, 1, 1)).article == "Algemene termijnenwet art. 3 lid 1"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-04-03", "2026-04-07"),
        ("2026-05-05", "2026-05-06"),
        ("2025-04-26", "2025-04-28"),
        ("2025-04-27", "2025-04-28"),
        ("2026-04-27", "2026-04-28"),
        ("2013-04-30", "2013-05-01"),
        ("2013-04-27", "2013-04-29"),
        ("2025-12-25", "2025-12-29"),
        ("2025-11-24", "2025-11-24"),
        ("2025-11-22", "2025-11-24"),
    ],
    ids=[
        "Good Friday to Tuesday after Easter", "5 May, not a lustrum", "King's Day on Saturday because 27 is a Sunday",
        "that Sunday", "King's Day on a Monday", "Queen's Day", "27 April 2013: a Saturday",
        "Christmas before a weekend",
        "a Monday", "a Saturday",
    ],
)  # fmt: skip
def test_the_next_working_day(day: str, expected: str) -> None:
    """Atw art. 1(1): the first day that is no Saturday, Sunday or recognised holiday."""
    assert str(holidays.next_working_day(date.fromisoformat(day))) == expected


@pytest.mark.parametrize(
    ("notified", "due", "later"),
    [
        ("2025-09-12", "2025-11-21", None),
        ("2025-09-13", "2025-11-22", "2025-11-24"),
        ("2026-02-24", "2026-05-05", "2026-05-06"),
    ],
    ids=["a Friday", "a Saturday", "5 May"],
)  # fmt: skip
def test_a_weekend_is_told_but_moves_nothing_by_itself(notified: str, due: str, later: str | None) -> None:
    """Not verified (L): the earlier day stands, the later one is told beside it."""
    found = answer("family", f"duo_notified {notified}", on=notified).deadline("pip_due")
    assert found is not None
    assert str(found.due) == due
    told = [step for step in found.because if step.rule == "weekend_rule_unsure"]
    assert [step.params["day"] for step in told] == ([later] if later else [])
    assert all(step.confidence == "L" for step in told)


def test_inclusive_and_exclusive_ends_are_each_others_neighbour() -> None:
    """Over 29 February and the ends of months."""
    for day in (date(2024, 2, 28), date(2024, 2, 29), date(2023, 12, 31), date(2024, 4, 30)):
        assert day_before(next_day(day)) == day
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(add_months(date(2024, 8, 31), 6), 6) == date(2025, 8, 28)


@pytest.mark.parametrize(("quarter", "due"), [("2026-09-30", "2026-10-28"), ("2025-12-31", "2026-01-28")])
def test_figures_for_cbs_are_due_four_weeks_after_the_quarter(quarter: str, due: str) -> None:
    """B 9.12; four weeks by CBS's own guidelines (M)."""
    assert str(holidays.statistics_due(date.fromisoformat(quarter))) == due
