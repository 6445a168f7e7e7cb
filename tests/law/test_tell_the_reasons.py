"""Every answer tells why, in Dutch and in English."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from tests.law.cases import answer, fact
from wegwijs import law
from wegwijs.law.parameters import all_parameters
from wegwijs.law.rules import ARITHMETIC, FIGURES, RULES, SUPPLIERS, WORDS
from wegwijs.law.texts import calculate, catalogue, render, say

_SAMPLES = {
    "day": "2025-11-24",
    "due": "2025-11-24",
    "until": "2025-11-24",
    "start": "2025-11-24",
    "last_day": "2025-11-24",
}


def test_every_text_has_its_dutch_words() -> None:
    """No English on a Dutch page, and the same placeholders on both sides."""
    dutch = catalogue("nl")
    texts = [rule.text for rule in RULES.values()] + list(WORDS.values()) + list(ARITHMETIC.values())
    assert [text for text in texts if dutch.gettext(text) == text and text not in _ALIKE] == []
    for text in texts:
        assert _names(dutch.gettext(text)) == _names(text)


_ALIKE = {"KNM", "PVT", "MAP", "A2", "B1", "B2", "DUO"}


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(RULES))
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_rule_can_be_said(code: str, lang: str) -> None:
    """A rule with its figures filled in: no placeholder and no raw day left."""
    params = {name: _SAMPLES.get(name, 12) for name in _names(RULES[code].text)}
    said = say(code, params, lang)
    assert not re.search(r"[{}]|2025-11-24", said)


def test_every_rule_named_in_the_code_exists() -> None:
    """A typing error in a rule's name would only show on the day it is needed."""
    folder = Path(law.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    named = set(
        re.findall(
            r'(?:\bstep|because|_refused|_break|_signal)\(\s*(?:"(?:duo|municipality)", )?"([a-z0-9_]+)"', source
        )
    )
    assert len(named) > 80
    assert named - set(RULES) == set()


def test_days_and_figures_are_written_out() -> None:
    """24 november 2025; 12,5."""
    step = answer("family", "duo_notified 2025-09-15", on="2025-09-15").deadlines[0].because[0]
    assert render(step, "nl") == "Het plan moet klaar zijn 10 weken na de kennisgeving van DUO: 24 november 2025."
    assert render(step, "en") == "The plan is due 10 weeks after DUO's notice: 24 November 2025."
    assert "12,5 van 800" in say("course_hours", {"achieved": 12.5, "required": 800}, "nl")


def test_a_step_names_rule_article_fact_and_confidence() -> None:
    """The contract's `because`."""
    found = answer("family", "duo_notified 2025-09-15", on="2025-09-15").to_dict()
    assert found["deadlines"][0]["because"] == [
        {
            "rule": "pip_after_notice",
            "article": "Besluit inburgering 2021 art. 5.3 lid 1",
            "text": "Het plan moet klaar zijn 10 weken na de kennisgeving van DUO: 24 november 2025.",
            "from": "duo_notified 2025-09-15",
            "confidence": "H",
            "figures": {"weeks": 10, "due": "2025-11-24"},
            "parameters": ["pip_term_weeks", "pip_anchor"],
            "arithmetic": "15 september 2025 + 10 weken = 24 november 2025",
        }
    ]


def test_what_is_missing_is_said_in_words() -> None:
    """Never the code of a fact on a page."""
    found = answer("asylum", "duo_notified 2025-09-15", on="2025-09-15").deadline("pip_due")
    assert found is not None
    assert "inschrijving in de gemeente" in render(found.because[0], "nl")


def test_a_missing_fact_says_who_can_supply_it() -> None:
    """Which fact, and from whom: in words for a reader, in codes for a machine."""
    found = answer("family", "obligation_started 2025-09-01", on="2025-10-01").deadline("pip_due")
    assert found is not None
    told = law.explain(found.because, "nl")[0]
    assert (told.missing, told.supplier) == ("duo_notified", "duo")
    assert told.text.endswith("Dat komt van DUO.")
    assert set(SUPPLIERS.values()) | {"municipality"} == {key[9:] for key in WORDS if key.startswith("supplier.")}


def test_a_reasoning_can_stand_in_a_letter() -> None:
    """One paragraph, each sentence with its article; what nobody verified says so."""
    saturday = answer("family", "duo_notified 2025-09-13", on="2025-09-15").deadline("pip_due")
    assert saturday is not None
    assert law.paragraph(saturday.because, "nl") == (
        "Het plan moet klaar zijn 10 weken na de kennisgeving van DUO: 22 november 2025 "
        "(Besluit inburgering 2021 art. 5.3 lid 1). "
        "22 november 2025 is geen werkdag. Niet geverifieerd: misschien loopt de termijn tot en met 24 november 2025. "
        "Ga uit van de eerste dag (Algemene termijnenwet art. 1 lid 1). Niet geverifieerd."
    )
    assert "Not verified." in law.paragraph(saturday.because, "en")


def test_a_figure_can_be_looked_up_from_the_step_that_used_it() -> None:
    """Every named parameter exists, every rule exists, and the value is that of the day."""
    used = {name for names in FIGURES.values() for name in names}
    assert used <= set(all_parameters())
    assert set(FIGURES) | set(ARITHMETIC) <= set(RULES)
    step = answer("family", "duo_notified 2025-09-15", on="2025-09-15").deadlines[0].because[0]
    weeks, anchor = law.figures(step, step_day := date(2022, 6, 1))
    assert (weeks.name, weeks.value, weeks.unit) == ("pip_term_weeks", 10, "weeks")
    assert anchor.value == "registration"
    assert law.figures(step, step_day.replace(year=2023))[1].value == "notice"
    assert weeks.source


def test_the_arithmetic_is_told() -> None:
    """What was added to what; nothing where a figure was not kept."""
    found = answer("family", fact("pip_established 2024-03-14", route="b1"), on="2024-04-01")
    told = law.explain(found.deadlines[-2].because, "en")[0].calculation
    assert told == "14 March 2024 + 1 day = 15 March 2024; + 36 months, less 1 day = 14 March 2027"
    bare = found.deadlines[-2].because[0]._replace(params={})
    assert calculate(bare, "en") == ""


def test_stored_answers_carry_no_language() -> None:
    """A snapshot is read in the language of its reader."""
    found = answer("family", fact("pip_established 2024-03-14", route="b1"), on="2024-04-01")
    assert "text" not in str(found.to_stored())
    assert found.law_version == law.VERSION
