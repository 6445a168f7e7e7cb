"""The record as an event log: facts that stand, with what the law derives, for analysis and for researchers.

Streams a few hundred cases at a time. Not for pages: it knows no actor, so whoever calls it logs the export.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from wegwijs import law
from wegwijs.dossier.models import Fact, Snapshot, Trajectory
from wegwijs.dossier.restriction import restricted
from wegwijs.dossier.states import law_facts, partial_date
from wegwijs.eventlog.log import CAUSE, EVENT_ATTRIBUTES, LogCase, LogEvent, as_text
from wegwijs.eventlog.words import VOICE_SUBJECTS
from wegwijs.law.case import effective

CHUNK = 500
SHARED_BY = 10
# Where people say why in words of their own; only words that ten cases share leave the record.
CAUSES = {
    "early_start_declined": "reason",
    "course_waitlisted": "cause",
    "course_declined": "cause",
    "absence_recorded": "reason",
    "wish_voiced": "subject",
    "complaint_made": "subject",
    "voice_answered": "subject",
    "voice_realised": "subject",
}
_COLUMNS = (
    "pk", "uuid", "group", "permit", "person__sex", "person__nationality", "person__birth_year",
    "person__birth_month", "person__birth_day", "municipality__code",
)  # fmt: skip
_DERIVED = ("pk", "regime", "phase", "route", "term_last_day", "team__name", "assessment")


def event_log(municipality_id: int, on: date, *, leaves: bool = False) -> Iterator[LogCase]:
    """Every case of a municipality with a fact by that day, oldest case first; its events in the fixed order.

    `leaves`: the log goes out of the house, so cases whose data we may only keep (GDPR art. 18) stay behind.
    """
    cases = Trajectory.objects.filter(municipality_id=municipality_id).order_by("pk")
    ids = list(cases.values_list("pk", flat=True))
    shared = _shared_causes(municipality_id)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        if leaves:
            behind = restricted(chunk)
            chunk = [pk for pk in chunk if pk not in behind]
        facts = law_facts(chunk)
        derived = {row["pk"]: row for row in Snapshot.objects.filter(pk__in=chunk).values(*_DERIVED)}
        for row in cases.filter(pk__in=chunk).values(*_COLUMNS):
            standing = effective(facts.get(row["pk"], ()), on)
            if standing:
                known = derived.get(row["pk"], {})
                team = known.get("team__name") or ""
                events = tuple(_event(fact, team, shared) for fact in standing)
                yield LogCase(str(row["uuid"]), _attributes(row, known, on), events)


def common_nationalities(municipality_id: int) -> frozenset[str]:
    """Nationalities that at least ten people share."""
    counted = Counter(
        Trajectory.objects.filter(municipality_id=municipality_id).values_list("person__nationality", flat=True)
    )
    return frozenset(code for code, n in counted.items() if n >= SHARED_BY)


def _shared_causes(municipality_id: int) -> frozenset[str]:
    said: dict[str, set[int]] = defaultdict(set)
    rows = Fact.objects.filter(trajectory__municipality_id=municipality_id, kind__in=CAUSES)
    for kind, trajectory_id, payload in rows.values_list("kind", "trajectory_id", "payload").iterator(chunk_size=5000):
        words = payload.get(CAUSES[kind])
        if isinstance(words, str):
            said[words].add(trajectory_id)
    return frozenset(words for words, cases in said.items() if len(cases) >= SHARED_BY)


def _event(fact: law.Fact, team: str, shared: frozenset[str]) -> LogEvent:
    own = {name: as_text(value) for name, value in fact.payload.items() if name in EVENT_ATTRIBUTES and name != CAUSE}
    said = fact.payload.get(CAUSES.get(fact.kind, ""))
    if said:
        own[CAUSE] = said if said in shared or said in VOICE_SUBJECTS else "other"
    return LogEvent(fact.kind, fact.on, team, str(fact.payload.get("provider") or ""), own)


def _attributes(row: Mapping[str, Any], known: Mapping[str, Any], on: date) -> dict[str, str]:
    born = partial_date(row["person__birth_year"], row["person__birth_month"], row["person__birth_day"])
    return {
        "municipality": row["municipality__code"],
        "group": row["group"],
        "permit": row["permit"],
        "sex": row["person__sex"],
        "born": born or "",
        "birth_year": as_text(row["person__birth_year"] or ""),
        "nationality": row["person__nationality"],
        "age_group": age_group(row["person__birth_year"], row["person__birth_month"], row["person__birth_day"], on),
        "regime": known.get("regime") or "",
        "phase": known.get("phase") or "",
        "route": known.get("route") or "",
        "pip_due": _pip_due(known.get("assessment")),
        "term_last_day": as_text(known.get("term_last_day") or ""),
    }


def age_group(year: int | None, month: int | None, day: int | None, on: date) -> str:
    """The bands of the published monitor; of a partial date the birthday counts as passed."""
    if year is None:
        return ""
    age = on.year - year - ((month or 1, day or 1) > (on.month, on.day))
    return "18-26" if age <= 26 else "27-39" if age <= 39 else "40-59" if age <= 59 else "60+"


def _pip_due(assessment: Mapping[str, Any] | None) -> str:
    """The last deadline of that name: after a move, that of the present municipality."""
    found = [one["due"] for one in (assessment or {}).get("deadlines", ()) if one["code"] == "pip_due" and one["due"]]
    return str(found[-1]) if found else ""
