"""Add to a case what a delivery or another system says and nobody had filled in: all of it, or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import encrypt, lookup_index
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier import bulk, names, snapshots
from wegwijs.dossier.actions.append import FactRefused, NewFact, append
from wegwijs.dossier.actions.open_cases import CONTACT_COLUMNS, NewContact
from wegwijs.dossier.actions.people import NAMES, renew_terms
from wegwijs.dossier.models import ContactPoint, Person, Trajectory


@dataclass(frozen=True, slots=True)
class Filling:
    """What to add to one case. `fields` are columns of Person; bsn and v_number only where none was known."""

    trajectory_id: int
    version: int  # of the person, as it was read
    fields: Mapping[str, Any] = field(default_factory=dict)
    bsn: str | None = None
    v_number: str | None = None
    permit: str = ""
    contacts: Sequence[NewContact] = ()
    facts: Sequence[NewFact] = ()


def fill(actor: Actor, filling: Filling, *, source: str, by: str = "delivery", now: datetime) -> None:
    """Write one filling in one transaction. Raises `Conflict`, `FactRefused`, IntegrityError (a number taken)."""
    with transaction.atomic():
        case = Trajectory.objects.select_for_update().select_related("person").get(
            pk=filling.trajectory_id, municipality_id=actor.municipality_id
        )  # fmt: skip
        touched = _fill_person(actor, case.person, filling, {"by": by, "name": source}, now)
        if filling.permit and not case.permit:
            touched |= compare_and_set(
                actor,
                case,
                case.version,
                {"permit": filling.permit},
                now=now,
                action="case_changed",
                trajectory_id=case.pk,
            )
        if filling.contacts:
            touched = True
            _add_contacts(actor, case, filling.contacts, source, now)
        if filling.facts:
            result = append(actor, filling.facts, now=now)
            if result.refused:
                raise FactRefused(result.refused[0])
        elif touched:
            snapshots.refresh([case.pk], actor.today)


def _fill_person(actor: Actor, person: Person, filling: Filling, origin: dict[str, str], now: datetime) -> bool:
    changes = dict(filling.fields)
    if filling.bsn:
        changes |= {"bsn_sealed": encrypt(filling.bsn.encode()), "bsn_index": lookup_index(filling.bsn)}
    if filling.v_number:
        changes["v_number"] = filling.v_number
    if not changes:
        return False
    told = {name: origin for name in changes if name not in {"bsn_sealed", "bsn_index"}}
    changes["sources"] = {**person.sources, **told}
    written = compare_and_set(
        actor, person, filling.version, changes, now=now, action="person_changed", trajectory_id=filling.trajectory_id
    )
    if NAMES & set(filling.fields):
        renew_terms(person)
    return written


def _add_contacts(actor: Actor, case: Trajectory, contacts: Sequence[NewContact], source: str, now: datetime) -> None:
    rows = [
        (
            uuid.uuid4(),
            case.person_id,
            new.kind,
            new.value,
            names.fold_contact(new.kind, new.value),
            new.whose,
            source,
            actor.today,
            1,
        )
        for new in contacts
    ]
    bulk.insert(ContactPoint, CONTACT_COLUMNS, rows)
    detail = {"kinds": sorted({new.kind for new in contacts})}
    record(actor, "contact_point_added", now=now, trajectory_id=case.pk, detail=detail)
