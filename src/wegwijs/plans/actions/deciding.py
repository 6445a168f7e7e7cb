"""Decide: decision, facts, changed plan, letter, message to DUO and audit in one transaction, once per form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier import queries as dossier
from wegwijs.dossier.actions import FactRefused, NewFact, append
from wegwijs.plans import considered, enforcing, telling, weighing
from wegwijs.plans import content as contents
from wegwijs.plans.actions.considering import may_decide
from wegwijs.plans.actions.decision_letters import request_letter
from wegwijs.plans.actions.drafting import save
from wegwijs.plans.actions.establishing import NotReady, establish
from wegwijs.plans.checks import OWN_RULE, Finding
from wegwijs.plans.considered import Considered
from wegwijs.plans.models import OPEN, Decision, DecisionAgreement, Pip, PipAgreement
from wegwijs.quality import queries as quality


def decide(actor: Actor, case_uuid: UUID, kind: str, version: int, request_id: UUID, *, now: datetime) -> Decision:
    """Take the open decision of a kind as it was seen (`version`). Raises `NotReady`, `Conflict`, `FactRefused`.

    `request_id` comes from the form: the same one again gives what it decided.
    """
    may_decide(actor, kind)
    with transaction.atomic():
        case_id = dossier.case_ref(actor, case_uuid)
        if case_id is None:
            raise PermissionDenied
        rows = Decision.objects.select_for_update(of=("self",)).filter(trajectory_id=case_id, kind=kind)
        done = rows.filter(request_id=request_id).first()
        if done is not None:
            return done
        row = rows.filter(state__in=OPEN).first()
        case = dossier.case(actor, case_uuid, on=actor.today)
        if row is None or case is None:
            raise NotReady([])
        ready = _ready(actor, case, row)
        changes = {
            "state": "decided",
            "decided_by_id": actor.user_id,
            "decided_at": now,
            "request_id": request_id,
            "amount": None if ready.amount is None else Decimal(str(ready.amount)),
        }
        compare_and_set(actor, row, version, changes, now=now, action="decision_taken", trajectory_id=case_id)
        _carry_out(actor, case, row, ready, now)
    return row


@dataclass(frozen=True, slots=True)
class _Ready:
    said: Considered
    facts: list[law.Fact]
    amount: float | None
    new_term_until: str


def _ready(actor: Actor, case: dossier.Case, row: Decision) -> _Ready:
    """What will be recorded. Raises `NotReady` with why it cannot be decided so."""
    said = considered.of_row(row)
    ground = ground_of(actor, case, row.kind, said)
    findings = [one for one in weighing.weigh(row.kind, said, ground) if one.weight == "stop"]
    if row.agreed_by_id in {None, actor.user_id} or row.agreed_version != row.content_version:
        findings.append(Finding("decision_not_agreed", "agree", "", OWN_RULE))
    if contents.test_result(case.facts, actor.today) != row.test_result:
        findings.append(Finding("test_changed", "stop", "route", OWN_RULE))
    if findings:
        raise NotReady(findings)
    fine = ground.fine
    amount = fine.amount if fine is not None else None
    until = fine.new_term_until.isoformat() if fine is not None and fine.new_term_until else ""
    return _Ready(said, considered.facts_of(row.kind, said, actor.today, amount=amount), amount, until)


def ground_of(actor: Actor, case: dossier.Case, kind: str, said: Considered) -> weighing.Ground:
    """What a decision on this case is weighed against today."""
    found = quality.framework(actor.municipality_id, kind, actor.today)
    # What the person wants has a field of its own: it stands in the letter.
    questions = [one.code for one in found.questions if one.must and one.code != "wish"]
    if kind != "enforcement":
        return weighing.Ground(case, questions)
    return weighing.Ground(case, questions, enforcing.gate(case), enforcing.fine(case, said))


def _carry_out(actor: Actor, case: dossier.Case, row: Decision, ready: _Ready, now: datetime) -> None:
    """Facts, and what follows from them. What the plan itself says is recorded by establishing the changed plan."""
    facts = [
        NewFact(case.id, one.kind, one.on, dict(one.payload), uuid=uuid5(row.uuid, one.kind))
        for one in ready.facts
        if one.kind != "pip_amended"
    ]
    if facts:
        result = append(actor, facts, now=now, shown=True)
        if result.refused:
            raise FactRefused(result.refused[0])
        telling.follow(actor, case.id, [fact.kind for fact in facts], now=now)
    if len(facts) < len(ready.facts):
        document = _change_plan(actor, case, row, ready.said, now)
    else:
        document = request_letter(actor, case.uuid, row, ready.new_term_until, now=now)
    Decision.objects.filter(pk=row.pk).update(document=document)
    row.document = document


def _change_plan(actor: Actor, case: dossier.Case, row: Decision, said: Considered, now: datetime) -> UUID | None:
    """The plan as it is, with the route or level that was decided; its letter is the letter of the decision."""
    rows = Pip.objects.select_for_update().filter(trajectory_id=case.id)
    if rows.filter(state__in=OPEN).exists():
        raise NotReady([Finding("plan_is_open", "stop", "", OWN_RULE)])
    current = rows.filter(state="established").first()
    before = contents.of_row(current) if current else contents.of_facts(case, actor.today)
    changed = replace(
        before,
        explained_routes=[],
        wish_route=said.wish_route or before.wish_route,
        route=said.route or before.route,
        level="a2" if row.kind == "downscaling" else before.level,
        reason_wish=said.reason,
        reason_test=said.reason,
        reason_change=said.reason,
        unilateral=False,
        unilateral_reason="",
        document_language=said.document_language,
        dated_on=said.dated_on,
    )
    content = contents.for_route(changed, case.group, actor.today, before)
    if not content.against_wish():
        content = replace(content, reason_wish="")
    if not content.against_test(row.test_result):
        content = replace(content, reason_test="")
    plan = save(actor, case, content, 0, now=now)
    if content.deviates(plan.test_result):
        _agreed_with(plan, row)
    established = establish(actor, case.uuid, plan.version, uuid5(row.uuid, "plan"), now=now, by_decision=True)
    return established.decision_document


def _agreed_with(plan: Pip, row: Decision) -> None:
    """The colleague agreed on this route, knowing wish and test: that answer holds for the plan that says just that."""
    asked = DecisionAgreement.objects.filter(
        decision=row, outcome="agreed", decision_version=row.content_version, decided_by_id=row.agreed_by_id
    ).latest("id")
    question = PipAgreement.objects.create(
        pip=plan,
        pip_version=plan.content_version,
        route=plan.route,
        wish_route=plan.wish_route,
        test_result=plan.test_result,
        asked_by_id=asked.asked_by_id,
        asked_at=asked.asked_at,
        asked_of_id=asked.asked_of_id,
    )
    PipAgreement.objects.filter(pk=question.pk).update(
        outcome="agreed", decided_by_id=asked.decided_by_id, decided_at=asked.decided_at, advice=asked.advice
    )
    Pip.objects.filter(pk=plan.pk).update(agreed_by_id=asked.decided_by_id, agreed_version=plan.content_version)
