"""Lines through time, with what changed marked on them by a numbered flag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from wegwijs.components.charts.plane import Plane, grid, plane, under
from wegwijs.components.charts.shapes import MARKERS, TEXT, Path, Picture, Text, marker, points, ticks
from wegwijs.components.charts.values import Line, Lines, Sign
from wegwijs.components.days import month
from wegwijs.components.route_shapes import text_width

HEIGHT, FLAGS = 280, 26
_FEW = 6  # periods that get a month each


def shown_signs(chart: Lines) -> list[Sign]:
    """The marks that fall within the time of the chart, in order."""
    if not chart.starts:
        return []
    return sorted((s for s in chart.signs if chart.starts[0] <= s.on <= chart.starts[-1]), key=lambda sign: sign.on)


def lay_out(chart: Lines, width: int) -> Picture:
    """The picture at this width. The axis begins at nought unless a value lies below it."""
    signs = shown_signs(chart)
    values = [v for line in chart.lines for row in (line.values, line.lower, line.upper) for v in row if v is not None]
    up = ticks(min(0.0, *values), max(0.0, *values)) if values else [0.0, 1.0]
    days = [day.toordinal() for day in chart.starts] or [0]
    on = plane(width, HEIGHT, FLAGS if signs else 10, (days[0], days[-1]), up, chart.say)
    made = Picture(width, HEIGHT)
    grid(made, on, up, chart.say)
    under(made, on, list(_months(chart.starts)))
    _flags(made, on, signs)
    for place, line in enumerate(chart.lines):
        _band(made, on, days, line)
        _line(made, on, days, line, place % 4)
    return made


def _months(starts: Sequence[date]) -> Iterator[tuple[float, str]]:
    """Years where they tell enough, else months; the plane leaves out what does not fit."""
    years = [day for day in starts if day.month == 1]
    if len(years) > 1 and len(starts) > _FEW:
        for day in years:
            yield day.toordinal(), str(day.year)
    else:
        for day in starts:
            yield day.toordinal(), month(day)


def _flags(made: Picture, on: Plane, signs: Sequence[Sign]) -> None:
    """Numbers that would lie on each other stand apart; the line below each stays on its day."""
    taken = float("-inf")
    for number, sign in enumerate(signs, 1):
        x = on.x(sign.on.toordinal())
        half = text_width(str(number), TEXT) / 2 + 5
        middle = min(max(x, taken + half + 3), on.right + 16 - half)
        taken = middle + half
        made.paths.append(Path(points([(middle, on.top - 6), (x, on.top), (x, on.bottom)]), "sign"))
        made.paths.append(Path(_flag(middle, half, on.top - 24), "flag"))
        made.texts.append(Text(middle, on.top - 10.5, str(number), "flag", "middle"))


def _flag(x: float, half: float, y: float) -> str:
    return points([(x - half, y), (x + half, y), (x + half, y + 18), (x - half, y + 18)]) + "Z"


def _runs(days: Sequence[int], values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Stretches without a gap."""
    runs: list[list[tuple[int, float]]] = [[]]
    for day, value in zip(days, values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((day, value))
    return [run for run in runs if run]


def _line(made: Picture, on: Plane, days: Sequence[int], line: Line, place: int) -> None:
    kind = f"line ch-line-{place if line.kind == 'measured' else line.kind}"
    for run in _runs(days, line.values):
        places = [(on.x(day), on.y(value)) for day, value in run]
        if len(places) > 1:
            made.paths.append(Path(points(places), kind))
        if line.kind == "measured":
            small = 4.5 if len(days) <= 40 else 3
            marks = "".join(marker(MARKERS[place], x, y, small) for x, y in places)
            made.paths.append(Path(marks, f"mark ch-mark-{place}"))


def _band(made: Picture, on: Plane, days: Sequence[int], line: Line) -> None:
    if not line.lower:
        return
    for low, high in zip(_runs(days, line.lower), _runs(days, line.upper), strict=True):
        edge = [(on.x(day), on.y(value)) for day, value in low]
        back = [(on.x(day), on.y(value)) for day, value in reversed(high)]
        made.paths.append(Path(points([*edge, *back]) + "Z", "band ch-band-0"))
