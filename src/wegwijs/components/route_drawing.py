"""The laid-out picture as what its template prints: every number as text that SVG reads, mirrored where needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wegwijs.components.route_layout import Picture
from wegwijs.components.route_shapes import Mark, Path, Rule, Text, number


def drawn(picture: Picture, *, mirrored: bool) -> dict[str, Any]:
    """The picture for components/route_map.html; mirrored: time runs from right to left."""
    pen = _Pen(picture.width, mirrored)
    height = number(picture.height - picture.top)
    return {
        "view": f"0 {number(picture.top)} {picture.width} {height}",
        "width": number(picture.width),
        "height": height,
        "years": [pen.text(each) | {"bottom": number(picture.height - 30)} for each in picture.years],
        "rulers": [pen.ruler(each) for each in picture.rulers],
        "paths": [pen.path(each) for each in (*picture.leaders, *picture.paths)],
        "marks": [pen.mark(each) for each in picture.marks],
        "texts": [pen.text(each) for each in picture.texts if each.kind != "today"],
        "today": pen.today(picture),
    }


@dataclass(frozen=True, slots=True)
class _Pen:
    width: int
    mirrored: bool

    def at(self, x: float) -> float:
        return self.width - x if self.mirrored else x

    def text(self, each: Text) -> dict[str, str]:
        """`start` and `end` follow the direction of the writing, so that they need no mirroring."""
        return {
            "x": number(self.at(each.x)),
            "y": number(each.y),
            "anchor": each.anchor,
            "kind": each.kind,
            "words": each.words,
        }

    def mark(self, each: Mark) -> dict[str, str]:
        """The tick itself is never mirrored."""
        x, r = self.at(each.x), each.radius
        down, up = f"{number(r * 0.3)} {number(r * 0.32)}", f"{number(r * 0.56)} {number(-r * 0.64)}"
        return {
            "x": number(x),
            "y": number(each.y),
            "r": number(r),
            "state": each.state,
            "tick": f"M{number(x - r * 0.42)} {number(each.y)}l{down} {up}",
            "dot": number(r * 0.42),
        }

    def path(self, each: Path) -> dict[str, str]:
        return {"d": each.d(self.width if self.mirrored else None), "kind": each.kind}

    def ruler(self, each: Rule) -> dict[str, Any]:
        return {
            "whole": self.bar(each.start, each.stop),
            "walked": self.bar(each.start, each.walked),
            "over": self.bar(each.stop, each.end) if each.end > each.stop else None,
            "texts": [self.text(words) for words in each.texts],
        }

    def bar(self, start: float, stop: float) -> dict[str, str]:
        return {"x": number(self.at(stop if self.mirrored else start)), "width": number(max(stop - start, 0))}

    def today(self, picture: Picture) -> dict[str, str] | None:
        """The dashed line of today and the flag below it."""
        flag = next((each for each in picture.texts if each.kind == "today"), None)
        if flag is None or picture.today_x is None:
            return None
        return self.text(flag) | {
            "line": number(self.at(picture.today_x)),
            "box_x": number(self.at(flag.x) - flag.width / 2 - 8),
            "box_y": number(flag.y - 15),
            "box_width": number(flag.width + 16),
        }
