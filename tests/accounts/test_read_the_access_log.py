"""The privacy officer reads who looked at what."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.city import NOW, City, make_case
from tests.signing import signed_in
from wegwijs.accounts import access_log as log
from wegwijs.accounts import audit
from wegwijs.accounts.access_log import LogFilter
from wegwijs.accounts.models import AccessEntry


@pytest.fixture
def looked(city: City) -> City:
    """Three people looked, in two municipalities and on two days."""
    audit.log_access(city.actor("responsible"), "open", now=NOW, trajectory_id=7)
    audit.log_access(
        city.actor("manager"), "break_glass", now=NOW + timedelta(hours=1), trajectory_id=7, reason="ziekte van collega"
    )
    audit.log_access(city.actor("responsible"), "search", now=NOW + timedelta(days=1))
    audit.log_access(city.actor("elsewhere"), "open", now=NOW, trajectory_id=8)
    return city


def kinds(city: City, **wanted: object) -> list[str]:
    return [row.kind for row in log.read(city.actor("privacy"), LogFilter(**wanted)).rows]  # type: ignore[arg-type]


def test_newest_first_and_of_the_own_municipality_only(looked: City) -> None:
    """What happens in another municipality is not this officer's."""
    assert kinds(looked) == ["search", "break_glass", "open"]


def test_filters_by_day_person_kind_and_case(looked: City) -> None:
    """Each filter alone and together."""
    assert kinds(looked, day=NOW.date()) == ["break_glass", "open"]
    assert kinds(looked, user=looked.user("responsible").uuid) == ["search", "open"]
    assert kinds(looked, kind="break_glass") == ["break_glass"]
    assert kinds(looked, case=7) == ["break_glass", "open"]
    assert kinds(looked, case=8) == []
    assert kinds(looked, day=NOW.date(), user=looked.user("responsible").uuid) == ["open"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-03-15 23:00", 16), ("2026-03-15 22:59", 15), ("2026-03-16 22:59", 16), ("2026-03-16 23:00", 17)],
)
def test_a_day_is_a_day_in_amsterdam(city: City, moment: str, day: int) -> None:
    """Midnight is one hour before midnight in UTC, in winter."""
    at = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    audit.log_access(city.actor("responsible"), "open", now=at)
    assert kinds(city, day=date(2026, 3, day)) == ["open"]
    assert kinds(city, day=date(2026, 3, day + 1)) == []


def test_the_page_shows_no_content(city: City) -> None:
    """Number, reason, who and when; no name of a newcomer, no BSN."""
    case = make_case(city, bsn="999900006")
    audit.log_access(city.actor("responsible"), "open", now=NOW, trajectory_id=case)
    audit.log_access(city.actor("manager"), "break_glass", now=NOW, trajectory_id=case, reason="ziekte van collega")
    page = signed_in(city.user("privacy")).get("/toegang/?wat=break_glass").content.decode()
    assert "Manager van Dam" in page
    assert "ziekte van collega" in page
    assert "Dossier buiten het eigen werk geopend" in page
    assert "Tesfay" not in page
    assert "9999" not in page


def test_all_pages_together_hold_every_row_once(city: City) -> None:
    """Also with many rows at the same moment."""
    actor = city.actor("responsible")
    AccessEntry.objects.bulk_create(
        AccessEntry(municipality_id=actor.municipality_id, at=NOW, user_id=actor.user_id, kind="open", trajectory_ref=n)
        for n in range(log.SIZE * 2 + 3)
    )
    seen, place = [], ""
    while True:
        page = log.read(city.actor("privacy"), LogFilter(), place)
        seen += [row.case for row in page.rows]
        place = page.following
        if not place:
            break
    assert seen == list(range(log.SIZE * 2 + 2, -1, -1))


def test_going_on_keeps_the_filter(city: City) -> None:
    """The link to the next page carries what was chosen."""
    actor = city.actor("responsible")
    for _ in range(log.SIZE + 1):
        audit.log_access(actor, "open", now=NOW)
    page = signed_in(city.user("privacy")).get("/toegang/?wat=open").content.decode()
    assert re.search(r'href="\?wat=open&amp;na=[^"]+"', page)


@pytest.mark.parametrize(
    "query", ["dag=gisteren", "wie=x", "wat=alles", "dossier=x", "na=x", "na=1-1", "dossier=99999999999999999999"]
)
def test_nonsense_in_the_address_is_no_error(looked: City, query: str) -> None:
    """A filter that cannot be read is left out."""
    assert signed_in(looked.user("privacy")).get(f"/toegang/?{query}").status_code == 200


def test_that_the_officer_looked_is_in_the_log(looked: City) -> None:
    """Who reads the log is in it."""
    signed_in(looked.user("privacy")).get("/toegang/")
    assert AccessEntry.objects.filter(user_id=looked.user("privacy").pk, kind="list").count() == 1


def test_the_log_costs_few_queries(looked: City, django_assert_max_num_queries) -> None:
    """Independent of the number of rows and users."""
    client = signed_in(looked.user("privacy"))
    with django_assert_max_num_queries(9):
        client.get("/toegang/")
