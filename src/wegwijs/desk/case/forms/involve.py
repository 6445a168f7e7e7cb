"""Forms for who has to do with the case: choose, share, hand over."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.accounts import staff
from wegwijs.components import days
from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk.case.forms.base import RecordForm, Words
from wegwijs.desk.lists.forms import labels
from wegwijs.dossier import actions, queries
from wegwijs.dossier.actions.involve import ChangedSince
from wegwijs.intake import actions as intake
from wegwijs.intake.entries import Entry


class PersonChoice(RecordForm):
    """Choose a colleague; nothing to preview, since no day of the law depends on who it is."""

    to = forms.TypedChoiceField(label=gettext_lazy("Who"), coerce=int, choices=(), widget=PlainSelect)
    had = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def defaults(self) -> dict[str, Any]:
        """Who guides this person while the form is open: when that changes meanwhile, it is said."""
        return {"had": self._had()}

    def _had(self) -> int | None:
        return self.case.responsible.user_id if self.case.responsible else None

    def changed_since(self, changed: ChangedSince) -> None:
        """Say who was first; the same choice once more, now knowing that."""
        self.add_error(
            None,
            _(
                "%(by)s put this case with %(name)s in the meantime (%(moment)s). "
                "Nothing was changed. Save again if you still want this."
            )
            % {
                "by": changed.by or _("A colleague"), "name": changed.has_it or _("nobody"),
                "moment": days.moment(changed.at),
            },
        )  # fmt: skip
        data = cast("QueryDict", self.data).copy()
        data["had"] = "" if changed.user_id is None else str(changed.user_id)
        self.data = data

    def entries(self) -> list[Entry]:
        """Written by its own action, with the involvement."""
        return []

    def named(self) -> str:
        """The chosen words, without the number of cases."""
        chosen = str(self.cleaned_data["to"])
        return next(str(words) for code, words in self._choices() if str(code) == chosen).split(" · ")[0]

    def _choices(self) -> list[tuple[Any, Words]]:
        return list(self.fields["to"].choices)  # type: ignore[attr-defined]  # a field with choices


class AssignForm(PersonChoice):
    """Who guides this person from today."""

    def prepare(self) -> None:
        """Colleagues with what each carries now."""
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("choose a colleague")),
            *labels(staff.colleagues(self.actor), queries.caseloads(self.actor), own_id=self.actor.user_id),
        ]

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """Who has it already keeps it: the same form twice does nothing."""
        standing = self.case.responsible
        if standing is None or standing.user_id != self.cleaned_data["to"]:
            intake.assign(self.actor, self.case.id, self.cleaned_data["to"], now=now, had=self.cleaned_data["had"])
        return ()

    @property
    def done(self) -> str:
        """With the name."""
        return _("%(name)s guides this person from today.") % {"name": self.named()}


class ShareForm(PersonChoice):
    """A colleague who works along."""

    until = DayField(
        label=gettext_lazy("Up to and including"), required=False,
        help_text=gettext_lazy("Leave it empty when you do not know yet."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Everybody who is not involved by name yet."""
        already = {one.user_id for one in self.case.involved}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("choose a colleague")),
            *(
                (one.user_id, " · ".join(filter(None, [one.name, str(one.role.label), one.team])))
                for one in staff.case_workers(self.actor)
                if one.user_id not in already
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """A last day lies ahead."""
        cleaned = super().clean()
        until = cleaned.get("until")
        if until and until < self.today:
            self.add_error("until", _("This day is past. Choose today or later, or leave it empty."))
        return cleaned

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """Who is chosen sees the case at once."""
        actions.share(self.actor, self.case.id, self.cleaned_data["to"], now=now, until=self.cleaned_data["until"])
        return ()

    @property
    def done(self) -> str:
        """With the name."""
        return _("%(name)s can see this case now.") % {"name": self.named()}


class TransferForm(PersonChoice):
    """To another team."""

    to = forms.TypedChoiceField(label=gettext_lazy("To which team"), coerce=int, choices=())

    def prepare(self) -> None:
        """Every team but the one that has it."""
        present = next((one.team for one in self.case.involved if one.purpose == "team"), "")
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("choose a team")),
            *((pk, name) for pk, name in staff.teams(self.actor.municipality_id) if not name.endswith(f" · {present}")),
        ]

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """Waits there for a professional."""
        actions.transfer(self.actor, self.case.id, self.cleaned_data["to"], now=now, had=self.cleaned_data["had"])
        return ()

    @property
    def done(self) -> str:
        """With the team."""
        team = next(str(words) for code, words in self._choices() if str(code) == str(self.cleaned_data["to"]))
        return _("The case is now with team %(team)s.") % {"team": team.split(" · ")[-1]}
