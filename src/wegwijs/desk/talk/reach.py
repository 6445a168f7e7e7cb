"""The way to a conversation page: the case through `desk.case.reach`, logged as one page; and what lies beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.case.reach import may_change, open_case
from wegwijs.dossier import queries
from wegwijs.dossier.queries import Case
from wegwijs.intake import queries as intake
from wegwijs.planning import queries as planning
from wegwijs.plans import agreement_queries
from wegwijs.support import queries as support
from wegwijs.voice import queries as voice


def open_talk(request: StaffRequest, uuid: UUID, *, logged: bool = True) -> Case:
    """The case for a page of a conversation; changes are refused on a case that stands still."""
    found = open_case(request, uuid, "conversation", logged=logged)
    if request.method == "POST":
        may_change(found.id)
    return found


@lru_cache(maxsize=256)
def beside(actor: Actor) -> queries.Question:
    """What lies beside a conversation: each is a query of its own when there is any."""
    lists: dict[str, QuerySet[Any]] = {
        "safety": support.safety_rows(actor),
        "wishes": voice.voice_rows(actor),
        "appointments": planning.rows(actor),
        "agreements": agreement_queries.standing_rows(actor),
        "earlier": intake.finished_rows(actor),
    }
    return queries.of_one(lists)


def crumbs(case: Case, *last: tuple[str, str]) -> list[tuple[str, str]]:
    """Cases, this case, and where one is."""
    return [(_("Cases"), reverse("desk:cases")), (case.person.name, reverse("desk:case", args=[case.uuid])), *last]
