"""The simulator as a WSGI application: DUO's interfaces under /v1, the control page for the rest.

It does not remember which berichtId it had: what is delivered twice has been delivered twice, as at DUO.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from . import bodies
from .conduct import Conduct, Fate, Mode, conduct_for, refusal_texts
from .control import Control
from .notifying import notify
from .operations import OPERATIONS, Answer, Call, Operation
from .store import Database, Store, moment

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BASE = "/v1"
URLS = Map([Rule(BASE + one.path, methods=[one.method], endpoint=one) for one in OPERATIONS])


class _Stop(Exception):
    """An answer before the interface itself was reached."""

    def __init__(self, status: int, *reasons: str) -> None:
        super().__init__(status)
        self.answer = Answer(status, [{"fouttekst": text} for text in reasons] or None)


@dataclass(frozen=True)
class Simulator:
    """`sleep` and `clock` are given, so that tests need not wait."""

    store: Store
    oin: str  # of DUO
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        if not request.path.startswith(f"{BASE}/"):
            return Control(self.store, self.clock)(request)(environ, start_response)
        try:
            operation, names = URLS.bind_to_environ(environ).match()
        except (NotFound, MethodNotAllowed) as error:
            response = Response(status=error.code, headers={"API-Version": "1.0.0"})
            return response(environ, start_response)
        except HTTPException as error:
            return error(environ, start_response)
        conduct, answer = self._take(request, operation, names)
        if conduct.wait:
            self.sleep(conduct.wait)
        if conduct.fate in {Fate.LOST, Fate.DROPPED}:
            _hang_up(environ)
        return _response(answer, operation, request)(environ, start_response)

    def _take(self, request: Request, operation: Operation, names: Mapping[str, Any]) -> tuple[Conduct, Answer]:
        """Everything that happens in one transaction; the wait comes after it."""
        now = self.clock()
        with self.store.open() as held:
            writes = operation.writes
            number = held.count("written" if writes else "asked")
            conduct = conduct_for(
                Mode(held.setting("mode", Mode.NORMAL)), writes=writes, number=number,
                seed=int(held.setting("seed", "0")), patience=float(held.setting("patience", "20")),
            )  # fmt: skip
            try:
                answer = self._spoiled(conduct, operation, number) or self._answer(held, request, operation, names, now)
            except _Stop as stop:
                answer = stop.answer
            if writes or conduct.fate is not Fate.ANSWERED:
                _note(held, request, operation, names, answer, conduct, now)
        return conduct, answer

    def _spoiled(self, conduct: Conduct, operation: Operation, number: int) -> Answer | None:
        """The answer of a line that behaves badly, before anything was done."""
        match conduct.fate:
            case Fate.UNAVAILABLE | Fate.DROPPED:
                return Answer(503)
            case Fate.UNREADABLE:
                return Answer(400)
            case Fate.UNKNOWN:
                return Answer(404 if "bsn" in operation.path else 403)
            case Fate.REFUSED:
                reasons = [{"fouttekst": text} for text in refusal_texts(number)]
                return Answer(403, reasons if operation.explains else None)
        return None

    def _answer(
        self, held: Database, request: Request, operation: Operation, names: Mapping[str, Any], now: datetime
    ) -> Answer:
        bron, today = self._sender(request), now.date()
        _addressed(names)
        body = _body(request, operation)
        municipality = held.municipality(oin=bron)
        if municipality is None:
            raise _Stop(403 if operation.forbids else 400)
        person = None
        if "bsn" in names:
            person = held.person(names["bsn"])
            if person is None:
                raise _Stop(404)
            if not person.is_visible_to(municipality.code, today):
                raise _Stop(403, *(["De persoon valt niet onder uw gemeente."] if operation.explains else []))
        call = Call(held, municipality, today, names, body, person)
        answer = operation.handle(call)
        if person is not None and answer.status < 300 and (operation.writes or "examennummer" in operation.path):
            held.keep(person, now)
            if answer.event is not None:
                notify(held, person.responsible, person.bsn, answer.event.code, now)
        return answer

    def _sender(self, request: Request) -> str:
        """The headers are as specified, and the message is for DUO."""
        bron, doel = (request.headers.get(name, "") for name in ("bron", "doel"))
        try:
            UUID(request.headers.get("berichtId", ""))
        except ValueError:
            raise _Stop(400) from None
        if len(bron) != 20 or doel != self.oin:
            raise _Stop(400)
        return bron


def is_bsn(value: str) -> bool:
    """Nine digits, and not those of another script."""
    return len(value) == 9 and value.isascii() and value.isdigit()


def _addressed(names: Mapping[str, Any]) -> None:
    """BSN, school and contact person in the address have the form of the specification."""
    number = names.get("id", "1")
    good = is_bsn(names.get("bsn", "000000000")) and len(names.get("school", "0" * 10)) == 10
    if not (good and number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= 99999):
        raise _Stop(400)


def _body(request: Request, operation: Operation) -> dict[str, Any]:
    if not operation.body:
        return {}
    try:
        body = json.loads(request.get_data(cache=True))
    except ValueError:
        raise _Stop(400) from None
    if request.mimetype != "application/json" or bodies.misfits(operation.body, body):
        raise _Stop(400)
    found: dict[str, Any] = body
    return found


def _note(
    held: Database, request: Request, operation: Operation, names: Mapping[str, Any], answer: Answer, conduct: Conduct,
    now: datetime,
) -> None:  # fmt: skip
    """What was received, for the control page. The address is kept without the BSN in it."""
    body = request.get_data(as_text=True)[:4000]
    held.connection.execute(
        "INSERT INTO message (at, sender, message_id, method, what, bsn, body, status, answer, fate) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            moment(now), request.headers.get("bron", ""), request.headers.get("berichtId", ""), operation.method,
            operation.path.replace("<", "{").replace(">", "}"), names.get("bsn", ""), body, answer.status,
            json.dumps(answer.content, ensure_ascii=False) if answer.content is not None else "", conduct.fate,
        ),
    )  # fmt: skip


def _response(answer: Answer, operation: Operation, request: Request) -> Response:
    content = "" if answer.content is None else json.dumps(answer.content, ensure_ascii=False)
    response = Response(content, answer.status, {"API-Version": operation.version})
    if answer.content is None:
        response.headers.pop("Content-Type", None)
    else:
        response.mimetype = "application/json"
    if message_id := request.headers.get("berichtId"):
        response.headers["berichtId"] = message_id
    return response


def _hang_up(environ: WSGIEnvironment) -> None:
    """Break the connection off without an answer; without a connection (in a test) the caller gets the error."""
    line: socket.socket | None = environ.get("werkzeug.socket")
    if line is not None:
        line.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError
