"""No word of one person reaches a letter of another, whatever was decided about both, in whatever order."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from tests.city import TODAY, City
from tests.plans import deciding as d
from tests.plans.test_enforce_as_a_last_resort import talk, warned
from wegwijs.accounts.crypto import decrypt
from wegwijs.letters.models import Document
from wegwijs.letters.rendering import render
from wegwijs.plans.considered import KINDS

pytestmark = pytest.mark.django_db
PEOPLE = ("Aardbei", "Bosviool")


def decide_about(city: City, uuid: UUID, kind: str, word: str) -> None:
    """Every text of it holds the person's own word."""
    answers = {code: f"{word} {text}" for code, text in d.filled(city, kind).answers.items()}
    more: dict[str, Any] = {"talk": talk(city, uuid)} if kind == "enforcement" else {}
    told = {"wish": f"{word} wil dit.", "reason": f"Omdat {word} dit wil.", "answers": answers, "dated_on": TODAY}
    d.decided(city, uuid, kind, **told, **more)


@pytest.mark.parametrize("kind", KINDS)
def test_each_letter_holds_the_words_of_one_person(city: City, kind: str) -> None:
    """Two people, the same decision on the same day; frozen words and printed letters hold only their own."""
    cases = {
        word: warned(city, surname=word) if kind == "enforcement" else d.on_route(city, surname=word) for word in PEOPLE
    }
    for word, uuid in cases.items():
        decide_about(city, uuid, kind, word)
    for word, other in (PEOPLE, PEOPLE[::-1]):
        found = list(Document.objects.filter(trajectory__uuid=cases[word]))
        assert found
        for letter in found:
            data = json.loads(decrypt(letter.data))
            pdf = PdfReader(BytesIO(render(letter.template, data, letter.language)))
            printed = json.dumps(data) + "".join(page.extract_text() for page in pdf.pages)
            assert word in printed
            assert other not in printed
            assert "Gewogen" not in printed  # what was weighed stays with the professionals
