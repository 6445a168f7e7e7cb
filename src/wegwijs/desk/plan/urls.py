"""Addresses of plans, of questions to colleagues, and of letters."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.plan import after, agreements, deciding, letters, making

CASE = "dossiers/<uuid:uuid>/"
urlpatterns: list[URLPattern] = [
    path(f"{CASE}plan/", making.plan, name="plan"),
    path(f"{CASE}plan/wijzigen/", making.amend, name="plan_amend"),
    path(f"{CASE}plan/controle/", making.check, name="plan_check"),
    path(f"{CASE}plan/vervallen/", making.drop, name="plan_drop"),
    path(f"{CASE}plan/vaststellen/", deciding.review, name="plan_review"),
    path(f"{CASE}plan/akkoord-vragen/", deciding.ask, name="plan_ask"),
    path(f"{CASE}plan/brieven/", after.documents, name="plan_documents"),
    path(f"{CASE}plan/versies/", after.versions, name="plan_versions"),
    path(f"{CASE}plan/duo/", after.told, name="plan_told"),
    path(f"{CASE}plan/duo/versturen/", after.send, name="plan_send"),
    path(f"{CASE}plan/bsn/", after.bsn, name="plan_bsn"),
    path(f"{CASE}documenten/<uuid:document_uuid>/", letters.document, name="document"),
    path("akkoord/", agreements.agreements, name="agreements"),
    path("akkoord/<uuid:uuid>/", agreements.agreement, name="agreement"),
]
