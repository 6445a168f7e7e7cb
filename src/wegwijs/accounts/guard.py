"""The door of every page: signed in, second step done, and a role that carries the permission.

Which cases the permission holds for is `scope`'s to say; this door never opens a case by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from wegwijs.accounts import audit, interrupted
from wegwijs.accounts.middleware import is_autosave
from wegwijs.accounts.requests import ActingRequest

View = Callable[..., HttpResponse]


def require(*permissions: str, just_ended: bool = False) -> Callable[[View], View]:
    """Only for actors with one of these permissions (none named = every role).

    `just_ended`: also for who was signed in until the session ran out a moment ago. Only for views that keep a draft.
    The decorated view carries `requires` (joined by "|"), from which the table of rights is made.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if just_ended and request.actor is None and is_autosave(request):
                request.actor = request.ended_actor
            if request.actor is None:
                return _turn_away(request)
            if permissions and not any(map(request.actor.may, permissions)):
                _log_refusal(request, "|".join(permissions))
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.requires = "|".join(permissions)  # type: ignore[attr-defined]  # read by the table of rights
        return guarded

    return decorate


def _log_refusal(request: ActingRequest, permission: str) -> None:
    assert request.actor is not None  # noqa: S101  the caller looked
    page = request.resolver_match.view_name if request.resolver_match else ""
    audit.log_access(request.actor, "refused", now=request.now, detail={"page": page, "needs": permission})


def _turn_away(request: ActingRequest) -> HttpResponse:
    if request.needs_second_step:
        return _send(request, reverse("mfa_activate_totp"))
    if request.user.is_authenticated:
        return render(request, "accounts/no_role.html", status=403)
    if request.ended_actor is not None and not is_autosave(request):
        _say_what_is_kept(request)
    return _send(request, f"{reverse('account_login')}?{urlencode({'next': _way_back(request)})}")


def _say_what_is_kept(request: ActingRequest) -> None:
    assert request.ended_actor is not None  # noqa: S101  the caller looked
    text = _("You were away for a while, so you were signed out. Sign in to go on where you were.")
    if request.method == "POST" and interrupted.keep(request.ended_actor, request, now=request.now):
        text = _(
            "You were away for a while, so you were signed out. What you sent is kept: sign in to send it after all."
        )
    messages.info(request, text)


def _way_back(request: HttpRequest) -> str:
    """Where to go after signing in: this page, or the page on which the form or the fragment stood."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers:
        return request.get_full_path()
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return urlsplit(came_from).path or "/"
    return "/"


def _send(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect; for htmx one that takes the whole page along instead of putting a page inside a page."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
