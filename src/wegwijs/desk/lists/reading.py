"""What colleagues put to me, and what they answered to me: for *Vandaag*."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wegwijs.accounts.actor import Actor
from wegwijs.desk import wording
from wegwijs.desk.decisions.showing import question_url, url
from wegwijs.plans import decisions, queries
from wegwijs.plans.decisions import DecisionQuestion

MOST = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing to read, or an answer to go on with. `outcome`: agreed | returned; empty while it waits for me."""

    name: str
    what: str
    by: str
    url: str
    outcome: str = ""
    advice: str = ""


def of(actor: Actor, there: Container[str]) -> dict[str, Any]:
    """Answers first, then questions: those put to me by name before those put to anybody, `MOST` of these.

    `there`: whether there are any about "decisions" and about "plans".
    """
    asked = decisions.questions(actor, answered=True) if "decisions" in there else []
    # Of one decision the last answer counts; a decision that was asked anew waits, whatever was said before.
    answers = {one.decision.uuid: one for one in asked if one.outcome}
    for_me = sorted((one for one in asked if not one.mine and not one.outcome), key=lambda one: not one.asked_of_me)
    questions = [_decision(one) for one in for_me]
    questions += [
        Reading(one.name, _("Plan"), one.asked_by, reverse("desk:agreement", args=[one.uuid]))
        for one in (queries.questions(actor) if "plans" in there else ())
        if not one.mine
    ]
    shown = [*map(_decision, answers.values()), *questions[:MOST]]
    return {"readings": shown, "readings_more": max(0, len(questions) - MOST)}


def _decision(one: DecisionQuestion) -> Reading:
    kind = one.decision.kind
    if one.outcome:
        address = url("decision_review", one.decision.case_uuid, kind)
        return Reading(one.name, wording.word("decision", kind), one.decided_by, address, one.outcome, one.advice)
    return Reading(one.name, wording.word("decision", kind), one.asked_by, question_url(one.uuid, kind))
