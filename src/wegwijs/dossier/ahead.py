"""Assess new cases in a second process, one chunk ahead of the one that is being written.

Assessing costs about as much as writing; on two cores a large import then takes little longer than the writing alone.
One job at a time goes over a pipe, so that neither side ever waits for the other to read. The second process touches
no database; when the first one dies, also by kill -9, its end of the pipe closes and the second one stops.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

from wegwijs import law, policy
from wegwijs.dossier import bulk, snapshots
from wegwijs.dossier.states import State
from wegwijs.norms import queries as norms_of

WORTHWHILE = 5_000  # rows; below this, starting a process gains nothing
Rows = list[tuple[Any, ...]]
# A state as plain values: the fields without the facts, then (kind, on, payload) of every fact. Cheap to send.
Plain = tuple[Any, ...]
STATE_FIELDS = tuple(field.name for field in fields(State) if field.name != "facts")


class Assessor:
    """The near end: `submit` a chunk, do something else, fetch its snapshot rows with `result`."""

    def __init__(self, pipe: Connection, today: date) -> None:
        self._pipe = pipe
        self._today = today

    def submit(self, states: Sequence[Plain]) -> None:
        """Hand over one chunk; fetch its result before the next one. The cases have no number yet."""
        self._pipe.send((list(states), self._today))

    def result(self) -> Rows | None:
        """Snapshot rows in the order of the states; None when it failed there: then assess here."""
        found: Rows | None = self._pipe.recv()
        return found


@contextmanager
def assessor(rows: int, today: date, municipality_id: int) -> Iterator[Assessor | None]:
    """A second process for an import of so many rows; None when it would gain nothing here.

    It keeps to the norms of the moment it starts: what changes during the import, the worker works out again.
    """
    if rows < WORTHWHILE or (os.cpu_count() or 1) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield None
        return
    context = multiprocessing.get_context("fork")  # shares what is loaded; starts in milliseconds
    near, far = context.Pipe()
    norms = norms_of.policy_on(municipality_id, today)
    process = context.Process(target=_work, args=(near, far, norms), daemon=True)
    process.start()
    far.close()
    try:
        yield Assessor(near, today)
    finally:
        near.close()
        process.join(5)
        if process.is_alive():
            process.terminate()


def _work(near: Connection, far: Connection, norms: policy.Policy) -> None:
    near.close()
    while True:
        try:
            states, today = far.recv()
        except (EOFError, OSError):
            os._exit(0)  # leaves the inherited database connection alone
        rows: Rows | None
        try:
            rows = [_with_text(snapshots.row_of(_state(plain), today, norms)) for plain in states]
        except Exception:  # noqa: BLE001  whatever it is, the near end meets it again and reports it
            rows = None
        far.send(rows)


def _state(plain: Plain) -> State:
    values = dict(zip(STATE_FIELDS, plain[:-1], strict=True))
    return State(**values, facts=[law.Fact(kind, on, payload) for kind, on, payload in plain[-1]])


def _with_text(row: tuple[Any, ...]) -> tuple[Any, ...]:
    at = snapshots.ASSESSMENT
    return (*row[:at], bulk.ready(row[at]), *row[at + 1 :])
