"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.privacy import alerting, copying, destruction, registering, start

urlpatterns: list[URLPattern] = [
    path("privacy/", start.start, name="privacy"),
    path("privacy/zoeken/", start.find, name="privacy_find"),
    path("privacy/dossier/<int:number>/", start.case, name="privacy_case"),
    path("privacy/dossier/<int:number>/doen/", start.act, name="privacy_case_act"),
    path("privacy/dossier/<int:number>/gezien/", start.who_saw, name="privacy_seen"),
    path("privacy/dossier/<int:number>/gezien.pdf", start.who_saw_pdf, name="privacy_seen_pdf"),
    path("privacy/meldingen/", alerting.all_alerts, name="privacy_alerts"),
    path("privacy/meldingen/kijken/", alerting.look, name="privacy_alerts_look"),
    path("privacy/meldingen/<uuid:uuid>/", alerting.one, name="privacy_alert"),
    path("privacy/vernietigen/", destruction.all_lists, name="privacy_lists"),
    path("privacy/vernietigen/kijken/", destruction.look, name="privacy_lists_look"),
    path("privacy/vernietigen/<uuid:uuid>/", destruction.one, name="privacy_list"),
    path("privacy/vernietigen/<uuid:uuid>/doen/", destruction.act, name="privacy_list_act"),
    path("privacy/kopie/<uuid:uuid>/", copying.progress, name="privacy_copy"),
    path("privacy/kopie/<uuid:uuid>/doen/", copying.officer_act, name="privacy_copy_act"),
    path("privacy/register/", registering.register, name="privacy_register"),
    path("privacy/register.<slug:kind>", registering.register_file, name="privacy_register_file"),
    path("kopieen/", copying.to_review, name="copies"),
    path("kopieen/<uuid:uuid>/", copying.review, name="copy_review"),
    path("kopieen/<uuid:uuid>/doen/", copying.review_act, name="copy_review_act"),
    path("kopieen/<uuid:uuid>/kopie.pdf", copying.copy_pdf, name="copy_pdf"),
    path("kopieen/<uuid:uuid>/kopie.json", copying.copy_json, name="copy_json"),
]
