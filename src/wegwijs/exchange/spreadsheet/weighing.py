"""What a notice adds to somebody who is known: empty fields, changed dates. What differs is for a human."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from wegwijs.dossier import names
from wegwijs.dossier.actions import NewContact
from wegwijs.dossier.queries.known import KnownFact, KnownPerson

from .records import Notice, facts_of

NOTICE_KINDS = ("obligation_started", "duo_notified", "coa_matched", "brp_registered")
_COLUMN_OF_KIND = {
    "obligation_started": "datum_inburgeringsplicht",
    "duo_notified": "datum_kennisgeving",
    "coa_matched": "gekoppeld_door_coa_op",
    "brp_registered": "datum_inschrijving_brp",
}
# Attribute of the notice and of the person, column of the contract, whether spelling counts.
_FIELDS = (
    ("given_names", "voornamen", False),
    ("prefix", "tussenvoegsel", False),
    ("surname", "geslachtsnaam", False),
    ("sex", "geslacht", True),
    ("nationality", "nationaliteit", True),
    ("mother_tongue", "taal", True),
)
_BIRTH = ("birth_year", "birth_month", "birth_day")
_CONTACTS = (("phone", "phone", "telefoon"), ("email", "email", "e_mail"), ("address", "location", "locatie"))


@dataclass(frozen=True, slots=True)
class Difference:
    """The delivery says `delivered`, the record says `stands`. Neither goes into a log: content is encrypted."""

    column: str
    delivered: str
    stands: str


@dataclass(slots=True)
class Weighed:
    """What to add, and what differs. Falsy `adds` with differences: nothing is written, somebody looks."""

    fields: dict[str, Any] = field(default_factory=dict)
    bsn: str | None = None
    v_number: str | None = None
    permit: str = ""
    contacts: list[NewContact] = field(default_factory=list)
    facts: list[tuple[str, date, dict[str, Any], UUID | None]] = field(default_factory=list)  # last: supersedes
    differences: list[Difference] = field(default_factory=list)

    @property
    def adds(self) -> bool:
        """Is there anything to write to the case?"""
        return bool(self.fields or self.bsn or self.v_number or self.permit or self.contacts or self.facts)


def weigh(notice: Notice, known: KnownPerson, municipality_code: str) -> Weighed:
    """Compare a notice with what is known. Pure; a value that stands is never overwritten, whoever entered it."""
    found = Weighed()
    if notice.bsn and known.bsn_index is None:
        found.bsn = notice.bsn
    if notice.v_number and known.v_number is None:
        found.v_number = notice.v_number
    elif notice.v_number and notice.v_number != known.v_number:
        found.differences.append(Difference("v_nummer", notice.v_number, known.v_number or ""))
    for attribute, column, exact in _FIELDS:
        told, stands = getattr(notice, attribute), known.fields[attribute]
        if told and not stands:
            found.fields[attribute] = told
        elif told and told != stands and (exact or names.fold(told) != names.fold(stands)):
            found.differences.append(Difference(column, told, stands))
    _weigh_birth(notice, known, found)
    if notice.group != known.group:
        found.differences.append(Difference("doelgroep", notice.group, known.group))
    if notice.permit and not known.permit:
        found.permit = notice.permit
    elif notice.permit and notice.permit != known.permit:
        found.differences.append(Difference("verblijfsvergunning", notice.permit, known.permit))
    for kind, attribute, column in _CONTACTS:
        _weigh_contact(kind, getattr(notice, attribute), column, known, found)
    for kind, on, payload in facts_of(notice, municipality_code):
        _weigh_fact(kind, on, payload, known, found)
    return found


def _weigh_birth(notice: Notice, known: KnownPerson, found: Weighed) -> None:
    told = tuple(notice.born)
    stands = tuple(known.fields[name] for name in _BIRTH)
    if any(one and other and one != other for one, other in zip(told, stands, strict=True)):
        found.differences.append(Difference("geboortedatum", _iso(told), _iso(stands)))
        return
    found.fields |= {
        name: one for name, one, other in zip(_BIRTH, told, stands, strict=True) if one is not None and other is None
    }


def _iso(parts: tuple[int | None, ...]) -> str:
    return "-".join(f"{part:02}" for part in parts if part is not None)


def _weigh_contact(kind: str, told: str, column: str, known: KnownPerson, found: Weighed) -> None:
    """Known once, also when it is no longer in use, is known: a number that a human ended does not come back."""
    if not told or (kind, names.fold_contact(kind, told)) in known.contacts:
        return
    if kind in known.open_kinds:
        stands = next((folded for own, folded in known.contacts if own == kind), "")
        found.differences.append(Difference(column, told, stands))
    else:
        found.contacts.append(NewContact(kind, told))


def _weigh_fact(kind: str, on: date, payload: dict[str, Any], known: KnownPerson, found: Weighed) -> None:
    same = [fact for fact in known.facts if fact.kind == kind and _same_place(fact, payload)]
    standing = [fact for fact in same if fact.standing]
    if any(fact.happened_on == on for fact in standing):
        return
    column = _COLUMN_OF_KIND[kind]
    stands = max(standing, key=lambda fact: fact.happened_on, default=None)
    replaced = any(fact.happened_on == on for fact in same)
    if replaced or (stands is not None and not stands.source):
        # Corrected or withdrawn before, or entered by a human: an old delivery does not turn that back.
        found.differences.append(Difference(column, on.isoformat(), stands.happened_on.isoformat() if stands else ""))
    else:
        found.facts.append((kind, on, payload, stands.uuid if stands else None))


def _same_place(fact: KnownFact, payload: dict[str, Any]) -> bool:
    return fact.payload.get("municipality") == payload.get("municipality")
