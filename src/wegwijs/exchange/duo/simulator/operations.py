"""The interfaces of DUO: address, version and what is answered. `application` has checked the request by then."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import events, rules
from .changes import GROUNDS, PARTS
from .person import Held, Person
from .store import Database, Municipality


@dataclass(frozen=True)
class Call:
    """A request that is as specified, from a municipality that may ask."""

    held: Database
    municipality: Municipality
    today: date
    names: Mapping[str, Any]  # of the address
    body: Held
    subject: Person | None

    @property
    def person(self) -> Person:
        assert self.subject is not None  # noqa: S101  the address has a BSN, so `application` looked it up
        return self.subject


@dataclass(frozen=True)
class Answer:
    """Status and content; `event` follows from what was delivered and is notified."""

    status: int
    content: Any = None
    event: events.Event | None = None


@dataclass(frozen=True)
class Operation:
    """One line of the specification. `explains`: a 403 carries reasons; `forbids`: there is a 403 at all."""

    method: str
    path: str
    version: str
    handle: Callable[[Call], Answer]
    body: str = ""
    explains: bool = False
    forbids: bool = True

    @property
    def writes(self) -> bool:
        return self.method != "GET"


def _one(find: Callable[[Person], Any]) -> Callable[[Call], Answer]:
    """A thing that is there or not."""

    def handle(call: Call) -> Answer:
        found = find(call.person)
        return Answer(404) if found is None else Answer(200, found)

    return handle


def _all(find: Callable[[Person], list[Held]]) -> Callable[[Call], Answer]:
    return lambda call: Answer(200, find(call.person))


def _refuse(reasons: list[str]) -> Answer:
    return Answer(403, [{"fouttekst": reason} for reason in reasons])


def _pip(person: Person) -> Held | None:
    return person.pip and {"gemeentecode": person.pip["gemeentecode"], "pip": person.pip["pip"]}


def _post_pip(call: Call) -> Answer:
    person, code = call.person, call.municipality.code
    if reasons := rules.against_pip(person, code, call.body):
        return _refuse(reasons)
    plan = dict(call.body)
    if plan["leerroute"] in {"B", "O"}:
        plan.setdefault("niveau", "B1")
    person.pips.append({"gemeentecode": code, "pip": plan, "received_on": call.today.isoformat()})
    later = call.held.setting("hold_terms") == "yes"
    return Answer(201, event=None if later else events.after_pip(person, call.today))


def _delete_pip(call: Call) -> Answer:
    person = call.person
    if person.pip is None:
        return Answer(404)
    if reasons := rules.against_deleting_pip(person):
        return _refuse(reasons)
    person.pips.pop()
    return Answer(200)


def _exam_number(call: Call) -> Answer:
    person = call.person
    person.exam_number = person.exam_number or f"{call.held.count('exam_number'):08d}"
    return Answer(200, {"examennummer": person.exam_number})


def _delete_exam_number(call: Call) -> Answer:
    if not call.person.exam_number:
        return Answer(404)
    call.person.exam_number = ""
    return Answer(200)


def _attempts(person: Person) -> list[Held]:
    free = 2 if person.asylum else 0
    return [{"onderdeel": part, "gratisPogingenTegoed": person.attempts.get(part, free)} for part in PARTS]


_DAY_OF = {"map": "datumEindgesprekMap", "pvt": "datumOndertekeningPvt"}


def _get_result(kind: str) -> Callable[[Call], Answer]:
    def find(person: Person) -> Held | None:
        on = person.results.get(kind, {}).get("on")
        return {_DAY_OF[kind]: on} if on else None

    return _one(find)


def _put_result(kind: str) -> Callable[[Call], Answer]:
    def handle(call: Call) -> Answer:
        person, code = call.person, call.municipality.code
        on, culpable = call.body.get(_DAY_OF[kind]), call.body.get("verwijtbaar")
        if reasons := rules.against_result(person, code, kind, on, culpable, call.today):
            return _refuse(reasons)
        person.results[kind] = {"gemeentecode": code, "on": on, "culpable": culpable}
        return Answer(200, event=events.after_result(person, call.today))

    return handle


def _put_completion(call: Call) -> Answer:
    person, code, on = call.person, call.municipality.code, call.body.get("datumAfrondingZroute")
    if reasons := rules.against_completion(person, code, on, call.today):
        return _refuse(reasons)
    person.results["zroute"] = {"gemeentecode": code, "on": on}
    return Answer(200, event=events.after_result(person, call.today))


def _put_hours(name: str) -> Callable[[Call], Answer]:
    def handle(call: Call) -> Answer:
        code = call.municipality.code
        hours = call.person.hours.setdefault(code, {"gemeentecode": code})
        hours["bekendTot"] = call.today.isoformat()
        hours[name] = {"uren": int(call.body["uren"])}
        return Answer(200)

    return handle


def _post_offer(call: Call) -> Answer:
    school = str(call.names["school"])
    if reasons := rules.against_offer(call.person, school, call.body):
        return _refuse(reasons)
    call.person.offers[school] = dict(call.body)
    return Answer(201)


def _delete_offer(call: Call) -> Answer:
    return Answer(404) if call.person.offers.pop(str(call.names["school"]), None) is None else Answer(204)


def _contact(call: Call) -> bool:
    """The contact person in the address is one of this municipality."""
    found = call.held.rows(
        "SELECT id FROM contact WHERE id = ? AND oin = ?", int(call.names["id"]), call.municipality.oin
    )
    return bool(found)


def _post_contact(call: Call) -> Answer:
    row = call.held.connection.execute(
        "INSERT INTO contact (oin, held) VALUES (?, ?)", (call.municipality.oin, json.dumps(call.body))
    )
    return Answer(201, {"id": row.lastrowid, "contactpersoongegevens": call.body})


def _put_contact(call: Call) -> Answer:
    if not _contact(call):
        return Answer(404)
    call.held.connection.execute(
        "UPDATE contact SET held = ? WHERE id = ?", (json.dumps(call.body), int(call.names["id"]))
    )
    return Answer(200)


def _delete_contact(call: Call) -> Answer:
    """Couplings go with it."""
    if not _contact(call):
        return Answer(404)
    number = int(call.names["id"])
    call.held.connection.execute("DELETE FROM contact WHERE id = ?", (number,))
    call.held.connection.execute(
        "UPDATE person SET held = json_set(held, '$.contact', NULL) WHERE json_extract(held, '$.contact') = ?",
        (number,),
    )
    return Answer(200)


def _couple(call: Call) -> Answer:
    """Another contact person makes way."""
    if not _contact(call):
        return Answer(404)
    call.person.contact = int(call.names["id"])
    return Answer(201)


def _uncouple(call: Call) -> Answer:
    if not _contact(call) or call.person.contact != int(call.names["id"]):
        return Answer(404)
    call.person.contact = None
    return Answer(200)


def _grounds(_call: Call) -> Answer:
    return Answer(200, [{"code": code, "omschrijving": text} for code, text in GROUNDS.items()])


def _schools(_call: Call) -> Answer:
    return Answer(200, list(rules.SCHOOLS))


_P = "/personen/<bsn>"
_OFFER = f"{_P}/Inburgeringsaanbod/<school>"
_CONTACT = "/contactpersonen/<id>"
OPERATIONS: tuple[Operation, ...] = (
    Operation("GET", f"{_P}/inburgeringsplicht", "1.2.2", _one(lambda person: person.obligation)),
    Operation("GET", f"{_P}/inburgeringsplicht/historie", "1.2.2", _all(lambda person: person.obligation_history)),
    Operation("GET", f"{_P}/doelgroep", "1.2.2", _one(lambda person: person.group or None)),
    Operation("GET", f"{_P}/doelgroep/historie", "1.2.2", _all(lambda person: person.group_history)),
    Operation("GET", f"{_P}/inburgeringstermijn", "1.0.0", _one(lambda person: person.term)),
    Operation("GET", f"{_P}/inburgeringstermijn/historie", "1.0.0", _all(lambda person: person.term_history)),
    Operation("GET", "/verlengingsgronden", "1.0.0", _grounds, forbids=False),
    Operation("GET", f"{_P}/lbt/examennummer", "1.2.0", _exam_number),
    Operation("DELETE", f"{_P}/lbt/examennummer", "1.2.0", _delete_exam_number),
    Operation("GET", f"{_P}/lbt/resultaten", "1.2.0", _all(lambda person: person.tests)),
    Operation("GET", f"{_P}/PIP", "1.2.0", _one(_pip)),
    Operation("POST", f"{_P}/PIP", "1.2.0", _post_pip, "pip", explains=True),
    Operation("DELETE", f"{_P}/PIP", "1.2.0", _delete_pip, explains=True),
    Operation("POST", "/contactpersonen", "1.0.0", _post_contact, "contact", explains=True),
    Operation("PUT", _CONTACT, "1.0.0", _put_contact, "contact", explains=True),
    Operation("DELETE", _CONTACT, "1.0.0", _delete_contact, explains=True),
    Operation("POST", f"{_CONTACT}{_P}", "1.0.0", _couple),
    Operation("DELETE", f"{_CONTACT}{_P}", "1.0.0", _uncouple),
    Operation("GET", "/instellingen", "1.2.0", _schools, forbids=False),
    Operation("POST", _OFFER, "1.2.0", _post_offer, "offer", explains=True),
    Operation("DELETE", _OFFER, "1.2.0", _delete_offer, explains=True),
    Operation("GET", f"{_P}/vrijstellingen", "1.0.0", _all(lambda person: person.dispensations)),
    Operation("GET", f"{_P}/ontheffingen", "1.0.0", _all(lambda person: person.exemptions)),
    Operation("GET", f"{_P}/examens/resultaten", "1.0.0", _all(lambda person: person.exams)),
    Operation("GET", f"{_P}/examens/gratispogingen", "1.0.0", _all(_attempts)),
    Operation("GET", f"{_P}/map", "1.0.0", _get_result("map")),
    Operation("PUT", f"{_P}/map", "1.0.0", _put_result("map"), "map", explains=True),
    Operation("GET", f"{_P}/pvt", "1.0.0", _get_result("pvt")),
    Operation("PUT", f"{_P}/pvt", "1.0.0", _put_result("pvt"), "pvt", explains=True),
    Operation("PUT", f"{_P}/zroute", "1.0.0", _put_completion, "zroute", explains=True),
    Operation("GET", f"{_P}/uren", "1.0.0", _all(lambda person: list(person.hours.values()))),
    Operation("PUT", f"{_P}/uren/bredeintake/taallesknm", "1.0.0", _put_hours("TaallesEnKnmBredeIntake"), "hours"),
    Operation(
        "PUT", f"{_P}/uren/participatieactiviteiten", "1.0.0", _put_hours("ParticipatieactiviteitenBredeIntake"),
        "hours",
    ),
    Operation("PUT", f"{_P}/uren/participatietaalles", "1.0.0", _put_hours("ParticipatieAlsTaalles"), "hours"),
    Operation("GET", f"{_P}/boetes", "1.0.0", _all(lambda person: person.fines)),
    Operation("GET", f"{_P}/gebeurtenissen", "1.0.0", _all(lambda person: person.happened)),
    Operation("GET", f"{_P}/verlengingen", "1.0.0", _all(lambda person: person.extensions)),
)  # fmt: skip
