"""The main menu of staff pages, and the page where each role starts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from wegwijs.accounts.actor import Actor
from wegwijs.components import frame

ITEMS = (
    frame.NavItem(_("Today"), "desk:today", ("case.write",)),
    frame.NavItem(_("Cases"), "desk:cases", ("case.list",)),
    frame.NavItem(_("Agreement asked"), "desk:agreements", ("plan.agree",)),
    frame.NavItem(_("Participants"), "desk:participants", ("participant.list",)),
    frame.NavItem(_("Deliveries"), "desk:deliveries", ("delivery.run",)),
    frame.NavItem(_("DUO"), "desk:messages", ("message.run",)),
    frame.NavItem(_("Social map"), "desk:offers", ("case.read", "card.search")),
    frame.NavItem(_("Way of working"), "desk:texts", ("case.read",), tabs=("desk:rules",)),
    frame.NavItem(_("Complaints about providers"), "desk:complaints", ("complaint.handle",)),
    frame.NavItem(_("Norms"), "desk:norms", ("norm.propose", "norm.activate")),
    frame.NavItem(_("Insight"), "insight:start", ("figures.read",)),
    frame.NavItem(
        _("Heard"), "desk:thumbs", ("thumb.hand_out", "thumb.read"), tabs=("desk:topics", "desk:voices_measured")
    ),
    frame.NavItem(_("Copies"), "desk:copies", ("copy.review",)),
    frame.NavItem(_("Incidents"), "desk:incidents", ("incident.read",)),
    frame.NavItem(_("Privacy"), "desk:privacy", ("privacy.requests",)),
    frame.NavItem(_("Alerts"), "desk:privacy_alerts", ("log.read",)),
    frame.NavItem(_("To destroy"), "desk:privacy_lists", ("destruction.propose", "destruction.approve")),
    frame.NavItem(_("Register"), "desk:privacy_register", ("register.write",)),
    frame.NavItem(_("Access log"), "accounts:access_log", ("log.read",)),
    frame.NavItem(_("Organisation"), "desk:offices", ("accounts.configure",)),
    frame.NavItem(_("Configuration"), "accounts:configure", ("accounts.configure",)),
)
# What stands behind "DUO": who may see one of the two gets that page without tabs.
DUO_TABS = (
    frame.NavItem(_("Messages to DUO"), "desk:messages", ("message.run",)),
    frame.NavItem(_("Messages of DUO"), "desk:duo_messages", ("delivery.content",)),
)
# What was heard of many people together.
HEARD_TABS = (
    frame.NavItem(_("Thumbs"), "desk:thumbs", ("thumb.hand_out", "thumb.read")),
    frame.NavItem(_("Groups"), "desk:topics", ("topic.read",)),
    frame.NavItem(_("What became of it"), "desk:voices_measured", ("voice.measure",)),
)
# The first of these that the actor may see is the page to start on; the search page is for the desk team.
STARTS = (
    ("desk:today", "case.write"),
    ("desk:cases", "case.list"),
    ("desk:search", "card.search"),
    ("desk:participants", "participant.list"),
    ("desk:deliveries", "delivery.run"),
    ("desk:complaints", "complaint.handle"),
    ("desk:privacy", "privacy.requests"),
    ("accounts:access_log", "log.read"),
    ("insight:start", "figures.read"),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame of every staff page. Who reads cases finds norms behind "Way of working"."""
    actor = getattr(request, "actor", None)
    behind = actor is not None and actor.may("case.read")
    return frame.build(request, [item for item in ITEMS if not (behind and item.url_name == "desk:norms")])


def duo_tabs(request: HttpRequest) -> tuple[frame.Link, ...]:
    """The tabs of both pages of messages, for who may see both; otherwise none."""
    links = frame.menu(DUO_TABS, getattr(request, "actor", None), request.path)
    return links if len(links) > 1 else ()


def heard_tabs(request: HttpRequest) -> tuple[frame.Link, ...]:
    """The tabs of thumbs and groups, for who may see both; otherwise none."""
    links = frame.menu(HEARD_TABS, getattr(request, "actor", None), request.path)
    return links if len(links) > 1 else ()


def start_url(actor: Actor) -> str:
    """Where this actor starts; empty when this version has no page for the role yet."""
    for name, permission in STARTS:
        if actor.may(permission):
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
    return ""
