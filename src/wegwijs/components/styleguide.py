"""Every part on one page, with invented content; shown in demo mode only, and what the tests of the parts look at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from wegwijs.components.charts import Bars, Chart, Curve, Curves, Line, Lines, Series, Sign, Value
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
        "charts": _charts(),
        "crumbs": [("Vandaag", "#"), ("Dossiers", "#"), ("Selam Tesfay", "")],
        "people": [
            ("Selam Tesfay", "ሰላም ተስፋይ", "B1-route", "act", "3 dagen te laat", 372, "9 jul 2025"),
            ("Ahmad Al-Khatib", "أحمد الخطيب", "Z-route", "watch", "over 9 dagen", 1210, "24 nov 2025"),
            ("Yağmur Yılmaz", "", "Onderwijsroute", "good", "klaar", 64, "2 okt 2025"),
        ],
    }


def _charts() -> list[tuple[str, Chart]]:
    """One of every sort, two things in each."""
    routes = {"statushouders": (498, 128, 128), "gezinsmigranten": (1318, 0, 67)}
    starts = tuple(date(2023 + place // 4, 3 * (place % 4) + 1, 1) for place in range(12))
    told = {"statushouders": (61, 58, 64, 60, 66, 71, None, 74, 77, 75, 79, 80),
            "gezinsmigranten": (82, 80, 79, 83, 81, 84, 82, 80, 83, 85, 84, 86)}  # fmt: skip
    return [
        ("chart-bars", Bars(
            "Route in het plan", ("B1-route", "Onderwijsroute", "Z-route"),
            tuple(Series(name, tuple(Value(size, str(size)) for size in sizes)) for name, sizes in routes.items()),
        )),
        ("chart-lines", Lines(
            "Plan op tijd, per kwartaal", starts, tuple(Line(name, values) for name, values in told.items()),
            lambda value: f"{value:.0f}%", (Sign(date(2024, 1, 1), "Nieuwe taalstart"),),
        )),
        ("chart-curves", Curves(
            "Van melding tot plan",
            (Curve("statushouders", (30, 50, 70, 90), (.1, .4, .7, .8), (.05, .35, .64, .75), (.15, .46, .76, .85), 70),
             Curve("gezinsmigranten", (40, 80, 120), (.1, .3, .4), (.06, .24, .33), (.14, .36, .47), None)),
            120, "dagen", 70,
        )),
    ]  # fmt: skip
