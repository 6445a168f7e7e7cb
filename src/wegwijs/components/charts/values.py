"""What a chart shows, before it is laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Say = Callable[[float], str]
"""A number as people read it, with its unit."""


@dataclass(frozen=True, slots=True)
class Value:
    """The length of a bar and the words at its end; `size` None: not shown, the words say so."""

    size: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars through all labels."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under each other, grouped per label when there is more than one series."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A value a period; None is a gap. `lower` and `upper`: its band.

    `kind`: measured has marks at its points; fitted and expected are lines that were worked out.
    """

    name: str
    values: tuple[float | None, ...]
    kind: Literal["measured", "fitted", "expected"] = "measured"
    lower: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that happened on a day, marked on every line through time."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over periods that begin on these days."""

    title: str
    starts: tuple[date, ...]
    lines: tuple[Line, ...]
    say: Say
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """The share (0 to 1) that took the step by each time, in steps, with its bounds.

    `half`: the time at which half had; None: not reached.
    """

    name: str
    times: tuple[float, ...]
    share: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    half: float | None


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves of waiting, up to `until` on the axis of time; `unit` stands under it. `norm`: a time to hold them to."""

    title: str
    curves: tuple[Curve, ...]
    until: float
    unit: str
    norm: float | None = None


Chart = Bars | Lines | Curves
