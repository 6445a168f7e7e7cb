"""The few shapes a route map is drawn with. Numbers become text here, with a point in every language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

# Shares of the font size, measured on Atkinson Hyperlegible Next and rounded up; other scripts get the widest guess.
NARROW, WIDE = "fijlrtI.,:;'’|()[]! ·-/", "mwMW@%&"
NARROW_SHARE, WIDE_SHARE, CAPITAL_SHARE, COMMON_SHARE, OTHER_SHARE = 0.37, 0.9, 0.68, 0.59, 0.72


def number(value: float) -> str:
    """At most one decimal, with a point, never grouped: what SVG reads."""
    return f"{value:.1f}".removesuffix(".0")


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text becomes, rather too wide than too narrow."""
    total = 0.0
    for each in words:
        if each in NARROW:
            total += NARROW_SHARE
        elif each in WIDE:
            total += WIDE_SHARE
        elif ord(each) > 0x2FF:
            total += OTHER_SHARE
        else:
            total += CAPITAL_SHARE if each.isupper() else COMMON_SHARE
    return total * size * (1.06 if bold else 1)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at a station: its name, and when."""

    name: str
    when: str = ""


@dataclass(slots=True)
class Box:
    """A rectangle that something stands in."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def lower(self, by: float) -> None:
        """Move down."""
        self.top += by
        self.bottom += by


SIZES = {"name": 15, "when": 13, "track": 13, "ruler": 13, "year": 13, "today": 13}


@dataclass(slots=True)
class Text:
    """One line of words; `y` is its baseline. `kind` is a class, and the state after it."""

    x: float
    y: float
    anchor: str
    kind: str
    words: str

    @property
    def size(self) -> int:
        """In units of the viewBox."""
        return SIZES[self.kind.split(" ")[0]]

    @property
    def width(self) -> float:
        """About how wide, see text_width."""
        return text_width(self.words, self.size, bold=self.kind.startswith("name"))

    @property
    def box(self) -> Box:
        """Where the words stand, ascenders and descenders included."""
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        return Box(left, self.y - self.size * 0.78, left + self.width, self.y + self.size * 0.22)

    def lower(self, by: float) -> None:
        """Move down."""
        self.y += by


@dataclass(slots=True)
class Mark:
    """A station: a circle with the sign of its state."""

    x: float
    y: float
    radius: int
    state: str
    code: str

    @property
    def box(self) -> Box:
        """The square around the circle."""
        r = self.radius + 2
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)

    def lower(self, by: float) -> None:
        """Move down."""
        self.y += by


@dataclass(slots=True)
class Path:
    """A line through points: M(ove), L(ine), Q(uadratic turn)."""

    points: Sequence[tuple[str | float, ...]]
    kind: str
    down: float = 0

    def lower(self, by: float) -> None:
        """Move down."""
        self.down += by

    def d(self, mirror: float | None = None) -> str:
        """The SVG path; with `mirror` (a width) seen from the other side, for writing from right to left."""
        parts = []
        for command, *numbers in self.points:
            xy = [
                (mirror - float(n) if mirror is not None else float(n)) if index % 2 == 0 else float(n) + self.down
                for index, n in enumerate(numbers)
            ]
            parts.append(f"{command}{' '.join(number(n) for n in xy)}")
        return "".join(parts)


@dataclass(slots=True)
class Rule:
    """A ruler from `start` to `stop`, walked up to `walked`, and overrun up to `end`."""

    start: float
    stop: float
    walked: float
    end: float
    texts: list[Text] = field(default_factory=list)
