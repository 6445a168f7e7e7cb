"""The way to a conversation page: the case through `desk.case.reach`, logged as one page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.case.reach import may_change, open_case
from wegwijs.dossier.queries import Case, Reached, reach_case
from wegwijs.intake import queries as intake
from wegwijs.planning import queries as planning
from wegwijs.plans import agreement_queries
from wegwijs.support import queries as support
from wegwijs.voice import queries as voice


def open_talk(request: StaffRequest, uuid: UUID, *, logged: bool = True, reached: Reached | None = None) -> Case:
    """The case for a page of a conversation; changes are refused on a case that stands still."""
    found = open_case(request, uuid, "conversation", logged=logged, reached=reached)
    if request.method == "POST":
        may_change(found.id)
    return found


def reach_talk(request: StaffRequest, uuid: UUID) -> Reached:
    """The way to the case, and what lies beside a conversation: each a query of its own when there is any. Else 404."""
    actor = request.actor
    found = reach_case(
        actor, uuid, safety=support.safety_rows(actor), wishes=voice.voice_rows(actor),
        appointments=planning.rows(actor), agreements=agreement_queries.standing_rows(actor),
        earlier=intake.finished_rows(actor),
    )  # fmt: skip
    if found is None:
        raise Http404
    return found


def crumbs(case: Case, *last: tuple[str, str]) -> list[tuple[str, str]]:
    """Cases, this case, and where one is."""
    return [(_("Cases"), reverse("desk:cases")), (case.person.name, reverse("desk:case", args=[case.uuid])), *last]
