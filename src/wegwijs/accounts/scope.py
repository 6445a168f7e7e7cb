"""The one gate to cases: every query for a page goes through `scope`.

A model that belongs to a case says how to reach it: ``SCOPE = "trajectory"`` (or ``"self"`` on Trajectory). `scope`
adds one EXISTS on the involvements that let this actor in, on the actor's day. Involvement lies in a room above; it
is found by name, so that the direction of imports holds.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.roles import CASE_WORKERS, PROVIDERS, Role

M = TypeVar("M", bound=Model)


class _PerRow(Exists):
    """EXISTS that PostgreSQL asks per row and does not weave into the joins; `OFFSET 0` changes no answer."""

    template = "EXISTS(%(subquery)s OFFSET 0)"


class Reach(Enum):
    """What the rows are wanted for."""

    READ = "read"  # the content of a case
    LIST = "list"  # that the case exists, who it is about, its dates
    CARD = "card"  # what a question at the counter needs


def scope(actor: Actor, queryset: QuerySet[M], reach: Reach = Reach.READ, *, per_row: bool = False) -> QuerySet[M]:
    """Only the rows of cases that this actor may reach.

    `per_row` is for a page of a list that an index already gives in order: planning a woven EXISTS takes PostgreSQL
    longer than reading such a page. Without it the database may begin with the cases of the actor.
    """
    path: str = queryset.model.SCOPE  # type: ignore[attr-defined]  # each scoped model declares it; a missing one must fail loudly
    rule = _rule(actor, reach)
    if rule is None:
        return queryset.none()
    involvement = apps.get_model("dossier", "Involvement")
    reference = "pk" if path == "self" else f"{path}_id"
    in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
    exists = _PerRow if per_row else Exists
    return queryset.filter(
        exists(
            involvement._default_manager.filter(  # noqa: SLF001  Django's documented way to the default manager
                rule,
                in_force,
                trajectory_id=OuterRef(reference),
                municipality_id=actor.municipality_id,
                starts_on__lte=actor.today,
            )
        )
    )


def _rule(actor: Actor, reach: Reach) -> Q | None:  # noqa: PLR0911  one return per row of the table in docs/rechten.md
    """Which involvements count for this role; None: none at all."""
    mine = Q(user_id=actor.user_id) if actor.user_id is not None else None
    if actor.role is None:
        return Q()
    if actor.role == Role.DESK:
        return Q() if reach is Reach.CARD else None
    if mine is None:
        return None
    if actor.role in CASE_WORKERS or actor.role == Role.EMPLOYMENT_ADVISER:
        return mine | Q(team_id__in=sorted(actor.team_ids)) if actor.team_ids else mine
    if actor.role == Role.QUALITY_OFFICER:
        return mine | Q(department_id=actor.department_id) if actor.department_id is not None else mine
    if actor.role == Role.TEAM_MANAGER:
        if reach is Reach.READ:
            return mine & Q(purpose="break_glass")
        return Q(department_id=actor.department_id) if actor.department_id is not None else None
    # Providers see participants through provider pages only, never the case itself: a coordinator those of the
    # organisation, a teacher or volunteer their own.
    if actor.role in PROVIDERS and reach is Reach.LIST and actor.organisation_id is not None:
        return (Q() if actor.role == Role.PROVIDER_COORDINATOR else mine) & Q(organisation_id=actor.organisation_id)
    return None
