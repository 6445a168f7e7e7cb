"""The record itself: the copy and the destruction of what is held of a person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt, lookup_index, seal
from wegwijs.accounts.person_data import THIRD_PARTY, Claims, Item
from wegwijs.dossier import bulk
from wegwijs.dossier.impact_cases import ImpactCase
from wegwijs.dossier.models import (
    ContactPoint,
    ErasedFact,
    Fact,
    Household,
    HouseholdMember,
    Involvement,
    Person,
    Restriction,
    Revision,
    SearchTerm,
    Snapshot,
    Trajectory,
)
from wegwijs.dossier.states import partial_date

_TABLES = (
    "Person", "Household", "HouseholdMember", "ContactPoint", "Trajectory", "Involvement", "Fact", "Restriction",
    "Snapshot", "SearchTerm", "Revision", "ImpactCase",
)  # fmt: skip
_DERIVED = "follows from the facts and the name"
CLAIMS = Claims(
    copied=frozenset({f"dossier.{name}" for name in _TABLES[:-4]} - {"dossier.Household"}),
    destroyed=frozenset({f"dossier.{name}" for name in _TABLES}),
    not_copied={
        "dossier.Snapshot": _DERIVED, "dossier.SearchTerm": _DERIVED, "dossier.Revision": _DERIVED,
        "dossier.ImpactCase": "what would be if another norm held; decides nothing, gone within 90 days",
        "dossier.BulkAction": "names cases by number and colleagues, to put an assignment back",
        "dossier.Household": "says only who belong together; its members are copied",
        "dossier.ErasedFact": "digests of what is no longer there",
    },
    kept={
        "dossier.ErasedFact": "digests that say nothing without the keys; they prove that the rest is whole",
        "dossier.BulkAction": "names cases by a random number that then names nothing",
    },
)  # fmt: skip
# Facts that others told us about the person or that name others: a human looks before they go into a copy.
FROM_OTHERS = frozenset({"third_party_information_received", "referral_answered"})
_PERSON = (
    "given_names", "prefix", "surname", "own_script_name", "sex", "nationality", "mother_tongue", "speaks",
    "reads_own_script", "interpreter", "interpreter_wish", "adaptation", "v_number",
)  # fmt: skip


def copy_of(trajectory_id: int) -> list[Item]:
    """Everything of the person and the case, facts oldest first, those that were withdrawn too."""
    trajectory = Trajectory.objects.select_related("person").get(pk=trajectory_id)
    person = trajectory.person
    said = {name: getattr(person, name) for name in _PERSON if getattr(person, name) not in (None, "", [])}
    said |= {"born": partial_date(person.birth_year, person.birth_month, person.birth_day) or ""}
    if person.bsn_sealed:
        said["bsn"] = decrypt(person.bsn_sealed).decode()
    case = {"group": trajectory.group, "permit": trajectory.permit, "case_number": trajectory.pk}
    return [
        Item(f"dossier.Person:{person.pk}", "person", "person", said),
        Item(f"dossier.Trajectory:{trajectory_id}", "person", "case", case, recorded_at=trajectory.opened_at),
        *_contacts(person),
        *_household(person),
        *_involved(trajectory_id),
        *_facts(trajectory_id),
        *(
            Item(f"dossier.Restriction:{row.pk}", "request", row.kind, {"reason": row.reason,
                 "lift_reason": row.lift_reason}, recorded_at=row.set_at)
            for row in Restriction.objects.filter(trajectory_id=trajectory_id).order_by("pk")
        ),
    ]  # fmt: skip


def _contacts(person: Person) -> list[Item]:
    return [
        Item(f"dossier.ContactPoint:{row.pk}", "contact", row.kind, {"value": row.value, "whose": row.whose},
             on=row.since, source=row.source, mark="" if row.whose == "own" else THIRD_PARTY)
        for row in ContactPoint.objects.filter(person=person).order_by("pk")
    ]  # fmt: skip


def _household(person: Person) -> list[Item]:
    if person.household_id is None:
        return []
    rows = HouseholdMember.objects.filter(household_id=person.household_id).exclude(person_id=person.pk).order_by("pk")
    return [
        Item(f"dossier.HouseholdMember:{row.pk}", "household", row.relation, {"name": row.name,
             "birth_year": row.birth_year or ""}, mark=THIRD_PARTY)
        for row in rows
    ]  # fmt: skip


def _involved(trajectory_id: int) -> list[Item]:
    rows = Involvement.objects.filter(trajectory_id=trajectory_id).select_related("team", "organisation").order_by("pk")
    return [
        Item(f"dossier.Involvement:{row.pk}", "involved", row.purpose, {"role": row.role,
             "team": row.team.name if row.team else "", "ends_on": row.ends_on or "",
             "organisation": row.organisation.name if row.organisation else ""}, on=row.starts_on)
        for row in rows
    ]  # fmt: skip


def _facts(trajectory_id: int) -> list[Item]:
    return [
        Item(f"dossier.Fact:{row.pk}", "fact", row.kind, row.payload, on=row.happened_on, recorded_at=row.recorded_at,
             source=row.source, mark=THIRD_PARTY if row.kind in FROM_OTHERS else "")
        for row in Fact.objects.filter(trajectory_id=trajectory_id).order_by("happened_on", "pk")
    ]  # fmt: skip


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts, sessions and tasks may know these cases."""
    cases = Trajectory.objects.filter(pk__in=trajectory_ids)
    facts = Fact.objects.filter(trajectory_id__in=trajectory_ids)
    return [*cases.values_list("uuid", flat=True), *facts.values_list("uuid", flat=True)]


