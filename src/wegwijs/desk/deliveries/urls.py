"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from wegwijs.desk.deliveries import pages, questions, sending

urlpatterns: list[URLPattern] = [
    path("leveringen/", pages.deliveries, name="deliveries"),
    path("leveringen/nieuw/", sending.receive, name="delivery_new"),
    path("leveringen/<uuid:uuid>/", pages.delivery, name="delivery"),
    path("leveringen/<uuid:uuid>/kolommen/", sending.columns, name="delivery_columns"),
    path("leveringen/<uuid:uuid>/overnemen/", sending.take_over, name="delivery_run"),
    path("leveringen/<uuid:uuid>/weggooien/", sending.discard, name="delivery_discard"),
    path("leveringen/<uuid:uuid>/niet-overgenomen.csv", pages.rejected_csv, name="delivery_rejected"),
    path("leveringen/vragen/", questions.held, name="delivery_held"),
    path("leveringen/vragen/<uuid:record>/", questions.decide, name="delivery_decide"),
    path("leveringen/verschillen/", questions.differences, name="delivery_differences"),
    path("leveringen/verschillen/<uuid:record>/", questions.settle, name="delivery_settle"),
]
