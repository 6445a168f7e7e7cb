"""Forms of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wegwijs.accounts.access_log import KINDS, LogFilter
from wegwijs.accounts.roles import Role


class LogFilterForm(forms.Form):
    """What to show of the access log. A value that cannot be read leaves that filter out."""

    dag = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    wie = forms.ChoiceField(label=_("Who"), required=False)
    wat = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("Everything")), *KINDS.items()])
    dossier = forms.IntegerField(label=_("Case number"), required=False, min_value=1)

    def __init__(self, data: Any, people: Iterable[tuple[UUID, str]]) -> None:
        super().__init__(data, use_required_attribute=False)
        field = self.fields["wie"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = [("", _("Everybody")), *((str(uuid), name) for uuid, name in people)]

    def wanted(self) -> LogFilter:
        """The filter as a value."""
        self.is_valid()
        said = self.cleaned_data
        who = said.get("wie")
        return LogFilter(said.get("dag"), UUID(who) if who else None, said.get("wat") or "", said.get("dossier"))


class RoleForm(forms.Form):
    """A role, and where."""

    role = forms.ChoiceField(label=_("Role"))
    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, data: Any, places: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, use_required_attribute=False)
        role, place = self.fields["role"], self.fields["place"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101  for the type checker
        assert isinstance(place, forms.ChoiceField)  # noqa: S101  for the type checker
        role.choices = [("", "–"), *((code, label) for code, label in Role.choices if code != Role.NEWCOMER)]
        place.choices = [("", _("The whole municipality")), *places]


class NewWorkerForm(RoleForm):
    """A colleague who gets an account."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    field_order = ("name", "email", "role", "place")
