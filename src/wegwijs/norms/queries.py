"""The norms of a municipality on a day, and what pages show of them.

There is one way to a norm: a policy from here. A page asks once (a case brings its policy along), a batch once for all
its municipalities. A stored value that this version no longer knows is left out; `misfits` names it (wegwijs doctor).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from wegwijs import law, policy
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import Municipality
from wegwijs.norms.models import ImpactCheck, Norm

EITHER = ("norm.propose", "norm.activate")


def policies(municipality_ids: Iterable[int], on: date, known_at: datetime | None = None) -> dict[int, policy.Policy]:
    """The norms of each of these municipalities on a day, as activated by `known_at` (None: now). One query."""
    wanted = set(municipality_ids)
    own: dict[int, list[policy.Override]] = defaultdict(list)
    for municipality, override in _overrides(Q(municipality_id__in=wanted, effective_from__lte=on), known_at):
        own[municipality].append(override)
    return {one: policy.merge(policy.load(), own[one], on) for one in wanted}


def policy_on(municipality_id: int, on: date, known_at: datetime | None = None) -> policy.Policy:
    """The norms of a municipality on a day."""
    return policies([municipality_id], on, known_at)[municipality_id]


def choices(municipality_id: int, on: date, known_at: datetime | None = None) -> law.Choices:
    """The same, as the law hears it."""
    return policy.choices(policy_on(municipality_id, on, known_at))


def versions(on: date) -> dict[str, list[int]]:
    """Version of the norms on a day → the municipalities where it holds. Two queries."""
    found: dict[str, list[int]] = defaultdict(list)
    for municipality, norms in policies(Municipality.objects.values_list("pk", flat=True), on).items():
        found[norms.version].append(municipality)
    return found


def misfits() -> list[str]:
    """Names of active norms that this version of Wegwijs does not know, or whose value it does not take."""
    rows = Norm.objects.filter(state="active").values_list("name", "value", "effective_from")
    return sorted({name for name, value, since in rows if not policy.fits(policy.Override(name, value, since))})


def _overrides(chosen: Q, known_at: datetime | None) -> Iterable[tuple[int, policy.Override]]:
    standing = Q(state="active")
    if known_at is not None:
        was = Q(state="withdrawn", activated_at__isnull=False, withdrawn_at__gt=known_at)
        standing = (standing | was) & Q(activated_at__lte=known_at)
    rows = Norm.objects.filter(standing, chosen).order_by("effective_from", "activated_at", "pk")
    for municipality, name, value, since in rows.values_list("municipality_id", "name", "value", "effective_from"):
        override = policy.Override(name, value, since)
        if policy.fits(override):
            yield municipality, override


@dataclass(frozen=True, slots=True)
class Check:
    """An impact check, as far as it is. `counts`: (part, code, how, cases), most cases first."""

    uuid: UUID
    state: str
    on: date
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None
    seconds: float | None
    done: int
    total: int
    touched: int
    counts: tuple[tuple[str, str, str, int], ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A norm of the municipality: proposed, active or withdrawn. `check` is the newest of exactly this content."""

    uuid: UUID
    name: str
    value: Any
    effective_from: date
    reason: str
    state: str
    content_version: int
    proposed_by: str
    proposed_by_id: int
    proposed_at: datetime
    activated_by: str
    activated_at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    version: int
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class NormRow:
    """One norm as it stands: the shipped one, the value now and since when, what is planned, what is proposed."""

    norm: policy.Norm
    value: Any
    own: Proposal | None  # None: the shipped value holds
    planned: tuple[Proposal, ...]
    drafts: tuple[Proposal, ...]
    past: tuple[Proposal, ...]


def norms(actor: Actor) -> list[NormRow]:
    """Every norm with what the municipality made of it, in the order of the file. One query."""
    rows: dict[str, list[Proposal]] = defaultdict(list)
    for row in _mine(actor).order_by("-effective_from", "-activated_at", "-pk"):
        rows[row.name].append(_proposal(row))
    return [_row(norm, rows.get(norm.name, ()), actor.today) for norm in policy.catalogue().values()]


def norm(actor: Actor, name: str) -> NormRow | None:
    """One of them; None when there is no such norm."""
    return next((row for row in norms(actor) if row.norm.name == name), None)


def proposal(actor: Actor, uuid: UUID) -> Proposal | None:
    """One proposal of the actor's municipality with its check. Two queries."""
    row = _mine(actor).filter(uuid=uuid).first()
    if row is None:
        return None
    checks = row.checks.filter(content_version=row.content_version).select_related("asked_by")
    return _proposal(row, checks.order_by("-pk").first())


def check(actor: Actor, uuid: UUID) -> Check | None:
    """A check of changed figures of the law, of the actor's municipality."""
    rows = ImpactCheck.objects.filter(municipality_id=actor.municipality_id, norm=None, uuid=uuid)
    row = rows.select_related("asked_by").first()
    return _check(row) if row else None


def municipality_of(check: UUID) -> int:
    """Whose check this is."""
    found: int = ImpactCheck.objects.values_list("municipality_id", flat=True).get(uuid=check)
    return found


def checks_over(moment: datetime) -> list[UUID]:
    """Checks that were asked before this moment, and of norms that are no draft any more."""
    over = Q(asked_at__lt=moment) | Q(norm__state__in=("active", "withdrawn"))
    return list(ImpactCheck.objects.filter(over).values_list("uuid", flat=True))


def law_checks(actor: Actor) -> list[Check]:
    """Checks of changed figures, newest first."""
    rows = ImpactCheck.objects.filter(municipality_id=actor.municipality_id, norm=None).select_related("asked_by")
    return [_check(row) for row in rows.order_by("-pk")[:20]]


def _mine(actor: Actor) -> Any:
    people = ("proposed_by", "activated_by", "withdrawn_by")
    return Norm.objects.filter(municipality_id=actor.municipality_id).select_related(*people)


def _row(norm: policy.Norm, rows: Sequence[Proposal], today: date) -> NormRow:
    """`rows`: newest first by the day from which they hold, then by when they were activated."""
    active = [one for one in rows if one.state == "active"]
    begun = [one for one in active if one.effective_from <= today]
    own = begun[0] if begun else None
    if own is not None and not policy.fits(policy.Override(own.name, own.value, own.effective_from)):
        own = None
    past = [one for one in rows if one.state == "withdrawn" or (one in begun and one is not own)]
    planned = [one for one in active if one.effective_from > today]
    drafts = [one for one in rows if one.state == "draft"]
    return NormRow(norm, own.value if own else norm.value, own, tuple(reversed(planned)), tuple(drafts), tuple(past))


def _proposal(row: Norm, found: ImpactCheck | None = None) -> Proposal:
    return Proposal(
        row.uuid, row.name, row.value, row.effective_from, row.reason, row.state, row.content_version,
        row.proposed_by.name, row.proposed_by_id, row.proposed_at, row.activated_by.name if row.activated_by else "",
        row.activated_at, row.withdrawn_by.name if row.withdrawn_by else "", row.withdrawn_at, row.withdrawn_reason,
        row.version, _check(found) if found else None,
    )  # fmt: skip


def _check(row: ImpactCheck) -> Check:
    took = (row.finished_at - row.started_at).total_seconds() if row.finished_at and row.started_at else None
    return Check(
        row.uuid, row.state, row.on, row.asked_by.name if row.asked_by else "", row.asked_at, row.finished_at, took,
        row.cases_done, row.cases_total, row.touched,
        tuple((part, code, how, number) for part, code, how, number in row.counts), tuple(sorted(row.figures)),
    )  # fmt: skip
