"""Many people at once: pages of one process are made one by one, in order, and a slow line costs the others nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from io import BytesIO
from threading import Event, Lock, Thread
from typing import Any

import pytest

from wegwijs.project.turns import InTurn

pytestmark = pytest.mark.once


class Pages:
    """Pages that take a moment; who was made when, and how many at once."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.at_once = self.most = 0
        self._guard = Lock()

    def __call__(self, environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        with self._guard:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(0.02)
        with self._guard:
            self.at_once -= 1
        self.made.append(environ["WHO"])
        if environ["WHO"] == "broken":
            raise ValueError
        return [environ["wsgi.input"].read() if "wsgi.input" in environ else b""]


class SlowLine(BytesIO):
    """Sends when it is told to."""

    def __init__(self, text: bytes, go: Event) -> None:
        super().__init__(text)
        self.go = go

    def read(self, size: int | None = -1, /) -> bytes:
        assert self.go.wait(10)
        return super().read(size)


def ask(server: InTurn, who: str, **more: Any) -> list[bytes]:
    return list(server({"WHO": who, **more}, lambda *_: None))


def test_one_by_one_in_the_order_of_asking() -> None:
    """Whoever asked first is answered first."""
    pages = Pages()
    server = InTurn(pages)
    people = [Thread(target=ask, args=(server, str(number))) for number in range(8)]
    for person in people:
        person.start()
        time.sleep(0.005)
    for person in people:
        person.join()
    assert pages.made == [str(number) for number in range(8)]
    assert pages.most == 1


def test_a_page_that_breaks_gives_the_turn_away() -> None:
    """The next one is made."""
    server = InTurn(Pages())
    with pytest.raises(ValueError, match=r"^$"):
        ask(server, "broken")
    assert ask(server, "next") == [b""]


def test_who_sends_slowly_is_waited_for_outside() -> None:
    """Others go first meanwhile; what was sent arrives whole, also what is too large for memory."""
    pages, go, text = Pages(), Event(), b"x" * (3 << 20)
    server = InTurn(pages)
    got: list[bytes] = []
    slow = Thread(
        target=lambda: got.extend(
            ask(server, "slow", CONTENT_LENGTH=str(len(text)), **{"wsgi.input": SlowLine(text, go)})
        )
    )
    slow.start()
    ask(server, "quick")
    go.set()
    slow.join()
    assert pages.made == ["quick", "slow"]
    assert got == [text]
