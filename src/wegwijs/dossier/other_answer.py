"""The answers as they would be with other norms or figures, worked out beside the present ones.

A second process takes the other half of the work; for other figures of the law it is the only way, because nothing in
a running installation ever sees figures that were not released. It touches no database and ends when the pipe closes.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import date
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from wegwijs import law, policy
from wegwijs.law.parameters import candidate

if TYPE_CHECKING:  # the second process reads this module before there are tables
    from wegwijs.dossier.effects import Effects
    from wegwijs.dossier.states import State

WORTHWHILE = 2_000  # cases; starting a process takes as long as working those out
Plain = tuple[Any, ...]


class DoesNotFit(Exception):
    """The rules cannot work with these figures."""


@dataclass(frozen=True, slots=True)
class World:
    """What would hold: the day asked about, norms per municipality, and files of figures of the law (none: shipped)."""

    on: date
    norms: Mapping[int, policy.Policy]
    figures: Mapping[str, str]

    def answers(self, states: Sequence[State]) -> list[Effects]:
        """In the order of the cases, with the figures of the law of this process."""
        from wegwijs.dossier.effects import effects

        return [effects(state, self.on, self.norms[state.municipality_id]) for state in states]


class Here:
    """For few cases: worked out when it is asked for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._states: Sequence[State] = ()

    def submit(self, states: Sequence[State]) -> None:
        """Hand over some cases; fetch their answers before the next ones."""
        self._states = states

    def result(self) -> list[Effects]:
        """Their answers, in the same order."""
        return self._world.answers(self._states)


class There:
    """The same in the second process."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def submit(self, states: Sequence[State]) -> None:
        """Hand over some cases; fetch their answers before the next ones. `result` tells when nobody took them."""
        with suppress(OSError):  # it ended while it was still being told
            self._pipe.send([_plain(state) for state in states])

    def result(self) -> list[Effects]:
        """Their answers, in the same order. Raises `DoesNotFit`."""
        try:
            found: list[Effects] | None = self._pipe.recv()
        except (EOFError, OSError):
            found = None
        if found is None:
            raise DoesNotFit
        return found


@contextmanager
def world(there: World, cases: int) -> Iterator[Here | There]:
    """Where the answers of that world come from, for so many cases."""
    if not there.figures and cases < WORTHWHILE:
        yield Here(there)
        return
    context = multiprocessing.get_context("spawn")  # its own figures of the law, no threads and no connection of ours
    near, far = context.Pipe()
    process = context.Process(target=_work, args=(far, there), daemon=True)
    process.start()
    far.close()
    try:
        yield There(near)
    finally:
        near.close()
        process.join(5)
        if process.is_alive():
            process.terminate()


def _work(pipe: Connection, there: World) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first one; then the pipe closes
    import django

    django.setup()
    gc.disable()
    candidate.stand_in(candidate.read_candidate(there.figures.items()))
    while True:
        try:
            states = [_state(plain) for plain in pipe.recv()]
        except (EOFError, OSError):
            return
        try:
            pipe.send(there.answers(states))
        except OSError:
            return
        except Exception:  # noqa: BLE001  whatever the rules say of figures that they were not made for
            pipe.send(None)


def _plain(state: State) -> Plain:
    """A case as plain values: cheap to send."""
    facts = [(fact.kind, fact.on, fact.payload, fact.id, fact.supersedes) for fact in state.facts]
    return (*(getattr(state, field.name) for field in fields(state) if field.name != "facts"), facts)


def _state(plain: Plain) -> State:
    from wegwijs.dossier.states import State

    names = [field.name for field in fields(State) if field.name != "facts"]
    values = dict(zip(names, plain[:-1], strict=True))
    return State(**values, facts=[law.Fact(*fact) for fact in plain[-1]])
