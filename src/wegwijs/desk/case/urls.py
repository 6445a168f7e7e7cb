"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.case import contact_points, correcting, page, private, recording, revisions, undoing, what_if

CASE = "dossiers/<uuid:uuid>/"
urlpatterns: list[URLPattern] = [
    path("meekijken/", page.companion, name="companion"),
    path(CASE, page.page, name="case"),
    path(f"{CASE}openen/", private.break_glass, name="break_glass"),
    path(f"{CASE}vertrouwelijk/", private.safety, name="safety"),
    path(f"{CASE}vastleggen/", recording.choose, name="record_menu"),
    path(f"{CASE}vastleggen/<slug:what>/", recording.record, name="record"),
    path(f"{CASE}vastleggen/<slug:what>/gevolg/", recording.effect, name="record_effect"),
    path(f"{CASE}wat-als/", what_if.what_if, name="what_if"),
    path(f"{CASE}wat-als/antwoord/", what_if.what_if_answer, name="what_if_answer"),
    path(f"{CASE}ongedaan/", undoing.undo, name="undo"),
    path(f"{CASE}feiten/<uuid:fact>/verbeteren/", correcting.correct, name="correct"),
    path(f"{CASE}feiten/<uuid:fact>/verbeteren/gevolg/", correcting.correct_effect, name="correct_effect"),
    path(f"{CASE}feiten/<uuid:fact>/intrekken/", correcting.withdraw, name="withdraw"),
    path(f"{CASE}herzien/", revisions.revisions, name="revisions"),
    path(f"{CASE}herzien/<uuid:revision>/gezien/", revisions.seen, name="revision_seen"),
    path(f"{CASE}contact/<uuid:point>/beeindigen/", contact_points.end, name="end_contact_point"),
]
