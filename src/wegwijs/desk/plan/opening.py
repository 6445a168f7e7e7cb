"""Open a case for a plan page: out of reach is not found, and every page that opens is logged first."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from wegwijs.accounts import audit
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.case.reach import may_change
from wegwijs.dossier.queries import Case, case, case_ref


def open_case(request: StaffRequest, uuid: UUID, *, logged: bool = True, page: str = "plan") -> Case:
    """The case today. `logged` False: part of a page that was logged when it opened (a live check, a poll)."""
    case_id = case_ref(request.actor, uuid)
    if case_id is None:
        raise Http404
    if request.method == "POST":
        may_change(case_id)
    if logged:
        audit.log_access(request.actor, "open", now=request.now, trajectory_id=case_id, detail={"page": page})
    found = case(request.actor, uuid, on=request.today)
    if found is None:
        raise Http404
    return found


def crumbs(found: Case, *last: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a plan page is: the cases, this case, the plan."""
    return [(_("Cases"), reverse("desk:cases")), (found.person.name, reverse("desk:case", args=[found.uuid])), *last]
