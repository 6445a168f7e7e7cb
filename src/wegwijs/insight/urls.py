"""Addresses of insight."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.insight.pages import views
from wegwijs.insight.register import before_after, pages

app_name = "insight"
urlpatterns: list[URLPattern] = [
    path("inzicht/", views.start, name="start"),
    path("inzicht/beleid/", pages.register, name="register"),
    path("inzicht/beleid/nieuw/", pages.note, name="note"),
    path("inzicht/beleid/<uuid:uuid>/", pages.change, name="change"),
    path("inzicht/beleid/<uuid:uuid>/gelezen/", pages.check, name="check"),
    path("inzicht/beleid/<uuid:uuid>/intrekken/", pages.withdraw, name="withdraw"),
    path("inzicht/beleid/<uuid:uuid>/voor-en-na/", before_after.compare, name="before_after"),
    path("inzicht/kwartaalbericht/", views.quarterly, name="quarterly"),
    path("inzicht/<slug:code>/", views.dashboard, name="dashboard"),
    path("inzicht/<slug:code>/veranderd/", views.changed, name="changed"),
    path("inzicht/<slug:code>/<slug:figure>/", views.figure, name="figure"),
    path("inzicht/<slug:code>/<slug:figure>/<slug:kind>/", views.figure_file, name="figure_file"),
]
