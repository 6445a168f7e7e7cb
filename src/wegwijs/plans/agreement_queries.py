"""What can be asked of agreement plans, through accounts.scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.scope import scope
from wegwijs.plans.agreed import Item
from wegwijs.plans.models import AgreementItem, AgreementPlan


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreement as it stands, with how it went when that was talked about."""

    uuid: UUID
    item: Item
    outcome: str
    outcome_note: str
    outcome_on: date | None


@dataclass(frozen=True, slots=True)
class Agreements:
    """One version. `document`: its letter, to print or read."""

    uuid: UUID
    number: int
    state: str
    language: str
    version: int
    next_on: date | None
    next_at: str
    made_by: str
    made_at: datetime
    signed_on: date | None
    signed_how: str
    signed_name: str
    document: UUID | None
    items: tuple[Agreed, ...]

    @property
    def open(self) -> tuple[Agreed, ...]:
        """What the next conversation opens with."""
        return tuple(one for one in self.items if not one.outcome)


def standing_rows(actor: Actor) -> QuerySet[AgreementPlan]:
    """The newest of each case, signed or not; of all cases."""
    return scope(actor, AgreementPlan.objects.exclude(state="replaced"))


def latest(actor: Actor, trajectory_id: int) -> Agreements | None:
    """The newest version of a case, signed or not. Two queries."""
    rows = standing_rows(actor).filter(trajectory_id=trajectory_id)
    return next(iter(_read(rows.order_by("-number")[:1])), None)


def versions(actor: Actor, trajectory_id: int) -> list[Agreements]:
    """All versions, newest first. Two queries."""
    return _read(_of(actor, trajectory_id).order_by("-number"))


def agreements(actor: Actor, trajectory_id: int, uuid: UUID) -> Agreements | None:
    """One version of this case, or None."""
    return next(iter(_read(_of(actor, trajectory_id).filter(uuid=uuid))), None)


def of_conversation(actor: Actor, trajectory_id: int, conversation: UUID) -> UUID | None:
    """The version that a conversation ended in, or None."""
    return _of(actor, trajectory_id).filter(conversation=conversation).values_list("uuid", flat=True).first()


def _of(actor: Actor, trajectory_id: int) -> QuerySet[AgreementPlan]:
    return scope(actor, AgreementPlan.objects.filter(trajectory_id=trajectory_id))


def _read(rows: QuerySet[AgreementPlan]) -> list[Agreements]:
    found = list(rows.select_related("made_by"))
    items: dict[int, list[Agreed]] = {}
    for row in AgreementItem.objects.filter(plan__in=[one.pk for one in found]).order_by("position"):
        item = Item(row.standard, row.what, row.who, row.by, row.measure, row.carried)
        items.setdefault(row.plan_id, []).append(Agreed(row.uuid, item, row.outcome, row.outcome_note, row.outcome_on))
    return [
        Agreements(
            row.uuid, row.number, row.state, row.language, row.version, row.next_on, row.next_at,
            row.made_by.name if row.made_by else "", row.made_at, row.signed_on, row.signed_how, row.signed_name,
            row.document, tuple(items.get(row.pk, ())),
        )
        for row in found
    ]  # fmt: skip
