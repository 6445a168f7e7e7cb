"""Forms of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wegwijs.accounts.access_log import KINDS, LogFilter


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
