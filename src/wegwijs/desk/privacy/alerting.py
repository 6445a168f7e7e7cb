"""Alerts on unusual look-ups: each explained, each answered by a human; no score and no ranking."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number
from wegwijs.desk.privacy import words
from wegwijs.desk.privacy.forms import AlertForm
from wegwijs.privacy import alerts


@require("log.read")
@require_safe
def all_alerts(request: StaffRequest) -> HttpResponse:
    """Open ones by day, or those that were answered."""
    handled = request.GET.get("gedaan") == "1"
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "alerts"})
    rows = [
        (one, words.say("alert", one.rule), words.explain(one), words.say("outcome", one.state))
        for one in alerts.alerts(request.actor, handled=handled)
    ]
    return render(request, "desk/privacy/alerts.html", {"rows": rows, "handled": handled})


@require("log.read")
@require_POST
def look(request: StaffRequest) -> HttpResponse:
    """Judge the last two days now; the night does it by itself."""
    count = alerts.look(request.now)
    messages.success(request, _("Looked at the last two days. %(n)s new.") % {"n": count})
    return redirect("desk:privacy_alerts")


@require("log.read")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One alert: why it is here, where to look further, and the answer."""
    found = alerts.alert(request.actor, uuid)
    if found is None:
        raise Http404
    form = AlertForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            alerts.handle(
                request.actor, uuid, sent_number(request.POST.get("version")), form.cleaned_data["outcome"],
                form.cleaned_data["note"], now=request.now,
            )  # fmt: skip
        except Conflict:
            messages.info(request, _("A colleague changed this at the same time. Look again."))
            return redirect("desk:privacy_alert", uuid)
        messages.success(request, _("Answered."))
        return redirect("desk:privacy_alerts")
    context = {
        "alert": found, "title": words.say("alert", found.rule), "why": words.explain(found),
        "outcome": words.say("outcome", found.state), "form": form,
        "crumbs": [(_("Alerts"), reverse("desk:privacy_alerts")), (words.say("alert", found.rule), "")],
    }  # fmt: skip
    return render(request, "desk/privacy/alert.html", context, status=422 if form.errors else 200)
