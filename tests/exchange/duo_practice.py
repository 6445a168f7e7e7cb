"""DUO to practise with, inside the process of a test: a clock that stands still, nobody who waits, a line to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from werkzeug.test import Client, TestResponse

from wegwijs.exchange.duo.simulator import events, forms
from wegwijs.exchange.duo.simulator.application import Simulator
from wegwijs.exchange.duo.simulator.notifying import notify
from wegwijs.exchange.duo.simulator.person import Person
from wegwijs.exchange.duo.simulator.sender import Sender
from wegwijs.exchange.duo.simulator.store import Municipality, Store

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 3, 16, 12, 0, tzinfo=AMSTERDAM)
DUO = "0" * 20
WATERSTAD = Municipality("00000001009901000000", "9901", "Waterstad")
DIJKERVEEN = Municipality("00000001009902000000", "9902", "Dijkerveen")
SELAM, BILAL, NOBODY = "999900018", "999900031", "999999990"


@dataclass
class Practice:
    """What a test holds in its hands."""

    store: Store
    now: datetime = NOON
    slept: list[float] = field(default_factory=list)
    arrived: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    receiver: list[int] = field(default_factory=list)  # statuses to answer with; then 201

    def __post_init__(self) -> None:
        self.simulator = Simulator(self.store, DUO, lambda: self.now, self.slept.append)
        self.sender = Sender(self.store, DUO, lambda: self.now, "http://ons/v1", "X-Identity", self._receive)
        self.client = Client(self.simulator)

    def _receive(self, _url: str, headers: dict[str, str], body: dict[str, Any]) -> int:
        status = self.receiver.pop(0) if self.receiver else 201
        if status:
            self.arrived.append((headers, body))
        return status

    def ask(
        self, method: str, path: str, body: Any = None, *, oin: str = WATERSTAD.oin, **headers: str
    ) -> TestResponse:
        """A request as the specification wants it, unless told otherwise."""
        told = {"bron": oin, "doel": DUO, "berichtId": str(uuid4()), **headers}
        return self.client.open(f"/v1{path}", method=method, json=body, headers=told)

    def about(self, bsn: str, path: str, method: str = "GET", body: Any = None, **more: str) -> TestResponse:
        return self.ask(method, f"/personen/{bsn}/{path}", body, **more)

    def set(self, **settings: str) -> None:
        with self.store.open() as held:
            for name, value in settings.items():
                held.set(name, value)

    def person(self, bsn: str) -> Person:
        with self.store.open() as held:
            found = held.person(bsn)
        assert found is not None
        return found

    def happen(self, bsn: str, code: str, **fields: str) -> None:
        """An event as the control page sends it."""
        event, today = events.EVENTS[code], self.now.date()
        with self.store.open() as held:
            found = held.person(bsn)
            assert found is not None
            whom = events.happen(found, event, forms.told(event, fields, today, today))
            held.keep(found, self.now)
            if event.told:
                notify(held, whom, bsn, code, self.now)

    def told(self) -> list[str]:
        """The events that came in, in the order in which they came."""
        self.sender.send_due()
        return [body["gebeurtenisId"] for _, body in self.arrived]


def practice(folder: Path) -> Practice:
    """Selam (asylum) and Bilal (family) live in Waterstad and have a duty since 4 February; Dijkerveen is connected."""
    made = Practice(Store(folder / "duo.sqlite3"))
    with made.store.open() as held:
        held.connect(WATERSTAD)
        held.connect(DIJKERVEEN)
        for bsn, label, asylum in ((SELAM, "Selam", True), (BILAL, "Bilal", False)):
            person = Person(bsn, label, asylum=asylum, municipality="9901", settled_on="2026-02-02")
            person.oblige("2026-02-04", today="2026-02-04", notified="2026-02-04")
            person.belong_to(asylum=asylum, begins="2026-02-04")
            held.keep(person, made.now)
    return made


def plan(**changes: Any) -> dict[str, Any]:
    """A plan that DUO takes."""
    return {"dagtekeningPip": "2026-03-10", "leerroute": "B", "niveau": "B1", **changes}


def reasons(answer: TestResponse) -> str:
    return json.dumps(answer.json, ensure_ascii=False)
