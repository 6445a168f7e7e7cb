"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.duo import case, messages

CASE = "dossiers/<uuid:uuid>/duo/"
urlpatterns: list[URLPattern] = [
    path(CASE, case.page, name="duo"),
    path(f"{CASE}lezen/", case.read, name="duo_read"),
    path(f"{CASE}verschil/", case.settle, name="duo_settle"),
    path(f"{CASE}gezien/<uuid:record>/", case.seen, name="duo_seen"),
    path("berichten-duo/ontvangen/", messages.waiting, name="duo_messages"),
    path("berichten-duo/ontvangen/<uuid:record>/", messages.decide, name="duo_decide"),
]
