"""Texts of the invented city: a guide of its own, a framework that waits for a second reader, and a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wegwijs.accounts.actor import Actor, actor_from, hats, on_day
from wegwijs.accounts.models import Membership, Municipality
from wegwijs.accounts.roles import Role
from wegwijs.quality import actions, queries
from wegwijs.quality.content import Part

HOLIDAY = Part(
    "own_travel", "Vakantie en reizen",
    "Gaat iemand weg, of komt er familie? Plan lessen, examens en het volgende gesprek daaromheen.",
    choosable=True,
)  # fmt: skip
COLLEAGUES = Part(
    "own_colleagues", "Spreekt de persoon Nederlands met collega's?",
    "Werk waar niemand Nederlands spreekt, vervangt de module niet.", required=True,
)  # fmt: skip


def write_texts(municipality: Municipality, now: datetime) -> None:
    """Three quality officers at work; the first of them finds something to read."""
    today = now.date()
    users = Membership.objects.filter(municipality=municipality, role=Role.QUALITY_OFFICER).order_by("pk")
    first, second, third = (
        actor_from(hats(user, today), municipality.pk, Role.QUALITY_OFFICER, today)
        for user in users.values_list("user_id", flat=True)[:3]
    )
    assert first is not None  # noqa: S101  the city has an officer for each department
    assert second is not None  # noqa: S101
    assert third is not None  # noqa: S101
    then = now - timedelta(days=90)
    guide = _write(on_day(third, then.date()), "guide", "progress", then, add=HOLIDAY)
    actions.send(third, guide, _version(third, guide), now=then)
    actions.approve(on_day(second, then.date()), guide, _version(second, guide), then.date(), now=then)
    framework = _write(second, "framework", "map_sign_off", now, add=COLLEAGUES)
    actions.send(second, framework, _version(second, framework), now=now)
    _write(first, "instruction", "conversation", now, title="Een gesprek voeren, met of zonder tolk")


def _write(actor: Actor, kind: str, code: str, now: datetime, add: Part | None = None, **changes: Any) -> UUID:
    uuid = actions.begin(actor, kind, code, now=now)
    said = queries.in_force(actor.municipality_id, kind, code, actor.today).written
    parts = (*said.parts[:-2], add, *said.parts[-2:]) if add else said.parts
    actions.save(actor, uuid, 1, replace(said, parts=parts, **changes), now=now)
    return uuid


def _version(actor: Actor, uuid: UUID) -> int:
    found = queries.version(actor.municipality_id, uuid)
    return found.version if found else 0
