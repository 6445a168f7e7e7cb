"""All addresses of the product, room by room."""

from __future__ import annotations

from django.urls import include, path

from wegwijs.accounts.urls import entrance, machines
from wegwijs.project.metrics import metrics

urlpatterns = [
    *machines,
    path("metrics", metrics, name="metrics"),
    *entrance,
    path("", include("wegwijs.accounts.urls")),
    path("", include("wegwijs.desk.urls")),
    path("", include("wegwijs.insight.urls")),
    path("", include("wegwijs.exchange.urls")),
]
