"""Options: downscaling, another route, extension (law.md 2.12, 3.4-3.6, 4.4-4.5)."""

from __future__ import annotations

import pytest

from tests.law.cases import HOURS_MAP, HOURS_PVT, MAP_HELD, SIGNED, allowed, answer, fact, rules
from tests.law.test_see_what_is_owed import exam, hours

PLAN = fact("pip_established 2024-03-14", route="b1")
SIX = [
    "downscale_to_a2",
    "change_route_b1",
    "change_route_education",
    "change_route_self_reliance",
    "extension_for_effort",
    "request_extension",
]


def lessons(amount: float, mode: str = "physical", **more: object) -> dict[str, object]:
    """Recognised language hours."""
    return hours("language", amount, "2025-01-10", recognised=True, mode=mode, **more)


def test_all_six_are_listed_under_the_new_law_with_their_reasons() -> None:
    """The contract; before a plan none is open."""
    found = answer("family", "duo_notified 2025-09-15", on="2025-09-16")
    assert [option.code for option in found.options] == SIX
    assert not any(option.allowed for option in found.options)
    assert all(option.because for option in found.options)
    assert answer("family", "obligation_started 2020-01-01", on="2025-09-16").options == ()


def test_example_3_knm_does_not_count_for_downscaling() -> None:
    """Contract, example 3. B 5.5(1): 570 of 600."""
    found = answer("family", PLAN, lessons(570), hours("knm", 60, "2025-01-11", recognised=True), on="2025-06-01")
    option = found.options[0]
    assert (option.code, option.allowed) == ("downscale_to_a2", False)
    assert (option.because[0].params["achieved"], option.because[0].params["required"]) == (570, 600)


@pytest.mark.parametrize(
    ("facts", "open_"),
    [
        ([lessons(599.5)], False),
        ([lessons(600)], True),
        ([lessons(400), hours("literacy", 200, "2025-01-11", recognised=True)], True),
        ([lessons(600) | {"recognised": False}], False),
        ([hours("language", 600, "2025-01-10")], False),
        ([lessons(300), lessons(300, "online")], True),
        ([lessons(299), lessons(301, "online")], False),
        ([hours("language", 600, "2024-03-13", recognised=True)], False),
        ([hours("language", 600, "2024-03-13", recognised=True, phase="intake")], True),
    ],
    ids=[
        "B 5.5(1): 599.5",
        "B 5.5(1): 600",
        "B 5.5(1): literacy counts",
        "B 5.5(1): not recognised",
        "B 5.5(1): recognition unknown",
        "half physical",
        "less than half physical",
        "B 5.3(5): before the plan",
        "B 5.5(2): in the intake",
    ],
)
def test_downscaling_takes_six_hundred_hours(facts: list[dict[str, object]], open_: bool) -> None:
    """W 17(3), B 5.5; the physical half: Handleiding Inburgeren (M)."""
    assert allowed(answer("family", PLAN, *facts, on="2025-06-01"), "downscale_to_a2") is open_


def test_downscaling_is_for_the_b1_route_at_b1_only() -> None:
    """W 17(3)."""
    for route, level in (("education", "b1"), ("self_reliance", "a2")):
        plan = fact("pip_established 2024-03-14", route=route, level=level)
        assert not allowed(answer("family", plan, lessons(700), on="2025-06-01"), "downscale_to_a2")
    done = fact("pip_amended 2025-05-01", level="a2")
    assert not allowed(answer("family", PLAN, done, lessons(700), on="2025-06-01"), "downscale_to_a2")


@pytest.mark.parametrize(("on", "open_"), [("2025-09-14", True), ("2025-09-15", False)])
def test_another_route_in_the_first_eighteen_months(on: str, open_: bool) -> None:
    """W 17(2), B 5.4(1): counted from the start of the term, 2024-03-15."""
    found = answer("family", PLAN, on=on)
    assert allowed(found, "change_route_education") is open_
    assert allowed(found, "change_route_self_reliance") is open_
    assert not allowed(found, "change_route_b1")


def test_from_education_to_b1_at_any_time() -> None:
    """B 5.4(1)."""
    plan = fact("pip_established 2024-03-14", route="education")
    found = answer("family", plan, on="2026-12-01")
    assert allowed(found, "change_route_b1")
    assert not allowed(found, "change_route_self_reliance")


class TestEffort:
    """B 4.4(2)-(3): six months more after considerable effort."""

    base = (
        PLAN,
        HOURS_PVT,
        SIGNED,
        HOURS_MAP,
        MAP_HELD,
        exam("reading"),
        exam("listening"),
        exam("knm", None),
    )
    on = "2026-10-01"

    def open_(self, group: str, *more: dict[str, object], on: str | None = None, without: int | None = None) -> bool:
        """Whether the option is open."""
        facts = [one for position, one in enumerate(self.base) if position != without]
        return allowed(answer(group, *facts, *more, on=on or self.on), "extension_for_effort")

    def test_asylum_every_lesson_attended(self) -> None:
        """B 4.4(2)(b): no absence without excuse."""
        assert self.open_("asylum")
        assert self.open_("asylum", fact("absence_recorded 2025-01-01", hours=3, excused=True))
        assert not self.open_("asylum", fact("absence_recorded 2025-01-01", hours=3, excused=False))

    def test_asylum_as_many_hours_as_the_plan_says(self) -> None:
        """The contract: where the plan's intensity is known, at least that many hours."""
        intensity = fact("pip_amended 2024-06-01", intensity_hours=500)
        assert not self.open_("asylum", intensity, lessons(499))
        assert self.open_("asylum", intensity, lessons(500))

    @pytest.mark.parametrize(("amount", "expected"), [(449, False), (450, True)])
    def test_family_four_hundred_and_fifty_hours(self, amount: int, expected: bool) -> None:
        """B 4.4(3): in departure from (2)(b); absence does not matter then."""
        absence = fact("absence_recorded 2025-01-01", hours=3, excused=False)
        assert self.open_("family", lessons(amount - 50), hours("knm", 50, "2025-02-01"), absence) is expected

    @pytest.mark.parametrize("without", [2, 4, 6, 7], ids=["PVT", "MAP", "second language part", "KNM"])
    def test_each_condition_is_needed(self, without: int) -> None:
        """B 4.4(2)(c)-(d)."""
        assert not self.open_("asylum", without=without)

    def test_not_before_the_last_six_months(self) -> None:
        """B 4.5(1)."""
        assert not self.open_("asylum", on="2026-09-14")
        assert self.open_("asylum", on="2026-09-15")

    def test_only_in_the_b1_route(self) -> None:
        """B 4.4(2)(a)."""
        found = answer("asylum", fact("pip_established 2024-03-14", route="self_reliance"), on=self.on)
        option = next(one for one in found.options if one.code == "extension_for_effort")
        assert (option.allowed, rules(option.because)) == (False, ["effort_only_b1"])
