"""Bars that lie: long Dutch labels stay readable, and a phone has room for them."""

from __future__ import annotations

from wegwijs.components.charts.shapes import TEXT, Picture, Rect, Text, wrapped
from wegwijs.components.charts.values import Bars, Value
from wegwijs.components.route_shapes import text_width

THICK, THIN = 20, 14  # a bar alone, a bar in a group
GAP, BETWEEN, LINE = 3, 14, 17
_BESIDE = 0.34  # labels stand beside the bars as long as they take no more of the width


def lay_out(chart: Bars, width: int) -> Picture:
    """The picture at this width."""
    labels = max((text_width(label, TEXT) for label in chart.labels), default=0)
    beside = width >= 480 and labels <= width * _BESIDE
    start = labels + 14 if beside else 0
    thick = THICK if len(chart.series) == 1 else THIN
    words = max((text_width(v.words, TEXT) for s in chart.series for v in s.values), default=0)
    most = max((v.size or 0 for s in chart.series for v in s.values), default=0) or 1
    scale = max(20.0, width - start - words - 10) / most
    made, y = Picture(width, 0), 4.0
    for row, label in enumerate(chart.labels):
        group = [series.values[row] for series in chart.series]
        tall = len(group) * (thick + GAP) - GAP
        if beside:
            made.texts.append(Text(start - 14, y + tall / 2 + TEXT * 0.36, label, anchor="end"))
        else:
            for line in wrapped(label, width):
                made.texts.append(Text(0, y + TEXT * 0.86, line))
                y += LINE
            y += 2
        for place, value in enumerate(group):
            _bar(made, value, place, (start, y + place * (thick + GAP)), (thick, scale))
        y += tall + BETWEEN
    made.height = y - BETWEEN + 6
    return made


def _bar(made: Picture, value: Value, place: int, at: tuple[float, float], size: tuple[float, float]) -> None:
    x, y = at
    thick, scale = size
    long = (value.size or 0) * scale
    if value.size:
        made.rects.append(Rect(x, y, max(long, 1.5), thick, place % 4))
    kind = "value" if value.size is not None else "withheld"
    made.texts.append(Text(x + long + 6, y + thick / 2 + TEXT * 0.36, value.words, kind))
