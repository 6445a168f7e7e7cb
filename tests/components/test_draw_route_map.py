"""The picture of the route map: legible in every phase, the same for a screen reader, and safe under a strict CSP."""

import re
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.components.route_maps import MAPS
from wegwijs.components.route_layout import Picture, lay_out, spread
from wegwijs.components.route_map import _labels, context_for
from wegwijs.components.route_shapes import number

EVERY = pytest.mark.parametrize("name", MAPS)


def drawn(name: str, language: str = "nl") -> Picture:
    with translation.override(language):
        return lay_out(MAPS[name], _labels(MAPS[name]))


def page(name: str, language: str = "nl") -> str:
    with translation.override(language):
        return render_to_string("components/route_map.html", context_for(MAPS[name]))


@EVERY
@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_no_text_touches_another(name: str, language: str) -> None:
    """In every phase and language, no text covers another text or a mark, and every text stays on the picture."""
    picture = drawn(name, language)
    texts = [(each.words, each.box) for each in picture.everything()]
    touching = [(a, b) for (a, box), (b, other) in combinations(texts, 2) if box.touches(other)]
    assert touching == []
    covered = [(a, mark.code) for a, box in texts for mark in picture.marks if box.touches(mark.box)]
    assert covered == []
    outside = [a for a, box in texts if box.left < 0 or box.right > picture.width or box.bottom > picture.height]
    assert outside == []


@EVERY
def test_marks_stand_apart_in_order(name: str) -> None:
    """Stations on the line never cover each other and stand in the order of the journey, its end last."""
    marks = sorted((each for each in drawn(name).marks), key=lambda each: (each.y, each.x))
    gaps = [b.x - a.x - a.radius - b.radius for a, b in pairwise(marks) if a.y == b.y]
    assert all(gap >= 0 for gap in gaps)
    line = [each.code for each in marks if each.y == marks[0].y and each.code != "now"]
    assert line[0] == MAPS[name].stations[0].code
    assert line[-1] in {"finish", "ended"}


@EVERY
def test_the_list_says_what_the_picture_says(name: str) -> None:
    """Every station of the picture is in the list and in the picture's accessible name, with its state in words."""
    context = context_for(MAPS[name])
    assert {each.code for each in context["items"]} == {each.code for each in MAPS[name].stations}
    assert all(each.name in context["accessible_name"] for each in context["items"])
    assert all(each.said for each in context["items"])


@EVERY
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_nothing_the_csp_refuses(name: str, language: str) -> None:
    """The component has no style attribute, style element, script or handler, and its picture has a name."""
    html = page(name, language)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|javascript:", html)
    assert 'role="img"' in html
    assert re.search(r'aria-label="[^"]{20,}"', html)


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_coordinates_do_not_follow_the_language(language: str) -> None:
    """Numbers in the picture use a point and Western digits in every language, never a comma or a grouped thousand."""
    html = page("halfway", language)
    values = re.findall(r'\s(?:x|y|cx|cy|r|width|height|d|viewBox)="([^"]*)"', html)
    assert values
    assert all(re.fullmatch(r"[MLQVHlmv0-9 .-]+", each) for each in values)
    assert (number(1234.56), number(2.0)) == ("1234.6", "2")


def test_right_to_left_mirrors_time_not_signs() -> None:
    """In Arabic the journey starts at the right; a tick keeps its shape."""
    with translation.override("ar"):
        arabic = context_for(MAPS["halfway"])["picture"]
    with translation.override("nl"):
        dutch = context_for(MAPS["halfway"])["picture"]
    assert float(arabic["marks"][0]["x"]) > float(dutch["marks"][0]["x"]) + 900
    assert arabic["marks"][0]["tick"].split("l")[1] == dutch["marks"][0]["tick"].split("l")[1]


def test_dutch_words() -> None:
    """A professional reads plain Dutch: the state of every station, and how much of the term is left."""
    html = page("halfway")
    for words in ("Taalles", "nu · sinds 13 okt 2025", "klaar · 24 mrt 2026", "verwacht in jan 2027", "nog 19 maanden"):
        assert words in html
    assert "te laat sinds 21 jul 2025" in page("plan late")
    assert "certificaat" in page("self reliance")


def test_spread_keeps_order_and_room() -> None:
    """Places that are too close move apart, within the ends; when there is no room they share what there is."""
    assert spread([10, 11, 50], 20, 0, 100) == [10, 31 - 1, 50]
    assert spread([90, 95, 99], 20, 0, 100) == [60, 80, 100]
    assert spread([0, 0, 0, 0, 0], 40, 0, 100) == [0, 25, 50, 75, 100]
