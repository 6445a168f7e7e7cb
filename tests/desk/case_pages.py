"""A case in a signed-in browser without a browser: look, fill in a form as it would be sent, read the text."""

from __future__ import annotations

import html as entities
import re
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from tests.city import City, make_case, uuid_of
from tests.desk.plan_pages import signed_in

__all__ = ["fill", "form_on", "new_case", "record", "signed_in", "text", "url"]


def url(name: str, *args: object) -> str:
    """An address of the desk."""
    return reverse(f"desk:{name}", args=args)


def text(response: Any) -> str:
    """What a reader sees, on one line."""
    body = response.content.decode()
    main = body[max(body.find("<main"), 0) :]
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def new_case(city: City, **changes: Any) -> UUID:
    """The public name of a new case of "responsible"."""
    return uuid_of(make_case(city, **changes))


class _Forms(HTMLParser):
    """Every POST form of a page: its action and what it would send untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self._select = self._area = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._inside = True
            self.forms.append((found.get("action") or "", {}))
            return
        if not self._inside:
            return
        values, name = self.forms[-1][1], found.get("name") or ""
        if tag == "input" and name:
            if found.get("type") not in {"checkbox", "radio"} or "checked" in found:
                unsaid = "on" if found.get("type") == "checkbox" else ""  # as a browser sends a box without a value
                values.setdefault(name, []).append(found.get("value") or unsaid)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            values.setdefault(self._select, []).append(found.get("value") or "")
        elif tag == "textarea":
            self._area = name
            values[name] = [""]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][1][self._area][0] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def form_on(response: Any, holding: str) -> dict[str, Any]:
    """What the form with a field of that name would send."""
    reader = _Forms()
    reader.feed(response.content.decode())
    found = [values for _action, values in reader.forms if holding in values]
    assert found, f"no form with {holding} on this page: {text(response)[:500]}"
    return dict(found[0])


def fill(client: Client, address: str, holding: str = "request_id", /, **changes: Any) -> Any:
    """Open a page, change these fields of its form, send it."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**form_on(page, holding), **changes})


def record(client: Client, uuid: UUID, form: str, /, **changes: Any) -> Any:
    """Fill in and send a form of recording; the case page that follows. Fails when it was not accepted."""
    answer = fill(client, url("record", uuid, form), **changes)
    assert answer.status_code == 302, text(answer)[:1500]
    return client.get(answer["Location"])
