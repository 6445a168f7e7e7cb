"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.incidents import pages

urlpatterns: list[URLPattern] = [
    path("incidenten/", pages.incidents, name="incidents"),
    path("incidenten/<uuid:uuid>/", pages.incident, name="incident"),
]
