"""What a professional could do next on a case, most pressing first, each with its reason. Pure.

The law gives the last day (deadlines); the municipality's norms (policy) give the day on which a step is due. The
system proposes: nothing here happens by itself. The first step is what *Vandaag* sorts on; a case page shows five.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wegwijs import law, policy
from wegwijs.dossier import names
from wegwijs.law.parameters.loading import parameter

if TYPE_CHECKING:
    from wegwijs.dossier.states import State

ANCHORS = ("coa_matched", "duo_notified", "obligation_started", "brp_registered")


@dataclass(frozen=True, slots=True)
class NextStep:
    """`due`: the day by which; None = no date, do it when you can. `from_`: not to be shown before that day.

    `reason` is a code that a page words; `since` the fact's day it counts from; `attempt` the number of a summons.
    """

    code: str
    due: date | None
    reason: str
    since: date | None = None
    from_: date | None = None
    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """Last day per kind among the facts in force, and how many."""

    last: dict[str, law.Fact]
    count: dict[str, int]

    def on(self, kind: str) -> date | None:
        fact = self.last.get(kind)
        return fact.on if fact else None


def next_steps(state: State, assessment: law.Assessment, norms: policy.Policy, today: date) -> list[NextStep]:
    """Steps in order of their date; steps without a date last; steps that start later left to `changes_on`."""
    if assessment.regime in {"wi2013", "not_obliged", "ended", "met", "exempt_for_now"}:
        return []
    seen = _seen(law.in_force(state.facts, today))
    if _moved_away(seen):
        return []
    steps = [*_start(state, seen, norms), *_plan(seen, assessment, norms), *_route(state, seen, assessment, norms)]
    steps += _missing(state)
    return sorted(steps, key=lambda step: (step.due is None, step.due or date.max, step.code))


def _seen(facts: list[law.Fact]) -> _Seen:
    last: dict[str, law.Fact] = {}
    count: dict[str, int] = {}
    for fact in facts:
        if fact.kind == "duo_told" and fact.payload.get("message", "pip") != "pip":
            continue  # the step is about the plan
        last[fact.kind] = fact
        count[fact.kind] = count.get(fact.kind, 0) + 1
    return _Seen(last, count)


def _moved_away(seen: _Seen) -> bool:
    """Another municipality directs now; the duty runs on there."""
    gone, back = seen.on("moved_out"), seen.on("moved_in")
    return gone is not None and (back is None or back < gone)


def _signal(seen: _Seen) -> date | None:
    return min((seen.last[kind].on for kind in ANCHORS if kind in seen.last), default=None)


def _start(state: State, seen: _Seen, norms: policy.Policy) -> Iterator[NextStep]:
    """From the signal to a first conversation: assign, invite, again after not come."""
    signal = _signal(seen)
    if "pip_established" in seen.last or signal is None:
        return
    if state.responsible_id is None:
        yield NextStep("assign", signal + timedelta(days=norms.assign_within_days), "new_case", signal)
        return
    if "intake_conversation_held" in seen.last:
        return
    invited = max((d for k in ("invitation_sent", "intake_summoned") if (d := seen.on(k))), default=None)
    missed = seen.on("intake_no_show")
    if invited is None:
        yield NextStep("invite", signal + timedelta(days=norms.invite_within_days), "not_invited", signal)
    elif missed is not None and missed >= invited:
        attempts = seen.count.get("intake_summoned", 0)
        if attempts >= parameter("summonses_before_absence").at(missed):
            yield NextStep(
                "complete_in_absence", missed + timedelta(days=norms.reinvite_within_days), "three_summonses", missed
            )
        else:
            due = missed + timedelta(days=norms.reinvite_within_days)
            yield NextStep("summon", due, "did_not_come", missed, attempt=attempts + 1)
    else:
        yield NextStep("hold_intake", invited + timedelta(days=norms.intake_within_days), "invited", invited)


def _plan(seen: _Seen, assessment: law.Assessment, norms: policy.Policy) -> Iterator[NextStep]:
    """From the conversation to a plan that is known to DUO."""
    if "pip_established" in seen.last:
        told, decided = seen.on("duo_told"), max(d for k in ("pip_established", "pip_amended") if (d := seen.on(k)))
        if told is None or told < decided:
            yield NextStep("tell_duo", decided + timedelta(days=norms.tell_duo_within_days), "plan_decided", decided)
        return
    asked, got = seen.on("third_party_information_requested"), seen.on("third_party_information_received")
    if asked is not None and (got is None or got < asked):
        yield NextStep(
            "third_party", asked + timedelta(days=norms.chase_information_days), "information_requested", asked
        )
    held = seen.on("intake_conversation_held") or seen.on("intake_completed")
    if held is None:
        return
    due = max((d.due for d in assessment.deadlines if d.code == "pip_due" and d.due and d.state != "met"), default=None)
    if not {"learnability_test_taken", "learnability_test_waived"} & set(seen.last):
        # Without a day for the plan (not housed yet) the test has no day either.
        yield NextStep("record_test", due and due - timedelta(days=norms.test_before_plan_days), "no_test", held)
    yield NextStep("make_plan", due, "plan_owed", held)


def _route(state: State, seen: _Seen, assessment: law.Assessment, norms: policy.Policy) -> Iterator[NextStep]:
    """After the plan: the course starts, conversations keep their rhythm."""
    decided = seen.on("pip_established")
    if decided is None or assessment.phase != "route":
        return
    if state.group == "asylum" and "course_started" not in seen.last:
        yield NextStep("start_course", decided + timedelta(days=norms.course_start_days), "course_not_started", decided)
    rhythm = norms.conversation_days_asylum if state.group == "asylum" else norms.conversation_days_family
    last = max(decided, seen.on("progress_conversation_held") or decided)
    due = last + timedelta(days=rhythm)
    yield NextStep("progress_conversation", due, "rhythm", last)
    owed = {c.code for c in assessment.components if c.state == "owed"}
    last_day = assessment.term.last_day if assessment.term else None
    if last_day is not None:
        for code in ("pvt", "map"):
            if code in owed:
                plan_by = last_day - timedelta(days=norms.component_before_term_days)
                yield NextStep(f"plan_{code}", plan_by, "component_owed", decided)


def _missing(state: State) -> Iterator[NextStep]:
    """What is needed to talk with somebody and is not in the file."""
    if state.display_name == names.UNKNOWN:
        yield NextStep("ask_name", None, "name_unknown")
    if not state.mother_tongue:
        yield NextStep("ask_language", None, "language_unknown")
    if not state.interpreter:
        yield NextStep("ask_interpreter", None, "interpreter_unknown")
