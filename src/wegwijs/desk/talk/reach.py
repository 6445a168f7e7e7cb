"""The way to a conversation page: the case through `desk.case.reach`, logged as one page."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.case.reach import may_change, open_case
from wegwijs.dossier.queries import Case


def open_talk(request: StaffRequest, uuid: UUID, *, logged: bool = True) -> Case:
    """The case for a page of a conversation; changes are refused on a case that stands still."""
    found = open_case(request, uuid, "conversation", logged=logged)
    if request.method == "POST":
        may_change(found.id)
    return found


def crumbs(case: Case, *last: tuple[str, str]) -> list[tuple[str, str]]:
    """Cases, this case, and where one is."""
    return [(_("Cases"), reverse("desk:cases")), (case.person.name, reverse("desk:case", args=[case.uuid])), *last]
