"""A signed-in browser without a browser, and the form of a plan as the page sends it."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from tests.city import NOW, City
from wegwijs.accounts import sessions


def signed_in(city: City, who: str, now: datetime = NOW) -> Client:
    """A client with the session of this person, second step done."""
    client = Client()
    client.force_login(city.user(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    sessions.begin(session, sessions.SecondStep.CODE, now)
    session.save()
    return client


class _Form(HTMLParser):
    """Reads what the form of class `plan-form` would send."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._inside = False
        self._select = self._area = ""
        self._first: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._inside = "plan-form" in (found.get("class") or "")
        if not self._inside:
            return
        name = found.get("name") or ""
        if tag == "input" and name:
            if found.get("type") not in {"checkbox", "radio"} or "checked" in found:
                self.values.setdefault(name, []).append(found.get("value") or "")
        elif tag == "select":
            self._select, self._first = name, None
        elif tag == "option" and self._select:
            self._first = self._first if self._first is not None else found.get("value") or ""
            if "selected" in found:
                self.values[self._select] = [found.get("value") or ""]
        elif tag == "textarea":
            self._area, self._text = name, []

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "textarea" and self._area:
            self.values[self._area] = ["".join(self._text).removeprefix("\n")]
            self._area = ""
        if tag == "select" and self._select:
            self.values.setdefault(self._select, [self._first or ""])
            self._select = ""


def form_of(html: str, **changes: Any) -> dict[str, Any]:
    """What pressing a button on the plan page would send, with these fields filled in."""
    reader = _Form()
    reader.feed(html)
    assert reader.values, "no plan form on this page"
    # What was explained is ticked by whoever explained it, never beforehand.
    return {"explained_routes": ["b1", "education", "self_reliance"], **reader.values, **changes}
