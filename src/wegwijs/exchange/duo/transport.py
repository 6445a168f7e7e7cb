"""One municipality's line to DUO: HTTPS with our own certificate, the sender and addressee in the headers.

DUO's paths contain the BSN. Nothing that leaves this module does: our log line has it struck out, the log of the
library is dropped, and errors carry DUO's words without numbers that could be one.
"""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

import httpx
from django.conf import settings

from wegwijs.accounts.models import Municipality

log = logging.getLogger("wegwijs.duo")
BASE_PATH = "/v1"  # the major version of every interface so far
CONNECT_SECONDS = 5
_NINE_DIGITS = re.compile(r"(?<!\d)\d{8,9}(?!\d)")
_LONGEST = 1000  # of DUO's words that we keep; their own limit is 200 a message


class DuoError(Exception):
    """Something between us and DUO. Its text never holds a BSN, and no word of DUO's answer."""


class Unreachable(DuoError):
    """No usable answer: no connection, time-out, a failing server. `doubt`: DUO may have processed the request."""

    def __init__(self, code: str, *, doubt: bool) -> None:
        super().__init__(code)
        self.code = code
        self.doubt = doubt


class Refused(DuoError):
    """DUO answered 4xx: it did not take the request, and says why in `title` and `detail` (DUO's words, in Dutch)."""

    def __init__(self, status: int, code: str = "", title: str = "", detail: str = "") -> None:
        super().__init__(f"{status} {code}".strip())
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail


class NotFound(Refused):
    """404: DUO does not know what the path names, or does not let us know it."""


class Transport:
    """Sends requests as one municipality (`source`, its OIN) to DUO (`target`)."""

    def __init__(self, client: httpx.Client, source: str, target: str) -> None:
        self._client = client
        self._source = source
        self._target = target

    def get(self, path: str) -> Any | None:
        """What DUO has at this path; None where there is nothing (404, 204). Raises `DuoError`."""
        try:
            return self._ask("GET", path, None, uuid4())
        except NotFound:
            return None

    def send(self, method: str, path: str, body: Mapping[str, Any] | None, message_id: UUID) -> Any | None:
        """Deliver; returns DUO's answer when it has one. Raises `DuoError`; 404 is `NotFound`."""
        return self._ask(method, path, body, message_id)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None, message_id: UUID) -> Any | None:
        headers = {
            "bron": self._source,
            "doel": self._target,
            "berichtId": str(message_id),
            "Accept": "application/json",
        }
        try:
            answer = self._client.request(
                method, BASE_PATH + path, json=None if body is None else dict(body), headers=headers
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
            # The request never left. `from None`: the library's error carries the address, and that the BSN.
            raise self._failed(method, path, error, doubt=False) from None
        except httpx.HTTPError as error:
            raise self._failed(method, path, error, doubt=True) from None
        log.info("%s %s %s", method, struck_out(path), answer.status_code)
        return _read(answer)

    def _failed(self, method: str, path: str, error: Exception, *, doubt: bool) -> Unreachable:
        code = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()
        log.warning("%s %s %s", method, struck_out(path), code)
        return Unreachable(code, doubt=doubt)


def transport_for(municipality_id: int) -> Transport | None:
    """The line of this municipality; None when no connection is set up, or the municipality has no OIN yet."""
    source = _source(municipality_id)
    if not source:
        return None
    client = _client(
        settings.WEGWIJS_DUO_URL.rstrip("/"),
        settings.WEGWIJS_DUO_CERTIFICATE,
        settings.WEGWIJS_DUO_KEY,
        settings.WEGWIJS_DUO_CA,
        settings.WEGWIJS_DUO_SECONDS,
    )
    return Transport(client, source, settings.WEGWIJS_DUO_OIN)


def connected(municipality_id: int) -> bool:
    """Is there a line? Without one everything goes by hand."""
    return bool(_source(municipality_id))


def _source(municipality_id: int) -> str:
    if not settings.WEGWIJS_DUO_URL:
        return ""
    return Municipality.objects.values_list("oin", flat=True).get(pk=municipality_id)


def struck_out(text: str) -> str:
    """The text without any number that could be a BSN."""
    return _NINE_DIGITS.sub("…", text)


@lru_cache(maxsize=4)
def _client(url: str, certificate: str, key: str, authority: str, seconds: float) -> httpx.Client:
    """One pool of connections for a set of settings. Proxies and settings of the machine are not asked."""
    context = ssl.create_default_context(cafile=authority or None)
    if certificate:
        context.load_cert_chain(certificate, key or None)
    timeout = httpx.Timeout(seconds, connect=CONNECT_SECONDS)
    return httpx.Client(base_url=url, verify=context, timeout=timeout, trust_env=False, follow_redirects=False)


def _read(answer: httpx.Response) -> Any | None:
    status = answer.status_code
    if status == httpx.codes.NO_CONTENT:
        return None
    if answer.is_success:
        return _content(answer)
    if status in {httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS} or not answer.is_client_error:
        # 503 is maintenance by the specification, but may as well come from something in between that gave up.
        raise Unreachable(f"http_{status}", doubt=status != httpx.codes.TOO_MANY_REQUESTS)
    kind = NotFound if status == httpx.codes.NOT_FOUND else Refused
    raise kind(status, *_reasons(answer))


def _content(answer: httpx.Response) -> Any | None:
    """The JSON of an answer. An answer to a delivery may be empty; that to a question may not be anything else."""
    if not answer.content.strip():
        return None
    try:
        return answer.json()
    except ValueError:
        if answer.request.method == "GET":
            raise Unreachable("not_json", doubt=False) from None
        return None


def _reasons(answer: httpx.Response) -> tuple[str, str, str]:
    """(code, title, detail): a list of `fouttekst`, or one object with a code and a title."""
    try:
        told = answer.json()
    except ValueError:
        return "", "", ""
    if isinstance(told, Mapping):
        told = [told]
    if not isinstance(told, list):
        return "", "", ""
    found = [one for one in told if isinstance(one, Mapping)]
    texts = [_words(one, "fouttekst", "title", "titel", "melding") for one in found]
    texts += [_words(one, "detail") for one in found]
    texts = [text for text in texts if text]
    code = next((text for one in found if (text := _words(one, "code", "foutcode"))), "")
    return code[:60], texts[0] if texts else "", "\n".join(texts[1:])[:_LONGEST]


def _words(told: Mapping[str, Any], *names: str) -> str:
    """The first of these that is there, on one line, without numbers that could be a BSN."""
    value = next((told[name] for name in names if told.get(name)), "")
    return struck_out(" ".join(str(value).split()))[:_LONGEST]


# The library logs each address in full.
for _name in ("httpx", "httpcore.http11", "httpcore.connection"):
    logging.getLogger(_name).addFilter(lambda _record: False)
