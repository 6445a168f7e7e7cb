"""Who asks, when, and in which role: set once for each request. Three queries at most: session, user, memberships."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from wegwijs.accounts import sessions
from wegwijs.accounts.actor import Actor, actor_from, hats
from wegwijs.accounts.installation import in_demo_mode
from wegwijs.accounts.models import User
from wegwijs.accounts.requests import ActingRequest
from wegwijs.accounts.sessions import SecondStep

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Features of the browser that no page uses.
UNUSED = "accelerometer browsing-topics camera display-capture geolocation gyroscope magnetometer microphone midi usb"
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED.split())


class HeadersMiddleware:
    """Headers for every answer, files included; those that Django and django-csp do not set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ActorMiddleware:
    """Reads the clock, ends sessions that ran out, and says who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast("ActingRequest", plain)
        request.now = timezone.now()
        request.today = timezone.localdate(request.now, AMSTERDAM)
        request.actor = request.ended_actor = None
        request.hats = []
        request.needs_second_step = False
        if request.user.is_authenticated:
            _recognise(request, request.user)
        response = self.get_response(request)
        # What a signed-in user sees stays out of every cache; pages that say otherwise themselves are public.
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


def _recognise(request: ActingRequest, user: User) -> None:
    if sessions.is_over(request.session, request.now):
        request.ended_actor = _wearing(request, user)
        request.hats = []
        request.user = AnonymousUser()
        # A draft that a script sends in at the last moment is still taken (guard.require); anything else ends it here.
        if not is_autosave(request):
            request.session.flush()
        return
    sessions.touch(request.session, request.now)
    translation.activate(user.language)
    request.LANGUAGE_CODE = translation.get_language() or user.language
    step = sessions.second_step(request.session)
    if step is SecondStep.NONE or (step is SecondStep.DEMO and not in_demo_mode()):
        request.needs_second_step = True
        return
    request.actor = _wearing(request, user)


def _wearing(request: ActingRequest, user: User) -> Actor | None:
    request.hats = hats(user.pk, request.today)
    chosen = request.session
    return actor_from(request.hats, chosen.get(sessions.MUNICIPALITY), chosen.get(sessions.ROLE), request.today)


def is_autosave(request: HttpRequest) -> bool:
    """Is this the page's script keeping what was typed, rather than the user sending it?"""
    return request.method == "POST" and request.headers.get("X-Requested-With") == "fetch"
