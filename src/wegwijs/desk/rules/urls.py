"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.rules import law_checks, looking, norms, trying

urlpatterns: list[URLPattern] = [
    path("regels/", looking.rules, name="rules"),
    path("regels/getallen/", looking.figures, name="figures"),
    path("regels/normen/", norms.norms, name="norms"),
    path("regels/normen/<slug:name>/", norms.norm, name="norm"),
    path("regels/normen/<slug:name>/voorstel/", norms.norm_propose, name="norm_propose"),
    path("regels/normen/voorstel/<uuid:uuid>/", norms.norm_proposal, name="norm_proposal"),
    path("regels/normen/voorstel/<uuid:uuid>/wijzigen/", norms.norm_change, name="norm_change"),
    path("regels/normen/voorstel/<uuid:uuid>/doen/", norms.norm_act, name="norm_act"),
    path("regels/getallen/anders/", law_checks.law_checks, name="law_checks"),
    path("regels/getallen/anders/<uuid:uuid>/", law_checks.law_check, name="law_check"),
    path("regels/proberen/", trying.rule_try, name="rule_try"),
    path("regels/proberen/antwoord/", trying.rule_tried, name="rule_tried"),
]
