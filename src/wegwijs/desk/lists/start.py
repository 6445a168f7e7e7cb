"""The first page: each role goes to where its work is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import styleguide
from wegwijs.desk.menu import start_url


@require()
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """On to the page that fits the role; a role without pages in this version reads what it may expect."""
    url = start_url(request.actor)
    return redirect(url) if url else render(request, "desk/lists/home.html")


@require()
@require_safe
def style(request: StaffRequest) -> HttpResponse:
    """Every part that pages are made of, in the demonstration only."""
    return render(request, "components/styleguide.html", styleguide.context(request.today))
