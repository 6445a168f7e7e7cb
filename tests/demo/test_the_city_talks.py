"""What people say in the demo city fits the pages on which professionals would type it."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from wegwijs.demo.talks import SAID
from wegwijs.intake.said import longest, read
from wegwijs.plans.agreed import missing
from wegwijs.quality import shipped
from wegwijs.voice.subjects import VOICE_SUBJECTS

READ: dict[str, Any] = tomllib.loads(files("wegwijs.demo").joinpath("talks.toml").read_text(encoding="utf-8"))
TOPICS = [part.code for part in shipped.newest("guide", "progress").written.parts]
TODAY = date(2026, 11, 30)


@pytest.mark.parametrize("said", [*READ["talk"], READ["again"]])
def test_every_word_has_a_field_of_the_guide(said: dict[str, str]) -> None:
    """A guide or field that is renamed would make the city silent; agreements are whole, with day and measure."""
    for name, value in said.items():
        most = longest(name, dict.fromkeys(TOPICS))
        assert most is not None, name
        assert len(value) <= most, name
    ready = (TODAY + timedelta(days=28)).strftime("%d-%m-%Y")
    items = {name.rsplit("-", 1)[0] for name in said if name.startswith("item-")}
    found = read({**said, **{f"{one}-by": ready for one in items}}, TOPICS)
    assert not found.problems
    assert len(found.items) == len(items) > 0
    assert not list(missing(found.items, TODAY))


def test_decisions_and_complaints_have_their_words() -> None:
    """Each kind of decision says why; complaints are about subjects that exist."""
    assert set(READ["decision"]["reason"]) == set(SAID)
    assert set(READ["complaint"]) <= set(VOICE_SUBJECTS)
