"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.quality import pages, writing

urlpatterns: list[URLPattern] = [
    path("werkwijze/", pages.texts, name="texts"),
    path("werkwijze/versie/<uuid:uuid>/", pages.version, name="text_version"),
    path("werkwijze/versie/<uuid:uuid>/bewerken/", writing.edit, name="text_edit"),
    path("werkwijze/versie/<uuid:uuid>/beslissen/", writing.act, name="text_act"),
    path("werkwijze/versie/<uuid:uuid>/vergelijken/<uuid:newer>/", pages.compare, name="text_compare"),
    path("werkwijze/<slug:kind>/<slug:code>/", pages.text, name="text"),
    path("werkwijze/<slug:kind>/<slug:code>/nieuw/", writing.begin, name="text_begin"),
]
