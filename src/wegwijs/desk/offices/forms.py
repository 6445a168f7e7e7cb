"""What an administrator fills in. Each form carries the version that it was opened with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.accounts.offices import RECEIVED, TASKS
from wegwijs.components.days import DayField

PHONE = r"^(\+|[0-9])((\s|\s?-\s?)?[0-9]){2,15}$"  # what DUO takes (duo/Contactpersoon.openapi.yml)
GROUPS: dict[str, str | Promise] = {
    "asylum": gettext_lazy("asylum permit holders"),
    "family": gettext_lazy("family migrants"),
    "other": gettext_lazy("other migrants"),
    "youth": gettext_lazy("young people"),
}
BOUGHT: dict[str, str | Promise] = {
    "language": gettext_lazy("language lessons"),
    "participation": gettext_lazy("participation"),
    "pvt": "PVT",
    "map": "MAP",
    "guidance": gettext_lazy("social guidance"),
    "relief": gettext_lazy("financial relief"),
    "introduction": gettext_lazy("introduction programme"),
}


class OfficeForm(forms.Form):
    """Base: the version, and the names of what is kept."""

    label_suffix = ""
    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def kept(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MunicipalityForm(OfficeForm):
    """All may be empty: then there is no line to DUO, no contact person is told, or letters carry no address."""

    oin = forms.CharField(
        label=gettext_lazy("OIN of the municipality"),
        required=False,
        help_text=gettext_lazy("Twenty digits, from the OIN register of Logius."),
        validators=[RegexValidator(r"^\d{20}$", gettext_lazy("An OIN has twenty digits."))],
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number for contact persons"),
        required=False,
        max_length=20,
        validators=[
            RegexValidator(PHONE, gettext_lazy("Use a phone number of at most 20 characters, with digits and spaces."))
        ],
    )
    address = forms.CharField(label=gettext_lazy("Address on letters"), required=False, max_length=200)


class DepartmentForm(OfficeForm):
    """A department, and which new people it takes."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    receives = forms.MultipleChoiceField(
        label=gettext_lazy("Takes new people"),
        required=False,
        choices=[(code, GROUPS[code]) for code in RECEIVED],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A group goes to one department."),
    )


class TeamForm(OfficeForm):
    """A team of a department."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    department = forms.UUIDField(label=gettext_lazy("Department"))
    receives_new = forms.BooleanField(
        label=gettext_lazy("New people of the department come to this team"),
        required=False,
        help_text=gettext_lazy("One team of a department takes who is new. Another team that did so stops with it."),
    )

    def __init__(self, data: Any, places: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["department"].widget = forms.Select(choices=[("", "–"), *places])


class ProviderForm(OfficeForm):
    """A provider and what it is bought for. The name of one that is there already is not changed."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("What it does"),
        choices=[(code, BOUGHT[code]) for code in TASKS],
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: until further notice.")
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first day. Check both."))
        return cleaned


class RoomForm(OfficeForm):
    """A room in which people are received."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=40,
        help_text=gettext_lazy("It stands in messages that others may read: without words about integration."),
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Empty: the address of the municipality."),
    )
    in_use = forms.BooleanField(label=gettext_lazy("Can be chosen for an appointment"), required=False)
