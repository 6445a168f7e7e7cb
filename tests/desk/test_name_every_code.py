"""Codes become words in one place, and none is forgotten."""

from __future__ import annotations

import inspect
import re
from datetime import date

import pytest
from django.utils.translation import override

from wegwijs.accounts.roles import Role
from wegwijs.desk import wording
from wegwijs.desk.steps import RECORD, step_url
from wegwijs.desk.wording.facts import FACTS
from wegwijs.desk.wording.steps import REASONS, STEPS
from wegwijs.desk.wording.values import FIELDS, VALUES
from wegwijs.dossier import next_steps
from wegwijs.dossier.next_steps import NextStep
from wegwijs.eventlog.vocabulary import KINDS
from wegwijs.exchange.spreadsheet.mapping import NOTICE_COLUMNS


def _codes(position: int) -> set[str]:
    """Codes as the source of next_steps writes them: NextStep("code", due, "reason", …)."""
    source = inspect.getsource(next_steps)
    calls = re.findall(r'NextStep\(\s*f?"([a-z_{}]+)",.*?"([a-z_]+)"', source, re.DOTALL)
    assert len(calls) > 10
    found = {call[position] for call in calls}
    return {code for one in found for code in ([f"plan_{c}" for c in ("pvt", "map")] if "{" in one else [one])}


def test_every_next_step_has_words_a_button_and_a_reason() -> None:
    """A worklist never shows a bare code."""
    assert _codes(0) == set(STEPS)
    assert _codes(1) <= set(REASONS)
    assert all(wording.action(code) and wording.reason_of(code) for code in STEPS)


def test_every_next_step_has_an_address() -> None:
    """One click from the list to doing it; the case itself only for a step of tomorrow's version."""
    from uuid import UUID

    case = UUID(int=1)
    assert all(str(case) in step_url(code, case) for code in STEPS)
    assert set(RECORD) <= set(STEPS)


def test_every_kind_of_fact_has_a_title_and_its_fields_have_labels() -> None:
    """A history is readable whatever was recorded."""
    assert set(FACTS) >= set(KINDS)
    assert {field.name for kind in KINDS.values() for field in kind.fields} <= set(FIELDS)


def test_every_closed_list_of_the_vocabulary_has_words() -> None:
    """A value of a closed list is shown in words."""
    tables = {
        **VALUES,
        "route": wording.TABLES["route"],
        "routes": wording.TABLES["route"],
        "level": wording.TABLES["level"],
    }
    missing = {
        (field.name, code)
        for kind in KINDS.values()
        for field in kind.fields
        for code in field.choices
        if code not in tables.get(field.name, {})
    }
    assert missing == set()


def test_roles_and_columns_have_words() -> None:
    """Every role, and every column of the contract."""
    assert set(wording.TABLES["role"]) == {role.value for role in Role}
    assert set(wording.TABLES["column"]) == set(NOTICE_COLUMNS)


def test_a_fact_is_told_in_dutch() -> None:
    """Codes, days, languages and yes or no come out as people say them."""
    payload = {"language": "ti", "interpreter": True, "mode": "physical"}
    with override("nl"):
        assert wording.fact("intake_conversation_held") == "Intakegesprek"
        assert wording.details("intake_conversation_held", payload) == [
            ("taal", "Tigrinya"), ("tolk", "ja"), ("vorm", "op locatie"),
        ]  # fmt: skip
        assert wording.details("intake_summoned", {"attempt": 2, "respond_by": "2025-11-24"}) == [
            ("nummer van de oproep", "2"), ("antwoord uiterlijk", "24 nov 2025"),
        ]  # fmt: skip


def test_a_newer_code_comes_back_as_it_is() -> None:
    """A page does not fail on a fact of a newer version."""
    assert wording.fact("moon_landing") == "moon_landing"
    assert wording.word("phase", "orbit") == "orbit"


@pytest.mark.parametrize(
    ("since", "words"), [(date(2025, 11, 3), "niet verschenen op 3 nov 2025"), (None, "de vorige keer niet verschenen")]
)
def test_a_reason_names_its_day(since: date | None, words: str) -> None:
    """With the day it counts from where it is known."""
    with override("nl"):
        assert wording.reason(NextStep("summon", None, "did_not_come", since, attempt=2)) == words
        assert wording.step("summon", 2) == "Stuur oproep 2"


def test_languages_and_countries_have_their_dutch_names() -> None:
    """As people here call them."""
    with override("nl"):
        assert [wording.language(code) for code in ("ti", "prs", "ar", "")] == ["Tigrinya", "Dari", "Arabisch", ""]
        assert wording.country("ER") == "Eritrea"
        codes = [code for code, _ in wording.languages()]
        assert codes[0] == "ar"
        assert len(codes) == len(set(codes))