def lookups_of(trajectory_ids: Sequence[int]) -> list[str]:
    """Keyed digests under which messages know these people: of the BSN and of the V-number."""
    people = Person.objects.filter(trajectory__pk__in=trajectory_ids).values_list("bsn_index", "v_number")
    return [found for bsn, number in people for found in (bsn, lookup_index(number) if number else None) if found]


def digest_of(trajectory_id: int) -> str:
    """One keyed digest over all facts of a case: recognises what was destroyed, says nothing of it."""
    digests = Fact.objects.filter(trajectory_id=trajectory_id).order_by("pk").values_list("digest", flat=True)
    return seal("".join(digests).encode())


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """Cases, people and facts; of each fact only the digest is left. In the caller's transaction, last of all rooms."""
    with transaction.atomic():
        facts = Fact.objects.filter(trajectory_id__in=trajectory_ids)
        bulk.insert(ErasedFact, ("place", "entry", "digest"), list(facts.values_list("pk", "entry", "digest")))
        people = list(Trajectory.objects.filter(pk__in=trajectory_ids).values_list("person_id", flat=True))
        homes = list(
            Person.objects.filter(pk__in=people).exclude(household=None).values_list("household_id", flat=True)
        )
        counted: dict[str, int] = {"dossier.Fact": facts.delete()[0]}
        for rows in (
            SearchTerm.objects.filter(person_id__in=people),
            ContactPoint.objects.filter(person_id__in=people),
            Snapshot.objects.filter(pk__in=trajectory_ids),
            Involvement.objects.filter(trajectory_id__in=trajectory_ids),
            Restriction.objects.filter(trajectory_id__in=trajectory_ids),
            Revision.objects.filter(trajectory_id__in=trajectory_ids),
            ImpactCase.objects.filter(trajectory_id__in=trajectory_ids),
            Trajectory.objects.filter(pk__in=trajectory_ids),
            HouseholdMember.objects.filter(person_id__in=people),
            Person.objects.filter(pk__in=people),
            # A household goes when nobody who has a case lives in it any more.
            HouseholdMember.objects.filter(household_id__in=homes).exclude(household__people__isnull=False),
            Household.objects.filter(pk__in=homes).exclude(people__isnull=False),
        ):
            for label, count in rows.delete()[1].items():
                counted[label] = counted.get(label, 0) + count
    return counted


def forget_audit(ids: Sequence[int]) -> None:
    """Digests of facts whose append is no longer in the audit."""
    ErasedFact.objects.filter(entry__in=list(ids)).delete()


def case_exists(trajectory_ids: Sequence[int]) -> set[int]:
    """Which of these numbers are still cases."""
    return set(Trajectory.objects.filter(pk__in=list(trajectory_ids)).values_list("pk", flat=True))


def case_exists_here(actor: Actor, number: int) -> bool:
    """Is this a case of the actor's municipality?"""
    return Trajectory.objects.filter(pk=number, municipality_id=actor.municipality_id).exists()


def find_case(actor: Actor, number: str) -> int | None:
    """The number of a case by exactly its number, a BSN or a V-number: no list, no name. Log the search before."""
    digits = "".join(letter for letter in number if letter.isdigit())
    cases = Trajectory.objects.filter(municipality_id=actor.municipality_id)
    tries = (
        cases.filter(person__bsn_index=lookup_index(digits)) if len(digits) == 9 else cases.none(),
        cases.filter(person__v_number=digits) if len(digits) == 10 else cases.none(),
        cases.filter(pk=int(digits)) if 0 < len(digits) < 9 else cases.none(),
    )
    return next((pk for found in tries for pk in found.values_list("pk", flat=True)[:1]), None)
