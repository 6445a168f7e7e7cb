"""`append`: the only way facts are written.

A batch goes in chunks of at most 500, each one transaction: check, audit, insert, assess, snapshot, and a revision
where an answer that somebody relied on became another one (dossier.revising). When a chunk fails, its records are tried
one by one, so that one bad record costs only itself.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import seal
from wegwijs.accounts.models import AuditEntry
from wegwijs.dossier import bulk, restriction, revising, snapshots
from wegwijs.dossier.models import Fact, Trajectory
from wegwijs.dossier.states import law_facts, load
from wegwijs.eventlog import vocabulary

CHUNK = 500
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
FACT_COLUMNS = (
    "uuid", "trajectory_id", "kind", "happened_on", "payload", "schema", "recorded_at", "recorded_by", "recorded_for",
    "source", "supersedes", "entry", "digest",
)  # fmt: skip
AUDIT_COLUMNS = ("id", "municipality_id", "at", "user_id", "role", "action", "subject", "trajectory_ref", "detail")


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact to record. `uuid` may be given by a form or a delivery: the same one twice is written once."""

    trajectory_id: int
    kind: str
    happened_on: date
    payload: dict[str, Any] = field(default_factory=dict)
    supersedes: uuid.UUID | None = None
    source: str = ""
    recorded_for: int | None = None
    # Only for a history that is told afterwards (another system's cases, the demo): when and by whom it was recorded.
    recorded_at: datetime | None = None
    recorded_by: int | None = None
    uuid: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Record `index` of the batch was not written: a stable code and the field or reason behind it."""

    index: int
    code: str
    field: str
    expected: str


@dataclass(frozen=True, slots=True)
class AppendResult:
    """Which facts stand now, and which records were refused."""

    stored: tuple[uuid.UUID, ...]
    refused: tuple[Refusal, ...]


class FactRefused(Exception):
    """A single fact was refused; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.code}: {refusal.field} {refusal.expected}")
        self.refusal = refusal


def append(actor: Actor, batch: Sequence[NewFact], *, now: datetime, shown: bool = False) -> AppendResult:
    """Record the facts of a batch; see the module. The order of the batch is kept within a case.

    `shown`: the actor saw on the page what these facts change before they were sent.
    """
    stored: list[uuid.UUID] = []
    refused: list[Refusal] = []
    ready: list[tuple[int, NewFact, dict[str, Any]]] = []
    for index, new in enumerate(batch):
        checked = _check(index, new)
        if isinstance(checked, Refusal):
            refused.append(checked)
        else:
            ready.append((index, new, checked))
    ready = _unrestricted(actor, ready, refused)
    for start in range(0, len(ready), CHUNK):
        chunk = ready[start : start + CHUNK]
        try:
            with transaction.atomic():
                stored += _write(actor, chunk, now, shown=shown)
        except (IntegrityError, FactRefused) as error:
            if len(chunk) == 1:
                refused.append(_refusal(chunk[0][0], error))
                continue
            for one in chunk:
                try:
                    with transaction.atomic():
                        stored += _write(actor, [one], now, shown=shown)
                except (IntegrityError, FactRefused) as lone:
                    refused.append(_refusal(one[0], lone))
    return AppendResult(tuple(stored), tuple(refused))


def _unrestricted(
    actor: Actor, ready: list[tuple[int, NewFact, dict[str, Any]]], refused: list[Refusal]
) -> list[tuple[int, NewFact, dict[str, Any]]]:
    """Without what people would change on cases that stand still; what arrives from elsewhere is only kept."""
    if actor.role is None:
        return ready
    asked = {new.trajectory_id for _, new, _ in ready if new.kind not in restriction.ALLOWED_FACTS and not new.source}
    still = restriction.restricted(asked) if asked else set()
    if not still:
        return ready
    free = []
    for index, new, payload in ready:
        if new.trajectory_id in still and new.kind not in restriction.ALLOWED_FACTS and not new.source:
            refused.append(Refusal(index, "restricted", "trajectory", "a case that may be changed"))
        else:
            free.append((index, new, payload))
    return free


def append_one(actor: Actor, new: NewFact, *, now: datetime, shown: bool = False) -> uuid.UUID:
    """A batch of one, for an action of a person; raises `FactRefused`."""
    result = append(actor, [new], now=now, shown=shown)
    if result.refused:
        raise refusal_of(result)
    return new.uuid


def refusal_of(result: AppendResult) -> FactRefused | restriction.Restricted:
    """What to raise for a batch that must be written whole: the first refusal."""
    first = result.refused[0]
    return restriction.Restricted() if first.code == "restricted" else FactRefused(first)


def withdraw(
    actor: Actor, trajectory_id: int, fact: uuid.UUID, *, now: datetime, reason: str = "", shown: bool = False
) -> uuid.UUID:
    """Say that a fact never was, and why. It stays in the record and in "as known on"."""
    payload = {"fact": str(fact), **({"reason": reason} if reason else {})}
    return append_one(actor, NewFact(trajectory_id, "fact_withdrawn", actor.today, payload), now=now, shown=shown)


