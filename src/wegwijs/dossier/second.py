"""A second process that takes a share of a rebuild: it reads and assesses; only the first one writes.

Started anew, not forked: it opens the database for itself, and threads or a connection of the first process do not
come along. It ends when the pipe closes, also after kill -9 of the first one. Whatever goes wrong there costs nothing
but time: a piece without an answer is done here, and if the fault is in the case, it is met and reported here.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

WORTHWHILE = 20_000  # cases; starting takes as long as assessing two thousand
AHEAD = 2  # pieces that wait there, so that it need not wait for us
Rows = list[tuple[Any, ...]]


class Second:
    """The near end: `submit` pieces, fetch their rows in the same order with `result`."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._waiting: deque[Sequence[int]] = deque()
        self._lost = False

    @property
    def has_room(self) -> bool:
        """Whether another piece should be submitted."""
        return not self._lost and len(self._waiting) < AHEAD

    @property
    def owes(self) -> bool:
        """Whether a result is to be fetched."""
        return bool(self._waiting)

    @property
    def is_ready(self) -> bool:
        """Whether that result can be fetched without waiting."""
        return self.owes and (self._lost or self._pipe.poll())

    def submit(self, piece: Sequence[int]) -> None:
        """Hand over the keys of some cases, which nobody else changes until the result was fetched."""
        self._waiting.append(piece)
        try:
            self._pipe.send(list(piece))
        except OSError:
            self._lost = True

    def result(self) -> tuple[Sequence[int], Rows | None]:
        """The oldest piece with its snapshot rows; None when there are none: then make them here."""
        piece = self._waiting.popleft()
        if self._lost:
            return piece, None
        try:
            rows: Rows | None = self._pipe.recv()
        except (EOFError, OSError):
            self._lost = True
            return piece, None
        return piece, rows


def worthwhile(cases: int) -> bool:
    """Whether a second process gains something for so many cases on this machine."""
    return cases >= WORTHWHILE and (os.cpu_count() or 1) > 1


@contextmanager
def second(today: date, database: str) -> Iterator[Second]:
    """A second process for as long as the block lasts, on the database of that name."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=_work, args=(far, today, database), daemon=True)
    process.start()
    far.close()
    try:
        yield Second(near)
    finally:
        near.close()
        process.join(5)
        if process.is_alive():
            process.terminate()


def _work(pipe: Connection, today: date, database: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first one; then the pipe closes
    import django

    django.setup()
    from django.db import connection

    from wegwijs.dossier import snapshots

    connection.settings_dict["NAME"] = database
    gc.disable()  # as snapshots.rebuild does, and nothing else happens here
    while True:
        try:
            piece = pipe.recv()
            pipe.send(_answer(snapshots.ready_rows, piece, today))
        except (EOFError, OSError):
            return


def _answer(work: Callable[[Sequence[int], date], Rows], piece: Sequence[int], today: date) -> Rows | None:
    try:
        return work(piece, today)
    except Exception:  # noqa: BLE001  whatever it is, the near end meets it again and reports it
        return None
