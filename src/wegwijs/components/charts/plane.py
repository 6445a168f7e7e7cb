"""The plane that lines and curves are drawn on: scales, grid and the words along it."""

from __future__ import annotations

from dataclasses import dataclass

from wegwijs.components.charts.shapes import TEXT, Path, Picture, Text, points
from wegwijs.components.charts.values import Say
from wegwijs.components.route_shapes import text_width

BELOW = 26  # room for the words under the plane


@dataclass(frozen=True, slots=True)
class Plane:
    """Maps values to places. `x` runs from `first` to `last`, `y` from `low` to `high`."""

    left: float
    right: float
    top: float
    bottom: float
    first: float
    last: float
    low: float
    high: float

    def x(self, value: float) -> float:
        """Where a time lies."""
        return self.left + (value - self.first) / ((self.last - self.first) or 1) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.bottom - (value - self.low) / ((self.high - self.low) or 1) * (self.bottom - self.top)


def plane(width: int, height: int, top: float, across: tuple[float, float], up: list[float], say: Say) -> Plane:
    """Room on the left for the widest number of `up`, on the right for half a word of time."""
    room = max(text_width(say(value), TEXT) for value in up) + 10
    return Plane(room, width - 16, top, height - BELOW, across[0], across[1], up[0], up[-1])


def grid(made: Picture, on: Plane, up: list[float], say: Say) -> None:
    """A line and a number at each round value."""
    for value in up:
        y = on.y(value)
        made.paths.append(Path(points([(on.left, y), (on.right, y)]), "grid" if value != up[0] else "axis"))
        made.texts.append(Text(on.left - 8, y + TEXT * 0.36, say(value), "tick", "end"))


def under(made: Picture, on: Plane, words: list[tuple[float, str]], apart: float = 8) -> None:
    """Words of time, as many as fit beside each other; each with a small stroke at its place."""
    taken = float("-inf")
    for value, text in words:
        told = Text(on.x(value), on.bottom + 18, text, "tick", "middle")
        if told.left < taken + apart or told.right > on.right + 16:
            continue
        taken = told.right
        made.texts.append(told)
        made.paths.append(Path(points([(told.x, on.bottom), (told.x, on.bottom + 5)]), "axis"))
