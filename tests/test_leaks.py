"""The watch itself: it sees a BSN of a test where none must be, and lets it be where it belongs."""

from __future__ import annotations

import logging
import socket

import pytest
from django.http import HttpResponse

from tests.leaks import Lines, given_away, numbers
from tests.loopback import Abroad
from wegwijs.project import logs

PLACES = [
    ("<title>999990019</title>", 200, 1),
    ('<a href="/x/999990019/">x</a>', 200, 1),
    ("<p>999990019</p>", 500, 1),
    ("<p>999990019</p>", 200, 0),
    ("<title>999990018</title>", 200, 0),
]


@pytest.mark.parametrize(("text", "status", "expected"), PLACES)
def test_it_sees_titles_addresses_and_error_pages(text: str, status: int, expected: int) -> None:
    """And not the page that shows the number, nor a number that is none."""
    response = HttpResponse(text, status=status)
    response.request = {"PATH_INFO": "/"}  # type: ignore[attr-defined]  # as the test client does
    assert len(list(given_away(response))) == expected


def test_it_reads_logs_as_the_product_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number in a message is taken out; were the product to forget that, the watch says so."""
    record = logging.LogRecord("wegwijs.x", logging.WARNING, __file__, 1, "bsn %s", ("999990019",), None)
    found: list[str] = []
    Lines(found).emit(record)
    assert found == []
    monkeypatch.setattr(logs, "redact", str)
    Lines(found).emit(record)
    assert found == ["log: 999990019"]
    assert numbers("999990019 111222333 999990018") == ["999990019", "111222333"]


def test_nobody_leaves_this_machine() -> None:
    """Another machine is refused before anything is sent."""
    with socket.socket() as line, pytest.raises(Abroad):
        line.connect(("192.0.2.1", 80))
