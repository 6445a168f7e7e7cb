"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.rules import looking, trying

urlpatterns: list[URLPattern] = [
    path("regels/", looking.rules, name="rules"),
    path("regels/getallen/", looking.figures, name="figures"),
    path("regels/proberen/", trying.rule_try, name="rule_try"),
    path("regels/proberen/antwoord/", trying.rule_tried, name="rule_tried"),
]
