"""Change who somebody is and how to reach them: compare-and-set, source kept per field, search terms renewed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier import bulk, names, restriction, snapshots
from wegwijs.dossier.models import ContactPoint, Household, HouseholdMember, Person, SearchTerm

EDITABLE = frozenset({
    "given_names", "prefix", "surname", "surname_first", "own_script_name", "birth_year", "birth_month", "birth_day",
    "sex", "nationality", "mother_tongue", "speaks", "reads_own_script", "interpreter", "interpreter_wish",
    "adaptation",
})  # fmt: skip
NAMES = frozenset({"given_names", "prefix", "surname", "own_script_name"})


class OwnedElsewhere(ValueError):
    """Another system owns these fields; change them there."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def update_person(
    actor: Actor, trajectory_id: int, version: int, changes: Mapping[str, Any], *, now: datetime, by: str = "human"
) -> bool:
    """Change fields of the person of a case; False when nothing differs. Raises `Conflict`, `OwnedElsewhere`."""
    unknown = set(changes) - EDITABLE
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    restriction.refuse_change(actor, [trajectory_id])
    with transaction.atomic():
        person = Person.objects.select_for_update().get(
            trajectory__pk=trajectory_id, municipality_id=actor.municipality_id
        )
        differing = {name: value for name, value in changes.items() if getattr(person, name) != value}
        owned = [name for name in differing if person.sources.get(name, {}).get("by") == "system"]
        if owned and by == "human":
            raise OwnedElsewhere(sorted(owned))
        sources = {**person.sources, **{name: {"by": by, "on": actor.today.isoformat()} for name in differing}}
        written = compare_and_set(
            actor,
            person,
            version,
            {**differing, "sources": sources} if differing else {},
            now=now,
            action="person_changed",
            trajectory_id=trajectory_id,
        )
        if written:
            if NAMES & set(differing):
                renew_terms(person)
            snapshots.refresh([trajectory_id], actor.today)
    return written


def renew_terms(person: Person) -> None:
    """Search terms anew from the names."""
    SearchTerm.objects.filter(person=person).delete()
    found = names.terms(person.given_names, person.surname, person.own_script_name)
    rows = [(person.pk, person.municipality_id, term, heard) for term, heard in found]
    bulk.insert(SearchTerm, ("person_id", "municipality_id", "term", "sound"), rows)


def add_contact_point(
    actor: Actor,
    trajectory_id: int,
    kind: str,
    value: str,
    *,
    whose: str,
    source: str,
    app_allowed: bool | None,
    now: datetime,
) -> uuid.UUID:
    """A new phone, mail or address. The same one again is not doubled."""
    restriction.refuse_change(actor, [trajectory_id])
    with transaction.atomic():
        person = Person.objects.select_for_update().get(
            trajectory__pk=trajectory_id, municipality_id=actor.municipality_id
        )
        folded = names.fold_contact(kind, value)
        standing = ContactPoint.objects.filter(person=person, kind=kind, folded=folded, ended_on=None).first()
        if standing is not None:
            return standing.uuid
        point = ContactPoint.objects.create(
            person=person, kind=kind, value=value, folded=folded, whose=whose, source=source,
            app_allowed=app_allowed, since=actor.today,
        )  # fmt: skip
        record(
            actor,
            "contact_point_added",
            now=now,
            subject=point.uuid,
            trajectory_id=trajectory_id,
            detail={"kind": kind},
        )
        snapshots.refresh([trajectory_id], actor.today)
    return point.uuid


def end_contact_point(actor: Actor, trajectory_id: int, point_uuid: uuid.UUID, version: int, *, now: datetime) -> None:
    """No longer in use; it stays in the history."""
    restriction.refuse_change(actor, [trajectory_id])
    point = ContactPoint.objects.get(uuid=point_uuid, person__trajectory__pk=trajectory_id)
    compare_and_set(
        actor,
        point,
        version,
        {"ended_on": actor.today},
        now=now,
        action="contact_point_ended",
        trajectory_id=trajectory_id,
    )


def set_household_member(
    actor: Actor, trajectory_id: int, relation: str, *, name: str, birth_year: int | None, now: datetime
) -> None:
    """Add somebody to the household of the person; makes the household when there is none."""
    restriction.refuse_change(actor, [trajectory_id])
    with transaction.atomic():
        person = Person.objects.select_for_update().get(
            trajectory__pk=trajectory_id, municipality_id=actor.municipality_id
        )
        if person.household is None:
            person.household = Household.objects.create(municipality_id=actor.municipality_id)
            Person.objects.filter(pk=person.pk).update(household=person.household)
        HouseholdMember.objects.create(household=person.household, relation=relation, name=name, birth_year=birth_year)
        record(actor, "household_changed", now=now, trajectory_id=trajectory_id, detail={"relation": relation})
