"""An appointment to work with: of the person of `tests.city`, as it would be asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.city import NOW, TODAY, City
from wegwijs.accounts.middleware import AMSTERDAM
from wegwijs.dossier.queries import Case
from wegwijs.dossier.queries import case as look
from wegwijs.planning import actions
from wegwijs.planning.wanted import Wanted

SOON = datetime(2026, 3, 23, 10, 0, tzinfo=AMSTERDAM)


def opened(city: City, uuid: UUID, who: str = "responsible") -> Case:
    """The case as this person opens it."""
    found = look(city.actor(who), uuid, on=TODAY)
    assert found is not None
    return found


def wanted(city: City, **changes: Any) -> Wanted:
    """A progress conversation of an hour at the office, with an interpreter."""
    starts = changes.pop("starts_at", SOON)
    told: dict[str, Any] = {
        "kind": "progress", "mode": "physical", "user_id": city.user("responsible").pk, "language": "ti",
        "interpreter": "professional", **changes,
    }  # fmt: skip
    return Wanted(starts_at=starts, ends_at=starts + timedelta(hours=1), **told)


def plan(city: City, uuid: UUID, who: str = "responsible", **changes: Any) -> UUID:
    """Planned, and nobody told."""
    tell, request_id = changes.pop("tell", None), changes.pop("request_id", None) or uuid4()
    case = opened(city, uuid, who)
    return actions.plan(
        city.actor(who), case, wanted(city, **changes), tell=tell, now=NOW, request_id=request_id
    )  # fmt: skip
