"""Which text holds on a day: the shipped one until there is an own one, then that; what was used stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.city import NOW, TODAY, City, make_city
from wegwijs.quality import actions, content, queries, shipped
from wegwijs.quality.content import Part, Refused

pytestmark = pytest.mark.django_db
EXTRA = Part("own_extra", "Vakantie", "Gaat iemand weg?", choosable=True)


@pytest.fixture
def city() -> City:
    return make_city()


def bring_in(city: City, kind: str, code: str, day: date, **changes: object) -> UUID:
    """Written by one officer, approved by the other, in force from the day."""
    writer, reader = city.actor("quality"), city.actor("quality_other")
    uuid = actions.begin(writer, kind, code, now=NOW)
    said = queries.in_force(city.municipality.pk, kind, code, TODAY).written
    made = replace(said, **(changes or {"parts": (*said.parts, EXTRA)}))
    actions.save(writer, uuid, 1, made, now=NOW)
    actions.send(writer, uuid, 2, now=NOW)
    actions.approve(reader, uuid, 3, day, now=NOW)
    return uuid


def test_every_text_has_a_shipped_version(city: City) -> None:
    """A municipality that wrote nothing has a guide for each conversation and a framework for each decision."""
    for kind in content.CODES["guide"]:
        found = queries.guide(city.municipality.pk, kind, TODAY)
        assert (found.version, found.kind, found.uuid) == (0, kind, shipped.newest("guide", kind).uuid)
        assert {topic.code for topic in found.topics} >= {"strengths", "teach_back"}
    for decision in content.CODES["framework"]:
        assert any(one.must for one in queries.framework(city.municipality.pk, decision, TODAY).questions)
    assert queries.instructions(city.municipality.pk, "plan", TODAY)[0].points
    assert queries.instructions(city.municipality.pk, "household", TODAY) == ()


def test_own_words_hold_from_their_day(city: City) -> None:
    """The day before, the shipped words; on the day itself and after it, the own ones, here and not elsewhere."""
    later = TODAY + timedelta(days=14)
    uuid = bring_in(city, "guide", "progress", later)
    here = city.municipality.pk
    assert queries.guide(here, "progress", later - timedelta(days=1)).version == 0
    found = queries.guide(here, "progress", later)
    assert (found.uuid, found.version) == (uuid, 1)
    assert found.topics[-1] == queries.Topic("own_extra", "Vakantie", "Gaat iemand weg?", False, None, True)
    assert queries.guide(city.other.pk, "progress", later).version == 0
    assert queries.guide(here, "intake", later).version == 0


def test_of_two_on_one_day_the_last_approved_holds(city: City) -> None:
    """And each has its own number."""
    bring_in(city, "framework", "downscaling", TODAY)
    second = bring_in(city, "framework", "downscaling", TODAY, title="Afschalen, opnieuw bekeken")
    found = queries.framework(city.municipality.pk, "downscaling", TODAY)
    assert (found.uuid, found.version, found.title) == (second, 2, "Afschalen, opnieuw bekeken")


def test_what_was_used_can_be_read_again(city: City) -> None:
    """A conversation that kept its version finds it after two later ones, and also when it was the shipped one."""
    here = city.municipality.pk
    before = queries.guide(here, "progress", TODAY)
    first = bring_in(city, "guide", "progress", TODAY)
    bring_in(city, "guide", "progress", TODAY, title="Nog anders")
    assert queries.guide_used(here, before.uuid) == before
    kept = queries.guide_used(here, first)
    assert kept is not None
    assert (kept.version, kept.topics[-1].code) == (1, "own_extra")
    assert queries.guide_used(city.other.pk, first) is None
    assert queries.framework_used(here, first) is None
    assert queries.guide_used(here, uuid4()) is None


def test_a_guide_keeps_every_point_of_the_law(city: City) -> None:
    """A municipality may word a statutory point in its own way; it cannot take it out, unmark it or invent one."""
    said = shipped.newest("guide", "intake").written
    statutory = [part for part in said.parts if part.required]
    assert {"alone", "schooling", "work_history", "physical_health", "mental_health", "learnability"} <= {
        part.code for part in statutory
    }
    for part in statutory:
        without = tuple(one for one in said.parts if one != part)
        with pytest.raises(Refused, match="statutory_missing"):
            content.check("guide", replace(said, parts=without), said)
        unmarked = tuple(replace(one, required=one.required and one != part) for one in said.parts)
        with pytest.raises(Refused, match="statutory_missing"):
            content.check("guide", replace(said, parts=unmarked), said)
    invented = replace(EXTRA, required=True)
    with pytest.raises(Refused, match="not_statutory"):
        content.check("guide", replace(said, parts=(*said.parts, invented)), said)
    reworded = tuple(replace(one, title=f"Anders: {one.title}") for one in reversed(said.parts))
    content.check("guide", replace(said, parts=reworded), said)


def test_who_waits_for_whom(city: City) -> None:
    """The second officer is told that something waits; who wrote it is not."""
    writer, reader = city.actor("quality"), city.actor("quality_other")
    uuid = actions.begin(writer, "guide", "extra", now=NOW)
    said = queries.in_force(city.municipality.pk, "guide", "extra", TODAY).written
    actions.save(writer, uuid, 1, replace(said, parts=(*said.parts, EXTRA)), now=NOW)
    assert queries.to_approve(reader) == 0
    actions.send(writer, uuid, 2, now=NOW)
    assert (queries.to_approve(reader), queries.to_approve(writer), queries.to_approve(city.actor("responsible"))) == (
        1, 0, 0,
    )  # fmt: skip
