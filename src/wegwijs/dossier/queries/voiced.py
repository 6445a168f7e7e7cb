"""Wishes and complaints as the record has them: said, answered, come true. For figures: no names, no words.

Without scope: what comes out are counts and days of a whole municipality; whoever shows them hides what is small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wegwijs import law
from wegwijs.dossier.models import Fact
from wegwijs.dossier.states import law_facts

ASKED = {"wish_voiced": "wish", "complaint_made": "complaint"}
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Followed:
    """One of them. `decision` empty and days None: not (yet)."""

    kind: str
    subject: str
    said_on: date
    decision: str
    answered_on: date | None
    realised_on: date | None


def with_earlier(trajectory_id: int, fact: UUID) -> tuple[UUID, ...]:
    """A fact and those that it was put in the place of, the last one first: taken back together, or one returns."""
    before = dict(
        Fact.objects.filter(trajectory_id=trajectory_id).exclude(supersedes=None).values_list("uuid", "supersedes")
    )
    found = [fact]
    while (earlier := before.get(found[-1])) is not None and earlier not in found:
        found.append(earlier)
    return tuple(found)


def voiced(municipality_id: int, on: date) -> Iterator[Followed]:
    """Every wish and complaint that stands on that day, with what followed; corrections and withdrawals counted in."""
    rows = Fact.objects.filter(trajectory__municipality_id=municipality_id, kind__in=ASKED, happened_on__lte=on)
    ids = sorted(set(rows.values_list("trajectory_id", flat=True)))
    for start in range(0, len(ids), CHUNK):
        for facts in law_facts(ids[start : start + CHUNK]).values():
            yield from _of_case(facts, on)


def _of_case(facts: list[law.Fact], on: date) -> Iterator[Followed]:
    before = {fact.id: fact.supersedes for fact in facts}
    followed: dict[str | None, dict[str, law.Fact]] = defaultdict(dict)
    standing = law.in_force(facts, on)
    for fact in standing:
        if fact.kind in {"voice_answered", "voice_realised"}:
            followed[_first(fact.payload.get("of"), before)][fact.kind] = fact
    for fact in standing:
        if fact.kind in ASKED:
            after = followed.get(_first(fact.id, before), {})
            answer, realised = after.get("voice_answered"), after.get("voice_realised")
            yield Followed(
                ASKED[fact.kind], str(fact.payload.get("subject", "")), fact.on,
                str(answer.payload.get("decision", "")) if answer else "", answer.on if answer else None,
                realised.on if realised else None,
            )  # fmt: skip


def _first(name: str | None, before: dict[str | None, str | None]) -> str | None:
    """What a fact was before it was put right, however often."""
    seen: set[str | None] = set()
    while before.get(name) is not None and name not in seen:
        seen.add(name)
        name = before[name]
    return name
