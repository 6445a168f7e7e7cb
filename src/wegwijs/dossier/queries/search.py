"""Find a person by name, BSN, V-number or phone. Names are found in any spelling (dossier.names).

One box for all: nine digits that pass the eleven-test are a BSN, ten digits a V-number, other digits a phone; letters
a name. The BSN is looked up by its keyed index and is never logged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from anyascii import anyascii
from django.db.models import Q, QuerySet
from stdnum.nl import bsn as bsn_number

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import lookup_index
from wegwijs.accounts.scope import Reach, scope
from wegwijs.dossier import names
from wegwijs.dossier.models import ContactPoint, SearchTerm, Trajectory

LIMIT = 30
_AFTER_ALL = "z" * 20  # terms are a-z and 0-9 only, so this bounds a prefix in every collation


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Enough to recognise the right person, no more."""

    uuid: UUID
    name: str
    own_script_name: str
    birth_year: int | None
    group: str
    phase: str
    responsible: str
    team: str


def kind_of(text: str) -> str:
    """What is being looked for: bsn, v_number, phone or name. This, not the text, goes into the access log."""
    digits = re.sub(r"[\s.\-+()]", "", anyascii(text))
    if not digits.isdigit():
        return "name"
    if len(digits) == 9 and bsn_number.is_valid(digits):
        return "bsn"
    if len(digits) == 10 and not digits.startswith("0"):
        return "v_number"
    return "phone"


def search(actor: Actor, text: str, reach: Reach = Reach.LIST) -> list[SearchHit]:
    """Up to 30 hits, exact spellings before alike ones. Empty for an empty text."""
    kind = kind_of(text)
    digits = re.sub(r"\D", "", anyascii(text))
    cases = Trajectory.objects.filter(municipality_id=actor.municipality_id)
    if kind == "bsn":
        own = Q(person__bsn_index=lookup_index(digits))
        cases = cases.filter(own | _with_phone(digits))
    elif kind == "v_number":
        cases = cases.filter(Q(person__v_number=digits) | _with_phone(digits))
    elif kind == "phone":
        if len(digits) < 6:
            return []
        cases = cases.filter(_with_phone(digits))
    else:
        return _by_name(actor, text, reach)
    return _hits([scope(actor, cases, reach)])


def _with_phone(digits: str) -> Q:
    points = ContactPoint.objects.filter(kind="phone", folded=digits[-9:], ended_on=None)
    return Q(person__in=points.values("person_id"))


def _by_name(actor: Actor, text: str, reach: Reach) -> list[SearchHit]:
    words = names.tokens(text)
    if not words:
        return []
    tries = []
    for column in ("term", "sound"):
        cases = Trajectory.objects.filter(municipality_id=actor.municipality_id)
        # A sound of one letter says nothing; without any word to look for, everybody would be found.
        wanted = words if column == "term" else [heard for heard in map(names.sound, words) if len(heard) > 1]
        if not wanted:
            continue
        for sought in wanted:
            rows = SearchTerm.objects.filter(municipality_id=actor.municipality_id)
            if column == "term":
                rows = rows.filter(term__gte=sought, term__lte=sought + _AFTER_ALL)
            else:
                rows = rows.filter(sound=sought)
            cases = cases.filter(person_id__in=rows.values("person_id"))
        tries.append(scope(actor, cases, reach))
    return _hits(tries)


def _hits(tries: list[QuerySet[Trajectory]]) -> list[SearchHit]:
    found: dict[UUID, SearchHit] = {}
    for cases in tries:
        if len(found) >= LIMIT:
            break
        rows = cases.order_by("pk").values(
            "uuid", "group", "person__own_script_name", "person__birth_year", "snapshot__display_name",
            "snapshot__phase",
            "snapshot__responsible__name", "snapshot__team__name",
        )[:LIMIT]  # fmt: skip
        for row in rows:
            hit = SearchHit(
                row["uuid"], row["snapshot__display_name"], row["person__own_script_name"], row["person__birth_year"],
                row["group"], row["snapshot__phase"], row["snapshot__responsible__name"] or "",
                row["snapshot__team__name"] or "",
            )  # fmt: skip
            found.setdefault(hit.uuid, hit)
    return list(found.values())[:LIMIT]
