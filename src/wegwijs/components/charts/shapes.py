"""What a picture is made of, and the arithmetic of axes. Numbers become text by `route_shapes.number`."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from wegwijs.components.route_shapes import number, text_width

TEXT = 13
MARKERS = ("circle", "square", "triangle", "diamond")


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar. `fill` is the number of a pattern."""

    x: float
    y: float
    width: float
    height: float
    fill: int


@dataclass(frozen=True, slots=True)
class Path:
    """A line, band or marker."""

    d: str
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `y` is the baseline."""

    x: float
    y: float
    words: str
    kind: str = "label"
    anchor: str = "start"

    @property
    def left(self) -> float:
        """Where the words begin, about."""
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * text_width(self.words, TEXT)

    @property
    def right(self) -> float:
        """Where they end, about."""
        return self.left + text_width(self.words, TEXT)


@dataclass(slots=True)
class Picture:
    """One drawing; what comes first lies below."""

    width: float
    height: float
    paths: list[Path] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def points(places: list[tuple[float, float]]) -> str:
    """The path through these points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places)


def marker(shape: str, x: float, y: float, r: float = 4.5) -> str:
    """A closed little shape around a point."""
    corners: dict[str, list[tuple[float, float]]] = {
        "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        "triangle": [(0, -1.2), (1.15, 0.95), (-1.15, 0.95)],
        "diamond": [(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)],
    }
    if shape == "circle":
        return f"M{number(x - r)} {number(y)}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    return points([(x + dx * r, y + dy * r) for dx, dy in corners[shape]]) + "Z"


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers that span both ends: steps of 1, 2 or 5 times a power of ten, or 25 and tenfold."""
    span = high - low or abs(high) or 1.0
    rough = span / max(1, about - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    sizes = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    step = next(size * power for size in sizes if size * power >= rough - 1e-12)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(place * step, 10) for place in range(first, max(last, first + 1) + 1)]


def wrapped(words: str, width: float) -> list[str]:
    """The words in lines of at most this width, as far as words are no longer than that."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, TEXT) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]
