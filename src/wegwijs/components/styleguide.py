"""Every part on one page, with invented content; shown in demo mode only, and what the tests of the parts look at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from wegwijs.components.days import DayField
from wegwijs.components.frame import Link
from wegwijs.components.icons import ICONS

ROUTES = [("b1", "B1-route"), ("education", "Onderwijsroute"), ("self_reliance", "Z-route")]


class SampleForm(forms.Form):
    """One field of every sort."""

    summary = forms.CharField(label="Onderwerp", help_text="In een paar woorden.")
    held_on = DayField(label="Datum van het gesprek", help_text="Bijvoorbeeld 24-11-2025.")
    hours = forms.IntegerField(label="Uren per week", required=False)
    team = forms.ChoiceField(label="Team", choices=[("n", "Team Noord"), ("z", "Team Zuid")])
    route = forms.ChoiceField(label="Leerroute", choices=ROUTES, widget=forms.RadioSelect)
    times = forms.MultipleChoiceField(
        label="Wanneer kan deze persoon naar les?",
        choices=[("m", "ochtend"), ("a", "middag"), ("e", "avond")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interpreter = forms.BooleanField(label="Er was een tolk bij", required=False)
    remarks = forms.CharField(label="Wat is er gezegd?", widget=forms.Textarea, required=False)


STEPS = [
    {
        "text": "DUO stuurde de kennisgeving op 15 september 2025.",
        "article": "Besluit inburgering 2021 art. 5.3 lid 1",
        "from": "duo_notified 2025-09-15",
        "confidence": "H",
    },
    {"text": "Tien weken later is 24 november 2025.", "article": "Wi2021 art. 15", "confidence": "H"},
    {
        "text": "Er is geen reden om langer te wachten.",
        "article": "Besluit inburgering 2021 art. 5.3",
        "confidence": "L",
    },
]


def context(today: date) -> dict[str, Any]:
    """What `components/styleguide.html` shows, as on a given day."""
    return {
        "today": today,
        "form": SampleForm(),
        "wrong": SampleForm({"wrong-summary": "", "wrong-held_on": "31-2-2025"}, prefix="wrong", auto_id="wrong_%s"),
        "steps": STEPS,
        "icons": sorted(ICONS),
        "soon": today + timedelta(days=9),
        "late": today - timedelta(days=3),
        "later": today + timedelta(days=120),
        "tabs_sample": [
            Link("Mijn mensen", "#a", current=True, count=64),
            Link("Team", "#b", count="1000+"),
            Link("Gesloten", "#c"),
        ],
        "crumbs": [("Vandaag", "#"), ("Dossiers", "#"), ("Selam Tesfay", "")],
        "people": [
            ("Selam Tesfay", "ሰላም ተስፋይ", "B1-route", "act", "3 dagen te laat", 372, "9 jul 2025"),
            ("Ahmad Al-Khatib", "أحمد الخطيب", "Z-route", "watch", "over 9 dagen", 1210, "24 nov 2025"),
            ("Yağmur Yılmaz", "", "Onderwijsroute", "good", "klaar", 64, "2 okt 2025"),
        ],
    }
