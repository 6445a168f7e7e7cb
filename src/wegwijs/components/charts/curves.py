"""Curves of waiting: the share that took the step, in steps, within its bounds; half is marked, or said not reached."""

from __future__ import annotations

from collections.abc import Sequence

from wegwijs.components.charts.plane import Plane, grid, plane, under
from wegwijs.components.charts.shapes import MARKERS, Path, Picture, marker, points, ticks
from wegwijs.components.charts.values import Curve, Curves
from wegwijs.components.route_shapes import number

HEIGHT = 280
SHARES = [0.0, 0.25, 0.5, 0.75, 1.0]


def percent(share: float) -> str:
    """25%."""
    return f"{round(share * 100)}%"


def lay_out(chart: Curves, width: int) -> Picture:
    """The picture at this width."""
    made = Picture(width, HEIGHT)
    on = plane(width, HEIGHT, 10, (0, chart.until or 1), SHARES, percent)
    grid(made, on, SHARES, percent)
    made.paths.append(Path(points([(on.left, on.y(0.5)), (on.right, on.y(0.5))]), "half"))
    times = [time for time in ticks(0, chart.until or 1, 7) if time <= (chart.until or 1)]
    under(made, on, [(time, number(time)) for time in times])
    if chart.norm is not None and chart.norm <= on.last:
        made.paths.append(Path(points([(on.x(chart.norm), on.top), (on.x(chart.norm), on.bottom)]), "norm"))
    for place, curve in enumerate(chart.curves):
        _curve(made, on, curve, place % 4)
    return made


def _stairs(on: Plane, times: Sequence[float], heights: Sequence[float], until: float) -> list[tuple[float, float]]:
    """Flat until the next time, then up; from nothing at nought to the end of the axis."""
    places = [(on.x(0), on.y(0))]
    height = 0.0
    for time, value in zip(times, heights, strict=True):
        if time > until:
            break
        places += [(on.x(time), on.y(height)), (on.x(time), on.y(value))]
        height = value
    return [*places, (on.x(until), on.y(height))]


def _curve(made: Picture, on: Plane, curve: Curve, place: int) -> None:
    # Beyond the last that was seen nothing is known, so the stairs end there.
    until = min(on.last, max(curve.times, default=0.0))
    low = _stairs(on, curve.times, curve.lower, until)
    high = _stairs(on, curve.times, curve.upper, until)
    made.paths.append(Path(points([*low, *reversed(high)]) + "Z", f"band ch-band-{place}"))
    made.paths.append(Path(points(_stairs(on, curve.times, curve.share, until)), f"line ch-line-{place}"))
    if curve.half is not None and curve.half <= on.last:
        x, y = on.x(curve.half), on.y(0.5)
        made.paths.append(Path(points([(x, y), (x, on.bottom)]), "drop"))
        made.paths.append(Path(marker(MARKERS[place], x, y, 5.5), f"mark ch-mark-{place}"))
