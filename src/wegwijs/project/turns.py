"""One page at a time in a process, in the order in which people asked (decision 0079)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
IN_MEMORY = 1 << 20  # bytes of what somebody sends; more waits on disk


class InTurn:
    """Threads wait for slow connections; pages are made one by one.

    Two pages at once in one process take turns at every row that the database gives, and both are late. What somebody
    sends is received before it is their turn, and an answer is handed over after it, so that a slow line costs the
    others nothing.
    """

    def __init__(self, inner: Application) -> None:
        self._inner = inner
        self._guard = Lock()
        self._busy = False
        self._waiting: deque[Lock] = deque()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Django's answer, when it is our turn."""
        with _received(environ):
            self._wait()
            try:
                return self._inner(environ, start_response)
            finally:
                self._next()

    def _wait(self) -> None:
        with self._guard:
            if not self._busy:
                self._busy = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # until whoever is before us lets go

    def _next(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._busy = False


def _received(environ: dict[str, Any]) -> AbstractContextManager[Any]:
    """What is sent, read to its end; until the page is made."""
    if not (environ.get("CONTENT_LENGTH") or environ.get("HTTP_TRANSFER_ENCODING")):
        return nullcontext()
    body: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed by the caller
    copyfileobj(environ["wsgi.input"], body)
    body.seek(0)
    environ["wsgi.input"] = body
    return body
