"""Find a person: one box for a name in any spelling, BSN, V-number or phone. A POST: no BSN in an address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.scope import Reach
from wegwijs.accounts.staff import phone_of
from wegwijs.dossier import queries

LONGEST = 100


@require("case.search", "card.search")
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """The box, and after a POST what was found. One hit on a number of its own goes straight to the case."""
    actor = request.actor
    card = not actor.may("case.search")
    context: dict[str, object] = {"card": card, "q": "", "hits": None}
    text = request.POST.get("q", "").strip()[:LONGEST]
    if request.method == "POST" and text:
        kind = queries.kind_of(text)
        hits = queries.search(actor, text, Reach.CARD if card else Reach.LIST)
        audit.log_access(actor, "card" if card else "search", now=request.now, detail={"kind": kind, "hits": len(hits)})
        if len(hits) == 1 and kind in {"bsn", "v_number"} and actor.may("case.read"):
            return redirect("desk:case", hits[0].uuid)
        # A number that was typed is not repeated on the page; a name is, so that it can be corrected.
        context |= {"hits": hits, "kind": kind, "q": text if kind == "name" else "", "most": len(hits) >= queries.LIMIT}
        if card:
            context["phone"] = phone_of(actor.municipality_id)
    return render(request, "desk/lists/search.html", context)
