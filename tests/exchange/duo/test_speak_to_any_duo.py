"""The client keeps to the specification: a whole conversation with a DUO that was made from the OpenAPI files alone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from jsonschema import validate

from tests.city import NOW, City, make_city
from tests.exchange.duo.line import OURS, keep
from tests.exchange.duo.lines import BSN, OIN, line
from tests.exchange.duo_from_the_specification import SpecifiedDuo, example
from tests.exchange.duo_specification import needs_specification, specifications
from tests.plans.making import FEASIBLE, INTAKE, establish, kinds
from wegwijs.accounts.models import Municipality
from wegwijs.dossier.actions import append_one
from wegwijs.dossier.actions.append import NewFact
from wegwijs.dossier.models import Trajectory
from wegwijs.exchange.duo import contacts, mapping_out, reading
from wegwijs.exchange.duo.deliverer import deliver
from wegwijs.exchange.duo.mapping_out import request_for
from wegwijs.exchange.duo.processing import process
from wegwijs.intake import actions as intake

pytestmark = needs_specification
# What the client has no use for (yet): the number for a test that is skipped, and uncoupling (another is coupled).
NOT_USED = {"DELETE /personen/{bsn}/lbt/examennummer", "DELETE /contactpersonen/{id}/personen/{bsn}"}
CONTENTS: dict[str, tuple[dict[str, Any], ...]] = {
    "pip": (
        {"on": "2026-03-16", "route": "b1", "level": "b1", "literacy": "none", "intensity_hours": 900},
        {"on": "2026-03-16", "route": "self_reliance", "literacy": "literacy", "may_finish_education": True},
    ),
    "map": ({"on": "2026-03-16"}, {"on": "2029-05-01", "culpable": False}),
    "pvt": ({"on": "2026-03-16"}, {"on": "2029-05-01", "culpable": True}),
    "self_reliance": ({"on": "2026-03-16"},),
    "hours_intake": ({"hours": 12},),
    "hours_course": ({"hours": 600},),
    "hours_participation": ({"hours": 12000},),
    "offer": ({"on": "2026-03-16", "literacy": "other_script"},),
}


@pytest.fixture
def city(db: None) -> City:
    """A city with a line to DUO."""
    made = make_city()
    Municipality.objects.filter(pk=made.municipality.pk).update(oin=OIN)
    return made


def test_every_question_and_every_message_is_as_specified(city: City) -> None:
    """All interfaces are read and every kind of message is told and taken back; no request is refused."""
    duo = SpecifiedDuo()
    transport = line(duo)
    read = reading.read(transport, BSN)
    assert read.problems == {}
    assert all(read.said.values())
    assert reading.extension_grounds(transport)
    schools = transport.get("/instellingen")
    number = mapping_out.institution(schools, schools[0]["naam"])
    for kind, contents in CONTENTS.items():
        for content in (*contents, None):
            made = request_for(kind, content, municipality_code="9901", number=number)
            transport.send(made.method, f"/personen/{BSN}/{made.path}", made.body, uuid4())
    person = {
        "user": city.user("responsible").pk,
        "name": "José d'Ávila-2",
        "email": "j@v.invalid",
        "phone": "0100000000",
    }
    found = contacts.number_of(transport, city.municipality.pk, person, uuid4())
    contacts.number_of(transport, city.municipality.pk, {**person, "name": "José Wit"}, uuid4())
    transport.send("POST", f"/contactpersonen/{found}/personen/{BSN}", None, uuid4())
    transport.send("DELETE", f"/contactpersonen/{found}", None, uuid4())
    assert duo.wrong == []
    assert duo.operations - duo.asked == NOT_USED


def test_a_conversation_from_notice_to_confirmed_plan(city: City) -> None:
    """SS139 arrives, DUO is asked, a case opens; the plan is established and told: to a DUO that we did not make."""
    duo = SpecifiedDuo()
    transport = line(duo)
    Municipality.objects.filter(pk=city.municipality.pk).update(oin=OURS)
    assert process(keep("SS139", BSN), now=NOW, duo=transport) == "handled"
    case = Trajectory.objects.get()
    assert case.group == "asylum"
    intake.assign(city.system(), case.pk, city.user("responsible").pk, now=NOW)
    for kind, on, payload in (*INTAKE, *FEASIBLE):
        append_one(city.system(), NewFact(case.pk, kind, on, payload), now=NOW)
    establish(city, case.uuid)
    told = list(deliver(now=lambda: NOW, lines=lambda pk: transport if pk == city.municipality.pk else None))
    assert {(one.kind, one.state) for one in told} == {("contact_person", "delivered"), ("pip", "delivered")}
    assert kinds(city, case.uuid).count("duo_told") == 1
    assert duo.wrong == []


def test_the_example_answers_are_as_specified() -> None:
    """The mock is no better than its examples: each is held against the schema."""
    for document in specifications().values():
        for schema in document["components"]["schemas"].values():
            resolved = {**schema, "components": document["components"]}
            validate(example(schema, document), resolved)
