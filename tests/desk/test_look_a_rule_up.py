"""Look a rule up: each with its article, figures since when and from where, and the rules tried on an invention."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from tests.city import NOW, City, make_city
from tests.desk.case_pages import signed_in, text, url
from wegwijs import policy
from wegwijs.desk.wording.figures import FIGURE_WORDS
from wegwijs.law.parameters import all_parameters
from wegwijs.law.rules import RULES
from wegwijs.law.texts import catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def client(city: City) -> Client:
    return signed_in(city, "responsible")


def test_every_rule_stands_there(client: Client) -> None:
    """Each rule of the law has its row, under its own name, so that a figure can point at it."""
    page = client.get(url("rules")).content.decode()
    assert [code for code in RULES if f'id="{code}"' not in page] == []


def test_a_rule_is_found_by_word_and_by_article(client: Client) -> None:
    """All words must occur; what does not fit is left out, and nothing found says what to do."""
    by_word = text(client.get(url("rules"), {"q": "derde tien weken"}))
    assert "Geen regel met deze woorden" in by_word
    by_article = text(client.get(url("rules"), {"q": "art. 5.3 lid 2"}))
    assert "wacht op informatie van een ander" in by_article
    assert "Na een verhuizing" not in by_article


def test_every_figure_says_where_it_comes_from(client: Client) -> None:
    """Value, period, article and source; the ten weeks as they were counted in 2022 stand beside those of today."""
    page = client.get(url("figures")).content.decode()
    assert [name for name in all_parameters() if f'id="{name}"' not in page] == []
    shown = text(client.get(url("figures")))
    for words in ("1 jan 2022 tot en met 31 dec 2022", "inschrijving in de gemeente", "kennisgeving van DUO", "5 mei"):
        assert words.casefold() in shown.casefold()


def test_words_of_figures_and_norms_are_dutch() -> None:
    """Units and reasons stand in English in their files; each of them is in our list and has its Dutch."""
    told = {version.unit for one in all_parameters().values() for version in one.versions}
    told |= {words for norm in policy.catalogue().values() for words in (norm.unit, norm.why)}
    assert told - set(FIGURE_WORDS) == set()
    with translation.override("nl"):
        same = {words for words in told if gettext(words) == words}
    assert same <= {"euro", "weeks", "idem"}


def test_the_rules_are_tried_on_somebody_invented(client: Client) -> None:
    """The contract's third example: 570 recognised hours are not enough for A2, and the answer says why."""
    asked = {"on": "16-3-2026", "group": "family", "notified": "15-9-2025", "plan": "20-11-2025", "route": "b1"}
    for name in ("rule_try", "rule_tried"):
        short = text(client.post(url(name), {**asked, "lessons": "570"}))
        assert "24 nov 2025" in short
        assert "570" in short
    enough = client.post(url("rule_tried"), {**asked, "lessons": "600"}).context["answer"]
    assert [option.allowed for option in enough.options if option.code == "downscale_to_a2"] == [True]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"plan": "20-11-2025"}, "In een plan staat een route."),
        ({"lessons": "10", "online": "11"}, "Deze uren horen bij de lesuren."),
        ({"on": ""}, "Verbeter wat gemarkeerd is."),
        ({"birth_year": "1800"}, "Verbeter wat gemarkeerd is."),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(client: Client, wrong: dict[str, str], words: str) -> None:
    """Nothing is worked out before it is right."""
    answer = client.post(url("rule_try"), {"on": "16-3-2026", "group": "family", **wrong})
    assert answer.status_code == 200
    assert words in text(answer)


def test_the_law_is_for_everybody_who_works_with_it(city: City) -> None:
    """A provider and a policy adviser may read it; without signing in nobody."""
    for who in ("coordinator", "policy", "desk"):
        assert signed_in(city, who).get(url("rules")).status_code == 200
    assert Client().get(url("rules")).status_code == 302


def test_english_stands_beside_dutch() -> None:
    """A rule in Dutch is another sentence than its msgid: nothing on this page is left untranslated."""
    told = catalogue("nl").gettext
    assert [code for code, rule in RULES.items() if told(rule.text) == rule.text] == []
