"""Addresses for other systems. Their paths are prescribed by whoever calls them."""

from __future__ import annotations

from django.urls import path

from wegwijs.exchange.duo import endpoint

app_name = "exchange"
urlpatterns = [path("v1/notificaties", endpoint.notices, name="duo_notices")]
