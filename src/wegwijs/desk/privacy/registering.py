"""The register of processing: to read, to fill in what the municipality knows, and to take along."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.desk.privacy import words
from wegwijs.desk.privacy.forms import RegisterForm
from wegwijs.desk.privacy.start import pdf
from wegwijs.exchange.spreadsheet.problems import neutralise
from wegwijs.privacy import register as registers

WRITE = "register.write"


def _names() -> dict[str, str]:
    return {name: words.say("register", name) for name in registers.FIELDS}


@require(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """Everything on one page; the fields of the municipality are saved together."""
    found = registers.register(request.actor, now=request.now)
    form = RegisterForm(request.POST or None, dict(found.fields))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            for name in registers.FIELDS:
                version = said[f"{name}-version"]
                registers.write_field(request.actor, name, said[name], version, now=request.now)
        except Conflict:
            form.add_error(None, _("A colleague changed this at the same time. Open the page again and look."))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:privacy_register")
    context = {"register": found, "form": form}
    return render(request, "desk/privacy/register.html", context, status=422 if form.errors else 200)


@require(WRITE)
@require_safe
def register_file(request: StaffRequest, kind: str) -> HttpResponse:
    """As CSV, PDF or JSON."""
    found = registers.register(request.actor, now=request.now)
    name = f"register-van-verwerkingen-{request.today:%Y-%m-%d}.{kind}"
    if kind == "pdf":
        return pdf(registers.as_pdf(found, _names()), name)
    response: HttpResponse
    if kind == "json":
        response = JsonResponse(found.as_dict(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    elif kind == "csv":
        out = io.StringIO("\ufeff")
        out.seek(0, io.SEEK_END)
        csv.writer(out, delimiter=";").writerows(
            [[neutralise(cell) for cell in row] for row in registers.as_rows(found, _names())]
        )
        response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
