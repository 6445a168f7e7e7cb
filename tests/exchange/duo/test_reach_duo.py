"""The line to DUO says who asks whom, tells apart what failed, and never lets a BSN out."""

from __future__ import annotations

import logging
import traceback
from uuid import UUID, uuid4

import httpx
import pytest

from tests.city import make_city
from tests.exchange.duo.lines import BSN, DUO_OIN, OIN, PlayedDuo, body_of, line, refusal
from wegwijs.exchange.duo.transport import DuoError, NotFound, Refused, Unreachable, transport_for

PATH = f"/personen/{BSN}/PIP"


def test_every_request_says_from_whom_to_whom_and_which() -> None:
    """The headers that the specification requires; the version of the interface stands in the path."""
    played = PlayedDuo(httpx.Response(201))
    message = UUID("01234567-89ab-4def-8123-456789abcdef")
    assert line(played).send("POST", PATH, {"leerroute": "B"}, message) is None
    request = played.asked[0]
    assert str(request.url) == f"https://duo.invalid:1234/v1{PATH}"
    assert [request.headers[name] for name in ("bron", "doel", "berichtId")] == [OIN, DUO_OIN, str(message)]
    assert body_of(request) == {"leerroute": "B"}


def test_each_question_has_a_name_of_its_own() -> None:
    """A berichtId is used for one request only, unless the same message is delivered again."""
    played = PlayedDuo(httpx.Response(200, json={"gemeentecode": "9901"}))
    for _ in range(2):
        assert line(played).get(PATH) == {"gemeentecode": "9901"}
    assert len({request.headers["berichtId"] for request in played.asked}) == 2


@pytest.mark.parametrize("answer", [httpx.Response(404), httpx.Response(204)])
def test_nothing_there_is_an_answer(answer: httpx.Response) -> None:
    """Asking for what is not there is no error; delivering to somebody unknown is."""
    assert line(PlayedDuo(answer)).get(PATH) is None


def test_unknown_person_is_a_refusal_of_a_delivery() -> None:
    """404 on a delivery."""
    with pytest.raises(NotFound):
        line(PlayedDuo(httpx.Response(404))).send("PUT", PATH, {}, uuid4())


def test_duo_says_why_in_its_own_words() -> None:
    """All messages of DUO are kept, without numbers that could be a BSN."""
    played = PlayedDuo(refusal("Dagtekening ligt voor vestiging.", f"Persoon {BSN} onbekend."))
    with pytest.raises(Refused) as refused:
        line(played).send("POST", PATH, {}, uuid4())
    assert (refused.value.status, refused.value.title) == (403, "Dagtekening ligt voor vestiging.")
    assert refused.value.detail == "Persoon … onbekend."


@pytest.mark.parametrize(
    ("answer", "doubt"),
    [
        (httpx.ConnectError("refused"), False),
        (httpx.ConnectTimeout("slow"), False),
        (httpx.ReadTimeout("slow"), True),
        (httpx.RemoteProtocolError("broken off"), True),
        (httpx.Response(500), True),
        (httpx.Response(503), True),
        (httpx.Response(429), False),
        (httpx.Response(302), True),
    ],
)
def test_no_answer_says_whether_duo_may_have_taken_it(answer: httpx.Response | Exception, doubt: bool) -> None:
    """Only a request that certainly never arrived leaves no doubt."""
    with pytest.raises(Unreachable) as unreachable:
        line(PlayedDuo(answer)).send("POST", PATH, {}, uuid4())
    assert unreachable.value.doubt is doubt


def test_an_answer_that_is_no_json_is_no_answer() -> None:
    """A login page of something in between, for instance."""
    with pytest.raises(Unreachable):
        line(PlayedDuo(httpx.Response(200, text="<html>"))).get(PATH)


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(201), httpx.Response(500), refusal(f"{BSN} is onbekend"), httpx.ConnectError(f"/v1{PATH}")],
)
def test_no_bsn_in_logs_or_errors(answer: httpx.Response | Exception, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever happens, on every level, also in the trace that an error report would print."""
    caplog.set_level(logging.DEBUG)
    told = ""
    try:
        line(PlayedDuo(answer)).send("POST", PATH, {"dagtekeningPip": "2026-03-16"}, uuid4())
    except DuoError as error:
        told = "".join(traceback.format_exception(error))
    said = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert "wegwijs.duo" in said
    assert BSN not in told + said


@pytest.mark.django_db
def test_without_address_or_own_number_there_is_no_line(settings: pytest.FixtureRequest) -> None:
    """None means: by hand."""
    city = make_city()
    settings.WEGWIJS_DUO_URL = ""  # type: ignore[attr-defined]
    assert transport_for(city.municipality.pk) is None
    settings.WEGWIJS_DUO_URL = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    assert transport_for(city.municipality.pk) is None
    type(city.municipality).objects.filter(pk=city.municipality.pk).update(oin=OIN)
    assert transport_for(city.municipality.pk) is not None
