"""A norm as two people bring it about: proposed by the administrator, checked, activated by a team manager."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tests.city import NOW, TODAY, City
from wegwijs.dossier import impact
from wegwijs.norms import actions, queries
from wegwijs.norms.actions import Wanted
from wegwijs.norms.models import ImpactCheck

WHY = "Meer ruimte voor het gesprek."


def propose(city: City, name: str, value: Any, since: date = TODAY, who: str = "admin") -> UUID:
    """A draft."""
    return actions.propose(city.actor(who), name, Wanted(value, since, WHY), now=NOW)


def checked(city: City, norm: UUID) -> UUID:
    """Ask for its impact and work it out, as the worker does; the check."""
    impact.ask(city.actor("admin"), norm, now=NOW)
    check = ImpactCheck.objects.order_by("-pk")[0].uuid
    impact.carry_out(check, now=lambda: NOW)
    return check


def activate(city: City, norm: UUID, who: str = "manager") -> None:
    """By a second person."""
    found = queries.proposal(city.actor(who), norm)
    assert found is not None
    actions.activate(city.actor(who), norm, found.version, now=NOW)


def choose(city: City, name: str, value: Any, since: date = TODAY) -> UUID:
    """All of it."""
    norm = propose(city, name, value, since)
    checked(city, norm)
    activate(city, norm)
    return norm
