"""Is the plan complete, lawful, and will DUO accept it? Pure; codes with their article, worded in `wording`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from typing import Any, Literal

from wegwijs import law
from wegwijs.plans.content import ROUTES, Content

Weight = Literal["stop", "agree", "watch"]
CONTENT_ARTICLE = "Wet inburgering 2021 art. 15; Besluit inburgering 2021 art. 5.3 lid 4"
DUO_ARTICLE = "DUO: voorwaarden voor het aanleveren van een PIP"
OWN_RULE = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the plan. `stop`: not to be established so; `agree`: a colleague first; `watch`: look again."""

    code: str
    weight: Weight
    field: str
    article: str
    params: dict[str, Any] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the check needs to know besides the plan."""

    trajectory: law.Trajectory
    assessment: law.Assessment
    test_result: str
    is_amendment: bool
    today: date
    by_decision: bool = False  # another route or level follows from a decision that a colleague agreed on

    @property
    def group(self) -> str:
        """asylum, family or other."""
        return self.trajectory.group


def fact_of(content: Content, circumstances: Circumstances) -> law.Fact:
    """The fact that establishing would record, and that DUO would be told."""
    return law.Fact(
        kind_of(circumstances.is_amendment),
        content.dated_on or circumstances.today,
        payload_of(content, circumstances.group),
    )


def kind_of(is_amendment: bool) -> str:  # noqa: FBT001  the one thing that tells the two facts apart
    """The kind of fact."""
    return "pip_amended" if is_amendment else "pip_established"


def payload_of(content: Content, group: str) -> dict[str, Any]:
    """Payload of the fact. DUO takes estimated hours of B1 for asylum permit holders only; others stay here."""
    payload: dict[str, Any] = {"unilateral": content.unilateral}
    if content.route:
        payload["route"] = content.route
    if content.level:
        payload["level"] = content.level
    if content.intensity_hours and content.route == "b1" and group == "asylum":
        payload["intensity_hours"] = content.intensity_hours
    return payload


def check(content: Content, circumstances: Circumstances) -> list[Finding]:
    """All findings: what stops first."""
    found = [
        *_duo(content, circumstances),
        *_complete(content, circumstances),
        *_fits_group_and_route(content, circumstances),
        *_reasons(content, circumstances),
        *_look_again(content, circumstances),
    ]
    order = {"stop": 0, "agree": 1, "watch": 2}
    return sorted(found, key=lambda finding: order[finding.weight])


def stops(findings: list[Finding]) -> bool:
    """Whether anything keeps the plan from being established or put to a colleague."""
    return any(finding.weight == "stop" for finding in findings)


def _duo(content: Content, circumstances: Circumstances) -> Iterator[Finding]:
    if not content.route:
        return
    on = max(content.dated_on or circumstances.today, circumstances.today)
    for violation in law.pip_violations(circumstances.trajectory, fact_of(content, circumstances), on):
        where = (
            "level"
            if violation.code.startswith(("a2_", "b1_"))
            else "intensity_hours"
            if "intensity" in violation.code
            else "dated_on"
        )
        yield Finding(violation.code, "stop", where, DUO_ARTICLE, dict(violation.params))


def _complete(content: Content, circumstances: Circumstances) -> Iterator[Finding]:
    """What a plan must say (law.md 2.10)."""
    asylum = circumstances.group == "asylum"
    needed = {
        "route": bool(content.route),
        "pvt_hours": bool(content.pvt_hours),
        "map_hours": bool(content.map_hours) or content.route in {"", "education"},
        "intensity_hours": bool(content.intensity_hours) or not asylum or not content.route,
        "guidance": bool(content.guidance.strip()),
        "conversations_per_year": bool(content.conversations_per_year),
        "relief_form": bool(content.relief_form) or not (asylum and circumstances.assessment.relief.mandatory),
    }
    for name, there in needed.items():
        if not there:
            article = "Participatiewet art. 56a" if name == "relief_form" else CONTENT_ARTICLE
            yield Finding(f"{name}_missing", "stop", name, article)
    if content.dated_on is None:
        yield Finding("dated_on_missing", "stop", "dated_on", "Wet inburgering 2021 art. 11 lid 2")
    elif content.dated_on > circumstances.today:
        yield Finding("dated_in_future", "stop", "dated_on", OWN_RULE)


def _fits_group_and_route(content: Content, circumstances: Circumstances) -> Iterator[Finding]:
    if content.map_hours and content.route == "education":
        yield Finding("map_with_education", "stop", "map_hours", "Wet inburgering 2021 art. 8 lid 3")
    if content.relief_form and circumstances.group != "asylum":
        yield Finding("relief_not_asylum", "stop", "relief_form", "Participatiewet art. 56a")
    if content.voluntary_exams and content.route != "self_reliance":
        yield Finding("exams_not_self_reliance", "stop", "voluntary_exams", "Besluit inburgering 2021 art. 3.14 lid 7")


def _reasons(content: Content, circumstances: Circumstances) -> Iterator[Finding]:
    if content.against_wish():
        if not content.reason_wish.strip():
            yield Finding("reason_wish_missing", "stop", "reason_wish", OWN_RULE)
        yield Finding("against_wish", "agree", "route", OWN_RULE)
    if content.against_test(circumstances.test_result):
        if not content.reason_test.strip():
            yield Finding("reason_test_missing", "stop", "reason_test", "Wet inburgering 2021 art. 14 lid 5")
        yield Finding("against_test", "agree", "route", "Wet inburgering 2021 art. 14 lid 5")
    if content.unilateral:
        if not content.unilateral_reason.strip():
            yield Finding(
                "unilateral_reason_missing", "stop", "unilateral_reason", "Wet inburgering 2021 art. 15 lid 1"
            )
    elif not content.explained_routes and not circumstances.is_amendment:
        yield Finding("explained_routes_missing", "stop", "explained_routes", OWN_RULE)
    if circumstances.is_amendment and not circumstances.by_decision:
        yield from _decided_first(content, circumstances.assessment)
    if circumstances.is_amendment and not content.reason_change.strip():
        yield Finding("reason_change_missing", "stop", "reason_change", "Wet inburgering 2021 art. 17 lid 2")


def _decided_first(content: Content, now: law.Assessment) -> Iterator[Finding]:
    """Another route, and A2 instead of B1, are weighed and read by a colleague before the plan says so."""
    if content.route and now.route and content.route != now.route:
        yield Finding("route_by_decision", "stop", "route", "Wet inburgering 2021 art. 17 lid 2")
    if content.route == "b1" == now.route and content.level == "a2" != now.level:
        yield Finding("level_by_decision", "stop", "level", "Wet inburgering 2021 art. 17 lid 3")


def _look_again(content: Content, circumstances: Circumstances) -> Iterator[Finding]:
    """Nothing that stops: the professional may have a good reason, but should have seen it."""
    known = {fact.kind for fact in law.in_force(list(circumstances.trajectory.facts), circumstances.today)}
    if not {"intake_conversation_held", "intake_completed"} & known:
        yield Finding("no_intake", "watch", "", "Wet inburgering 2021 art. 14")
    if not circumstances.test_result:
        yield Finding("no_test", "watch", "", "Wet inburgering 2021 art. 14 lid 3")
    if not content.unilateral:
        if content.explained_routes and set(content.explained_routes) != set(ROUTES):
            yield Finding("not_all_explained", "watch", "explained_routes", OWN_RULE)
        if not content.explained_language:
            yield Finding("language_missing", "watch", "explained_language", OWN_RULE)
        if not content.wish_route:
            yield Finding("no_wish", "watch", "wish_route", OWN_RULE)
        if not content.person_present:
            yield Finding("not_present", "watch", "person_present", OWN_RULE)
    if circumstances.is_amendment:
        yield from _change_open(content, circumstances)


def _change_open(content: Content, circumstances: Circumstances) -> Iterator[Finding]:
    """Options of the law that are not open now. The record of hours may be behind, and article 5.4 knows exceptions."""
    now = circumstances.assessment
    asked = []
    if content.route and content.route != now.route:
        asked.append(f"change_route_{content.route}")
    if content.route == "b1" and content.level == "a2" and now.level != "a2":
        asked.append("downscale_to_a2")
    for option in now.options:
        if option.code in asked and not option.allowed:
            article = option.because[0].article if option.because else ""
            yield Finding(
                "option_closed", "watch", "route", article, {"option": option.code, "because": option.because}
            )
