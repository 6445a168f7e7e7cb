"""The yardstick for lists: Django admin's changelist of the same rows, with the same columns, filters and search off.

It is set up here only; the product has no admin.
"""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path

from wegwijs.dossier.models import Snapshot


class OpenAdmin(admin.ModelAdmin[Snapshot]):
    """Everybody may see it: this measures rendering and queries, not rights."""

    list_display = (
        "display_name", "group", "phase", "route", "next_code", "next_due", "pip_due", "term_last_day",
        "mother_tongue", "whose", "of_team",
    )  # fmt: skip
    list_filter = ("phase", "group", "route", "department")
    list_select_related = ("responsible", "team")
    ordering = ("next_due", "trajectory")
    list_per_page = 50

    @admin.display(description="responsible")
    def whose(self, row: Snapshot) -> str:
        return row.responsible.name if row.responsible else ""

    @admin.display(description="team")
    def of_team(self, row: Snapshot) -> str:
        return row.team.name if row.team else ""

    def has_view_permission(self, request: HttpRequest, obj: Snapshot | None = None) -> bool:
        return True

    has_module_permission = has_view_permission  # type: ignore[assignment]

    def has_change_permission(self, request: HttpRequest, obj: Snapshot | None = None) -> bool:
        return False

    has_add_permission = has_delete_permission = has_change_permission  # type: ignore[assignment]


class OpenSite(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return True


site = OpenSite(name="admin")
site.register(Snapshot, OpenAdmin)
urlpatterns = [path("admin/", site.urls)]
