"""What a plan says, as a value: typed, comparable, with good defaults from the file and from what is usual here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

from wegwijs import law
from wegwijs.dossier.queries import Case
from wegwijs.law.parameters import parameter

ROUTES = ("b1", "education", "self_reliance")
# Languages in which letters are made beside Dutch, and which spoken languages read them.
LETTER_LANGUAGES = {"ar": "ar", "tr": "tr", "ti": "ti", "prs": "prs", "fa": "prs", "en": "en"}
_TEST = ("learnability_test_taken", "learnability_test_waived")


@dataclass(frozen=True, slots=True)
class Content:
    """The fields of `models.Pip` that people fill in. Hours are whole hours; empty text means: nothing said."""

    explained_routes: list[str] = field(default_factory=list)
    explained_language: str = ""
    with_interpreter: bool = False
    wish_route: str = ""
    wish_work: str = ""
    wish_study: str = ""
    wish_times: str = ""
    wish_remarks: str = ""
    route: str = ""
    level: str = ""
    intensity_hours: int | None = None
    hours_per_week: Decimal | None = None
    literacy: str = "none"
    may_finish_education: bool = False
    pvt_hours: int | None = None
    pvt_how: str = ""
    map_hours: int | None = None
    map_how: str = ""
    participation_how: str = ""
    guidance: str = ""
    relief_form: str = ""
    conversations_per_year: int | None = None
    childcare: str = ""
    voluntary_exams: list[str] = field(default_factory=list)
    agreements: list[str] = field(default_factory=list)
    reason_wish: str = ""
    reason_test: str = ""
    reason_change: str = ""
    unilateral: bool = False
    unilateral_reason: str = ""
    person_present: bool = True
    copies: int = 1
    document_language: str = ""
    dated_on: date | None = None

    def against_wish(self) -> bool:
        """Another route than the person asked for."""
        return bool(self.wish_route and self.route and self.wish_route != self.route)

    def against_test(self, result: str) -> bool:
        """Another route than the learnability test points to."""
        if result == "b1_not_feasible":
            return self.route in {"b1", "education"}
        return result == "b1_feasible" and self.route == "self_reliance"

    def deviates(self, result: str) -> bool:
        """Needs the agreement of a colleague."""
        return self.against_wish() or self.against_test(result)


NAMES = tuple(one.name for one in fields(Content))


def of_row(row: Any) -> Content:
    """The content of a stored plan."""
    return Content(**{name: getattr(row, name) for name in NAMES})


def as_changes(content: Content) -> dict[str, Any]:
    """Column values; text without spaces around it, so that a blank is no reason."""
    values = {name: getattr(content, name) for name in NAMES}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def test_result(facts: tuple[law.Fact, ...], on: date) -> str:
    """Result of the last learnability test: b1_feasible, b1_not_feasible, unknown or waived; empty when not taken."""
    found = [fact for fact in law.in_force(list(facts), on) if fact.kind in _TEST]
    if not found:
        return ""
    last = found[-1]
    return "waived" if last.kind == "learnability_test_waived" else str(last.payload.get("result", "unknown"))


@lru_cache(maxsize=1)
def usual() -> Mapping[str, Mapping[str, Any]]:
    """What a plan usually says (usual.toml)."""
    return tomllib.loads(resources.files("wegwijs.plans").joinpath("usual.toml").read_text(encoding="utf-8"))


def letter_language(mother_tongue: str, speaks: tuple[str, ...]) -> str:
    """Language of the letter beside Dutch: the mother tongue, else one that the person knows; empty when none fits."""
    known = [LETTER_LANGUAGES[code] for code in (mother_tongue, *speaks) if code in LETTER_LANGUAGES]
    return known[0] if known else ""


def usual_hours(group: str, route: str, on: date) -> int | None:
    """Estimated course hours of a route. The self-reliance route has its figure in the law; families plan their own."""
    if route == "self_reliance":
        return int(parameter("self_reliance_course_hours").at(on))
    return usual()["hours"].get(route) if group == "asylum" else None


def for_route(content: Content, group: str, on: date, before: Content | None = None) -> Content:
    """Fill what depends on the route where nothing was filled in, and drop what the route does not have.

    `before`: what stood; hours that were filled in for another route are filled in anew. A level that does not fit the
    route stays, so that the check can say so.
    """
    texts = usual()["texts"]
    if before is not None and before.route != content.route:
        same_hours, same_week = (
            content.intensity_hours == before.intensity_hours,
            content.hours_per_week == before.hours_per_week,
        )
        content = replace(
            content,
            intensity_hours=None if same_hours else content.intensity_hours,
            hours_per_week=None if same_week else content.hours_per_week,
            level="" if content.level == before.level else content.level,
        )
    has_map, z = content.route not in {"", "education"}, content.route == "self_reliance"
    hours = content.intensity_hours or usual_hours(group, content.route, on)
    week = content.hours_per_week or usual()["hours_per_week"].get(content.route)
    return replace(
        content,
        intensity_hours=hours,
        hours_per_week=Decimal(str(week)) if week is not None else None,
        level=content.level or ("" if z or not content.route else "b1"),
        map_hours=(content.map_hours or int(parameter("map_practice_hours").at(on))) if has_map else None,
        map_how=(content.map_how or texts["map"]) if has_map else "",
        participation_how=(content.participation_how or texts["participation"])
        if z and group == "asylum"
        else content.participation_how,
        voluntary_exams=content.voluntary_exams if z else [],
        relief_form=content.relief_form if group == "asylum" else "",
    )


def first_draft(case: Case, on: date) -> Content:
    """What the form shows first: what the file knows and what is usual here. No route: that is decided together."""
    person, texts, norms = case.person, usual()["texts"], case.norms
    rhythm = norms.conversation_days_asylum if case.group == "asylum" else norms.conversation_days_family
    absent = any(
        fact.kind == "intake_completed" and fact.payload.get("in_absence")
        for fact in law.in_force(list(case.facts), on)
    )
    return Content(
        explained_routes=[],  # ticked when said, never beforehand
        explained_language="" if absent else person.mother_tongue,
        with_interpreter=person.interpreter == "needed" and not absent,
        wish_route=_known_wish(case, on),
        pvt_hours=int(parameter("pvt_hours").at(on)),
        pvt_how=texts["pvt"],
        map_hours=int(parameter("map_practice_hours").at(on)),
        map_how=texts["map"],
        guidance=texts["guidance_asylum" if case.group == "asylum" else "guidance_family"],
        relief_form="heavy" if case.assessment.relief.mandatory else "",
        conversations_per_year=max(1, round(365 / rhythm)),
        unilateral=absent,
        unilateral_reason=texts["unilateral_absence"] if absent else "",
        person_present=not absent,
        document_language=letter_language(person.mother_tongue, person.speaks),
        dated_on=on,
    )


def _known_wish(case: Case, on: date) -> str:
    wishes = [fact for fact in law.in_force(list(case.facts), on) if fact.kind == "route_preferred"]
    return str(wishes[-1].payload.get("route", "")) if wishes else ""


def of_facts(case: Case, on: date) -> Content:
    """A draft for amending a plan that is known as a fact only: taken over, so its words are not here."""
    plan = [fact for fact in law.in_force(list(case.facts), on) if fact.kind in {"pip_established", "pip_amended"}][-1]
    draft = replace(
        first_draft(case, on),
        route=str(plan.payload.get("route", "")),
        level=str(plan.payload.get("level", "")),
        intensity_hours=plan.payload.get("intensity_hours"),
    )
    return for_route(draft, case.group, on) if draft.route else draft
