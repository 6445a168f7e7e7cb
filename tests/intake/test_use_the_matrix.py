"""The self-sufficiency matrix: a choice of the municipality, for the broad intake, and it stays where it was filled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.city import NOW, City, make_case, make_city, uuid_of
from tests.intake.test_hold_a_conversation import begun, finish
from tests.norms.choosing import choose
from wegwijs.dossier.models import Fact
from wegwijs.intake import conversing, queries
from wegwijs.intake.models import Note
from wegwijs.intake.person_data import copy_of
from wegwijs.intake.queries import Open
from wegwijs.intake.said import MATRIX

pytestmark = pytest.mark.django_db
FILLED = {"matrix-work": "3", "matrix-mental_health": "2", "matrix-finance": "9", "matrix-total": "5"}


@pytest.fixture
def city() -> City:
    return make_city()


def filled(city: City, case: int, kind: str = "intake") -> Open:
    """A conversation in which somebody sends levels."""
    talk = begun(city, case, kind)
    conversing.keep(city.actor("responsible"), uuid_of(case), talk, 1, FILLED, now=NOW)
    found = queries.conversation(city.actor("responsible"), case, talk)
    assert found is not None
    return found


def test_off_until_a_municipality_chooses_it(city: City) -> None:
    """Nothing is offered, and what is sent all the same is not kept."""
    found = filled(city, make_case(city))
    assert found.matrix == ()
    assert not Note.objects.exists()


def test_one_to_five_per_domain_in_the_intake_and_nowhere_else(city: City) -> None:
    """Levels and no total; not on the way; no fact of it; in the copy of the person."""
    choose(city, "matrix_in_intake", True)
    case = make_case(city)
    found = filled(city, case)
    assert found.matrix == MATRIX
    assert found.said.matrix == {"work": 3, "mental_health": 2}
    reasons = {f"reason-{one.code}": "later" for one in found.topics if one.statutory}
    finish(city, case, found.uuid, **reasons)
    assert not [fact for fact in Fact.objects.all() if "matrix" in str(fact.payload)]
    assert {"field": "matrix-work", "text": "3"} in [item.content for item in copy_of(case)]
    on_the_way = filled(city, case, "progress")
    assert (on_the_way.matrix, on_the_way.said.matrix) == ((), {})
    assert not queries.said_before(city.actor("responsible"), case, on_the_way.topics)


def test_health_stays_behind_its_permission(city: City) -> None:
    """Who may not read about health sees no such domain, and cannot write one."""
    choose(city, "matrix_in_intake", True)
    case = make_case(city)
    talk = filled(city, case).uuid
    whole = city.actor("colleague")
    poorer = replace(whole, permissions=whole.permissions - {"health.read"})
    conversing.keep(poorer, uuid_of(case), talk, 9, {"matrix-mental_health": "5", "matrix-housing": "4"}, now=NOW)
    found = queries.conversation(poorer, case, talk)
    assert found is not None
    assert "mental_health" not in found.matrix
    assert found.said.matrix == {"work": 3, "housing": 4}
    seen = queries.conversation(whole, case, talk)
    assert seen is not None
    assert seen.said.matrix["mental_health"] == 2
