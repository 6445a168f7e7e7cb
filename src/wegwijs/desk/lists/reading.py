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
from wegwijs.plans import to_read
from wegwijs.plans.to_read import ToRead

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
    asked = to_read.decisions(actor) if "decisions" in there else []
    # Of one decision the last answer counts; a decision that was asked anew waits, whatever was said before.
    answers = {one.decision: one for one in asked if one.outcome}
    for_me = sorted((one for one in asked if not one.mine and not one.outcome), key=lambda one: not one.of_me)
    questions = [_decision(one) for one in for_me]
    questions += [
        Reading(one.name, _("Plan"), one.by, reverse("desk:agreement", args=[one.uuid]))
        for one in (to_read.plans(actor) if "plans" in there else ())
    ]
    shown = [*map(_decision, answers.values()), *questions[:MOST]]
    return {"readings": shown, "readings_more": max(0, len(questions) - MOST)}


def _decision(one: ToRead) -> Reading:
    address = url("decision_review", one.case, one.kind) if one.outcome else question_url(one.uuid, one.kind)
    return Reading(one.name, wording.word("decision", one.kind), one.by, address, one.outcome, one.advice)
