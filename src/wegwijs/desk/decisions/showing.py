"""A decision in words: what it says, what the law says, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wegwijs import law
from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.desk.case.what_if import Compared, compared
from wegwijs.desk.decisions.forms import ADVICE, ANSWER, BASIS, CULPABILITY, LATE, OWN
from wegwijs.desk.wording.values import VALUES
from wegwijs.plans import considered, what_if
from wegwijs.plans import wording as plan_wording
from wegwijs.plans.checks import Finding
from wegwijs.plans.considered import ADVICES, Considered
from wegwijs.plans.what_if import Known
from wegwijs.quality.queries import Framework

ENFORCEMENT = "enforcement"
# Each step of a decision has an address; those of enforcement are its own, so that nothing of it stands elsewhere.
STEPS = ("decision", "decision_check", "decision_review", "decision_ask", "decision_withdraw")


def url(step: str, case: UUID, kind: str) -> str:
    """The address of a step."""
    if kind == ENFORCEMENT:
        return reverse(f"desk:{step.replace('decision', 'enforcement')}", args=[case])
    return reverse(f"desk:{step}", args=[case, kind])


def question_url(question: UUID, kind: str) -> str:
    """Where a colleague answers."""
    name = "enforcement_question" if kind == ENFORCEMENT else "decision_question"
    return reverse(f"desk:{name}", args=[question])


def addresses(case: UUID, kind: str) -> dict[str, str]:
    """All steps, for a template."""
    return {step.removeprefix("decision_"): url(step, case, kind) for step in STEPS}


@dataclass(frozen=True, slots=True)
class Effect:
    """What the law says and what would change. `option`: None where the law knows none; `fine`: of enforcement only."""

    option: law.Option | None
    rows: tuple[Compared, ...]
    waits: bool  # DUO decides: a no leaves it as it is
    fine: law.Fine | None = None


def effect(known: Known, kind: str, said: Considered, fine: law.Fine | None = None) -> Effect:
    """Worked out by the law itself, on today's facts with those that deciding would record."""
    more = considered.facts_of(kind, said, known.on)
    if kind in ADVICES:
        more = [*more, *considered.granted(kind, said, known.on)]
    found = what_if.with_facts(known, more) if more else None
    return Effect(considered.option(known, kind, said), compared(found) if found else (), kind in ADVICES, fine)


def answers(said: Considered, framework: Framework) -> list[tuple[str, str]]:
    """(question, what was weighed), in the order of the framework."""
    asked = {one.code: one.title for one in framework.questions}
    ordered = [*asked, *(code for code in said.answers if code not in asked)]
    return [(asked.get(code, code), said.answers[code]) for code in ordered if said.answers.get(code)]


def findings(found: Sequence[Finding]) -> list[tuple[Finding, str]]:
    """Each in words; unanswered questions in one line, that leads to the first."""
    open_ones = [one for one in found if one.code == "answer_missing"]
    rows = [(one, plan_wording.finding(one)) for one in found if one not in open_ones[1:]]
    if len(open_ones) < 2:
        return rows
    words = ngettext(
        "Answer %(n)s question of the framework.", "Answer %(n)s questions of the framework.", len(open_ones)
    )
    return [(one, words % {"n": len(open_ones)} if one is open_ones[0] else said) for one, said in rows]


def decided(kind: str, said: Considered, talks: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """(label, words) of what is decided; empty fields are left out."""
    names = (*OWN[kind], "dated_on", "document_language")
    rows = [(label(kind, name), shown(kind, name, getattr(said, name), talks)) for name in names]
    return [(words, value) for words, value in rows if value]


def label(kind: str, name: str) -> str:
    """What a field is called."""
    if name == "culpability" and kind == "map_sign_off":
        return _("Is being late the person's own doing?")
    if name == "happened_on" and kind in ADVICES:
        return _("Asked at DUO on")
    return str(plan_wording.DECISION_FIELDS[name])


def shown(kind: str, name: str, value: Any, talks: Mapping[str, str] | None = None) -> str:
    """A value in words; empty when nothing was filled in."""
    if name == "supports":
        return str(dict(ADVICE)["yes" if value else "no"])
    if value in (None, "", []):
        return ""
    if isinstance(value, date):
        return days.short(value)
    if isinstance(value, list):
        return ", ".join(shown(kind, name, one) for one in value)
    if name == "document_language":
        return wording.language(str(value))
    tables: dict[str, Mapping[str, Any]] = {
        "route": wording.TABLES["route"],
        "wish_route": wording.TABLES["route"],
        "parts": {**VALUES["component"], **VALUES["parts"]},
        "ground": VALUES["ground"],
        "basis": dict(BASIS),
        "culpability": dict(LATE if kind == "map_sign_off" else CULPABILITY),
        "talk": talks or {},
    }
    return str(tables.get(name, {}).get(str(value), value))


def conflict_label(kind: str, name: str, framework: Framework) -> str:
    """A field of the form in words, for the table of what was changed at the same time."""
    if name.startswith(ANSWER):
        code = name.removeprefix(ANSWER)
        return next((one.title for one in framework.questions if one.code == code), code)
    return label(kind, name)
