"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.agenda import pages

CASE = "dossiers/<uuid:uuid>/agenda/"
urlpatterns: list[URLPattern] = [
    path(CASE, pages.new, name="appointment_new"),
    path(f"{CASE}<uuid:appointment>/", pages.appointment, name="appointment"),
    path(f"{CASE}<uuid:appointment>/verzetten/", pages.move, name="appointment_move"),
]
