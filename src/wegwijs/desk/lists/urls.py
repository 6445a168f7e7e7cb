"""Addresses of these pages."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from wegwijs.desk.lists import assigning, cases, participants, search, start, today

urlpatterns: list[URLPattern] = [
    path("", start.home, name="home"),
    path("vandaag/", today.today, name="today"),
    path("dossiers/", cases.cases, name="cases"),
    path("dossiers/toewijzen/", assigning.assign, name="assign"),
    path("dossiers/toewijzen/ongedaan/", assigning.undo, name="assign_undo"),
    path("dossiers/toewijzen/recent/", assigning.assigned, name="assigned"),
    path("zoeken/", search.search, name="search"),
    path("deelnemers/", participants.participants, name="participants"),
]
if settings.WEGWIJS_DEMO:
    urlpatterns.append(path("stijl/", start.style, name="style"))
