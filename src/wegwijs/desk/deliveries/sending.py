"""From a file to cases: receive it, say which column is which, try it, take it over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.deliveries import pages
from wegwijs.desk.deliveries.forms import ColumnsForm, UploadForm
from wegwijs.exchange import deliveries, inbox, tasks
from wegwijs.exchange.spreadsheet.problems import Unreadable


@require("delivery.run")
@require_POST
def receive(request: StaffRequest) -> HttpResponse:
    """Keep the file and go on to its columns."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return pages.show_deliveries(request, form)
    file = form.cleaned_data["file"]
    try:
        uuid = inbox.receive(request.actor, file.name, file.chunks(inbox.PIECE), now=request.now)
    except Unreadable as error:
        form.add_error("file", str(error))
        return pages.show_deliveries(request, form)
    return redirect("desk:delivery", uuid)


@require("delivery.run")
@require_POST
def columns(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Keep what the user says of the columns and try the delivery, without taking anything over."""
    _waiting(request, uuid)
    if "back" in request.POST:
        inbox.reopen(request.actor, uuid)
        return redirect("desk:delivery", uuid)
    if "again" in request.POST:
        tasks.start(request.actor, uuid, "checking", again=True)
        return redirect("desk:delivery", uuid)
    try:
        form = ColumnsForm(request.POST, deliveries.look(request.actor, uuid))
    except Unreadable as error:
        # The encoding that was chosen before does not fit: back to recognising it.
        inbox.choose(request.actor, uuid, {}, None)
        messages.error(request, str(error))
        return redirect("desk:delivery", uuid)
    if not form.is_valid():
        return pages.show_columns(request, uuid, form)
    inbox.choose(request.actor, uuid, form.chosen(), form.cleaned_data["encoding"] or None)
    if "look" in request.POST:  # only the encoding was changed: show the letters again
        return redirect("desk:delivery", uuid)
    tasks.start(request.actor, uuid, "checking")
    return redirect("desk:delivery", uuid)


@require("delivery.run")
@require_POST
def take_over(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The import itself, or once more when the work seems to have stopped. Twice ends the same as once."""
    _waiting(request, uuid)
    tasks.start(request.actor, uuid, "running", again="again" in request.POST)
    return redirect("desk:delivery", uuid)


@require("delivery.run")
@require_POST
def discard(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Throw the file away. What was taken over stays."""
    _waiting(request, uuid)
    inbox.discard(request.actor, uuid, now=request.now)
    messages.success(request, _("The file has been thrown away."))
    return redirect("desk:deliveries")


def _waiting(request: StaffRequest, uuid: UUID) -> None:
    if deliveries.delivery(request.actor, uuid) is None:
        raise Http404
