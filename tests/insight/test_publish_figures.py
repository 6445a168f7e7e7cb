"""Figures are published on a day, kept as they were, and the next version says what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from tests.city import City, make_city
from wegwijs.accounts.actor import Actor
from wegwijs.dossier.actions import NewCase, open_cases
from wegwijs.insight import queries
from wegwijs.insight.actions import publish_due
from wegwijs.insight.models import PublishedTable
from wegwijs.insight.tasks import ask_for_figures

pytestmark = pytest.mark.django_db
APRIL, MAY, JUNE = (datetime(2026, month, 3, 3, tzinfo=UTC) for month in (4, 5, 6))
MARCH_END, APRIL_END = date(2026, 3, 31), date(2026, 4, 30)


@pytest.fixture
def city(tmp_path: Any) -> Any:
    with override_settings(WEGWIJS_STORE=tmp_path / "store"):
        yield make_city()


def people(city: City, count: int, *, plan: int, start: int = 0, signal: date = date(2025, 11, 3)) -> None:
    """So many people with a signal, `plan` of them with a plan four weeks later."""
    cases = [
        NewCase(
            group="asylum" if number % 2 else "family", surname=f"Test{start + number}", given_names="",
            v_number=str(3000000000 + start + number), team_id=city.teams["Noord"].pk,
            facts=[
                ("coa_matched", signal, {"municipality": "9901"}),
                ("brp_registered", signal, {"municipality": "9901"}),
                ("duo_notified", signal, {}),
                ("obligation_started", signal, {}),
                *([("pip_established", signal + timedelta(days=28), {"route": "b1", "level": "b1"})] * (number < plan)),
            ],
        )
        for number in range(count)
    ]  # fmt: skip
    open_cases(city.system(), cases, now=datetime(2026, 3, 1, 9, tzinfo=UTC))


def standing(dashboard: Any, figure: str) -> dict[str, list[int | None]]:
    [found] = [one for one in dashboard.figures if one.code == figure]
    return {row.code: [cell.value for cell in row.cells] for row in found.table.rows}


def test_the_last_months_end_is_published_once(city: City) -> None:
    """A second run the same month does nothing; both kinds of readers get six dashboards."""
    people(city, 60, plan=40)
    assert publish_due(city.municipality.pk, now=APRIL) == [MARCH_END]
    assert publish_due(city.municipality.pk, now=APRIL + timedelta(days=9)) == []
    rows = PublishedTable.objects.values_list("code", "reader", "version")
    assert sorted(rows) == sorted((code, reader, 1) for code in queries.CODES for reader in ("inside", "outside"))
    found = queries.dashboard(city.actor("policy"), "timeliness")
    assert (found.reference_date, found.computed_at, found.version) == (MARCH_END, APRIL, 1)
    assert standing(found, "in_time")["in_time"] == [20, 67, 20, 67, 40, 67]
    assert standing(found, "in_time")["total"] == [30, 100, 30, 100, 60, 100]


@pytest.mark.once
def test_what_came_in_late_makes_a_new_version_that_says_so(city: City) -> None:
    """The published figure stays; with the next month the old day gets a second version, with what changed."""
    people(city, 60, plan=40)
    publish_due(city.municipality.pk, now=APRIL)
    first = queries.dashboard(city.actor("policy"), "timeliness")
    people(city, 20, plan=20, start=100)
    assert publish_due(city.municipality.pk, now=MAY) == [APRIL_END, MARCH_END]
    again = queries.dashboard(city.actor("policy"), "timeliness", MARCH_END)
    assert (again.version, standing(again, "in_time")["in_time"][4]) == (2, 60)
    changed = {(each.row, each.column): each for each in again.changes if not each.narrowed}
    told = changed["Op tijd", "Iedereen"]
    assert (told.before.value, told.after.value) == (40, 60)
    assert queries.permanent(city.actor("policy"), first.uuid) == first
    assert queries.reference_dates(city.actor("policy"), "timeliness") == [APRIL_END, MARCH_END]


@pytest.mark.once
def test_what_two_people_changed_is_told_rounded(city: City) -> None:
    """A figure that grew by two would tell of those two; beside the version before it is told as about so many."""
    people(city, 60, plan=40)
    publish_due(city.municipality.pk, now=APRIL)
    people(city, 2, plan=2, start=100)
    publish_due(city.municipality.pk, now=MAY)
    for day in (MARCH_END, APRIL_END):
        found = queries.dashboard(city.actor("policy"), "timeliness", day)
        [table] = [one.table for one in found.figures if one.code == "in_time"]
        cell = next(row.cells[4] for row in table.rows if row.code == "in_time")
        assert (cell.value, cell.state) == (40, "rounded")
    people(city, 3, plan=3, start=200)
    publish_due(city.municipality.pk, now=JUNE)
    found = queries.dashboard(city.actor("policy"), "timeliness")
    assert standing(found, "in_time")["in_time"][4] == 45


def test_the_database_refuses_to_change_what_was_published(city: City) -> None:
    """Not even by hand."""
    people(city, 20, plan=10)
    publish_due(city.municipality.pk, now=APRIL)
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedTable.objects.update(content={})


def test_the_night_asks_for_every_municipality(city: City) -> None:
    """A task each; a municipality without anybody publishes too, and shows nothing."""
    ask_for_figures()
    assert DBTaskResult.objects.count() == 2
    assert publish_due(city.other.pk, now=APRIL) == [MARCH_END]
    elsewhere = queries.dashboard(
        city.actor("elsewhere_policy") if "elsewhere_policy" in city.users else _other(city), "pace"
    )
    assert {cell.value for one in elsewhere.figures for row in one.table.rows for cell in row.cells} <= {0, None}


def _other(city: City) -> Actor:
    return replace(city.system(), municipality_id=city.other.pk, municipality_name=city.other.name)


def test_who_may_see_figures(city: City) -> None:
    """Policy, manager and quality see those for inside; a researcher those for outside; nobody else sees any."""
    people(city, 60, plan=53)
    publish_due(city.municipality.pk, now=APRIL)
    for name in ("policy", "manager", "quality"):
        assert standing(queries.dashboard(city.actor(name), "timeliness"), "in_time")["missed"][4] == 7
    outside = queries.dashboard(city.actor("researcher"), "timeliness")
    assert standing(outside, "in_time")["missed"][4] is None
    for name in ("responsible", "desk", "admin", "coordinator", "reception", "privacy"):
        with pytest.raises(PermissionDenied):
            queries.dashboard(city.actor(name), "timeliness")
    with pytest.raises(queries.NothingPublished):
        queries.dashboard(_other(city), "timeliness")


def test_one_filter_at_a_time(city: City) -> None:
    """Narrowed by route or by a group; two at once, or what does not exist, is refused by name."""
    people(city, 60, plan=40)
    publish_due(city.municipality.pk, now=APRIL)
    actor = city.actor("policy")
    by_route = queries.dashboard(actor, "results", filters={"route": "b1", "group": "asylum"})
    assert standing(by_route, "exam_level")["total"] == [20, 100]
    for wrong in ({"route": "b1", "cohort": "2025"}, {"team": "Nergens"}, {"group": "x"}, {"user": "1"}):
        with pytest.raises(queries.WrongFilter):
            queries.dashboard(actor, "results", filters=wrong)
