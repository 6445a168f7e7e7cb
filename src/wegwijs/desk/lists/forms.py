"""Filters above a list, and choosing who gets a case."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import Undecipherable, decrypt, encrypt
from wegwijs.accounts.roles import CASE_WORKERS, Role
from wegwijs.accounts.staff import Colleague
from wegwijs.components.selects import PlainSelect
from wegwijs.desk import wording
from wegwijs.desk.wording.steps import STEPS
from wegwijs.dossier.queries import ListFilter

MOST = 50
TABS = {
    "mine": _("Mine"),
    "team": _("My team"),
    "department": _("Department"),
    "shared": _("Shared with me"),
    "unassigned": _("Not assigned yet"),
}


def tabs_of(actor: Actor) -> tuple[str, ...]:
    """The views of the list that this role has; the first is where it starts."""
    if actor.role == Role.TEAM_MANAGER:
        return ("department", "unassigned")
    if actor.role == Role.QUALITY_OFFICER:
        return ("department", "unassigned", "mine", "shared")
    if actor.role in CASE_WORKERS:
        return ("mine", "team", "unassigned", "shared")
    return ("shared", "mine", "team")


class FilterForm(forms.Form):
    """What to show. An unknown value in the address is left out, never an error."""

    whose = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    phase = forms.ChoiceField(
        label=_("Phase"),
        required=False,
        widget=PlainSelect,
        choices=lambda: wording.choices("phase", empty=_("all phases")),
    )
    group = forms.ChoiceField(
        label=_("Group"),
        required=False,
        widget=PlainSelect,
        choices=lambda: wording.choices("group", empty=_("all groups")),
    )
    route = forms.ChoiceField(
        label=_("Route"),
        required=False,
        widget=PlainSelect,
        choices=lambda: wording.choices("route", empty=_("all routes")),
    )
    step = forms.ChoiceField(
        label=_("Next step"),
        required=False,
        widget=PlainSelect,
        choices=lambda: [("", _("all steps")), *STEPS.items()],
    )
    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        widget=PlainSelect,
        choices=lambda: wording.choices("due", empty=_("at any time")),
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        widget=PlainSelect,
        choices=[("", _("by date")), ("name", _("by name"))],
    )

    NAMES = ("phase", "group", "route", "step", "due")

    def __init__(self, data: MultiValueDict[str, str], actor: Actor) -> None:
        super().__init__(data)
        self.tabs = tabs_of(actor)
        self.fields["whose"].choices = [(tab, TABS[tab]) for tab in self.tabs]  # type: ignore[attr-defined]
        self.is_valid()

    def chosen(self) -> ListFilter:
        """The filter, with the first tab when none is named."""
        given: dict[str, str] = {name: self.cleaned_data.get(name, "") for name in self.NAMES}
        return ListFilter(
            whose=self.cleaned_data.get("whose") or self.tabs[0],
            sort=self.cleaned_data.get("sort") or "due",
            **given,
        )

    def address(self, **changes: str) -> str:
        """The query of this list with some values changed; an empty value is left out."""
        values = {name: self.cleaned_data.get(name, "") for name in ("whose", *self.NAMES, "sort")} | changes
        return "?" + "&".join(f"{name}={value}" for name, value in values.items() if value)


def hide(key: str | None) -> str:
    """A key of a list page for an address: encrypted, since it holds a name or an id. Empty for None."""
    return urlsafe_b64encode(encrypt(key.encode())).decode().rstrip("=") if key else ""


def unhide(text: str | None) -> str | None:
    """The key back; None for one that was mangled."""
    if not text:
        return None
    try:
        return decrypt(urlsafe_b64decode(text + "=" * (-len(text) % 4))).decode()
    except (ValueError, Undecipherable):  # base64, our own seal, or text
        return None


class AssignForm(forms.Form):
    """Who gets the chosen cases: a colleague, with what each carries now."""

    case = forms.TypedMultipleChoiceField(choices=())
    to = forms.TypedChoiceField(label=_("Assign to"), coerce=int, choices=(), widget=PlainSelect)

    def __init__(
        self, data: Any, colleagues: Sequence[Colleague], loads: dict[int, int] | None = None, *, own_id: int | None
    ) -> None:
        super().__init__(data)
        self.colleagues = {colleague.user_id: colleague for colleague in colleagues}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", gettext("choose a colleague")),
            *labels(colleagues, loads, own_id=own_id),
        ]
        self.fields["case"] = forms.MultipleChoiceField(
            choices=[(value, value) for value in (data.getlist("case") if data else ())][: MOST + 1]
        )


def labels(
    colleagues: Sequence[Colleague], loads: dict[int, int] | None, *, own_id: int | None
) -> list[tuple[int, str]]:
    """Per colleague "S. de Haan · Noord · 41 dossiers"; who chooses stands there too, as "myself"."""
    carried = {
        count: ngettext("%(n)d case", "%(n)d cases", count) % {"n": count} for count in {0, *(loads or {}).values()}
    }
    found = []
    for one in colleagues:
        name = gettext("%(name)s (myself)") % {"name": one.name} if one.user_id == own_id else one.name
        parts = [name, one.team]
        if loads is not None:
            parts.append(carried[loads.get(one.user_id, 0)])
        found.append((one.user_id, " · ".join(part for part in parts if part)))
    return found
