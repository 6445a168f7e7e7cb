"""Forms for what is around somebody: a phone, e-mail or address, and the household."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.desk.case.forms.base import choice, line, yes_no
from wegwijs.desk.case.forms.people import TRIPLE, RowForm
from wegwijs.desk.wording.tables import CONTACT, RELATION, WHOSE
from wegwijs.dossier import actions


class ContactPointForm(RowForm):
    """A phone, e-mail or address, with whose it is and who says so."""

    kind = choice(gettext_lazy("What"), list(CONTACT.items()))
    value = line(gettext_lazy("Number, e-mail or address"), 300, required=True)
    whose = choice(gettext_lazy("Whose is it?"), list(WHOSE.items()))
    app_allowed = yes_no(gettext_lazy("May we send app messages to it?"), required=False)
    source = line(gettext_lazy("Who says so"), 60, required=True)

    def defaults(self) -> dict[str, Any]:
        """A phone of the person, told by the person."""
        return {"kind": "phone", "whose": "own", "source": _("the person")}

    def clean(self) -> dict[str, Any]:
        """A number has digits, an e-mail address an at sign."""
        cleaned = super().clean()
        value, kind = self.text("value"), cleaned.get("kind")
        if value and kind == "phone" and sum(letter.isdigit() for letter in value) < 9:
            self.add_error("value", _("A phone number has at least nine digits. Check the number."))
        if value and kind == "email" and "@" not in value:
            self.add_error("value", _("An e-mail address has an @. Check the address."))
        return cleaned

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """The same one again is not doubled."""
        got = self.cleaned_data
        actions.add_contact_point(
            self.actor, self.case.id, got["kind"], self.text("value"), whose=got["whose"], source=self.text("source"),
            app_allowed=TRIPLE[got["app_allowed"]] if got["kind"] == "phone" else None, now=now,
        )  # fmt: skip
        return ()

    @property
    def done(self) -> str:
        """What to say."""
        return _("Saved the contact data.")


class HouseholdForm(RowForm):
    """Somebody of the household who is no newcomer here: name as far as needed, and a birth year."""

    relation = choice(gettext_lazy("Who is it"), list(RELATION.items()))
    name = line(gettext_lazy("Name"), 200, help_text=gettext_lazy("Only if you need it."))
    birth_year = forms.IntegerField(label=gettext_lazy("Year of birth"), min_value=1900, max_value=2100, required=False)

    def defaults(self) -> dict[str, Any]:
        """Mostly a child."""
        return {"relation": "child"}

    def clean(self) -> dict[str, Any]:
        """Somebody is told apart by a name or a year."""
        cleaned = super().clean()
        year = cleaned.get("birth_year")
        if year and year > self.today.year:
            self.add_error("birth_year", _("This year is still to come. Check the year."))
        if not year and not self.text("name") and not self.errors:
            self.add_error("birth_year", _("Fill in the year of birth or the name."))
        return cleaned

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """The same one, sent twice within the form's life, is refused by what stands there already."""
        got = self.cleaned_data
        name = self.text("name")
        same = (got["relation"], name, got["birth_year"])
        if same not in {(one.relation, one.name, one.birth_year) for one in self.case.household}:
            actions.set_household_member(
                self.actor, self.case.id, got["relation"], name=name, birth_year=got["birth_year"], now=now
            )
        return ()

    @property
    def done(self) -> str:
        """What to say."""
        return _("Added to the household.")
