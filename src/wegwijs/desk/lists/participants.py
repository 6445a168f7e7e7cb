"""What a provider sees: its own participants, with name, language and task, and nothing else."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.dossier import queries


@require("participant.list")
@require_safe
def participants(request: StaffRequest) -> HttpResponse:
    """The participants of this organisation; a teacher or volunteer sees the own ones."""
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "participants"})
    return render(request, "desk/lists/participants.html", {"people": queries.participants(request.actor)})
