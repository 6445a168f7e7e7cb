"""The gateway for messages: the interface that we ask of it, and the client.

``PUT /v1/messages/{id}`` takes a message in once: the same id again is the same message. 201 or 200: taken in. 4xx with
a `code`: refused for good. ``GET /v1/messages/{id}``: 404 when it was never taken in. A gateway of a supplier is put
behind this interface; `simulator` is one to practise with. A number or a text never enters an address or a log.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

import httpx
from django.conf import settings

log = logging.getLogger("wegwijs.messaging")
SECONDS = 10.0
CODES = frozenset({"number_unknown", "mailbox_unknown", "blocked"})


class Unreachable(Exception):
    """No usable answer. `doubt`: it may have been taken in."""

    def __init__(self, code: str, *, doubt: bool) -> None:
        super().__init__(code)
        self.code, self.doubt = code, doubt


class Refused(Exception):
    """The gateway will not send it; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gateway:
    """One line to the gateway."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def hand_in(self, message: UUID, content: Mapping[str, Any]) -> str:
        """Hand it in; "sent". Raises `Unreachable`, `Refused`."""
        body = {name: content[name] for name in ("channel", "to", "text", "subject")}
        answer = self._ask("PUT", message, body)
        if answer.is_success:
            return "sent"
        raise Refused(_code(answer))

    def has(self, message: UUID) -> bool:
        """Was it taken in? Raises `Unreachable`."""
        answer = self._ask("GET", message, None)
        return answer.is_success

    def _ask(self, method: str, message: UUID, body: Mapping[str, Any] | None) -> httpx.Response:
        try:
            answer = self._client.request(method, f"/v1/messages/{message}", json=body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unreachable(type(error).__name__.lower(), doubt=False) from None
        except httpx.HTTPError as error:
            raise Unreachable(type(error).__name__.lower(), doubt=method == "PUT") from None
        log.info("%s %s %s", method, message, answer.status_code)
        if answer.status_code >= 500 or answer.status_code in {401, 403, 408, 429}:
            raise Unreachable(f"http_{answer.status_code}", doubt=answer.status_code >= 500 and method == "PUT")
        return answer


def connected() -> bool:
    """Is there a gateway?"""
    return bool(settings.WEGWIJS_MESSAGING_URL)


def line() -> Gateway | None:
    """The gateway of the settings; None without one."""
    if not connected():
        return None
    return Gateway(_client(settings.WEGWIJS_MESSAGING_URL.rstrip("/"), settings.WEGWIJS_MESSAGING_TOKEN))


@lru_cache(maxsize=2)
def _client(url: str, token: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.Client(base_url=url, headers=headers, timeout=SECONDS, trust_env=False, follow_redirects=False)


def _code(answer: httpx.Response) -> str:
    try:
        told = answer.json()
    except ValueError:
        return f"http_{answer.status_code}"
    code = told.get("code", "") if isinstance(told, dict) else ""
    return code if code in CODES else f"http_{answer.status_code}"
