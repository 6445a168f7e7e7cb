"""Handing out thumbs as pictures to scan, and what came back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components.qr import qr_code
from wegwijs.components.selects import PlainSelect
from wegwijs.desk.case.forms.base import choice
from wegwijs.desk.menu import heard_tabs
from wegwijs.voice import queries, thumbs

KIND = {
    "conversation": gettext_lazy("a conversation"),
    "pvt": gettext_lazy("a workshop of the PVT"),
    "lesson_block": gettext_lazy("a block of lessons"),
}
SCORE = {
    1: gettext_lazy("not good"), 2: gettext_lazy("could be better"), 3: gettext_lazy("good"),
    4: gettext_lazy("very good"),
}  # fmt: skip


class SheetForm(forms.Form):
    """About what, of whom and how many."""

    kind = choice(gettext_lazy("About what?"), list(KIND.items()))
    organisation = forms.ChoiceField(
        label=gettext_lazy("Of which provider?"), required=False, widget=PlainSelect,
        help_text=gettext_lazy("For a workshop or lessons."),
    )  # fmt: skip
    number = forms.IntegerField(
        label=gettext_lazy("For how many people?"), min_value=1, max_value=thumbs.MOST, initial=1,
        help_text=gettext_lazy("Each gets a picture of their own. It works once."),
    )  # fmt: skip

    def __init__(self, data: Any, request: StaffRequest) -> None:
        super().__init__(data, label_suffix="", initial={"kind": "conversation"})
        actor = request.actor
        found = [(str(pk), name) for pk, name in queries.providers(actor)]
        if actor.is_provider:
            found = [pair for pair in found if pair[0] == str(actor.organisation_id)]
            kind: Any = self.fields["kind"]
            kind.choices = [pair for pair in KIND.items() if pair[0] != "conversation"]
            self.initial = {"kind": "lesson_block", "number": 12}
        provider: Any = self.fields["organisation"]
        provider.choices = found if actor.is_provider else [("", _("choose a provider")), *found]

    def clean(self) -> dict[str, Any]:
        """A workshop or a lesson is of somebody."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == "conversation":
            cleaned["organisation"] = ""
        elif cleaned.get("kind") and not cleaned.get("organisation"):
            self.add_error("organisation", _("Choose the provider of the workshop or the lessons."))
        return cleaned


@require("thumb.hand_out", "thumb.read")
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: StaffRequest) -> HttpResponse:
    """The form for a sheet, the sheet once it is made, and the counts."""
    may_hand_out = request.actor.may("thumb.hand_out")
    form = SheetForm(request.POST or None, request) if may_hand_out else None
    codes: list[tuple[SafeString, str]] = []
    if request.method == "POST" and form is not None and form.is_valid():
        got = form.cleaned_data
        provider = int(got["organisation"]) if got["organisation"] else None
        tokens = thumbs.hand_out(request.actor, got["kind"], provider, got["number"], now=request.now)
        urls = [request.build_absolute_uri(reverse("desk:thumb", args=[token])) for token in tokens]
        codes = [(qr_code(url, _("QR code %(n)s") % {"n": at}), url) for at, url in enumerate(urls, start=1)]
    context = {
        "form": form,
        "codes": codes,
        "tallies": [_row(one) for one in thumbs.tallies(request.actor)],
        "may_read": request.actor.may("thumb.read"),
        "least": thumbs.least_shown(request.actor),
        "tabs": heard_tabs(request),
    }
    return render(request, "desk/voice/thumbs.html", context, status=422 if form is not None and form.errors else 200)


def _row(one: thumbs.Tally) -> dict[str, Any]:
    scores = [(SCORE[score], one.scores.get(score, 0)) for score in reversed(thumbs.SCORES)]
    return {"kind": KIND[one.kind], "organisation": one.organisation, "total": one.total, "scores": scores}
