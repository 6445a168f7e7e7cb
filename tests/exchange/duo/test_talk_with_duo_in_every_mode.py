"""From SS139 to a confirmed plan and a fixed term, however the line behaves: nothing lost, nothing doubled.

The practice DUO answers in this process; time moves when the test says so, and a wait beyond the client's patience is a
time-out for the client.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.city import NOW, City, make_city
from tests.exchange.duo_practice import AMSTERDAM, DUO, WATERSTAD, Practice
from tests.plans.making import INTAKE, establish, kinds, look
from wegwijs.accounts.models import Municipality
from wegwijs.dossier.actions import append_one
from wegwijs.dossier.actions.append import NewFact
from wegwijs.dossier.models import Trajectory
from wegwijs.exchange.duo import inbox, processing
from wegwijs.exchange.duo.deliverer import deliver
from wegwijs.exchange.duo.simulator.person import Person
from wegwijs.exchange.duo.simulator.store import Store
from wegwijs.exchange.duo.transport import Transport
from wegwijs.exchange.models import DuoMessage
from wegwijs.intake import actions as intake
from wegwijs.outbox import actions as outbox
from wegwijs.outbox import queries as told_to
from wegwijs.outbox.models import Message

PATIENCE = 20.0
RAHWA = "999990019"
ROUNDS = 40  # of a quarter of an hour
MODES = ("normal", "slow", "down", "duplicating", "reordering", "refusing")


class Conversation:
    """A municipality and DUO, with the line between them."""

    def __init__(self, city: City, folder: Path) -> None:
        self.city = city
        self.duo = Practice(Store(folder / "duo.sqlite3"), now=NOW.astimezone(AMSTERDAM))
        self.duo.sender.post = self._arrive
        with self.duo.store.open() as held:
            held.connect(WATERSTAD)
            held.set("patience", str(PATIENCE))
        client = httpx.Client(transport=httpx.MockTransport(self._asked), base_url="https://duo.invalid")
        self.line = Transport(client, WATERSTAD.oin, DUO)

    @property
    def now(self) -> datetime:
        return self.duo.now

    def _asked(self, request: httpx.Request) -> httpx.Response:
        """A request over this line."""
        self.duo.slept.clear()
        try:
            answer = self.duo.client.open(
                request.url.path, method=request.method, data=request.content, headers=list(request.headers.items())
            )
        except ConnectionAbortedError:
            raise httpx.RemoteProtocolError("hung up", request=request) from None
        if sum(self.duo.slept) > PATIENCE:
            raise httpx.ReadTimeout("too late", request=request)
        return httpx.Response(answer.status_code, content=answer.data, headers=list(answer.headers))

    def _arrive(self, _url: str, headers: dict[str, str], body: dict[str, Any]) -> int:
        head = inbox.read_head(headers["bron"], headers["doel"], headers["berichtId"])
        inbox.receive(head, json.dumps(body).encode(), now=self.now)
        return 201

    def go_on(self, rounds: int = ROUNDS) -> None:
        """Time passes; whoever has something to do does it."""
        for _ in range(rounds):
            self.duo.sender.send_due()
            for uuid in processing.due(self.now):
                processing.process(uuid, now=self.now, duo=self.line)
            list(deliver(now=lambda: self.now, lines=lambda pk: self.line if pk == self.city.municipality.pk else None))
            self.duo.now += timedelta(minutes=15)

    def begin(self) -> None:
        """DUO has somebody new, and soon after the result of the test."""
        with self.duo.store.open() as held:
            person = Person(RAHWA, "Rahwa", municipality="9901", settled_on="2026-02-02")
            held.keep(person, self.now)
        self.duo.happen(RAHWA, "SS139")
        self.duo.happen(RAHWA, "SS131", score="70,00")

    def plan(self) -> UUID:
        """The professional holds the intake and establishes the plan."""
        case = Trajectory.objects.get()
        intake.assign(self.city.system(), case.pk, self.city.user("responsible").pk, now=self.now)
        for kind, _, payload in INTAKE:
            append_one(self.city.system(), NewFact(case.pk, kind, date(2026, 3, 16), payload), now=self.now)
        establish(self.city, case.uuid)
        return UUID(str(case.uuid))

    def states(self) -> dict[str, str]:
        return dict(Message.objects.values_list("kind", "state"))


@pytest.fixture
def talk(db: None, tmp_path: Path, settings: Any) -> Conversation:
    settings.WEGWIJS_DUO_OIN = DUO
    city = make_city()
    Municipality.objects.filter(pk=city.municipality.pk).update(oin=WATERSTAD.oin)
    return Conversation(city, tmp_path)


@pytest.mark.parametrize("mode", MODES)
def test_nothing_is_lost_and_nothing_doubled(talk: Conversation, mode: str) -> None:
    """One case, one plan at DUO, one fact each: in every mode, once a line that takes nothing is well again."""
    talk.duo.set(mode=mode)
    talk.begin()
    talk.go_on()
    if mode == "down":
        assert not Trajectory.objects.exists()
        assert set(DuoMessage.objects.values_list("status", flat=True)) == {"received", "waiting"}
        talk.duo.set(mode="normal")
        talk.go_on(8)
        talk.duo.set(mode="down")
    case = talk.plan()
    talk.go_on()
    if mode in {"down", "refusing"}:
        _nothing_reached_duo(talk, case, mode)
        talk.duo.set(mode="normal")
        talk.go_on(8)
    person = talk.duo.person(RAHWA)
    assert len(person.pips) == 1
    assert person.contact is not None
    assert talk.states() == {"contact_person": "delivered", "pip": "delivered"}
    recorded = kinds(talk.city, case)
    for kind in ("obligation_started", "duo_notified", "learnability_test_taken", "pip_established"):
        assert recorded.count(kind) == 1, kind
    told = [fact for fact in look(talk.city, case).facts if fact.kind == "duo_told"]
    assert [fact.payload["message"] for fact in told] == ["pip"]
    assert person.term is not None
    assert set(DuoMessage.objects.values_list("status", flat=True)) <= {"handled", "repeated"}
    assert Trajectory.objects.count() == 1


def _nothing_reached_duo(talk: Conversation, case: UUID, mode: str) -> None:
    """The message is kept; who works on the case sees why, and may send it again."""
    assert talk.duo.person(RAHWA).pips == []
    trajectory = Trajectory.objects.get(uuid=case)
    actor = talk.city.actor("responsible")
    shown = {one.kind: one for one in told_to.of_case(actor, trajectory.pk, now=talk.now)}
    if mode == "down":  # the contact person goes first, and holds back what comes after it
        assert {one.state for one in shown.values()} == {"failing", "queued"}
    else:
        assert shown["pip"].state == "refused"
    assert "duo_told" not in kinds(talk.city, case)
    if mode == "refusing":
        for message in Message.objects.filter(state="refused").values_list("uuid", flat=True):
            outbox.act(actor, message, "resend", now=talk.now)


def test_two_extensions_that_come_the_wrong_way_round_both_stand(talk: Conversation) -> None:
    """The later one arrives first; each is a fact of its own, once."""
    talk.begin()
    talk.go_on(2)
    case = talk.plan()
    talk.go_on(2)
    talk.duo.set(mode="reordering")
    talk.duo.happen(RAHWA, "SS103", until="2029-09-17", ground="1")
    talk.duo.happen(RAHWA, "SS104", until="2030-03-17", ground="2")
    talk.go_on()
    granted = [fact.payload["ends_on"] for fact in look(talk.city, case).facts if fact.kind == "extension_granted"]
    assert sorted(granted) == ["2029-09-16", "2030-03-16"]  # last days; DUO's ends are exclusive
