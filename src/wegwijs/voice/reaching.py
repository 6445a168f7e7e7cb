"""Which wishes and complaints somebody reaches, and who answers. Through accounts.scope, and one rule more.

A complaint about whoever guides is not for the eyes of whoever guides: its words are for quality officers, for its
owner and for who wrote it down. That it is there, everybody sees who reads the case.
"""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.roles import Role
from wegwijs.accounts.scope import scope
from wegwijs.dossier import restriction
from wegwijs.voice.models import Voice
from wegwijs.voice.subjects import by_another


def rows(actor: Actor, trajectory_id: int | None = None) -> QuerySet[Voice]:
    """Those that stand, of one case or of all cases of this actor."""
    found = Voice.objects.filter(withdrawn_on=None)
    found = found.filter(trajectory_id=trajectory_id) if trajectory_id is not None else found
    return scope(actor, found).select_related(
        "trajectory__snapshot__responsible", "owner", "heard_by", "decided_by", "passed_on__organisation"
    )


def to_change(actor: Actor, trajectory_id: int, voice: UUID) -> Voice:
    """The row, for who may change it; PermissionDenied otherwise."""
    row = rows(actor, trajectory_id).filter(uuid=voice).first()
    if row is None or not actor.may("case.write") or hidden(actor, row):
        raise PermissionDenied
    restriction.refuse_change(actor, [trajectory_id])
    return row


def hidden(actor: Actor, row: Voice) -> bool:
    """Are its words for others only?"""
    if not by_another(row.kind, row.subject) or actor.role is None:
        return False
    return actor.role != Role.QUALITY_OFFICER and actor.user_id not in {row.owner_id, row.heard_by_id}


def answered_by(actor: Actor) -> Q:
    """Those that this actor is to answer."""
    mine = Q(side="person", owner_id=actor.user_id) | Q(
        side="responsible", trajectory__snapshot__responsible_id=actor.user_id
    )
    if actor.team_ids:
        nobody = Q(side="responsible", trajectory__snapshot__responsible_id=None)
        mine |= nobody & Q(trajectory__snapshot__team_id__in=sorted(actor.team_ids))
    if actor.role == Role.QUALITY_OFFICER:
        mine |= Q(side="quality")
    return mine
