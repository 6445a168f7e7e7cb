"""Which look-ups deserve a question: each rule on both sides of its norm, and against the own usual days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.city import NOW, City, make_case, make_city
from wegwijs import policy
from wegwijs.accounts import audit
from wegwijs.accounts.models import User
from wegwijs.privacy import alerts
from wegwijs.privacy.alert_rules import Look, judge
from wegwijs.privacy.models import Alert

NORMS = policy.load()
TEN = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)  # ten o'clock in Amsterdam
NOBODY: frozenset[int] = frozenset()


def opened(count: int, start: datetime = TEN, kind: str = "open", apart: int = 60) -> list[Look]:
    """Different cases, so many seconds apart."""
    return [Look(start + timedelta(seconds=apart * n), kind, n + 1) for n in range(count)]


def rules(looks: list[Look], earlier: list[Look] | None = None, same: frozenset[int] = NOBODY) -> set[str]:
    return {found.rule for found in judge(looks, earlier or [], same, NORMS)}


def test_an_ordinary_day_says_nothing() -> None:
    """Twenty cases over the day, a search before each."""
    looks = opened(20, apart=1200) + [Look(look.at, "search", None) for look in opened(20, apart=1200)]
    assert rules(sorted(looks, key=lambda look: look.at)) == set()


@pytest.mark.parametrize(("count", "found"), [(24, set()), (25, {"many_cases"})])
def test_many_cases_within_an_hour(count: int, found: set[str]) -> None:
    """Twenty-five different ones, for who usually opens few; the same case again does not count."""
    assert rules(opened(count)) == found
    assert rules(opened(24) + opened(24, apart=70)) == set()


@pytest.mark.parametrize(("usual", "found"), [(8, {"many_cases"}), (9, set())])
def test_who_usually_opens_many_is_compared_with_the_own_days(usual: int, found: set[str]) -> None:
    """Three times the own busiest usual hour: 26 against 8 stands out, against 9 it does not."""
    earlier = [look for day in range(1, 6) for look in opened(usual, TEN - timedelta(days=day))]
    assert rules(opened(26), earlier) == found


@pytest.mark.parametrize(
    ("hour", "minute", "found"), [(20, 59, set()), (21, 0, {"night"}), (4, 59, {"night"}), (5, 0, set())]
)
def test_at_night(hour: int, minute: int, found: set[str]) -> None:
    """From ten in the evening to six in the morning on the clock of Amsterdam."""
    assert rules([Look(TEN.replace(hour=hour, minute=minute), "open", 1)]) == found


@pytest.mark.parametrize(("count", "found"), [(14, set()), (15, {"searching"})])
def test_searching_without_opening(count: int, found: set[str]) -> None:
    """Fifteen searches within an hour; whoever opens one of them was looking for it."""
    searches = [Look(look.at, "search", None) for look in opened(count)]
    assert rules(searches) == found
    assert rules([*searches, Look(TEN + timedelta(minutes=30), "open", 1)]) == set()


@pytest.mark.parametrize(("count", "found"), [(9, set()), (10, {"refusals"})])
def test_being_refused(count: int, found: set[str]) -> None:
    """Ten refused pages within an hour."""
    assert rules(opened(count, kind="refused")) == found


def test_breaking_the_glass_three_times_in_a_week() -> None:
    """Counted over seven days, told on the day it happens again; the eighth day is another week."""
    week = [Look(TEN - timedelta(days=day), "break_glass", day) for day in (6, 3)]
    today = [Look(TEN, "break_glass", 9)]
    assert rules(today, week) == {"glass"}
    assert rules(today, [Look(TEN - timedelta(days=8), "break_glass", 1), week[1]]) == set()
    assert rules([Look(TEN, "open", 9)], [*week, Look(TEN - timedelta(days=1), "break_glass", 2)]) == set()


def test_the_own_surname(db: None) -> None:
    """However either is written; a first name alone, or a particle, says nothing. The alert names no newcomer."""
    city = make_city()
    User.objects.filter(pk=city.user("responsible").pk).update(name="Hanna van Tesfaye")
    same, other = make_case(city, surname="Tesfaye"), make_case(city, surname="Van Dijk", given_names="Hanna")
    for number in (same, other):
        audit.log_access(city.actor("responsible"), "open", now=NOW, trajectory_id=number)
        audit.log_access(city.actor("colleague"), "open", now=NOW, trajectory_id=number)
    assert alerts.look(NOW) == 1
    row = Alert.objects.get()
    assert (row.rule, row.user_id, row.cases) == ("own_name", city.user("responsible").pk, [same])
    assert "Tesfaye" not in str(row.numbers)
    assert alerts.look(NOW) == 0


def test_alerts_of_another_municipality_are_not_seen(db: None) -> None:
    """Each privacy officer has the own municipality."""
    city: City = make_city()
    audit.log_access(city.actor("elsewhere"), "open", now=NOW.replace(hour=23), trajectory_id=1)
    assert alerts.look(NOW.replace(hour=23, minute=30)) == 1
    assert alerts.alerts(city.actor("privacy"), handled=False) == []


def test_handled_alerts_go_after_their_term(db: None) -> None:
    """Nothing follows a colleague for years; an open question stays."""
    city = make_city()
    audit.log_access(city.actor("responsible"), "open", now=NOW.replace(hour=23), trajectory_id=1)
    audit.log_access(city.actor("colleague"), "open", now=NOW.replace(hour=23), trajectory_id=1)
    alerts.look(NOW.replace(hour=23, minute=30))
    row = Alert.objects.order_by("pk")[0]
    assert alerts.handle(city.actor("privacy"), row.uuid, 1, "explained", "avonddienst", now=NOW)
    assert alerts.forget_old(city.municipality.pk, NOW) == 0
    assert alerts.forget_old(city.municipality.pk, NOW + timedelta(days=1)) == 1
    assert Alert.objects.count() == 1
