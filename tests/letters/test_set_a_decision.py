"""The letter of a decision or advice on the way: each kind says what it is, in every language, and nothing else."""

from __future__ import annotations

import pytest

from tests.letters import letters_of
from tests.letters.test_set_letters import read, text_of
from wegwijs.letters.fields import RefusedFields, check
from wegwijs.letters.texts import LANGUAGES, words

KINDS = ("downscaling", "extension_advice", "exemption_advice", "map_sign_off", "enforcement")
SAYS = {
    "downscaling": "U mag deze examens doen op niveau A2: schrijven, spreken.",
    "extension_advice": "Wij vinden dat u meer tijd nodig heeft.",
    "exemption_advice": "Wij adviseren DUO om geen ontheffing te geven.",
    "map_sign_off": "Op 10 juli 2025 had u het eindgesprek van de MAP met ons.",
    "enforcement": "U moet een boete betalen van € 250.",
}


@pytest.mark.parametrize("kind", KINDS)
def test_says_what_was_decided_and_why(kind: str) -> None:
    """The outcome in one sentence, the person's own words, the reason, whom to call."""
    found = text_of(read("decision", letters_of.on_the_way(kind)))
    for said in (SAYS[kind], "Ik wil verpleegkundige worden.", "U heeft hard gewerkt.", "S. de Haan: 06 0000 0034"):
        assert said in found
    assert all(other not in found for name, other in SAYS.items() if name != kind)


@pytest.mark.parametrize("kind", KINDS)
def test_objection_only_where_it_is_a_decision(kind: str) -> None:
    """About an advice to DUO and the end of a module there is nothing to object to here."""
    found = text_of(read("decision", letters_of.on_the_way(kind)))
    assert ("uiterlijk op 27 augustus 2025" in found) is (kind in {"downscaling", "enforcement"})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_language_says_it(kind: str, language: str) -> None:
    """Set as PDF/UA in each language; the own language stands beside the Dutch, marked as not checked."""
    pdf = read("decision", letters_of.on_the_way(kind), language)
    assert pdf.metadata is not None
    assert pdf.metadata.title == words("nl").say(f"decision.title_{kind}")
    if language in {"en", "tr"}:
        found = text_of(pdf)
        assert words(language).say(f"decision.title_{kind}").replace("\u2068", "").replace("\u2069", "") in found
        assert words(language).say("beschikking.unreviewed") in found


def test_what_stays_at_b1_is_said() -> None:
    """The other exams are named; when there are none, nothing is said of them."""
    assert "Deze examens doet u op niveau B1: lezen, luisteren." in text_of(
        read("decision", letters_of.on_the_way("downscaling"))
    )
    all_four = letters_of.on_the_way("downscaling", parts=["reading", "listening", "writing", "speaking"], others=[])
    assert "niveau B1" not in text_of(read("decision", all_four))


def test_no_other_field() -> None:
    """What is not declared is refused, not printed."""
    with pytest.raises(RefusedFields, match="answers: unknown field"):
        check("decision", letters_of.on_the_way("downscaling", answers="Wat collega's afwogen"))
