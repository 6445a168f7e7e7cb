"""DUO tells that something happened: kept before it is confirmed, never twice, refused in words when it is wrong."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.city import make_city
from wegwijs.exchange.duo.inbox import LIMIT, notice_of
from wegwijs.exchange.models import DuoMessage

from .line import BSN, DUO, HEADER, OURS, body, connect, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _connected(settings: Any) -> None:
    settings.WEGWIJS_DUO_IDENTITY_HEADER = HEADER
    settings.WEGWIJS_DUO_OIN = DUO
    connect(make_city())


def test_a_notice_is_kept_and_confirmed(client: Client) -> None:
    """201 with the version; the content is there, encrypted: the row nowhere holds the BSN."""
    answer = send(client, body("SS101"))
    assert (answer.status_code, answer["API-Version"], answer.content) == (201, "1.8.0", b"")
    row = DuoMessage.objects.get()
    assert (row.event, row.status, row.municipality.code) == ("SS101", "received", "9901")
    assert notice_of(row).bsn == BSN
    assert BSN not in str(DuoMessage.objects.values().get()) + bytes(row.content or b"").decode("latin-1")


def test_the_same_message_twice_is_kept_once(client: Client) -> None:
    """DUO gets its confirmation again; another message under the same number is refused and changes nothing."""
    number = str(uuid4())
    assert [send(client, body("SS101"), number=number).status_code for _ in range(3)] == [201, 201, 201]
    other = send(client, body("SS102"), number=number)
    assert (other.status_code, "al gebruikt" in other.json()["fouttekst"]) == (400, True)
    assert list(DuoMessage.objects.values_list("event", flat=True)) == ["SS101"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"oin": ""}, 401),
        ({"oin": "0" * 20}, 403),
        ({"sender": OURS}, 403),
        ({"sender": OURS, "oin": OURS}, 403),
        ({"receiver": "00000001900000000000"}, 403),
        ({"receiver": "12"}, 400),
        ({"sender": ""}, 400),
        ({"number": "geen-uuid"}, 400),
    ],
)
def test_who_sends_and_to_whom_is_looked_at_first(client: Client, changes: dict[str, str], status: int) -> None:
    """No certificate: 401; not DUO, or a certificate of another: 403; an organisation that is not here: 403."""
    answer = send(client, body("SS101"), **changes)
    assert answer.status_code == status
    assert answer.json()["fouttekst"]
    assert answer["API-Version"] == "1.8.0"
    assert not DuoMessage.objects.exists()


def test_without_a_configured_proxy_nobody_gets_in(client: Client, settings: Any) -> None:
    """The header counts only when the installation says which one it is."""
    settings.WEGWIJS_DUO_IDENTITY_HEADER = ""
    assert send(client, body("SS101")).status_code == 401


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{", b"\xff\xfe", b"null", b"[" * 5000, b'{"a": ' * 900, b"x" * (LIMIT + 1),
        json.dumps({"gebeurtenisId": "SS101"}), json.dumps({"registratieDatumTijd": "2026-03-13T08:30:00Z"}),
        json.dumps(body("SS101", told_at=1) | {"registratieDatumTijd": "gisteren"}),
        json.dumps(body("SS101") | {"registratieDatumTijd": "0001-01-01T00:00:00Z"}),
        json.dumps(body("SS101") | {"registratieDatumTijd": 5}), json.dumps(body("ss101")), json.dumps(body("SS10111")),
        json.dumps(body("SS101") | {"gebeurtenisId": None}), json.dumps(body("SS101", "12345678")),
        json.dumps(body("SS101", "1234567890")), json.dumps(body("SS101") | {"bsn": 999900006}),
        json.dumps(body("SS101") | {"bsn": "٩٩٩٩٠٠٠٠٦"}), json.dumps(body("SS101", vNummer="27")),
        json.dumps(body("SS101", vNummer=-1)), json.dumps(body("SS101", vNummer=10**10)),
        json.dumps(body("SS101", vNummer=True)), '{"registratieDatumTijd": NaN, "gebeurtenisId": "SS101"}',
    ],
)  # fmt: skip
def test_what_is_not_as_specified_is_refused_in_words(client: Client, content: bytes | str) -> None:
    """400 and what is wrong, without repeating anything; nothing is kept."""
    answer = send(client, content)
    assert answer.status_code == 400
    assert 10 < len(answer.json()["fouttekst"]) <= 200
    assert BSN not in answer.content.decode()
    assert not DuoMessage.objects.exists()


@pytest.mark.parametrize(
    "notice",
    [
        body("SS999"),
        body("SS101", None),
        body("SS101", None, vNummer=2712345678),
        body("SS101", vNummer=0, nieuwVeld={"a": [1]}),
        body("SS101") | {"registratieDatumTijd": "2026-03-13T08:30:00"},
        body("SS101") | {"registratieDatumTijd": "2026-03-13t08:30:00.123z"},
    ],
)
def test_what_is_new_to_us_is_kept(client: Client, notice: dict[str, object]) -> None:
    """An event that we do not know, a field that we do not know, nobody named: kept, for a human."""
    assert send(client, notice).status_code == 201
    assert DuoMessage.objects.count() == 1


def test_other_ways_of_asking_are_refused(client: Client) -> None:
    """GET is not there; another type of content is not as specified; no page of ours asks for a cookie first."""
    assert client.get("/v1/notificaties").status_code == 405
    headers = {HEADER: DUO, "bron": DUO, "doel": OURS, "berichtId": str(uuid4())}
    answer = client.post("/v1/notificaties", "a=1", content_type="text/plain", headers=headers)
    assert answer.status_code == 400
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, body("SS101")).status_code == 201
    assert not strict.cookies
