"""Forms of the policy register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wegwijs.components.days import DayField
from wegwijs.insight.register.actions import Told

GROUPS = {"": _("everybody"), "asylum": _("people with an asylum permit"), "family": _("family migrants")}


class ChangeForm(forms.Form):
    """What changed, since when, for whom, and where that can be read."""

    title = forms.CharField(label=_("In a few words"), max_length=80)
    starts_on = DayField(label=_("Since which day"))
    group = forms.ChoiceField(
        label=_("For whom"), required=False, choices=list(GROUPS.items()), widget=forms.RadioSelect, initial=""
    )
    what = forms.CharField(label=_("What became different?"), max_length=600, widget=forms.Textarea({"rows": 4}))
    source = forms.CharField(
        label=_("Where can that be read?"), max_length=200, help_text=_("A decision, letter or report, with its day.")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    request_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def told(self) -> Told:
        """Only for a valid form."""
        given: dict[str, Any] = self.cleaned_data
        return Told(**{name: given[name] for name in ("title", "what", "group", "starts_on", "source")})


class WithdrawForm(forms.Form):
    """Why it is taken out."""

    reason = forms.CharField(label=_("Why is this withdrawn?"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)
