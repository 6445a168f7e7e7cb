"""What would other figures of the law change? Files of figures are held against the open cases; nothing changes."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.rules import impact as impact_in_words
from wegwijs.desk.rules.norm_forms import FiguresForm
from wegwijs.dossier import impact
from wegwijs.norms import queries
from wegwijs.norms.queries import EITHER


@require(*EITHER)
@require_http_methods(["GET", "HEAD", "POST"])
def law_checks(request: StaffRequest) -> HttpResponse:
    """Send files in, and what was asked before."""
    form = FiguresForm(request.POST or None, request.FILES or None, request.today)
    if request.method == "POST":
        form = FiguresForm(request.POST, request.FILES, request.today)
        if form.is_valid():
            asked = impact.ask_of_figures(request.actor, form.texts, form.asked_on(), now=request.now)
            return redirect("desk:law_check", asked)
    context = {"form": form, "checks": queries.law_checks(request.actor), "crumbs": _crumbs("")}
    return render(request, "desk/rules/law_checks.html", context, status=422 if form.errors else 200)


@require(*EITHER)
@require_safe
def law_check(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """What these figures would change, as far as it is."""
    found = queries.check(request.actor, uuid)
    if found is None:
        raise Http404
    crumbs = [*_crumbs(reverse("desk:law_checks")), (", ".join(found.files), "")]
    return render(request, "desk/rules/law_check.html", {"crumbs": crumbs, **impact_in_words.shown(request, found)})


def _crumbs(url: str) -> list[tuple[str, str]]:
    return [(_("Figures"), reverse("desk:figures")), (_("Other figures of the law"), url)]
