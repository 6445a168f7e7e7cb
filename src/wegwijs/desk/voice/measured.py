"""What became of wishes and complaints: counts by subject, of a year, from the record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk import wording as desk_words
from wegwijs.desk.menu import heard_tabs
from wegwijs.desk.voice import wording
from wegwijs.norms.queries import policy_on
from wegwijs.voice import measuring
from wegwijs.voice.measuring import BySubject

YEAR = timedelta(days=365)


@require("voice.measure")
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """The table."""
    actor = request.actor
    audit.log_access(actor, "list", now=request.now, detail={"page": "voices_measured"})
    norms = policy_on(actor.municipality_id, actor.today)
    rows = measuring.measured(actor, actor.today - YEAR, actor.today)
    context = {
        "rows": [_row(one) for one in rows],
        "least": norms.few_inside,
        "days": norms.voice_answer_days,
        "tabs": heard_tabs(request),
    }
    return render(request, "desk/voice/measured.html", context)


def _row(one: BySubject) -> dict[str, Any]:
    decided = ", ".join(f"{desk_words.value('voice_answered', 'decision', code)} {n}" for code, n in one.decided)
    return {"subject": wording.subject(one.subject), "one": one, "decided": decided}
