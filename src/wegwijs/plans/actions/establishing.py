"""Establish: plan, facts, letters, message and audit in one transaction, once, however often the button is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier import queries as dossier
from wegwijs.dossier.actions import FactRefused, NewFact, append, append_one
from wegwijs.outbox import actions as outbox
from wegwijs.plans import checks, queries, telling
from wegwijs.plans import content as contents
from wegwijs.plans.actions.documents import request_documents
from wegwijs.plans.actions.drafting import may_write
from wegwijs.plans.checks import Finding
from wegwijs.plans.models import OPEN, Pip


@dataclass
class NotReady(Exception):
    """The plan cannot be established so; the findings say why."""

    findings: list[Finding]


def establish(
    actor: Actor, case_uuid: UUID, version: int, request_id: UUID, *, now: datetime, by_decision: bool = False
) -> Pip:
    """Establish the open draft as it was seen (`version`). Raises `NotReady`, `Conflict`, `FactRefused`.

    `request_id` comes from the form: the same one again gives the plan that it established. `by_decision`: it follows
    from a decision on the route or the level, in its transaction.
    """
    may_write(actor)
    with transaction.atomic():
        case_id = dossier.case_ref(actor, case_uuid)
        if case_id is None:
            raise PermissionDenied
        rows = Pip.objects.select_for_update().filter(trajectory_id=case_id)
        done = rows.filter(request_id=request_id).first()
        if done is not None:
            return done
        row = rows.filter(state__in=OPEN).first()
        case = dossier.case(actor, case_uuid, on=actor.today)
        if row is None or case is None:
            raise NotReady([])
        content = contents.of_row(row)
        around = queries.circumstances(case, is_amendment=row.is_amendment, by_decision=by_decision)
        findings = checks.check(content, around)
        findings = [
            finding
            for finding in findings
            if finding.weight == "stop" or (finding.weight == "agree" and not _agreed(row, actor))
        ]
        test = contents.test_result(case.facts, actor.today)
        if findings or test != row.test_result:
            # A test recorded after the draft: what was decided must be looked at again.
            raise NotReady(findings or [Finding("test_changed", "stop", "route", checks.OWN_RULE)])
        _write(actor, case, row, version, request_id, now)
        telling.tell_plan(actor, row, case.group, now=now)
        telling.follow(actor, case.id, ["pip_established"], now=now)
        request_documents(actor, case_uuid, row, now=now)
    return row


def _agreed(row: Pip, actor: Actor) -> bool:
    return row.agreed_by_id not in {None, actor.user_id} and row.agreed_version == row.content_version


def _write(actor: Actor, case: dossier.Case, row: Pip, version: int, request_id: UUID, now: datetime) -> None:
    previous = Pip.objects.filter(trajectory_id=row.trajectory_id, state="established").first()
    if previous is not None:
        compare_and_set(
            actor,
            previous,
            previous.version,
            {"state": "replaced"},
            now=now,
            action="pip_replaced",
            trajectory_id=case.id,
        )
    last = Pip.objects.filter(trajectory_id=row.trajectory_id).aggregate(last=Max("number"))["last"] or 0
    changes = {
        "state": "established",
        "number": last + 1,
        "established_by_id": actor.user_id,
        "established_at": now,
        "request_id": request_id,
    }
    compare_and_set(actor, row, version, changes, now=now, action="pip_established", trajectory_id=case.id)
    result = append(actor, _facts(row, case), now=now, shown=True)
    if result.refused:
        raise FactRefused(result.refused[0])


def _facts(row: Pip, case: dossier.Case) -> list[NewFact]:
    """What happened, in words of the vocabulary. Uuids follow from the plan, so that nothing is recorded twice."""
    content = contents.of_row(row)
    on = row.dated_on
    assert on is not None  # noqa: S101  the check refused a plan without a date
    facts = []
    if content.explained_routes:
        told = {"routes": content.explained_routes}
        if content.explained_language:
            told["language"] = content.explained_language  # type: ignore[assignment]  # one text beside a list
        facts.append(NewFact(case.id, "routes_explained", on, told, uuid=uuid5(row.uuid, "routes_explained")))
    if content.wish_route:
        facts.append(
            NewFact(
                case.id, "route_preferred", on, {"route": content.wish_route}, uuid=uuid5(row.uuid, "route_preferred")
            )
        )
    payload = checks.payload_of(content, case.group)
    reason = content.reason_change or content.unilateral_reason
    if reason:
        payload["reason"] = reason
    kind = checks.kind_of(row.is_amendment)
    return [*facts, NewFact(case.id, kind, on, payload, uuid=uuid5(row.uuid, kind))]


def tell_duo_by_hand(actor: Actor, case_uuid: UUID, request_id: UUID, *, now: datetime) -> None:
    """Record that the plan in force was entered in DUO's portal today. The same form twice is recorded once."""
    may_write(actor)
    case_id = dossier.case_ref(actor, case_uuid)
    if case_id is None:
        raise PermissionDenied
    with transaction.atomic():
        append_one(actor, NewFact(case_id, "duo_told", actor.today, {"message": "pip"}, uuid=request_id), now=now)
        outbox.settle_by_hand(actor, case_id, telling.DUO, "pip", now=now)
