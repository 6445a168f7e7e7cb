"""The practice DUO answers as DUO's OpenAPI files say, whatever it is asked: statuses, headers, bodies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.exchange.duo_practice import BILAL, DUO, SELAM, WATERSTAD, Practice, practice
from tests.exchange.duo_specification import needs_specification, specifications

pytestmark = needs_specification
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
EVERYTHING = (
    "SS131", "SS104", "SS112", "SS113", "SS116", "SS117", "SS115", "SS114", "SS118", "SS119", "SS199", "SS124", "SS125",
    "boete",
)  # fmt: skip


def operations() -> Iterator[Any]:
    """Every line of every interface that DUO serves."""
    for name, document in specifications().items():
        if name == "Notificatie":
            continue
        schema = schemathesis.openapi.from_dict(document)
        schema.config.update(base_url="http://localhost/v1")
        for found in schema.get_all_operations():
            operation = found.ok()
            yield pytest.param(operation, id=f"{name} {operation.method.upper()} {operation.path}")


@pytest.fixture(scope="module")
def duo(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """Selam has something of everything, so that answers are full."""
    made = practice(tmp_path_factory.mktemp("duo"))
    body = {"dagtekeningPip": "2026-03-10", "leerroute": "B", "geschatteIntensiteitB1Route": 600}
    assert made.about(SELAM, "PIP", "POST", body).status_code == 201
    for event in EVERYTHING:
        made.happen(SELAM, event, until="2030-01-01", ground="1")
    for path, told in (
        ("uren/participatietaalles", {"uren": 12}), ("map", {"datumEindgesprekMap": "2026-03-12"}),
        ("pvt", {"datumOndertekeningPvt": "2026-03-12"}),
    ):  # fmt: skip
        assert made.about(SELAM, path, "PUT", told).status_code == 200
    contact = {"naam": "Anna Coach", "email": "anna@voorbeeld.example", "telefoonnummer": "0100000000"}
    assert made.ask("POST", "/contactpersonen", contact).json["id"] == 1
    return made


@pytest.mark.parametrize("operation", list(operations()))
def test_every_answer_is_as_specified(operation: Any, duo: Practice) -> None:
    """Made-up requests and those of a connected municipality about somebody it may ask for."""
    operation.schema.app = duo.simulator  # decides that it is called without a network
    seen: set[int] = set()

    @settings(
        max_examples=12, derandomize=True, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), known=st.sampled_from([SELAM, BILAL, SELAM, ""]))
    def ask(case: Any, known: str) -> None:
        if known:
            case.headers.update(bron=WATERSTAD.oin, doel=DUO, berichtId="7b6b9c3e-3c2b-4bd1-9a61-0123456789ab")
            if "bsn" in case.path_parameters:
                case.path_parameters["bsn"] = known
            if "id" in case.path_parameters:
                case.path_parameters["id"] = 1
        answer = case.call(app=duo.simulator)
        seen.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    ask()
    # A test that never came past the door would say nothing.
    assert seen - {400}, "only 400"


def test_the_specification_is_served_whole(tmp_path: Path) -> None:
    """No line of it is missing."""
    duo = practice(tmp_path)
    missing = []
    for name, document in specifications().items():
        for path, methods in document["paths"].items():
            concrete = path.replace("{bsn}", SELAM).replace("{id}", "1").replace("{instellingsnummer}", "0" * 10)
            for method in methods:
                answer = duo.ask(method.upper(), concrete, {})
                if name != "Notificatie" and answer.status_code in {404, 405} and not answer.headers.get("berichtId"):
                    missing.append(f"{method} {path}")
    assert missing == []
