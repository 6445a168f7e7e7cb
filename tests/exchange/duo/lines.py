"""A line to a DUO that a test plays: it answers what the test says, and keeps what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

from wegwijs.exchange.duo.transport import Transport

OIN = "00000001009901000000"
DUO_OIN = "00000009999999999000"
BSN = "999900006"

Answer = httpx.Response | Exception


class PlayedDuo:
    """`answers` are given in order, the last one again and again; `asked` holds every request."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers) or [httpx.Response(201)]
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, content=answer.content, headers=answer.headers)

    @property
    def methods(self) -> list[str]:
        return [request.method for request in self.asked]


def line(played: Callable[[httpx.Request], httpx.Response]) -> Transport:
    client = httpx.Client(transport=httpx.MockTransport(played), base_url="https://duo.invalid:1234")
    return Transport(client, OIN, DUO_OIN)


def refusal(*texts: str, status: int = 403) -> httpx.Response:
    """DUO's `Foutmelding` list."""
    return httpx.Response(status, json=[{"fouttekst": text} for text in texts])


def body_of(request: httpx.Request) -> Any:
    import json

    return json.loads(request.content) if request.content else None
