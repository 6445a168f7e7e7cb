"""Integrity of facts: each still has the content it was written with, and none is gone.

Every append wrote one audit row per case with a keyed digest over the digests of its facts; the audit rows themselves
are chained by the sealer (accounts.sealer). Of a fact that was destroyed the digest is left, in its own place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from typing import Any

from wegwijs.accounts.crypto import seal
from wegwijs.accounts.models import AuditEntry
from wegwijs.dossier.actions.append import fact_digest
from wegwijs.dossier.models import ErasedFact, Fact


@dataclass(frozen=True, slots=True)
class FactsReport:
    """`facts`: also those that were destroyed. `changed`: uuids of facts whose content differs; `broken`: audit rows
    whose set of facts is not complete.
    """

    facts: int
    appends: int
    changed: tuple[str, ...]
    broken: tuple[int, ...]

    @property
    def sound(self) -> bool:
        """Nothing changed and nothing gone."""
        return not self.changed and not self.broken


def verify_facts() -> FactsReport:
    """Read every fact once, in order of its append; constant memory."""
    changed: list[str] = []
    found: dict[int, str] = {}
    counted = 0
    for entry, rows in groupby(_facts(), key=lambda row: row[0]):
        digests = []
        for _entry, _place, digest, *content in rows:
            counted += 1
            digests.append(digest)
            if content and digest != fact_digest(*content):
                changed.append(str(content[0]))
        found[entry] = seal("".join(digests).encode())
    appends, broken = 0, []
    entries = AuditEntry.objects.filter(action="facts_appended").order_by("pk").values_list("pk", "detail")
    for pk, detail in entries.iterator(chunk_size=5000):
        appends += 1
        if detail["facts"] and found.pop(pk, "") != detail["digest"]:
            broken.append(pk)
    # Facts that name an append which the audit does not know were put there past the house.
    broken += sorted(found)
    return FactsReport(counted, appends, tuple(changed[:100]), tuple(broken[:100]))


def _facts() -> Iterator[tuple[Any, ...]]:
    """Entry, place and digest of every fact, with its content unless it was destroyed; in order of its append."""
    columns = ("entry", "pk", "digest", "uuid", "trajectory_id", "kind", "happened_on", "payload", "supersedes")
    standing = Fact.objects.order_by("entry", "pk").values_list(*columns)
    erased = ErasedFact.objects.order_by("entry", "place").values_list("entry", "place", "digest")
    return merge(standing.iterator(chunk_size=5000), erased.iterator(chunk_size=5000), key=lambda row: row[:2])
