"""The shipped texts: short, plain, without figures that the law or the municipality may change, and without threats."""

from __future__ import annotations

import re

import pytest

from wegwijs.desk.case.recordings import RECORDINGS
from wegwijs.desk.quality import words
from wegwijs.desk.wording.values import VALUES
from wegwijs.intake.entries import DOMAINS as CHECKLIST
from wegwijs.quality import shipped
from wegwijs.quality.content import CODES
from wegwijs.quality.domains import DOMAINS, WITH_MATRIX

TEXTS = [(kind, code) for kind, codes in CODES.items() for code in codes]
NEVER = ("boete", "no-show", "straf", "probleemgeval", "niet-pluis", "veiligheidsrisico")


@pytest.mark.parametrize(("kind", "code"), TEXTS)
def test_short_sentences_without_figures_or_threats(kind: str, code: str) -> None:
    """Figures stand in the law and the norms; a level (A2, B1) is a name."""
    said = shipped.newest(kind, code).written
    told = [said.title, *(text for part in said.parts for text in (part.title, part.text))]
    assert [text for text in told if re.search(r"(?<![AB])\d", text)] == []
    assert [text for text in told for word in NEVER if word in text.lower()] == []
    long = [s for text in told for s in re.split(r"[.?!:]\s", text) if len(s.split()) > 22]
    assert long == []


@pytest.mark.parametrize("kind", CODES["guide"])
def test_every_conversation_begins_well_and_is_told_back(kind: str) -> None:
    """What went well comes before what is asked; nobody leaves without having told back what was agreed."""
    parts = shipped.newest("guide", kind).written.parts
    codes = [part.code for part in parts]
    assert codes.index("strengths") <= 2
    assert "teach_back" in codes[-2:]
    assert not any(part.choosable for part in parts if part.code in {"strengths", "teach_back"})


def test_on_the_way_person_and_professional_choose() -> None:
    """Most topics of a progress conversation may wait, none is statutory, and nobody is measured there."""
    parts = shipped.newest("guide", "progress").written.parts
    assert not any(part.required for part in parts)
    assert sum(part.choosable for part in parts) > len(parts) / 2
    assert {"progress", "extra", "final", "pip"}.isdisjoint(WITH_MATRIX)


def test_health_and_safety_have_a_permission_of_their_own() -> None:
    """What is said about them is not for everybody who reads the case."""
    guarded = {code for code, one in DOMAINS.items() if one.guard}
    assert guarded == {"physical_health", "mental_health", "substance_use", "justice", "safety"}


def test_every_text_and_domain_has_a_name() -> None:
    """And an instruction stands at a step that exists."""
    assert {kind: set(codes) for kind, codes in CODES.items()} == {kind: set(one) for kind, one in words.CODES.items()}
    assert set(DOMAINS) == set(VALUES["domains"])
    assert set(CHECKLIST) <= set(DOMAINS)
    assert set(CODES["instruction"]) - {"plan"} <= set(RECORDINGS)
