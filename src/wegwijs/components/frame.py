"""What every staff page shows around its content: the ways in that this role has, who I am, and the session's clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.installation import in_demo_mode
from wegwijs.accounts.roles import Role

# Names of pages of other rooms that the frame links to. One that does not exist is left out of the page.
SEARCH = "desk:search"
HAT = "accounts:hat"
SIGN_OUT = "account_logout"
KEEP_ALIVE = "accounts:keep_alive"
COMPANION = "desk:companion"
HELP = "desk:help"
INCIDENTS = "desk:incidents"
SECURITY = "mfa_index"


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main menu: for actors with one of the permissions (none = everybody), if the page exists.

    `tabs`: pages that lie behind it as well.
    """

    label: str | Promise
    url_name: str
    permissions: tuple[str, ...] = ()
    tabs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may be where we are: menu entry or tab. `count` is shown behind the label when it is not None."""

    label: str | Promise
    url: str
    current: bool = False
    count: int | str | None = None


@dataclass(frozen=True, slots=True)
class Hat:
    """One role in one municipality that the user may choose; `value` is what the form sends as `hat`."""

    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """`companion` = the newcomer looks along: what is marked private is left out of sight."""

    nav: tuple[Link, ...]
    actor: Actor | None
    hats: tuple[Hat, ...]
    companion: bool
    is_demo: bool
    idle_seconds: int
    search_url: str
    hat_url: str
    sign_out_url: str
    keep_alive_url: str
    companion_url: str
    help_url: str
    incidents_url: str = ""  # for who may report one
    security_url: str = ""  # empty for who signs in with the municipality's account, or in the demo


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _hats(request: HttpRequest, actor: Actor | None) -> tuple[Hat, ...]:
    """The choices, when there is something to choose; `request.hats` are memberships, one row per team."""
    if actor is None:
        return ()
    found: dict[str, Hat] = {}
    for member in getattr(request, "hats", ()):
        current = (member.municipality_id, member.role) == (actor.municipality_id, actor.role)
        value = f"{member.municipality_id}:{member.role}"
        found[value] = Hat(value, f"{Role(member.role).label} · {member.municipality.name}", current)
    return tuple(found.values()) if len(found) > 1 else ()


def menu(items: Iterable[NavItem], actor: Actor | None, path: str) -> tuple[Link, ...]:
    """The entries this actor may see; the one with the longest address that `path` starts with is where we are."""
    allowed = [
        (item, _url(item.url_name))
        for item in items
        if actor and (not item.permissions or any(map(actor.may, item.permissions)))
    ]
    shown = [(item, url) for item, url in allowed if url]
    places = [(place, url) for item, url in shown for place in (url, *map(_url, item.tabs)) if place]
    _place, here = max(
        (one for one in places if path == one[0] or (one[0] != "/" and path.startswith(one[0]))),
        key=lambda one: len(one[0]), default=("", ""),
    )  # fmt: skip
    return tuple(Link(item.label, url, url == here) for item, url in shown)


def build(request: HttpRequest, items: Iterable[NavItem]) -> dict[str, Any]:
    """Context for `base.html`: `frame` and, from the actor, `today`; for the context processor of the menu's room."""
    actor: Actor | None = getattr(request, "actor", None)
    session = getattr(request, "session", {})
    frame = Frame(
        nav=menu(items, actor, request.path),
        actor=actor,
        hats=_hats(request, actor),
        companion=bool(session.get("companion")),
        is_demo=in_demo_mode(),
        idle_seconds=settings.WEGWIJS_SESSION_IDLE_SECONDS,
        search_url=_url(SEARCH) if actor and (actor.may("case.search") or actor.may("card.search")) else "",
        hat_url=_url(HAT),
        sign_out_url=_url(SIGN_OUT),
        keep_alive_url=_url(KEEP_ALIVE),
        companion_url=_url(COMPANION),
        help_url=_url(HELP),
        incidents_url=_url(INCIDENTS) if actor and actor.may("incident.report") else "",
        security_url=_url(SECURITY) if session.get("second_step") == "code" else "",
    )
    today: date | None = actor.today if actor else None
    return {"frame": frame, "today": today}
