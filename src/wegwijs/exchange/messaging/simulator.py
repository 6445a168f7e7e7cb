"""A gateway to practise with: takes messages in once and shows them on a page. In memory; invented people only.

A number ends in what it does: …90 is not in use, …91 does not want messages, …92 is taken in while the answer is lost
(the first time), …93 finds the gateway down (the first time). A mailbox that begins with `weg@` does not exist.
"""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterable
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

_ADDRESS = re.compile(r"/v1/messages/([0-9a-f-]{36})")
REFUSED = {"90": "number_unknown", "91": "blocked"}


class Simulator:
    """The gateway as a WSGI application. `taken` holds each message once; `asked` counts requests for each."""

    def __init__(self) -> None:
        self.taken: dict[str, dict[str, Any]] = {}
        self.asked: dict[str, int] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        found = _ADDRESS.fullmatch(request.path)
        with self._lock:
            response = self._page() if found is None else self._message(request, found.group(1))
        return response(environ, start_response)

    def _message(self, request: Request, name: str) -> Response:
        if request.method == "GET":
            return _json(200, {"id": name}) if name in self.taken else _json(404, {"code": "unknown"})
        self.asked[name] = self.asked.get(name, 0) + 1
        if name in self.taken:
            return _json(200, {"id": name})  # the same message again
        body = json.loads(request.get_data(as_text=True) or "{}")
        to = str(body.get("to", ""))
        code = _refused(str(body.get("channel")), to)
        if code:
            return _json(422, {"code": code})
        if to.endswith("93") and self.asked[name] == 1:
            return _json(503, {})
        self.taken[name] = body
        if to.endswith("92") and self.asked[name] == 1:
            return _json(502, {})  # taken in, and the answer is lost on the way back
        return _json(201, {"id": name})

    def _page(self) -> Response:
        rows = "".join(
            f"<li><b>{html.escape(str(one.get('channel')))}</b> {html.escape(str(one.get('to')))}"
            f'<p dir="auto">{html.escape(str(one.get("text")))}</p></li>'
            for one in reversed(self.taken.values())
        )
        body = (
            '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Oefenberichten</title><h1>Oefenberichten</h1>'
            f"<p>Wat mensen op hun telefoon of in hun mailbox zouden zien.</p><ul>{rows}</ul></html>"
        )
        return Response(body, mimetype="text/html")


def _refused(channel: str, to: str) -> str:
    """Why it is not taken in; empty when it is."""
    if channel == "mail":
        return "mailbox_unknown" if to.startswith("weg@") else ""
    return REFUSED.get(to[-2:], "")


class _Quiet(WSGIRequestHandler):
    """No log of requests."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


def serve(host: str, port: int) -> None:
    """Serve until the process ends."""
    make_server(host, port, Simulator(), threaded=True, request_handler=_Quiet).serve_forever()


def _json(status: int, content: dict[str, Any]) -> Response:
    return Response(json.dumps(content), status, mimetype="application/json")
