"""Take back what was just recorded: one button on the first page after it, and a withdrawal in the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.case.reach import open_case
from wegwijs.dossier.actions import FactRefused
from wegwijs.intake import actions

KEY = "case_undo"


@dataclass(frozen=True, slots=True)
class Undo:
    """What was recorded, in words, and what it changed."""

    words: str
    changes: tuple[str, ...]
    can_undo: bool


def offer(request: StaffRequest, case: UUID, facts: Sequence[UUID], words: str, changes: Sequence[str]) -> None:
    """Remember what was just recorded until the next page of this case."""
    request.session[KEY] = {
        "case": str(case), "facts": [str(fact) for fact in facts], "words": words,
        "changes": list(changes), "fresh": True,
    }  # fmt: skip


def offered(request: StaffRequest, case: UUID) -> Undo | None:
    """What was just recorded on this case, on the first page after it."""
    kept = request.session.get(KEY)
    if not kept or kept["case"] != str(case) or not kept["fresh"]:
        return None
    request.session[KEY] = {**kept, "fresh": False}
    return Undo(kept["words"], tuple(kept["changes"]), bool(kept["facts"]))


@require("case.write")
@require_POST
def undo(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Withdraw the facts that were just recorded; they stay readable as withdrawn."""
    case = open_case(request, uuid, "undo", logged=False)
    kept = request.session.pop(KEY, None)
    if not kept or kept["case"] != str(uuid) or not kept["facts"]:
        messages.info(request, _("There is nothing to take back."))
        return redirect("desk:case", uuid)
    try:
        with transaction.atomic():
            for fact in kept["facts"]:
                actions.withdraw(request.actor, case, UUID(fact), now=request.now, reason=_("recorded by mistake"))
    except FactRefused:
        messages.error(request, _("Somebody put this right in the meantime. Look at the history of the case."))
        return redirect("desk:case", uuid)
    messages.success(request, _("Taken back. It stands in the history as withdrawn."))
    return redirect("desk:case", uuid)
