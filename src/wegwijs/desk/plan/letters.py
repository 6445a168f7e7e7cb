"""A letter from the store to the screen or the printer."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.dossier.queries import case_ref
from wegwijs.letters import queries


@require("case.read", "case.break_glass")
@require_GET
@never_cache
def document(request: StaffRequest, uuid: UUID, document_uuid: UUID) -> HttpResponse:
    """The PDF, deciphered; logged first. The file name says what it is, never whose."""
    case_id = case_ref(request.actor, uuid)
    found = queries.document(request.actor, document_uuid)
    if case_id is None or found is None or found.trajectory_id != case_id:
        raise Http404
    try:
        content = queries.read_bytes(found)
    except queries.NotReady:
        raise Http404 from None
    audit.log_access(
        request.actor, "print", now=request.now, trajectory_id=case_id, detail={"document": str(document_uuid)}
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.file_name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
