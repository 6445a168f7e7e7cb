"""Addresses of messages to DUO."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.outbox import pages

urlpatterns: list[URLPattern] = [
    path("berichten-duo/", pages.overview, name="messages"),
    path("berichten-duo/opnieuw/", pages.again, name="messages_again"),
    path("dossiers/<uuid:uuid>/berichten-duo/<uuid:message>/", pages.act, name="message_act"),
]
