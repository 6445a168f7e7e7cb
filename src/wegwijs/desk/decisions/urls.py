"""Addresses of decisions. Those of enforcement are apart: it is a page of its own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from wegwijs.desk.decisions import answering, imposed, making, overview, reviewing
from wegwijs.desk.decisions.showing import ENFORCEMENT
from wegwijs.plans.considered import KINDS


class KindConverter(StringConverter):
    """One of the kinds of decision, enforcement apart."""

    regex = "|".join(kind for kind in KINDS if kind != ENFORCEMENT)


# Of the kinds in an address enforcement is none: that has addresses of its own.
register_converter(KindConverter, "kind")
CASE = "dossiers/<uuid:uuid>/"
STEPS: tuple[tuple[str, str, Callable[..., HttpResponse]], ...] = (
    ("", "", making.decision),
    ("controle/", "_check", making.check),
    ("nalezen/", "_review", reviewing.review),
    ("akkoord-vragen/", "_ask", reviewing.ask),
    ("stoppen/", "_withdraw", reviewing.withdraw),
)
urlpatterns: list[URLPattern] = [
    path("aanvragen-duo/", overview.requests, name="requests"),
    path(f"{CASE}besluiten/", overview.case_decisions, name="decisions"),
    *(path(f"{CASE}besluiten/<kind:kind>/{tail}", view, name=f"decision{name}") for tail, name, view in STEPS),
    *(
        path(f"{CASE}handhaving/{tail}", view, {"kind": ENFORCEMENT}, name=f"enforcement{name}")
        for tail, name, view in STEPS
    ),
    path(f"{CASE}handhaving/onherroepelijk/", imposed.final, name="enforcement_final"),
    path("akkoord/besluit/<uuid:uuid>/", answering.question, name="decision_question"),
    path("akkoord/handhaving/<uuid:uuid>/", answering.question, {"enforcement": True}, name="enforcement_question"),
]
