"""Plans for tests: a case with an intake and a test, a draft with the usual content, and an established plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests.city import ASYLUM_FACTS, NOW, TODAY, City, make_case, uuid_of
from wegwijs.dossier import queries as dossier
from wegwijs.plans import actions, content
from wegwijs.plans.content import Content
from wegwijs.plans.models import Pip

INTAKE = (("intake_conversation_held", date(2026, 2, 20), {"language": "ti", "interpreter": True}),)
FEASIBLE = (("learnability_test_taken", date(2026, 2, 25), {"score": 70, "required": 60, "result": "b1_feasible"}),)
NOT_FEASIBLE = (
    ("learnability_test_taken", date(2026, 2, 25), {"score": 30, "required": 60, "result": "b1_not_feasible"}),
)


def ready_case(city: City, *facts: tuple[str, date, dict[str, Any]], **changes: Any) -> UUID:
    """A case with an intake held; `facts` beside it. Without any: the test says that B1 is feasible."""
    told = (*changes.pop("facts", ASYLUM_FACTS), *INTAKE, *(facts or FEASIBLE))
    return uuid_of(make_case(city, facts=told, **changes))


def look(city: City, uuid: UUID, who: str = "responsible", today: date = TODAY) -> dossier.Case:
    """The case as this person sees it."""
    found = dossier.case(city.actor(who, today), uuid, on=today)
    assert found is not None
    return found


def usual(case: dossier.Case, **changes: Any) -> Content:
    """What the form would send: first draft, route B1, filled in for the route."""
    told = {"route": "b1", "wish_route": "b1", "explained_routes": list(content.ROUTES)}
    draft = replace(content.first_draft(case, case.on), **{**told, **changes})
    return content.for_route(draft, case.group, case.on)


def save(
    city: City, uuid: UUID, *, version: int = 0, who: str = "responsible", today: date = TODAY, **changes: Any
) -> Pip:
    """Save a draft as this person."""
    case = look(city, uuid, who, today)
    return actions.save(city.actor(who, today), case, usual(case, **changes), version, now=NOW)


def establish(
    city: City, uuid: UUID, *, who: str = "responsible", today: date = TODAY, version: int = 0, **changes: Any
) -> Pip:
    """Save and establish as this person."""
    row = save(city, uuid, who=who, today=today, version=version, **changes)
    return actions.establish(city.actor(who, today), uuid, row.version, uuid4(), now=NOW)


def kinds(city: City, uuid: UUID) -> list[str]:
    """Kinds of facts of the case, as recorded."""
    return [fact.kind for fact in look(city, uuid).facts]
