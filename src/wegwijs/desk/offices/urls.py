"""Addresses of *Organisatie*."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.offices import pages

urlpatterns: list[URLPattern] = [
    path("organisatie/", pages.overview, name="offices"),
    path("organisatie/<slug:what>/", pages.edit, name="office_new"),
    path("organisatie/<slug:what>/<uuid:uuid>/", pages.edit, name="office"),
]
