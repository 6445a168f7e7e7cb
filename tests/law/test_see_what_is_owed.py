"""What each route asks of each group (law.md §4)."""

from __future__ import annotations

import pytest

from tests.law.cases import HOURS_MAP, HOURS_PVT, MAP_HELD, SIGNED, answer, codes, fact, state
from wegwijs.law import Assessment

ALL = (
    "reading",
    "listening",
    "writing",
    "speaking",
    "knm",
    "course_hours",
    "participation_hours",
    "pvt",
    "map",
    "self_reliance_interview",
    "education_diploma",
)
LANGUAGE = ALL[:4]


def plan(route: str | None, **more: object) -> dict[str, object]:
    """The first plan."""
    return fact("pip_established 2024-03-14", **({"route": route} if route else {}), **more)


def exam(part: str, level: str | None = "b1", result: str = "passed", on: str = "2025-03-01") -> dict[str, object]:
    """An exam."""
    return fact(f"exam_taken {on}", part=part, result=result, **({"level": level} if level else {}))


def hours(component: str, amount: float, on: str = "2024-06-01", **more: object) -> dict[str, object]:
    """Hours followed."""
    return fact(f"hours_attended {on}", component=component, hours=amount, **more)


def figures(found: Assessment, code: str) -> tuple[float, float, float]:
    """Required, achieved, remaining."""
    one = found.component(code)
    assert one is not None
    return one.required, one.achieved, one.remaining


@pytest.mark.parametrize(
    ("group", "route", "owed"),
    [
        ("family", "b1", {*LANGUAGE, "knm", "pvt", "map"}),
        ("asylum", "b1", {*LANGUAGE, "knm", "pvt", "map"}),
        ("family", "education", {"knm", "pvt", "education_diploma"}),
        ("asylum", "education", {"knm", "pvt", "education_diploma"}),
        ("asylum", "self_reliance", {"course_hours", "participation_hours", "pvt", "map", "self_reliance_interview"}),
        ("family", "self_reliance", {"course_hours", "pvt", "map", "self_reliance_interview"}),
        ("other", "self_reliance", {"course_hours", "pvt", "map", "self_reliance_interview"}),
    ],
)
def test_the_table_of_routes_and_groups(group: str, route: str, owed: set[str]) -> None:
    """W 6-8, B 3.3, 3.4, 3.14: all eleven components, owed or not required."""
    found = answer(group, plan(route), on="2024-04-01")
    assert [one.code for one in found.components] == list(ALL)
    assert {one.code for one in found.components if one.state == "owed"} == owed
    assert {one.state for one in found.components} == {"owed", "not_required"}
    assert all(one.because and one.because[0].article for one in found.components)


def test_without_a_route_only_what_every_route_asks_is_known() -> None:
    """W 6: everybody does PVT; the rest waits for the route."""
    found = answer("family", plan(None), on="2024-04-01")
    assert {one.code: one.state for one in found.components if one.state != "not_determinable"} == {"pvt": "owed"}
    assert len(found.components) == 11


def test_example_4_self_reliance_of_a_family_migrant() -> None:
    """Contract, example 4. B 3.14(3): no participation hours asked."""
    found = answer(
        "family",
        plan("self_reliance"),
        hours("language", 700),
        hours("knm", 100),
        HOURS_PVT,
        SIGNED,
        HOURS_MAP,
        MAP_HELD,
        "self_reliance_interview_held 2026-05-01",
        on="2026-06-01",
    )
    assert {one.state for one in found.components} == {"done", "not_required"}
    assert figures(found, "course_hours") == (800, 800, 0)
    end = found.deadline("term_end")
    assert end is not None
    assert end.state == "met"


@pytest.mark.parametrize(("amount", "expected"), [(799.5, "owed"), (800, "done")], ids=["half an hour short", "800"])
def test_course_hours_of_language_literacy_and_knm_count_together(amount: float, expected: str) -> None:
    """B 3.14(2)(a): 800 hours, literacy and KNM in them."""
    found = answer(
        "family",
        plan("self_reliance"),
        hours("language", amount - 150),
        hours("literacy", 100),
        hours("knm", 50),
        on="2026-01-01",
    )
    assert state(found, "course_hours") == expected


def test_hours_at_a_school_without_recognition_do_not_count() -> None:
    """B 3.14(2)(a): at an institution under art. 32 of the law."""
    found = answer("family", plan("self_reliance"), hours("language", 800, recognised=False), on="2026-01-01")
    assert figures(found, "course_hours") == (800, 0, 800)


@pytest.mark.parametrize(("amount", "expected"), [(747, "owed"), (748, "done")], ids=["747 + 52", "748 + 52"])
def test_pvt_and_map_count_as_participation(amount: float, expected: str) -> None:
    """B 3.14(2)(b) and (5): asylum permit holders; PVT and MAP hours are deducted from the 800."""
    found = answer(
        "asylum", plan("self_reliance"), hours("participation", amount), HOURS_PVT, HOURS_MAP, on="2026-01-01"
    )
    assert state(found, "participation_hours") == expected


def test_hours_before_the_plan_count_only_as_part_of_the_intake() -> None:
    """B 5.3(5), 3.14(6): unless expressly stated."""
    before = "2024-03-13"
    found = answer("family", plan("self_reliance"), hours("language", 100, before), on="2024-04-01")
    assert figures(found, "course_hours")[1] == 0
    found = answer("family", plan("self_reliance"), hours("language", 100, before, phase="intake"), on="2024-04-01")
    assert figures(found, "course_hours")[1] == 100


