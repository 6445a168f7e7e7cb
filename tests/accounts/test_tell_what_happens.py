"""Whoever watches the server: a log and measurements that say how it goes, and nothing about anybody."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tests.city import City, make_case, uuid_of
from tests.signing import signed_in
from wegwijs.accounts import life, queue
from wegwijs.accounts.redacting import is_bsn, redact
from wegwijs.cli import serve
from wegwijs.letters.tasks import render_document
from wegwijs.project.logs import Redacted


def test_our_test_number_is_a_number() -> None:
    """The boundary of the eleven-proof, and a number of eight digits."""
    assert is_bsn("999990019")
    assert not is_bsn("999990018")
    assert is_bsn("10000008") == (
        sum(int(d) * w for d, w in zip("010000008", (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0
    )
    assert not is_bsn("000000000")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("bsn 999990019 bestaat al", "bsn [nummer] bestaat al"),
        ("bsn=9999.90.019", "bsn=[nummer]"),
        ('{"bsn": "999990019"}', '{"bsn": "[nummer]"}'),
        ("/personen/999990019/?q=1", "/personen/[nummer]/?q=1"),
        ("v_nummer 7012345678,", "v_nummer [nummer],"),
        ("mail a.b+c@voorbeeld.example!", "mail [e-mail]!"),
        ("bel 0612345678 of 06-12345678 of +31 6 12345678", "bel [nummer] of [nummer] of [nummer]"),
        ("Authorization: Bearer abcdefghijkl", "[geheim]"),
        ("csrfmiddlewaretoken=abc&x=1", "[geheim]&x=1"),
        ("password: 'welkom123'", "[geheim]'"),
        ("sessionid=k2j3h4; path=/", "[geheim]; path=/"),
        ("took 123456789 ns", "took 123456789 ns"),
        ("case 3f2b9999-9001-4999-9900-199999900190 at 2026-03-16T10:00:00.123456", None),
        ("12 of 4500 rows in 3.25 s, status 404", None),
    ],
)
def test_what_may_say_who_somebody_is_goes(said: str, kept: str | None) -> None:
    """Numbers, addresses and secrets go, wherever they stand; counts, days and identifiers of cases stay."""
    assert redact(said) == (said if kept is None else kept)


def _fail() -> None:
    try:
        {}["Tesfay 999990019"]
    except KeyError as error:
        raise ValueError("Failing row contains (Tesfay)") from error


def test_an_error_is_told_by_type_and_place(caplog: pytest.LogCaptureFixture) -> None:
    """Not by its words, in which a database repeats what stood in a row; the cause is told too."""
    try:
        _fail()
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "it failed", None, sys.exc_info())
    line = Redacted().format(record)
    told = json.loads(line)
    assert "Tesfay" not in line + Redacted(plain=True).format(record)
    assert told["error"] == "ValueError"
    assert "KeyError" in told["at_lines"]
    assert any("test_tell_what_happens.py" in place for place in told["at_lines"])


def test_a_request_is_told_by_the_name_of_its_page(city: City, caplog: pytest.LogCaptureFixture) -> None:
    """Route, status, time, number and who by number; no address, no name, and the number is in the answer."""
    case = uuid_of(make_case(city, bsn="999990019"))
    with caplog.at_level(logging.INFO, "wegwijs.request"):
        answer = signed_in(city.user("responsible")).get(f"/dossiers/{case}/")
        missing = signed_in(city.user("responsible")).get("/dossiers/999990019/")
    assert (answer.status_code, missing.status_code) == (200, 404)
    found, gone = (
        json.loads(Redacted().format(record)) for record in caplog.records if record.name == "wegwijs.request"
    )
    assert (found["route"], found["status"], found["method"]) == ("desk:case", 200, "GET")
    assert found["actor"] == city.user("responsible").pk
    assert found["ms"] > 0
    assert len(answer.headers["X-Request-ID"]) == 20
    assert (gone["route"], gone["status"]) == ("-", 404)
    for told in (found, gone):
        assert str(case) not in json.dumps(told)
        assert "999990019" not in json.dumps(told)


def test_the_number_of_a_request_is_that_of_our_own_proxy(db: None, settings) -> None:
    """Behind a proxy of ours its number is kept; from anybody else, or in another form, it is not."""
    assert Client().get("/health", headers={"X-Request-ID": "abcdef-123456"}).headers["X-Request-ID"] != "abcdef-123456"
    settings.WEGWIJS_PROXIES = 1
    assert Client().get("/health", headers={"X-Request-ID": "abcdef-123456"}).headers["X-Request-ID"] == "abcdef-123456"
    assert Client().get("/health", headers={"X-Request-ID": 'a" b<c>defgh'}).headers["X-Request-ID"] != 'a" b<c>defgh'


def test_measurements_are_for_whom_the_settings_name(db: None, settings) -> None:
    """Without settings there is no such page; with them, for that address or that token alone."""
    assert Client().get("/metrics").status_code == 404
    settings.WEGWIJS_METRICS_TOKEN = "long and secret"
    assert Client().get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert Client().get("/metrics", headers={"Authorization": "Bearer long and secret"}).status_code == 200
    settings.WEGWIJS_METRICS_TOKEN, settings.WEGWIJS_METRICS_FROM = "", ["192.0.2.7"]
    assert Client().get("/metrics", REMOTE_ADDR="192.0.2.8").status_code == 404
    assert Client().get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_measurements_say_how_it_goes_and_nothing_of_people(city: City, settings) -> None:
    """Requests by page, tasks, what is unsealed, snapshots, outbox and last signs of life; no identifier, no name."""
    settings.WEGWIJS_METRICS_FROM = ["127.0.0.1"]
    case = uuid_of(make_case(city, bsn="999990019"))
    signed_in(city.user("responsible")).get(f"/dossiers/{case}/")
    render_document.enqueue("3f2b9999-9001-4999-9900-199999900190")
    life.sign("backup", datetime.now(UTC) - timedelta(hours=2))
    text = Client().get("/metrics").content.decode()
    assert 'wegwijs_requests_total{method="GET",route="desk:case",status="200"}' in text
    assert 'wegwijs_request_seconds_bucket{le="0.2",route="desk:case"}' in text
    assert 'wegwijs_tasks{state="ready"} 1.0' in text
    (age,) = [line.split()[1] for line in text.splitlines() if line.startswith('wegwijs_last_seconds{what="backup"}')]
    assert 7190 < float(age) < 7300
    for name in ("wegwijs_unsealed_seconds", "wegwijs_snapshots_stale", "wegwijs_task_waiting_seconds"):
        assert f"\n{name} " in text
    for personal in (str(case), "999990019", "Tesfay", "voorbeeld.invalid"):
        assert personal not in text


def test_what_a_killed_worker_left_is_taken_up_again(db: None) -> None:
    """A task of a worker that is gone goes back in the queue at once, of a silent one elsewhere after three minutes."""
    now = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    here = queue.own_name()
    dead = here.rsplit(":", 1)[0] + f":{gone}"
    life.sign(dead, now)
    life.sign("worker:elsewhere:1", now - timedelta(minutes=2))
    for worker in (dead, "worker:elsewhere:1", here):
        result = render_document.enqueue("3f2b9999-9001-4999-9900-199999900190")
        DBTaskResult.objects.filter(pk=result.id).update(status="RUNNING", worker_ids=[worker])
    assert queue.breathe(here, now) == 1
    assert queue.breathe(here, now + timedelta(minutes=2)) == 1
    assert queue.state().counts == {"ready": 2, "running": 1}


def test_one_of_several_workers_does_the_nightly_run(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes first. When that one was killed, another does it an hour later."""
    done: list[datetime] = []
    monkeypatch.setattr(serve, "nightly", done.append)
    night = datetime(2026, 3, 16, 0, 1, tzinfo=UTC)
    with time_machine.travel(night, tick=False) as clock:
        assert serve._once_a_day(None) == night.date()
        assert serve._once_a_day(None) is None, "another has begun, and it is not known to have ended"
        life.sign("nightly", night)
        assert serve._once_a_day(None) == night.date()
        clock.shift(timedelta(days=1))
        assert serve._once_a_day(night.date()) == night.date() + timedelta(days=1)
        clock.shift(timedelta(minutes=59))
        assert serve._once_a_day(None) is None
        clock.shift(timedelta(minutes=2))
        assert serve._once_a_day(None) == night.date() + timedelta(days=1)
    assert len(done) == 3
