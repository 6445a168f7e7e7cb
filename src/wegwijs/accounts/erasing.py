"""Taking away rows of audit and access log, or words in them, when their term is over. The chain stays whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction

from wegwijs.accounts import sealer
from wegwijs.accounts.crypto import seal
from wegwijs.accounts.models import AccessEntry, AuditEntry, ErasedRow

CHUNK = 2000
FIELDS = {name: (model, fields) for name, model, fields in sealer.TABLES}


class BrokenChain(Exception):
    """The chain does not hold as it is: look into that first (`wegwijs verify`); nothing is erased until then."""


def empty_reasons(trajectory_ids: Sequence[int]) -> int:
    """The words with which somebody opened these cases; that they opened them stays. How many rows had words."""
    worded = AccessEntry.objects.filter(trajectory_ref__in=trajectory_ids).exclude(reason="")
    return _erase("access", list(worded.order_by("pk").values_list("pk", flat=True)), {"reason": ""})


def remove_access_before(municipality_id: int, moment: datetime) -> int:
    """Rows of a municipality's access log from before this moment."""
    old = (
        AccessEntry.objects.filter(municipality_id=municipality_id, at__lt=moment)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return sum(_erase("access", list(old[:CHUNK]), None) for _ in range(old.count() // CHUNK + 1))


def remove_audit(ids: Sequence[int]) -> int:
    """These rows of the audit; whoever asks has looked that no fact needs them any more."""
    return sum(_erase("audit", list(ids[at : at + CHUNK]), None) for at in range(0, len(ids), CHUNK))


def old_audit(municipality_id: int, moment: datetime) -> list[tuple[int, int | None, str]]:
    """Rows of a municipality's audit from before this moment: id, case, action."""
    rows = AuditEntry.objects.filter(municipality_id=municipality_id, at__lt=moment).order_by("pk")
    return list(rows.values_list("pk", "trajectory_ref", "action"))


def _erase(table: str, ids: Sequence[int], left: Mapping[str, Any] | None) -> int:
    """Change these rows to what is `left`, or remove them (None), and keep the digests under which they were sealed."""
    if not ids:
        return 0
    model, fields = FIELDS[table]
    manager = model._default_manager  # noqa: SLF001  Django's documented way to the default manager of any model
    with transaction.atomic():
        if not sealer.bring_up_to_date():
            raise BrokenChain
        sealed = manager.filter(pk__in=ids).exclude(seal=None)
        before = _digests(table, sealed, fields)
        links = dict(sealed.values_list("pk", "seal_id"))
        chosen = manager.filter(pk__in=ids)
        count: int = chosen.delete()[0] if left is None else chosen.update(**left)
        after = {} if left is None else _digests(table, manager.filter(pk__in=list(before)), fields)
        known = set()
        for row in ErasedRow.objects.filter(table=table, row__in=list(before)):
            known.add(row.row)
            ErasedRow.objects.filter(pk=row.pk).update(stays=after.get(row.row, ""))
        ErasedRow.objects.bulk_create(
            ErasedRow(table=table, row=pk, seal_id=links[pk], was=digest, stays=after.get(pk, ""))
            for pk, digest in before.items()
            if pk not in known
        )
    return count


def _digests(table: str, rows: models.QuerySet[Any], fields: tuple[str, ...]) -> dict[int, str]:
    return {row[0]: seal(sealer.line_of(table, row)) for row in rows.values_list(*fields)}
