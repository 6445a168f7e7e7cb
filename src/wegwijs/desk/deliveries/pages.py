"""What became of deliveries: the list, and one page per delivery that shows how far it is."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.sent import sent_number
from wegwijs.desk import wording
from wegwijs.desk.deliveries.forms import ColumnsForm, UploadForm
from wegwijs.exchange import deliveries as queries
from wegwijs.exchange.spreadsheet.problems import Unreadable, neutralise
from wegwijs.outbox import queries as outbox

_TEMPLATES = {
    "checking": "progress.html",
    "checked": "preview.html",
    "running": "progress.html",
    "done": "report.html",
    "refused": "refused.html",
    "discarded": "refused.html",
}


@require("delivery.run")
@require_safe
def deliveries(request: StaffRequest) -> HttpResponse:
    """What came in, newest first, and the form for a new one."""
    return show_deliveries(request, UploadForm())


def show_deliveries(request: StaffRequest, form: UploadForm) -> HttpResponse:
    """The page, also with a form that was refused."""
    content = request.actor.may("delivery.content")
    return render(
        request,
        "desk/deliveries/deliveries.html",
        {
            "form": form,
            "deliveries": queries.deliveries(request.actor),
            "waiting": queries.waiting(request.actor),
            "content": content,
            "alarming": outbox.alarming(request.actor.municipality_id, now=request.now),
        },
        status=422 if form.is_bound else 200,
    )


@require("delivery.run")
@require_safe
def delivery(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One delivery, as far as it is: its columns, the try-out, the work going on, or the report."""
    found = queries.delivery(request.actor, uuid)
    if found is None:
        raise Http404
    if found.status == "received":
        return show_columns(request, uuid)
    context = _context(request, found)
    if found.status == "checked":
        context |= {name: queries.found(request.actor, uuid, name) for name in ("rejected", "held", "discrepancies")}
    elif found.status == "done":
        listed = queries.troubles(request.actor, uuid, "rejected", sent_number(request.GET.get("after")))
        rejected = listed[: queries.PAGE]
        context |= {
            "rejected": rejected,
            "next_url": f"?after={rejected[-1].line}" if len(listed) > queries.PAGE else "",
            "waiting": queries.waiting(request.actor, uuid),
        }
    return render(request, f"desk/deliveries/{_TEMPLATES[found.status]}", context)


def show_columns(request: StaffRequest, uuid: UUID, form: ColumnsForm | None = None) -> HttpResponse:
    """Which column is which, with the first rows masked; or why the file cannot be read."""
    found = queries.delivery(request.actor, uuid)
    if found is None:
        raise Http404
    context = _context(request, found)
    try:
        context["form"] = form or ColumnsForm(None, queries.look(request.actor, uuid))
    except Unreadable as error:
        context["refusal"] = (error.text, error.hint)
        return render(request, "desk/deliveries/refused.html", context)
    return render(request, "desk/deliveries/columns.html", context, status=422 if form else 200)


def _context(request: StaffRequest, found: queries.DeliveryView) -> dict[str, object]:
    return {
        "delivery": found,
        "refusal": found.refusal,
        "content": request.actor.may("delivery.content"),
        "crumbs": [(_("Deliveries"), reverse("desk:deliveries")), (found.name, "")],
    }


@require("delivery.run")
@require_safe
def rejected_csv(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The records that were not taken over, to correct them: the original cells too for who may see contents."""
    found = queries.delivery(request.actor, uuid)
    if found is None or found.status != "done":
        raise Http404
    audit.log_access(request.actor, "export", now=request.now, detail={"delivery": str(uuid), "what": "rejected"})
    heads, rows = queries.rejected_rows(request.actor, uuid)
    named = [_("line"), _("columns"), _("code"), _("what to do"), *heads]
    response = HttpResponse(_lines(_all(named, rows)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="niet-overgenomen-{uuid}.csv"'
    return response


def _all(named: list[str], rows: Iterator[tuple[queries.Rejected, list[str]]]) -> Iterator[list[str]]:
    yield named
    for one, cells in rows:
        fields = ", ".join(wording.word("column", name) for name in one.fields)
        yield [str(one.line), fields, ", ".join(one.codes), " ".join(one.texts), *cells]


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


def _lines(rows: Iterator[list[str]]) -> Iterator[str]:
    """CSV as Dutch spreadsheets open it: semicolons, a byte order mark, and no cell that would run as a formula."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([neutralise(cell) for cell in row])
