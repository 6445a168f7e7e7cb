"""Lists: what I see of whom, in pages by key, with counts that stop."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.city import ASYLUM_FACTS, City, make_case, make_city
from wegwijs.dossier.queries import ListFilter, case_list, tallies

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city()


def test_pages_follow_each_other_without_gap_or_double(city: City) -> None:
    """Every case comes once, in order of its date, whatever the page size."""
    for day in range(25):
        facts = [(kind, on + timedelta(days=day // 3), payload) for kind, on, payload in ASYLUM_FACTS]
        make_case(city, facts=facts, surname=f"Naam{day:02}")
    seen, after = [], None
    while True:
        page = case_list(city.actor("responsible"), ListFilter(), after, size=4)
        seen += [(row.next_due, row.uuid) for row in page.rows]
        if page.after is None:
            break
        after = page.after
    assert len(seen) == len({uuid for _, uuid in seen}) == 25
    assert [due for due, _ in seen] == sorted(due for due, _ in seen if due)


def test_each_role_lists_what_it_may(city: City) -> None:
    """Mine, team, department, unassigned: by involvement, never by guess."""
    make_case(city, surname="Mijn")
    make_case(city, surname="Vrij", responsible=None)
    make_case(city, surname="Zuid", responsible=None, team="Zuid")
    make_case(city, surname="Gezin", responsible="stranger", team="Gezinnen", group="family")

    def names(who: str, whose: str) -> set[str]:
        return {row.name.split()[-1] for row in case_list(city.actor(who), ListFilter(whose=whose)).rows}

    assert names("responsible", "mine") == {"Mijn"}
    assert names("responsible", "team") == {"Mijn", "Vrij"}
    assert names("responsible", "department") <= {"Mijn", "Vrij"}
    assert names("responsible", "unassigned") == {"Vrij"}
    assert names("quality", "department") == {"Mijn", "Vrij", "Zuid"}
    assert names("manager", "department") == {"Mijn", "Vrij", "Zuid"}
    assert names("quality_other", "department") == {"Gezin"}
    for who in ("coordinator", "policy", "privacy", "admin", "elsewhere"):
        for whose in ("mine", "team", "department", "unassigned", "shared"):
            assert names(who, whose) == set(), (who, whose)


def test_late_and_this_week_are_counted(city: City) -> None:
    """The head of Vandaag counts by date in the database."""
    make_case(city)
    actor = city.actor("responsible", date(2026, 3, 16))
    assert tallies(actor, "mine")["late"] == 1
    assert tallies(city.actor("stranger"), "mine") == {"late": 0, "week": 0}


def test_a_mangled_page_key_starts_at_the_first_page(city: City) -> None:
    """A link that was cut off is no error."""
    make_case(city)
    for after in ("", "x", "2026-99-99|4", "2026-01-01|x", "|", "zz|5"):
        assert len(case_list(city.actor("responsible"), ListFilter(), after).rows) == 1
