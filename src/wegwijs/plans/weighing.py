"""May this decision be put to a colleague, and be taken? Pure; codes with their article, worded in `wording`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wegwijs import law
from wegwijs.eventlog.words import SKILLS
from wegwijs.law.parameters import parameter
from wegwijs.plans.checks import DUO_ARTICLE, OWN_RULE, Finding
from wegwijs.plans.considered import ADVICES, Considered, facts_of, option
from wegwijs.plans.enforcing import Gate
from wegwijs.plans.what_if import Known

REASON_ARTICLE = "Algemene wet bestuursrecht art. 3:46"
HEARD_ARTICLE = "Algemene wet bestuursrecht art. 4:8"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a decision is weighed against. `questions`: codes of the framework; `fine`, `gate`: of enforcement only."""

    known: Known
    questions: Sequence[str]
    gate: Gate | None = None
    fine: law.Fine | None = None


def weigh(kind: str, said: Considered, ground: Ground) -> list[Finding]:
    """All findings, what stops first. Nothing that stops: it may be put to a colleague."""
    found = [*_filled_in(kind, said, ground), *_days(said, ground), *_lawful(kind, said, ground)]
    return sorted(found, key=lambda finding: finding.weight != "stop")


def _filled_in(kind: str, said: Considered, ground: Ground) -> Iterator[Finding]:
    for code in ground.questions:
        if not said.answers.get(code, "").strip():
            yield Finding("answer_missing", "stop", f"answer-{code}", OWN_RULE)
    if not said.reason.strip():
        yield Finding("decision_reason_missing", "stop", "reason", REASON_ARTICLE)
    if not said.wish.strip():
        yield Finding("heard_missing", "stop", "wish", HEARD_ARTICLE)
    needed = {
        "downscaling": {"parts": bool(said.parts)},
        "route_change": {"route": bool(said.route)},
        "extension_advice": {"ground": bool(said.ground)},
        "exemption_advice": {"ground": bool(said.ground)},
        "map_sign_off": {"happened_on": said.happened_on is not None},
        "enforcement": {
            "basis": bool(said.basis), "happened_on": said.happened_on is not None,
            "culpability": bool(said.culpability), "talk": bool(said.talk),
        },
    }  # fmt: skip
    for name, there in needed[kind].items():
        if not there:
            yield Finding(f"decision_{name}_missing", "stop", name, OWN_RULE)


def _days(said: Considered, ground: Ground) -> Iterator[Finding]:
    today = ground.known.on
    if said.dated_on is None:
        yield Finding("decision_date_missing", "stop", "dated_on", OWN_RULE)
    elif said.dated_on > today:
        yield Finding("dated_in_future", "stop", "dated_on", OWN_RULE)
    if said.happened_on is not None and said.happened_on > today:
        yield Finding("dated_in_future", "stop", "happened_on", OWN_RULE)


def _lawful(kind: str, said: Considered, ground: Ground) -> Iterator[Finding]:
    known = ground.known
    if kind in {"downscaling", "route_change", *ADVICES} and known.assessment.route is None:
        yield Finding("no_plan", "stop", "", "Wet inburgering 2021 art. 15")
    found = option(known, kind, said)
    if found is not None and not found.allowed:
        # The record of hours may be behind: then that is put right first. Of a route, article 5.4 knows exceptions;
        # about an extension DUO decides.
        weight = "stop" if kind == "downscaling" else "watch"
        article = found.because[0].article if found.because else ""
        yield Finding("option_closed", weight, "", article, {"option": found.code, "because": found.because})  # type: ignore[arg-type]  # one of two
    if kind == "route_change" and said.route and said.route == known.assessment.route:
        yield Finding("same_route", "stop", "route", OWN_RULE)
    if kind == "exemption_advice" and len(set(said.parts) & set(SKILLS)) > _most_parts(known):
        yield Finding("too_many_parts", "stop", "parts", "Besluit inburgering 2021 art. 2.7")
    if kind == "map_sign_off":
        yield from _map(said, known)
    if kind == "enforcement":
        yield from _enforcement(said, ground)


def _most_parts(known: Known) -> int:
    return int(parameter("exemption_language_parts").at(known.on))


def _map(said: Considered, known: Known) -> Iterator[Finding]:
    for fact in facts_of("map_sign_off", said, known.on):
        for violation in law.pip_violations(known.trajectory, fact, known.on):
            field = "culpability" if violation.code.startswith("culpable") else "happened_on"
            yield Finding(f"map_{violation.code}", "stop", field, DUO_ARTICLE, dict(violation.params))
    component = known.assessment.component("map")
    if component is not None and component.state == "owed" and component.remaining:
        yield Finding(
            "map_hours_short", "watch", "", "Besluit inburgering 2021 art. 3.2",
            {"remaining": component.remaining, "because": component.because},
        )  # fmt: skip


def _enforcement(said: Considered, ground: Ground) -> Iterator[Finding]:
    if ground.gate is not None and not ground.gate.opens:
        yield Finding("gate_closed", "stop", "", OWN_RULE)
    if said.culpability == "none" or (ground.fine is not None and ground.fine.lawful is not True):
        steps = ground.fine.because if ground.fine else ()
        article = steps[-1].article if steps else "Algemene wet bestuursrecht art. 5:41"
        yield Finding("not_lawful", "stop", "culpability", article, {"because": steps})
    if ground.gate is not None and ground.gate.talks and said.talk and said.happened_on:
        talks = {fact.id: fact.on for fact in ground.gate.talks}
        if said.talk not in talks:
            yield Finding("talk_unknown", "stop", "talk", OWN_RULE)
