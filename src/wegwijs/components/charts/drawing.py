"""A chart as what its template prints: a wide and a narrow picture, a name and a description, legend and marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wegwijs.components import days
from wegwijs.components.charts import bars, curves, lines
from wegwijs.components.charts.shapes import MARKERS, Picture, marker
from wegwijs.components.charts.values import Bars, Chart, Curves, Line, Lines
from wegwijs.components.route_shapes import number

WIDE, NARROW = 640, 330


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: how it is drawn, and what it is. `code`: its name in the page."""

    kind: str  # bar | line | band
    place: int | str
    d: str
    words: str
    code: str = ""


def picture(chart: Chart, code: str) -> dict[str, Any]:
    """Context for components/chart.html; `code` makes the names inside the page unique."""
    return {
        "code": code,
        "title": chart.title,
        "description": described(chart),
        "pictures": _pictures(chart, code) if isinstance(chart, Lines) else _kept(chart, code),
        "keys": [replace(key, code=f"{code}-k{place}") for place, key in enumerate(_keys(chart))],
        "signs": [(days.short(s.on), s.words) for s in lines.shown_signs(chart)] if isinstance(chart, Lines) else [],
        "unit": chart.unit if isinstance(chart, Curves) else "",
        "halves": _halves(chart) if isinstance(chart, Curves) else [],
    }


def _pictures(chart: Chart, code: str) -> list[dict[str, Any]]:
    return [
        _printed(_lay_out(chart, width), f"{code}-{name}", name) for name, width in (("wide", WIDE), ("narrow", NARROW))
    ]


@lru_cache(maxsize=256)
def _kept(chart: Bars | Curves, code: str) -> list[dict[str, Any]]:
    """The same values make the same picture: a published figure is drawn once. Lines say their values by a function."""
    return _pictures(chart, code)


def _lay_out(chart: Chart, width: int) -> Picture:
    if isinstance(chart, Bars):
        return bars.lay_out(chart, width)
    return lines.lay_out(chart, width) if isinstance(chart, Lines) else curves.lay_out(chart, width)


def _printed(made: Picture, code: str, name: str) -> dict[str, Any]:
    """Shapes are written without a template for each: a dashboard has hundreds."""
    shapes = [f'<path class="ch-{path.kind}" d="{path.d}"/>' for path in made.paths]
    shapes += [
        f'<rect class="ch-bar ch-bar-{r.fill}" x="{number(r.x)}" y="{number(r.y)}" width="{number(r.width)}" '
        f'height="{number(r.height)}" fill="url(#{code}-p{r.fill})"/>'
        for r in made.rects
    ]
    shapes += [
        f'<text class="ch-{t.kind}" x="{number(t.x)}" y="{number(t.y)}" text-anchor="{t.anchor}">'
        f"{escape(t.words)}</text>"
        for t in made.texts
    ]
    return {
        "code": code, "name": name, "width": number(made.width), "height": number(made.height),
        "filled": bool(made.rects), "shapes": SafeString("".join(shapes)),
    }  # fmt: skip


def _keys(chart: Chart) -> list[Key]:
    """What each pattern stands for; none for a chart of one thing, whose title says it."""
    if isinstance(chart, Bars):
        return (
            [Key("bar", place % 4, "", s.name) for place, s in enumerate(chart.series)] if len(chart.series) > 1 else []
        )
    if isinstance(chart, Curves):
        several = len(chart.curves) > 1
        keys = [_line_key(place, c.name) for place, c in enumerate(chart.curves)] if several else []
        norm = _("norm: %(time)s %(unit)s")
        held = chart.norm is not None
        return (
            [*keys, Key("norm", "", "", norm % {"time": number(chart.norm or 0), "unit": chart.unit})] if held else keys
        )
    if len(chart.lines) == 1:
        return []
    found = []
    for place, line in enumerate(chart.lines):
        found.append(_line_key(place, line.name) if line.kind == "measured" else Key("line", line.kind, "", line.name))
        if line.lower:
            found.append(Key("band", 0, "", _("95% bounds")))
    return found


def _line_key(place: int, name: str) -> Key:
    return Key("line", place % 4, marker(MARKERS[place % 4], 18, 8), name)


def _halves(chart: Curves) -> list[tuple[str, str]]:
    """Per curve when half had taken the step, in words."""
    reached = _("half after %(time)s %(unit)s")
    return [
        (
            curve.name,
            _("half not reached yet")
            if curve.half is None
            else reached % {"time": number(curve.half), "unit": chart.unit},
        )
        for curve in chart.curves
    ]


def described(chart: Chart) -> str:
    """What the picture says, for who hears it: every bar; the first and last of a line; the half of a curve."""
    if isinstance(chart, Bars):
        alone = len(chart.series) == 1
        return "; ".join(
            f"{label}{'' if alone else f', {series.name}'}: {series.values[row].words}"
            for row, label in enumerate(chart.labels)
            for series in chart.series
        )
    if isinstance(chart, Curves):
        return "; ".join(f"{name}: {when}" for name, when in _halves(chart))
    return "; ".join(filter(None, (_line_told(chart, line) for line in chart.lines)))


def _line_told(chart: Lines, line: Line) -> str:
    known = [(day, value) for day, value in zip(chart.starts, line.values, strict=True) if value is not None]
    if not known:
        return ""
    (first, one), (last, other) = known[0], known[-1]
    return _("%(name)s: %(one)s on %(first)s, %(other)s on %(last)s") % {
        "name": line.name, "one": chart.say(one), "first": days.short(first),
        "other": chart.say(other), "last": days.short(last),
    }  # fmt: skip
