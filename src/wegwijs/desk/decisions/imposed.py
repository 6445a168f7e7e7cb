"""What enforcement has recorded of somebody, and from when it is final. Shown on the page of enforcement only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wegwijs import law
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.desk.decisions.forms import FinalForm
from wegwijs.desk.plan.opening import open_case
from wegwijs.dossier.actions import FactRefused
from wegwijs.dossier.queries import Case
from wegwijs.intake import actions
from wegwijs.intake.entries import Entry

KINDS = frozenset({"municipal_fine_imposed", "duo_fine_imposed"})


@dataclass(frozen=True, slots=True)
class Imposed:
    """`form`: to record since when it is final; None when that is known, or when it is DUO's."""

    title: str
    on: date
    amount: float | None
    basis: str
    final_on: date | None
    form: FinalForm | None


def imposed(case: Case) -> list[Imposed]:
    """Newest first."""
    facts = [fact for fact in law.in_force(list(case.facts), case.on) if fact.kind in KINDS]
    return [_row(fact) for fact in reversed(facts)]


def _row(fact: law.Fact) -> Imposed:
    final = days.parse(str(fact.payload.get("irrevocable_on") or ""))
    form = None
    if final is None and fact.kind == "municipal_fine_imposed" and fact.id:
        form = FinalForm(initial={"fact": fact.id}, auto_id=f"final_{fact.id}_%s", label_suffix="")
    basis = wording.value(fact.kind, "basis", str(fact.payload.get("basis") or ""))
    return Imposed(wording.fact(fact.kind), fact.on, fact.payload.get("amount"), basis, final, form)


@require("plan.write")
@require_POST
def final(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Since when it is final: what rises with an earlier one counts only those."""
    case = open_case(request, uuid, page="enforcement")
    form = FinalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Fill in the day, for example 24-11-2025."))
        return redirect("desk:enforcement", uuid)
    wanted, on = str(form.cleaned_data["fact"]), form.cleaned_data["irrevocable_on"]
    fact = next((one for one in case.facts if one.id == wanted and one.kind == "municipal_fine_imposed"), None)
    if fact is None:
        raise Http404
    entry = Entry(fact.kind, fact.on, {**fact.payload, "irrevocable_on": on.isoformat()})
    try:
        actions.correct(
            request.actor, case.id, UUID(wanted), entry, reason=_("now final"), now=request.now, request_id=uuid4()
        )
    except FactRefused:
        messages.error(request, _("Somebody recorded this already. Look at it again."))
    else:
        messages.success(request, _("Recorded."))
    return redirect("desk:enforcement", uuid)
