"""How the line behaves: as it should, or badly in one of five ways. The same seed and order, the same trouble."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Mode(StrEnum):
    """What `--mode` and the control page offer."""

    NORMAL = "normal"
    SLOW = "slow"
    DOWN = "down"
    DUPLICATING = "duplicating"
    REORDERING = "reordering"
    REFUSING = "refusing"


class Fate(StrEnum):
    """What becomes of a request."""

    ANSWERED = "answered"
    UNAVAILABLE = "unavailable"  # 503, nothing done
    DROPPED = "dropped"  # the connection is broken off, nothing done
    LOST = "lost"  # done, and the answer is lost
    REFUSED = "refused"  # 403 with reasons
    UNREADABLE = "unreadable"  # 400
    UNKNOWN = "unknown"  # 404


@dataclass(frozen=True)
class Conduct:
    """What happens to one request: its fate, and after how many seconds the answer comes."""

    fate: Fate = Fate.ANSWERED
    wait: float = 0.0


LATE = 0.25  # of the questions
REFUSALS = (Fate.REFUSED, Fate.UNREADABLE, Fate.REFUSED, Fate.UNKNOWN)
REFUSAL_TEXTS = (
    ("De datum dagtekening ligt voor de start van de inburgeringsplicht.",),
    ("Het niveau past niet bij de leerroute.", "De gegevens zijn niet geregistreerd."),
    ("De persoon valt niet onder uw gemeente.",),
)


def conduct_for(mode: Mode, *, writes: bool, number: int, seed: int, patience: float) -> Conduct:
    """`number` counts requests of this sort (writing or reading) from 1; `patience` is how long a client waits."""
    if mode is Mode.SLOW:
        # Of what is delivered every other answer comes too late, of what is asked one in four or so (drawn, for a
        # client that asks four things in a row would meet the same one each time); all of it is done.
        rng = Random(f"{seed}:{number}")  # noqa: S311  no secret
        part = rng.uniform(0.05, 0.3)
        late = number % 2 == 1 if writes else rng.random() < LATE
        return Conduct(wait=patience * (1.5 if late else part))
    if mode is Mode.DOWN:
        return Conduct(Fate.UNAVAILABLE if number % 2 else Fate.DROPPED)
    if mode is Mode.DUPLICATING and writes:
        return Conduct(Fate.LOST if number % 2 else Fate.ANSWERED)
    if mode is Mode.REFUSING and writes:
        return Conduct(REFUSALS[(number - 1 + seed) % len(REFUSALS)])
    return Conduct()


def refusal_texts(number: int) -> tuple[str, ...]:
    """The reasons for a refusal on purpose."""
    return REFUSAL_TEXTS[number % len(REFUSAL_TEXTS)]
