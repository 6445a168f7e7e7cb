"""A phone, e-mail or address that is no longer in use."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.desk.case.reach import open_case
from wegwijs.dossier import actions


@require("case.write")
@require_POST
def end(request: StaffRequest, uuid: UUID, point: UUID) -> HttpResponse:
    """It stays in the file, out of sight."""
    case = open_case(request, uuid, "contact_point")
    found = next((one for one in case.contacts if one.uuid == point), None)
    if found is None:
        raise Http404
    try:
        actions.end_contact_point(request.actor, case.id, point, found.version, now=request.now)
    except Conflict:
        messages.info(request, _("A colleague changed this at the same time. Look again."))
    else:
        messages.success(request, _("No longer in use: %(value)s.") % {"value": found.value})
    return redirect("desk:case", uuid)
