"""The parts of a page say what they mean in words, in every direction of script, and only to who may see them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.utils import translation

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.roles import PERMISSIONS, Role
from wegwijs.components import frame
from wegwijs.components.icons import ICONS

TODAY = date(2025, 11, 15)
PAGES = [("", "today"), ("cases/", "cases"), ("deliveries/", "deliveries")]
urlpatterns = [path(place, lambda request: HttpResponse(), name=name) for place, name in PAGES]
STEP = {
    "text": "Tien weken na de kennisgeving.",
    "article": "art. 5.3",
    "from": "duo_notified 2025-09-15",
    "confidence": "H",
}


def render(source: str, **context: Any) -> str:
    """A snippet of template in Dutch, white space folded."""
    with translation.override("nl"):
        return " ".join(Template("{% load ww %}" + source).render(Context({"today": TODAY, **context})).split())


def actor(role: Role) -> Actor:
    return Actor(1, "Sanne de Haan", 1, "Waterstad", role, TODAY, permissions=PERMISSIONS[role])


@pytest.mark.parametrize("name", sorted(ICONS))
def test_an_icon_is_never_read_aloud(name: str) -> None:
    """Words stand beside it."""
    html = render("{% icon name %}", name=name)
    assert 'aria-hidden="true"' in html
    assert "<path" in html or "<circle" in html


@pytest.mark.parametrize("tone", ["act", "watch", "good", "info", "neutral"])
def test_a_state_is_in_words(tone: str) -> None:
    """And its text is escaped."""
    html = render("{% tag tone words %}", tone=tone, words="te <laat>")
    assert f'class="tag tag-{tone}"' in html
    assert html.endswith("te &lt;laat&gt;</span>")


def test_why_numbers_the_steps_with_article_and_fact() -> None:
    """Each step: what, the article, the fact it follows from."""
    html = render('{% why steps "Waarom 24 nov?" %}', steps=[STEP])
    assert "<summary>Waarom 24 nov?</summary> <ol>" in html
    assert '<span class="article">art. 5.3</span>' in html
    assert '<time datetime="2025-09-15"><bdi>15 sep 2025</bdi></time>' in html
    assert "duo_notified" not in html
    assert "niet geverifieerd" not in html


def test_a_step_of_low_confidence_says_so() -> None:
    """Nobody takes an unverified reading for settled law."""
    assert "niet geverifieerd" in render("{% why steps %}", steps=[{**STEP, "confidence": "L"}])


@pytest.mark.parametrize(
    ("due", "state", "tone", "words"),
    [
        (date(2025, 11, 12), "open", "act", "3 dagen te laat"),
        (date(2025, 11, 12), "missed", "act", "3 dagen te laat"),
        (date(2025, 11, 12), "met", "good", "gehaald"),
        (date(2025, 11, 15), "open", "watch", "vandaag"),
        (date(2025, 11, 29), "open", "watch", "over 14 dagen"),
        (date(2025, 11, 30), "open", "neutral", "over 15 dagen"),
        (None, "not_determinable", "neutral", "nog niet te berekenen"),
    ],
)
def test_a_deadline_says_how_it_stands(due: date | None, state: str, tone: str, words: str) -> None:
    """In words beside the day."""
    html = render('{% deadline "PIP" due today state steps %}', due=due, state=state, steps=[STEP])
    assert f"tag-{tone}" in html
    assert words in html
    assert '<details class="why"' in html


def test_a_name_keeps_its_own_writing_and_direction() -> None:
    """Latin and own script each in their own direction, with the language for the voice."""
    html = render("{% person_name 'Ahmad Al-Khatib' own %}", own="أحمد الخطيب")
    assert html == '<bdi>Ahmad Al-Khatib</bdi> <bdi class="own-script" lang="ar">أحمد الخطيب</bdi>'
    assert 'lang="fa"' in render("{% person_name 'Ahmad' own 'fa' %}", own="احمد")
    assert 'lang="ti"' in render("{% person_name 'Selam' own %}", own="ሰላም")
    assert render("{% person_name 'Sukarno' '' %}") == "<bdi>Sukarno</bdi>"


ITEMS = [
    frame.NavItem("Vandaag", "today"),
    frame.NavItem("Dossiers", "cases", ("case.list",)),
    frame.NavItem("Leveringen", "deliveries", ("delivery.run", "delivery.content")),
    frame.NavItem("Nergens", "no-such-page"),
]


def shown(role: Role, path: str) -> list[tuple[str, bool]]:
    """The labels a role sees, and which of them is where it is."""
    return [(str(link.label), link.current) for link in frame.menu(ITEMS, actor(role), path)]


@pytest.mark.urls(__name__)
def test_the_menu_shows_a_role_only_what_it_may() -> None:
    """An entry without one of its permissions, or without a page, is not there."""
    assert shown(Role.WORK_COACH, "/cases/4/") == [("Vandaag", False), ("Dossiers", True)]
    assert shown(Role.FUNCTIONAL_ADMIN, "/") == [("Vandaag", True), ("Leveringen", False)]
    assert shown(Role.RECEPTION, "/deliveries/") == [("Vandaag", False)]
    assert frame.menu(ITEMS, None, "/") == ()


@pytest.mark.urls(__name__)
def test_a_hat_is_offered_once_also_with_two_teams() -> None:
    """Two teams in one role are one choice; a single choice is no choice."""
    city = SimpleNamespace(name="Waterstad")
    rows = [
        SimpleNamespace(municipality_id=1, role=role, municipality=city)
        for role in ("work_coach", "work_coach", "quality_officer")
    ]
    request = RequestFactory().get("/")
    request.actor, request.hats, request.session = actor(Role.WORK_COACH), rows, {}  # type: ignore[attr-defined,assignment]
    built = frame.build(request, [])["frame"]
    assert [(hat.value, hat.current) for hat in built.hats] == [("1:work_coach", True), ("1:quality_officer", False)]
    request.hats = rows[:2]  # type: ignore[attr-defined]
    assert frame.build(request, [])["frame"].hats == ()


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "403_csrf.html", "500.html"])
def test_an_error_page_says_what_to_do(name: str) -> None:
    """Without user, request or database; one heading, one way on, no threat."""
    with translation.override("nl"):
        html = render_to_string(name)
    assert html.count("<h1>") == 1
    assert 'lang="nl"' in html
    assert "btn-primary" in html
    assert "verboden" not in html.lower()


def test_looking_along_leaves_the_private_parts_out_of_sight() -> None:
    """The body carries the class that hides them, and the button says it is on."""
    shown = frame.Frame((), actor(Role.WORK_COACH), (), True, False, 1800, "", "", "", "/leef", "/mee", "")
    with translation.override("nl"):
        html = render_to_string("base.html", {"frame": shown, "request": RequestFactory().get("/dossier")})
    assert '<body class="companion' in html
    assert "Er kijkt iemand mee" in html
    assert 'value="off"' in html
