"""Agreement plans: from a conversation, read together, signed on the screen or on paper, gone on with next time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import Conflict, compare_and_set
from wegwijs.accounts.scope import scope
from wegwijs.dossier import queries as dossier
from wegwijs.dossier.actions import NewFact, append_one
from wegwijs.letters.actions import request_document
from wegwijs.plans.actions.agreement_letter import letter_data
from wegwijs.plans.agreed import LONGEST_NOTE, MOST_ITEMS, OUTCOMES, Item, Missing, missing
from wegwijs.plans.models import AgreementItem, AgreementPlan


@dataclass
class NotWhole(Exception):
    """The items cannot be agreed on like this."""

    missing: list[Missing]


@dataclass(frozen=True, slots=True)
class NextTalk:
    """When the next conversation is: a day, and a time as text ("14:30")."""

    on: date | None = None
    at: str = ""


def draw_up(
    actor: Actor,
    case: dossier.Case,
    items: Sequence[Item],
    *,
    language: str,
    next_talk: NextTalk,
    conversation: UUID | None,
    now: datetime,
) -> AgreementPlan:
    """A new version from these items; one that was drafted and not signed is replaced. Raises `NotWhole`.

    Called inside the transaction that finishes a conversation.
    """
    may_write(actor)
    lacking = list(missing(items, actor.today))
    if lacking or not items or len(items) > MOST_ITEMS:
        raise NotWhole(lacking)
    with transaction.atomic():
        rows = AgreementPlan.objects.select_for_update().filter(trajectory_id=case.id)
        for row in rows.filter(state="drafted"):
            _change(actor, row, row.version, {"state": "replaced"}, "agreements_replaced", now)
        # Those that were signed before there were rows, or in another system, are counted as well.
        signed = sum(fact.kind == "agreement_plan_signed" for fact in case.facts)
        number = max(rows.aggregate(last=Max("number"))["last"] or 0, signed) + 1
        row = AgreementPlan.objects.create(
            municipality_id=actor.municipality_id, trajectory_id=case.id, number=number, language=language,
            conversation=conversation, next_on=next_talk.on, next_at=next_talk.at, made_by_id=actor.user_id,
            made_at=now,
        )  # fmt: skip
        _put(row, items)
        record(actor, "agreements_drawn_up", now=now, subject=row.uuid, trajectory_id=case.id)
        _print(actor, row, now)
    return row


def rewrite(
    actor: Actor, plan: UUID, version: int, items: Sequence[Item], *, language: str, now: datetime
) -> AgreementPlan:
    """Other words before signing, as the person asked; printed anew. Raises `NotWhole`, `Conflict`."""
    may_write(actor)
    lacking = list(missing(items, actor.today))
    if lacking or not items or len(items) > MOST_ITEMS:
        raise NotWhole(lacking)
    with transaction.atomic():
        row = _mine(actor, plan, "drafted")
        if row.version != version:
            raise Conflict({}, row.version)
        # Also when only the items differ: who signs after this signs other words.
        row.language, row.version = language, version + 1
        AgreementPlan.objects.filter(pk=row.pk).update(language=language, version=row.version)
        detail = {"fields": ["items", "language"], "version": row.version}
        record(actor, "agreements_rewritten", now=now, subject=row.uuid, trajectory_id=row.trajectory_id, detail=detail)
        row.items.all().delete()
        _put(row, items)
        _print(actor, row, now)
    return row


def sign(
    actor: Actor, case: dossier.Case, plan: UUID, version: int, *, how: str, name: str, on: date, now: datetime
) -> AgreementPlan:
    """The person signed, on the screen or on paper; the one before it is replaced and the fact written, once.

    Raises `Conflict` when the words were changed after they were read, `PermissionDenied`.
    """
    may_write(actor)
    with transaction.atomic():
        done = scope(actor, AgreementPlan.objects.filter(uuid=plan, trajectory_id=case.id, state="signed")).first()
        if done is not None:
            return done
        row = _mine(actor, plan, "drafted")
        for other in AgreementPlan.objects.select_for_update().filter(trajectory_id=case.id, state="signed"):
            _change(actor, other, other.version, {"state": "replaced"}, "agreements_replaced", now)
        changes = {"state": "signed", "signed_on": on, "signed_how": how, "signed_name": name.strip()[:200]}
        _change(actor, row, version, changes, "agreements_signed", now)
        fact = NewFact(
            case.id, "agreement_plan_signed", on, {"version": str(row.number)}, uuid=uuid5(row.uuid, "signed")
        )
        append_one(actor, fact, now=now)
        if how == "screen":
            _print(actor, row, now)  # with the name and the day in the place of an empty line
    return row


def settle(
    actor: Actor, trajectory_id: int, outcomes: Mapping[UUID, tuple[str, str]], *, on: date, now: datetime
) -> None:
    """How it went with agreements of last time: item → (done, not yet or changed; a note)."""
    may_write(actor)
    rows = AgreementItem.objects.filter(plan__trajectory_id=trajectory_id, uuid__in=list(outcomes))
    for row in scope(actor, rows).select_related("plan"):
        outcome, note = outcomes[row.uuid]
        if outcome in OUTCOMES:
            changes = {"outcome": outcome, "outcome_note": note[:LONGEST_NOTE], "outcome_on": on}
            compare_and_set(
                actor, row, row.version, changes, now=now, action="agreement_settled", trajectory_id=trajectory_id
            )


def may_write(actor: Actor) -> None:
    """Raises `PermissionDenied` for a hat that writes nothing on a case."""
    if not actor.may("case.write"):
        raise PermissionDenied


def _mine(actor: Actor, plan: UUID, state: str) -> AgreementPlan:
    row = scope(actor, AgreementPlan.objects.filter(uuid=plan)).select_for_update(of=("self",)).first()
    if row is None:
        raise PermissionDenied
    if row.state != state:
        raise Conflict({}, row.version)
    return row


def _put(row: AgreementPlan, items: Iterable[Item]) -> None:
    AgreementItem.objects.bulk_create(
        AgreementItem(
            plan=row, position=position, standard=item.standard, what="" if item.standard else item.what, who=item.who,
            by=item.by, measure=item.measure, carried=item.carried,
        )
        for position, item in enumerate(items)
    )  # fmt: skip


def _print(actor: Actor, row: AgreementPlan, now: datetime) -> None:
    """Ask for the letter with both copies; its words are frozen here."""
    data = letter_data(actor, row)
    document = request_document(actor, row.trajectory_id, "agreements", row.language, data, now=now)
    AgreementPlan.objects.filter(pk=row.pk).update(document=document.uuid)
    row.document = document.uuid


def _change(
    actor: Actor, row: AgreementPlan, version: int, changes: dict[str, Any], action: str, now: datetime
) -> None:
    compare_and_set(actor, row, version, changes, now=now, action=action, trajectory_id=row.trajectory_id)
