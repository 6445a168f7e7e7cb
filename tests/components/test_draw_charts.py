"""Charts: the same figures for who sees and who hears, legible at two widths, without colour, under a strict CSP."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation

from wegwijs.components.charts import Bars, Chart, Curve, Curves, Line, Lines, Series, Sign, Value
from wegwijs.components.charts.drawing import NARROW, WIDE, _lay_out, described, picture
from wegwijs.components.charts.shapes import ticks

LONG = "Nog geen plan, en de termijn waarbinnen het klaar moest zijn is al voorbij"
BARS = Bars(
    "Plan op tijd",
    ("Op tijd", "Te laat", LONG),
    (
        Series("statushouders", (Value(400, "400"), Value(63, "63"), Value(None, "–"))),
        Series("gezinsmigranten", (Value(120, "120"), Value(0, "0"), Value(12, "12"))),
    ),
)
STARTS = tuple(date(2022 + place // 12, place % 12 + 1, 1) for place in range(36))
LINES = Lines(
    "Mensen per maand",
    STARTS,
    (
        Line("statushouders", tuple(float(30 + place % 7) if place != 9 else None for place in range(36))),
        Line("gezinsmigranten", tuple(float(50 - place) for place in range(36))),
    ),
    lambda value: f"{value:g}",
    (
        Sign(date(2024, 1, 15), "Toets met score"), Sign(date(2024, 1, 1), "Nieuwe taalstart"),
        Sign(date(2030, 1, 1), "Later"),
    ),
)  # fmt: skip
CURVES = Curves(
    "Van melding tot plan",
    (
        Curve("statushouders", (20, 40, 80), (0.2, 0.5, 0.8), (0.1, 0.4, 0.7), (0.3, 0.6, 0.9), 40),
        Curve("gezinsmigranten", (30, 90), (0.1, 0.3), (0.05, 0.2), (0.2, 0.4), None),
    ),
    120,
    "dagen",
)
EVERY: dict[str, Chart] = {"bars": BARS, "lines": LINES, "curves": CURVES}
HEARD = {
    "bars": ("Op tijd, statushouders: 400", f"{LONG}, statushouders: –"),
    "lines": ("statushouders: 30", "dec 2024"),
    "curves": ("statushouders: de helft na 40 dagen", "nog niet bereikt"),
}
each = pytest.mark.parametrize("name", EVERY)


def drawn(name: str) -> str:
    with translation.override("nl"):
        return Template("{% load charts %}{% chart one 'c1' %}").render(Context({"one": EVERY[name]}))


@each
def test_a_chart_is_sound_markup_without_style_or_script(name: str) -> None:
    """It stands in a page whose policy allows neither, and every number in it can be read by any browser."""
    html = drawn(name)
    assert not re.search(r"\bstyle\b|<script|\bon\w+=", html)
    for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        ET.fromstring(svg)
    assert not re.search(r'\b(?:x|y|d|width|height|points)="[^"]*\d,\d', html), "a comma in a number"


@each
def test_names_within_the_page_are_unique(name: str) -> None:
    """Two charts, two widths each, patterns and keys: no id twice."""
    with translation.override("nl"):
        both = Template("{% load charts %}{% chart one 'c1' %}{% chart one 'c2' %}").render(
            Context({"one": EVERY[name]})
        )
    ids = re.findall(r'\bid="([^"]+)"', both)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", both)) <= set(ids)


@each
def test_who_hears_the_chart_hears_what_it_says(name: str) -> None:
    """Title and description, and no colour names in it."""
    html = drawn(name)
    title, description = re.search(r"<title[^>]*>(.*?)</title><desc[^>]*>(.*?)</desc>", html, re.DOTALL).groups()  # type: ignore[union-attr]
    assert title == EVERY[name].title
    for words in HEARD[name]:
        assert words in description


@each
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_words_lie_within_the_picture_and_not_on_each_other(name: str, width: int) -> None:
    """On a screen and on a phone."""
    made = _lay_out(EVERY[name], width)
    outside = [t.words for t in made.texts if t.left < -0.5 or t.right > width + 0.5 or not 0 < t.y <= made.height]
    assert outside == []
    touching = [
        (a.words, b.words)
        for a, b in combinations(made.texts, 2)
        if abs(a.y - b.y) < 11 and a.left < b.right and b.left < a.right
    ]
    assert touching == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_bars_are_as_long_as_their_values(width: int) -> None:
    """From nought, one scale for all; what is hidden or nought has no bar."""
    rects = _lay_out(BARS, width).rects
    assert [round(rect.width / rects[0].width, 2) for rect in rects] == [1, 0.3, 0.16, 0.03]


def test_series_differ_by_more_than_colour() -> None:
    """Bars by pattern, lines by dashes and by the shape of their marks; the legend shows the same."""
    assert {rect.fill for rect in _lay_out(BARS, WIDE).rects} == {0, 1}
    kinds = {path.kind for path in _lay_out(LINES, WIDE).paths}
    assert {"line ch-line-0", "line ch-line-1", "mark ch-mark-0", "mark ch-mark-1"} <= kinds
    marks = {path.kind: path.d.count("a") for path in _lay_out(LINES, WIDE).paths if path.kind.startswith("mark")}
    assert marks["mark ch-mark-0"] != marks["mark ch-mark-1"]
    assert [key.words for key in picture(LINES, "c")["keys"]] == ["statushouders", "gezinsmigranten"]


def test_a_month_without_a_figure_is_a_gap() -> None:
    """Not nought, and not a line drawn through it."""
    strokes = [path for path in _lay_out(LINES, WIDE).paths if path.kind == "line ch-line-0"]
    assert len(strokes) == 2


def test_changes_of_policy_are_marked_on_their_day_in_order() -> None:
    """Numbered as in the list below the chart; what lies outside the time of the chart is left out."""
    signs = picture(LINES, "c")["signs"]
    assert [words for _day, words in signs] == ["Nieuwe taalstart", "Toets met score"]
    flags = [text for text in _lay_out(LINES, WIDE).texts if text.kind == "flag"]
    assert [text.words for text in flags] == ["1", "2"]
    assert all(one.right < other.left for one, other in pairwise(flags))


def test_a_curve_ends_where_nobody_was_seen_any_more() -> None:
    """And half that is not reached is said in words, never drawn beyond what is known."""
    paths = [path for path in _lay_out(CURVES, WIDE).paths if path.kind in {"line ch-line-1", "drop"}]
    assert [path.kind for path in paths] == ["drop", "line ch-line-1"]
    with translation.override("nl"):
        assert picture(CURVES, "c")["halves"] == [
            ("statushouders", "de helft na 40 dagen"), ("gezinsmigranten", "de helft nog niet bereikt"),
        ]  # fmt: skip
        assert "niet bereikt" in described(CURVES)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 7), (0, 63), (-3, 12), (0, 1234), (0, 0), (0, 0.4)])
def test_axes_have_round_numbers_that_span_the_values(low: float, high: float) -> None:
    """Few enough to read, and none of them odd."""
    found = ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert 2 <= len(found) <= 8
    steps = {round(b - a, 9) for a, b in pairwise(found)}
    assert len(steps) == 1


def test_nothing_to_draw_is_still_a_picture() -> None:
    """A series of which every month is hidden."""
    empty = Lines("Leeg", STARTS, (Line("wij", (None,) * 36),), str)
    assert _lay_out(empty, WIDE).height > 0
    assert described(empty) == ""
