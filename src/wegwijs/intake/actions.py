"""Recording what a professional saw, did or was told: one action, for one or more entries, whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.dossier import actions as dossier
from wegwijs.dossier.actions import NewFact, append, refusal_of
from wegwijs.dossier.actions.assign_many import Outcome
from wegwijs.dossier.actions.involve import ANYBODY
from wegwijs.dossier.queries import Case
from wegwijs.intake.entries import Entry, Refused
from wegwijs.planning import actions as planning
from wegwijs.plans import telling
from wegwijs.voice import actions as voice


def record(
    actor: Actor, trajectory_id: int, entries: Sequence[Entry], *, now: datetime, request_id: uuid.UUID
) -> tuple[uuid.UUID, ...]:
    """Write the entries and return their ids. The same `request_id` twice is written once.

    A conversation, or that somebody did not come, settles the appointment of that day (`planning`).
    Raises `Refused` when a day lies ahead, `PermissionDenied`, or `FactRefused` when the record refuses it.
    """
    _may_write(actor, entries)
    batch = [
        NewFact(trajectory_id, one.kind, one.on, one.payload, source=one.source, uuid=_identity(request_id, index))
        for index, one in enumerate(entries)
    ]
    return _write(actor, batch, now)


def correct(
    actor: Actor,
    trajectory_id: int,
    fact: uuid.UUID,
    entry: Entry,
    *,
    reason: str,
    now: datetime,
    request_id: uuid.UUID,
    again: bool = False,
) -> tuple[uuid.UUID, ...]:
    """Put a fact right: what is written now takes its place; the first stays readable. Raises as `record` does.

    `again`: it was put right before and that was undone. A fact is superseded once, so it is withdrawn, and recorded
    anew.
    """
    _may_write(actor, [entry])
    payload = {**entry.payload, **({"correction_reason": reason} if reason else {})}
    batch = [
        NewFact(
            trajectory_id, entry.kind, entry.on, payload, supersedes=None if again else fact, source=entry.source,
            uuid=request_id,
        )
    ]  # fmt: skip
    if again:
        gone = {"fact": str(fact), **({"reason": reason} if reason else {})}
        batch.append(NewFact(trajectory_id, "fact_withdrawn", actor.today, gone, uuid=_identity(request_id, 1)))
    with transaction.atomic():
        planning.follow_withdrawal(actor, trajectory_id, fact, now=now)
        return _write(actor, batch, now)


def withdraw(actor: Actor, case: Case, fact: uuid.UUID, *, reason: str, now: datetime) -> uuid.UUID:
    """Say that a fact never was; whoever was told of it is told that too. PermissionDenied as `record`."""
    if not actor.may("case.write"):
        raise PermissionDenied
    known = {str(item.uuid): item for item in case.history}
    item = known[str(fact)]
    # Taking back a withdrawal brings the fact itself back.
    kinds = [known[item.payload["fact"]].kind if item.kind == "fact_withdrawn" else item.kind]
    with transaction.atomic():
        stored = dossier.withdraw(actor, case.id, fact, now=now, reason=reason, shown=True)
        back = item.kind == "fact_withdrawn"
        said = uuid.UUID(item.payload["fact"]) if back else fact
        voice.follow_withdrawal(case.id, said, on=None if back else actor.today)
        if back:
            again = known[str(said)]
            planning.follow(actor, case.id, [(again.kind, again.happened_on, said)], now=now)
        else:
            planning.follow_withdrawal(actor, case.id, said, now=now)
        telling.follow(actor, case.id, kinds, now=now)
    return stored


def assign(actor: Actor, trajectory_id: int, user_id: int, *, now: datetime, had: int | None = ANYBODY) -> None:
    """Make a professional responsible, and tell DUO who can be reached. Raises `CannotInvolve`, `ChangedSince`."""
    with transaction.atomic():
        dossier.assign(actor, trajectory_id, user_id, now=now, had=had)
        telling.follow(actor, trajectory_id, ["case_assigned"], now=now)


def assign_many(actor: Actor, wanted: Mapping[uuid.UUID, int | None], to: int, *, now: datetime) -> Outcome:
    """The same for many cases (`dossier.actions.assign_many`)."""
    with transaction.atomic():
        done = dossier.assign_many(actor, wanted, to, now=now)
        for case in done.cases:
            telling.follow(actor, case, ["case_assigned"], now=now)
    return done


def put_back(actor: Actor, action: uuid.UUID, *, now: datetime) -> Outcome | None:
    """Undo it, and tell DUO of that as well."""
    with transaction.atomic():
        done = dossier.put_back(actor, action, now=now)
        for case in done.cases if done else ():
            telling.follow(actor, case, ["case_assigned"], now=now)
    return done


def _may_write(actor: Actor, entries: Sequence[Entry]) -> None:
    if not actor.may("case.write"):
        raise PermissionDenied
    must_have_happened(entries, actor.today)


def must_have_happened(entries: Sequence[Entry], today: date) -> None:
    """What is still to come is an appointment (a field of an invitation), never a fact. Raises `Refused`."""
    if any(one.on > today for one in entries):
        raise Refused("on", "in_the_future", {})


def _write(actor: Actor, batch: Sequence[NewFact], now: datetime) -> tuple[uuid.UUID, ...]:
    told = [(one.kind, one.happened_on, one.uuid) for one in batch if one.kind != "fact_withdrawn"]
    with transaction.atomic():
        result = append(actor, batch, now=now, shown=True)  # the forms show the effect before they are sent
        if result.refused:
            raise refusal_of(result)
        planning.follow(actor, batch[0].trajectory_id, told, now=now)
        telling.follow(actor, batch[0].trajectory_id, [kind for kind, _on, _fact in told], now=now)
    return result.stored


def _identity(request_id: uuid.UUID, index: int) -> uuid.UUID:
    """The first fact of a form carries the form's own id, the others one that follows from it."""
    return request_id if index == 0 else uuid.uuid5(request_id, str(index))
