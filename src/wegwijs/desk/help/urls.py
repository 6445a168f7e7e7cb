"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.help import offers, referrals

CASE = "dossiers/<uuid:uuid>/"
urlpatterns: list[URLPattern] = [
    path("sociale-kaart/", offers.offers, name="offers"),
    path("sociale-kaart/nieuw/", offers.add, name="offer_add"),
    path("sociale-kaart/<uuid:uuid>/", offers.offer, name="offer"),
    path("sociale-kaart/<uuid:uuid>/wijzigen/", offers.change, name="offer_change"),
    path("sociale-kaart/<uuid:uuid>/nakijken/", offers.act, name="offer_act"),
    path(f"{CASE}hulp/", referrals.choose, name="referral_choose"),
    path(f"{CASE}hulp/<uuid:offer>/", referrals.refer, name="referral_refer"),
    path(f"{CASE}verwijzingen/<uuid:record>/", referrals.referral, name="referral"),
    path(f"{CASE}verwijzingen/<uuid:record>/briefje-<slug:language>.pdf", referrals.note, name="referral_note"),
]
