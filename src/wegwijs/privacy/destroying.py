"""Destruction: case by case, each in one transaction with its proof, so that a run that stops goes on where it was.

Before a case goes it is looked at once more: a hold keeps it, and so does a duty that runs again since the list was
made. Afterwards the free space of the database is overwritten, because deleting alone leaves the words in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from wegwijs.accounts.actor import system_actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import seal
from wegwijs.dossier import person_data as dossier
from wegwijs.dossier.queries.retention import kept_long_enough
from wegwijs.privacy import holds, rooms
from wegwijs.privacy.models import Destruction, DestructionItem, DestructionList


def carry_out(uuid: UUID, *, now: datetime) -> int:
    """What is left of an approved list; how many cases went. Nothing for a list that nobody approved."""
    approved = DestructionList.objects.select_related("municipality").filter(uuid=uuid, state="approved").first()
    if approved is None:
        return 0
    due = {one.trajectory_id for one in kept_long_enough(approved.municipality_id, timezone.localdate(now))}
    done = 0
    for pk in list(approved.items.filter(state="waiting").order_by("pk").values_list("pk", flat=True)):
        done += _one(approved, pk, due, now)
    with transaction.atomic():
        DestructionList.objects.filter(pk=approved.pk, state="approved").update(state="done", done_at=now)
        actor = system_actor(approved.municipality_id, approved.municipality.name, timezone.localdate(now))
        record(actor, "destruction_done", now=now, subject=uuid, detail={"cases": done})
    if done:
        overwrite_free_space()
    return done


def go_on(now: datetime) -> int:
    """Nightly: lists that were approved and not finished, because a worker was stopped; how many cases went."""
    waiting = DestructionList.objects.filter(state="approved").order_by("pk").values_list("uuid", flat=True)
    return sum(carry_out(uuid, now=now) for uuid in list(waiting))


def overwrite_again(now: datetime) -> bool:
    """Nightly: once more after a day on which something was destroyed, in case a worker could not do it then."""
    lately = Destruction.objects.filter(at__gte=now - timedelta(days=1)).exists()
    return lately and overwrite_free_space()


def _one(approved: DestructionList, item_pk: int, due: set[int], now: datetime) -> int:
    with transaction.atomic():
        item = DestructionItem.objects.select_for_update().get(pk=item_pk)
        if item.state != "waiting":
            return 0
        number = item.trajectory_ref
        if holds.held([number], timezone.localdate(now)) or number not in due:
            item.state = "held" if number in due else "spared"
            item.save(update_fields=["state"])
            return 0
        digest = dossier.digest_of(number)
        rows = rooms.destroy(number)
        proof = Destruction(
            municipality_id=approved.municipality_id, item=item, trajectory_ref=number, at=now, rows=rows, digest=digest
        )
        proof.seal = _seal(proof)
        proof.save()
        item.state = "done"
        item.save(update_fields=["state"])
        actor = system_actor(approved.municipality_id, approved.municipality.name, timezone.localdate(now))
        detail = {"list": str(approved.uuid), "rows": rows, "seal": proof.seal}
        record(actor, "case_destroyed", now=now, subject=proof.uuid, trajectory_id=number, detail=detail)
    return 1


def _seal(proof: Destruction) -> str:
    content = [str(proof.uuid), proof.trajectory_ref, proof.at.timestamp(), proof.rows, proof.digest]
    return seal(json.dumps(content, sort_keys=True).encode())


@dataclass(frozen=True, slots=True)
class ProofsReport:
    """`changed`: uuids of proofs that are not what they were when written."""

    proofs: int
    changed: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Every proof is what it was."""
        return not self.changed


def verify_proofs() -> ProofsReport:
    """For `wegwijs verify`: every proof still has its seal, and its case is gone."""
    counted, changed = 0, []
    for proof in _proofs():
        counted += 1
        if proof.seal != _seal(proof):
            changed.append(str(proof.uuid))
    back = dossier.case_exists(list(Destruction.objects.values_list("trajectory_ref", flat=True)))
    found = Destruction.objects.filter(trajectory_ref__in=back).values_list("uuid", flat=True)
    return ProofsReport(counted, tuple(sorted({*changed, *map(str, found)})))


def _proofs() -> Iterator[Destruction]:
    return Destruction.objects.order_by("pk").iterator(chunk_size=2000)


def overwrite_free_space() -> bool:
    """Write the database anew without what was deleted; False when it could not be done whole (now).

    It cannot be done inside a transaction. SQLite: VACUUM, and the write-ahead log emptied, which has to wait for
    whoever is reading (`empty_write_ahead_log` goes on with that). PostgreSQL: VACUUM frees the space, which is then
    used again; a dump never holds deleted rows. Back-ups keep what they hold until they go (docs/beheer.md).
    """
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    return connection.vendor != "sqlite" or _truncate()


def empty_write_ahead_log(now: datetime) -> bool:
    """Every minute of a day on which something was destroyed: what was deleted may still stand in SQLite's log."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    return Destruction.objects.filter(at__gte=now - timedelta(days=1)).exists() and _truncate()


def _truncate() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy: int = cursor.fetchone()[0]
    return not busy