def _check(index: int, new: NewFact) -> dict[str, Any] | Refusal:
    try:
        return vocabulary.validate(new.kind, new.payload, strict=True)
    except vocabulary.UnknownKind:
        return Refusal(index, "unknown_kind", new.kind, "")
    except vocabulary.PayloadError as error:
        return Refusal(index, "bad_payload", error.field, error.expected)


def _refusal(index: int, error: DatabaseError | FactRefused) -> Refusal:
    if isinstance(error, FactRefused):
        return Refusal(index, error.refusal.code, error.refusal.field, error.refusal.expected)
    return Refusal(index, "conflict", "supersedes", "a fact that still stands")


def _write(
    actor: Actor, chunk: Sequence[tuple[int, NewFact, dict[str, Any]]], now: datetime, *, shown: bool
) -> list[uuid.UUID]:
    """One chunk inside a transaction: lock the cases, audit, insert, assess, keep what became another answer."""
    ids = sorted({new.trajectory_id for _, new, _ in chunk})
    own = Trajectory.objects.select_for_update().filter(pk__in=ids, municipality_id=actor.municipality_id)
    if len(own.order_by("pk").values_list("pk")) != len(ids):
        raise FactRefused(Refusal(chunk[0][0], "unknown_case", "trajectory", "a case of this municipality"))
    known = set(Fact.objects.filter(uuid__in=[new.uuid for _, new, _ in chunk]).values_list("uuid", flat=True))
    _check_references([one for one in chunk if one[1].uuid not in known])
    grouped: dict[int, list[tuple[NewFact, dict[str, Any]]]] = defaultdict(list)
    for _, new, payload in chunk:
        if new.uuid not in known:
            grouped[new.trajectory_id].append((new, payload))
    arrived = {case: [_arrival(new) for new, _ in news] for case, news in grouped.items()}
    standing = revising.standing(actor, arrived, shown=shown)
    write_facts(actor, grouped, now)
    states = load(grouped, actor.today)
    rows = snapshots.write(states, actor.today)
    if standing:
        revising.keep(actor, standing, arrived, zip(states, rows, strict=True), now)
    return [new.uuid for _, new, _ in chunk]


def _arrival(new: NewFact) -> revising.Arrival:
    puts_right = new.supersedes is not None or new.kind == "fact_withdrawn"
    return revising.Arrival(new.uuid, new.happened_on, bool(new.source), puts_right)


def _check_references(chunk: Sequence[tuple[int, NewFact, dict[str, Any]]]) -> None:
    """What is superseded or withdrawn must be a fact of the same case that still stands: two people, one correction."""
    told = [
        (index, new.trajectory_id, str(target))
        for index, new, payload in chunk
        if (target := payload.get("fact") if new.kind == "fact_withdrawn" else new.supersedes)
    ]
    facts = law_facts({case for _, case, _ in told}) if told else {}
    for index, case, target in told:
        if target not in {fact.id for fact in facts.get(case, ())}:
            raise FactRefused(Refusal(index, "unknown_fact", "fact", "a fact of this case"))
        if target not in {fact.id for fact in law.in_force(facts[case], date.max)}:
            raise FactRefused(Refusal(index, "conflict", "supersedes", "a fact that still stands"))


def write_facts(actor: Actor, grouped: dict[int, list[tuple[NewFact, dict[str, Any]]]], now: datetime) -> None:
    """Audit rows (one per case) and fact rows, in the caller's transaction."""
    entries = bulk.reserve_ids(AuditEntry, len(grouped))
    audit_rows, fact_rows = [], []
    for entry, (trajectory_id, news) in zip(entries, grouped.items(), strict=True):
        digests = []
        for new, payload in news:
            digest = fact_digest(new.uuid, trajectory_id, new.kind, new.happened_on, payload, new.supersedes)
            digests.append(digest)
            fact_rows.append(
                (new.uuid, trajectory_id, new.kind, new.happened_on, payload, vocabulary.SCHEMA,
                 new.recorded_at or now, new.recorded_by or actor.user_id, new.recorded_for, new.source,
                 new.supersedes, entry, digest)
            )  # fmt: skip
        detail = {
            "facts": len(news),
            "kinds": sorted({new.kind for new, _ in news}),
            "digest": seal("".join(digests).encode()),
        }
        audit_rows.append(
            (
                entry,
                actor.municipality_id,
                now,
                actor.user_id,
                actor.role or "",
                "facts_appended",
                None,
                trajectory_id,
                detail,
            )
        )
    bulk.insert(AuditEntry, AUDIT_COLUMNS, audit_rows)
    bulk.insert(Fact, FACT_COLUMNS, fact_rows)


def fact_digest(
    identity: uuid.UUID, trajectory_id: int, kind: str, on: date, payload: dict[str, Any], supersedes: uuid.UUID | None
) -> str:
    """Keyed digest of a fact's content; `verify` computes it again."""
    content = _canonical(payload)
    return seal(f"{identity}|{trajectory_id}|{kind}|{on.isoformat()}|{supersedes or ''}|{content}".encode())
