"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.case.urls import CASE
from wegwijs.desk.voice import card, case, complaints, measured, messages, public, thumbs, topics

CARD = "kaart/<uuid:uuid>/"
urlpatterns: list[URLPattern] = [
    path(f"{CASE}wensen/opnemen/", case.take_up, name="voice_take_up"),
    path(f"{CASE}wensen/<uuid:voice>/", case.voice, name="voice"),
    path(f"{CASE}beloofd/<uuid:promise>/", case.keep_promise, name="promise_kept"),
    path(f"{CASE}bericht/", messages.message, name="person_message"),
    path(CARD, card.card, name="card"),
    path(f"{CARD}wens/", card.wish, name="card_wish"),
    path("klachten/", complaints.all_complaints, name="complaints"),
    path("klachten/<uuid:complaint>/", complaints.one, name="complaint"),
    path("duimen/", thumbs.overview, name="thumbs"),
    path("duim/<str:token>/", public.thumb, name="thumb"),
    path("gehoord/", measured.overview, name="voices_measured"),
    path("groepen/", topics.overview, name="topics"),
    path("groepen/<uuid:topic>/", topics.one, name="topic"),
]
