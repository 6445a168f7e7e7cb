"""During every test: no BSN of a test stands in a log line, an address, a title, a mail or an error page.

Logs are read as the product writes them; pages as the test's browser got them. Where a BSN belongs (the page that
shows it on request) is not looked at. Who has to look at a real server calls `numbers` on what that server wrote.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.core import mail
from django.test import Client

from wegwijs.accounts.redacting import is_bsn
from wegwijs.project.logs import Redacted

_NUMBER = re.compile(r"(?<!\d)(?:9999\d{5}|111222333)(?!\d)")
_ADDRESS = re.compile(r"""\s(?:href|action|src|formaction|hx-[a-z-]+)=["']([^"']*)""")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def numbers(text: str) -> list[str]:
    """The BSNs of tests in it."""
    return [found for found in _NUMBER.findall(text) if is_bsn(found)]


class Lines(logging.Handler):
    """Reads every line of the product as it would be written."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.INFO)
        self._found = found
        self.setFormatter(Redacted())

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("wegwijs", "django", "axes", "allauth", "gunicorn")):
            self._found += [f"log: {number}" for number in numbers(self.format(record))]


@contextmanager
def watched() -> Iterator[None]:
    """What happens inside gives no BSN away; AssertionError at the end when it did."""
    found: list[str] = []
    handler = Lines(found)
    ask = Client.request

    def asked(self: Client, **request: Any) -> Any:
        response = ask(self, **request)
        found.extend(given_away(response))
        return response

    logging.getLogger().addHandler(handler)
    try:
        with patch.object(Client, "request", asked):
            yield
    finally:
        logging.getLogger().removeHandler(handler)
    for message in getattr(mail, "outbox", []):
        found += [f"mail: {number}" for number in numbers(message.subject + message.body)]
    assert found == [], "a BSN stands where it must not"


def given_away(response: Any) -> Iterator[str]:
    yield from (f"header {name}" for name, value in response.items() if numbers(value))
    if response.streaming or "html" not in response.get("Content-Type", ""):
        return
    text = response.content.decode("utf-8", "replace")
    places = {"title": " ".join(_TITLE.findall(text)), "address": " ".join(_ADDRESS.findall(text))}
    if response.status_code >= 400 and response.status_code != 422:
        places["error page"] = text
    yield from (f"{place}: {response.request['PATH_INFO']}" for place, words in places.items() if numbers(words))
