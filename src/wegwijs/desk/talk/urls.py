"""Addresses of conversations, agreement plans and explanations."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.talk import agreeing, explaining, holding, opening, public

CASE = "dossiers/<uuid:uuid>/"
TALK = f"{CASE}gesprek/<uuid:talk>/"
urlpatterns: list[URLPattern] = [
    path(f"{CASE}gesprek/", opening.talk, name="talk"),
    path(TALK, holding.conversation, name="conversation"),
    path(f"{TALK}bewaren/", holding.keep, name="conversation_keep"),
    path(f"{TALK}let-op/", holding.doubt, name="conversation_doubt"),
    path(f"{CASE}afspraken/", agreeing.versions, name="agreed_versions"),
    path(f"{CASE}afspraken/<uuid:plan>/", agreeing.plan, name="agreed"),
    path(f"{CASE}afspraken/<uuid:plan>/ondertekenen/", agreeing.sign, name="agreed_sign"),
    path(f"{CASE}uitleg/<slug:topic>/", explaining.explanation, name="explanation"),
]
# Nothing of a person stands at these: the first is for anybody.
EXPLAINED = "uitleg/<slug:address>/<slug:language>/"
about_nobody: list[URLPattern] = [
    path(EXPLAINED, public.explained, name="explained"),
    path(f"{EXPLAINED}afdruk/", explaining.printed, name="explained_print"),
]
