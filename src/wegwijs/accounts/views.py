"""Small views around a session: choose a role, say that one is still there, keep a draft, send a form after all."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wegwijs.accounts import access_log as log
from wegwijs.accounts import audit, drafts, interrupted, sessions
from wegwijs.accounts.forms import LogFilterForm
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import ActingRequest

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "draft-tab", "draft-version"})


@require()
@require_POST
def hat(request: ActingRequest) -> HttpResponse:
    """Work in another role or municipality from now on; `hat` is "municipality:role", one of the user's own."""
    for member in request.hats:
        if request.POST.get("hat") == f"{member.municipality_id}:{member.role}":
            request.session[sessions.MUNICIPALITY] = member.municipality_id
            request.session[sessions.ROLE] = member.role
            # Another role has other pages: start at its first one.
            return redirect("/")
    raise Http404


@require()
@require_POST
def keep_alive(_request: ActingRequest) -> HttpResponse:
    """The user is still there. The middleware wrote that down already."""
    return HttpResponse(status=204)


@require(just_ended=True)
@require_POST
def draft(request: ActingRequest, form: str, subject: UUID) -> HttpResponse:
    """Keep what was typed so far, each field as a list; the answer says under which tab and version it stands."""
    assert request.actor is not None  # noqa: S101  the guard looked
    content = {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}
    if sum(len(value) for values in content.values() for value in values) > interrupted.MOST:
        return HttpResponse(status=413)
    try:
        tab, version = UUID(request.POST.get("draft-tab", "")), int(request.POST.get("draft-version", ""))
    except ValueError:
        return HttpResponse(status=400)
    kept = drafts.save(request.actor, form, subject, content, now=request.now, tab=tab, version=version)
    return JsonResponse({"tab": str(kept.tab), "version": kept.version, "apart": kept.apart})


@require()
@require_POST
def draft_drop(request: ActingRequest, form: str, subject: UUID, tab: UUID) -> HttpResponse:
    """Not wanted any more; back to the form, which opens anew."""
    assert request.actor is not None  # noqa: S101  the guard looked
    drafts.delete(request.actor, form, subject, tab)
    back = request.POST.get("next", "")
    return redirect(back if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")


@require()
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: ActingRequest) -> HttpResponse:
    """The form that was sent when the session had just ended: send it after all, or let it go."""
    assert request.actor is not None  # noqa: S101  the guard looked
    waiting = interrupted.waiting(request.actor)
    if waiting is None:
        return redirect("/")
    if request.method != "POST":
        return render(request, "accounts/resume.html", {"waiting": waiting})
    interrupted.drop(request.actor)
    if request.POST.get("resume") == "drop":
        return redirect("/")
    # 307: the browser sends the same fields on to where they were going.
    response = HttpResponseRedirect(waiting.path)
    response.status_code = 307
    return response


@require("log.read")
@require_safe
def access_log(request: ActingRequest) -> HttpResponse:
    """Who looked at what; that the privacy officer looked is in the log as well."""
    assert request.actor is not None  # noqa: S101  the guard looked
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "access_log"})
    form = LogFilterForm(request.GET, log.people(request.actor))
    page = log.read(request.actor, form.wanted(), request.GET.get("na", ""))
    chosen = {key: value for key, value in request.GET.items() if key != "na" and value}
    following = f"?{urlencode({**chosen, 'na': page.following})}" if page.following else ""
    first = f"?{urlencode(chosen)}" if "na" in request.GET else ""
    context = {"form": form, "page": page, "following": following, "first": first}
    return render(request, "accounts/access_log.html", context)