@pytest.mark.parametrize(
    ("required_level", "taken", "expected"),
    [
        ("b1", exam("reading", "b1"), "done"),
        ("b1", exam("reading", "b2"), "done"),
        ("b1", exam("reading", "a2"), "owed"),
        ("b1", exam("reading", "b1", "failed"), "owed"),
        ("b1", exam("reading", None), "owed"),
        ("a2", exam("reading", "a2"), "done"),
    ],
)
def test_an_exam_counts_at_the_level_of_the_plan(required_level: str, taken: dict[str, object], expected: str) -> None:
    """W 7(1), 17(3)."""
    found = answer("family", plan("b1"), fact("pip_amended 2024-09-01", level=required_level), taken, on="2025-06-01")
    assert state(found, "reading") == expected


def test_downscaling_goes_skill_by_skill() -> None:
    """W 17(3): whole or part of the four skills."""
    decided = fact("downscaling_decided 2025-01-10", parts=["writing"])
    found = answer("family", plan("b1"), decided, exam("writing", "a2"), exam("reading", "a2"), on="2025-06-01")
    assert (state(found, "writing"), state(found, "reading")) == ("done", "owed")
    assert [one.level for one in found.components[:4]] == ["b1", "b1", "a2", "b1"]


def test_pvt_takes_twelve_hours_and_a_signature() -> None:
    """B 3.1: twelve hours; W 6(4): the declaration."""
    assert figures(answer("family", plan("b1"), hours("pvt", 10), on="2024-08-01"), "pvt") == (12, 10, 2)
    assert state(answer("family", plan("b1"), HOURS_PVT, on="2024-08-01"), "pvt") == "owed"
    assert state(answer("family", plan("b1"), hours("pvt", 11), SIGNED, on="2024-08-01"), "pvt") == "owed"
    assert state(answer("family", plan("b1"), hours("pvt", 12), SIGNED, on="2024-08-01"), "pvt") == "done"


def test_map_takes_forty_hours_of_practice_and_an_interview() -> None:
    """B 3.2 (the forty hours: M)."""
    for amount, expected in ((39, "owed"), (40, "done")):
        found = answer("family", plan("b1"), hours("map_practice", amount), MAP_HELD, on="2024-08-01")
        assert state(found, "map") == expected
    assert state(answer("family", plan("b1"), HOURS_MAP, on="2024-08-01"), "map") == "owed"


def test_a_signature_without_recorded_hours_is_believed_and_signalled() -> None:
    """DUO registers the signature only; the gap in the record is told."""
    found = answer("family", plan("b1"), SIGNED, MAP_HELD, on="2024-08-01")
    assert (state(found, "pvt"), state(found, "map")) == ("done", "done")
    assert {"pvt_hours_missing", "map_hours_missing"} <= codes(found)


def test_map_comes_back_after_leaving_the_education_route() -> None:
    """W 8(3): not required for who follows or completed it; owed after leaving it unfinished."""
    assert state(answer("family", plan("education"), on="2024-08-01"), "map") == "not_required"
    found = answer("family", plan("education"), fact("pip_amended 2024-08-01", route="b1"), on="2024-08-01")
    assert (state(found, "map"), found.level) == ("owed", "b1")


@pytest.mark.parametrize(
    "finish",
    [
        [fact("education_diploma_obtained 2025-07-01")],
        [exam(part) for part in (*LANGUAGE, "knm")],
    ],
    ids=["W 8: the diploma", "W 8(4): every exam part at B1 and KNM"],
)
def test_the_education_route_ends_with_its_diploma_or_all_exams(finish: list[dict[str, object]]) -> None:
    """Either way nothing but PVT is owed."""
    found = answer("family", plan("education"), *finish, on="2025-08-01")
    assert {one.code for one in found.components if one.state == "owed"} == {"pvt"}


def test_a_dispensation_spares_one_part() -> None:
    """W 7(3): B1, or A2 on request; a proof at A2 does not spare a part at B1."""
    for level, expected in (("b1", "dispensed"), ("a2", "owed")):
        granted = fact("dispensation_granted 2024-09-01", scope="partial", part="listening", level=level)
        assert state(answer("family", plan("b1"), granted, on="2025-01-01"), "listening") == expected


def test_an_exemption_spares_parts_but_never_pvt_or_map() -> None:
    """W 5(1), B 2.7."""
    granted = fact(
        "exemption_granted 2024-09-01", ground="medical", scope="partial", parts=["writing", "knm", "pvt", "map"]
    )
    found = answer("family", plan("b1"), granted, on="2025-01-01")
    assert {one.code for one in found.components if one.state == "dispensed"} == {"writing", "knm"}
    z = fact("exemption_granted 2024-09-01", ground="medical", scope="partial", parts=["participation"])
    assert state(answer("asylum", plan("self_reliance"), z, on="2025-01-01"), "participation_hours") == "dispensed"


def test_nothing_is_owed_once_duo_finds_the_duty_met() -> None:
    """W 6-8: DUO's decision."""
    found = answer("family", plan("b1"), fact("obligation_met 2026-01-01", result="diploma"), on="2026-02-01")
    assert {one.state for one in found.components} == {"done", "not_required"}
