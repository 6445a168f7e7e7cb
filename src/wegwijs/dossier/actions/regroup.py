"""The group is what DUO says; when DUO says another one, the case follows, and the record tells when."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier.actions.append import NewFact, append_one
from wegwijs.dossier.models import Trajectory


def change_group(actor: Actor, trajectory_id: int, group: str, *, on: date, source: str, now: datetime) -> list[UUID]:
    """Put the case in another group from a day on; the facts written: none when it is in this group already."""
    with transaction.atomic():
        case = Trajectory.objects.select_for_update().get(pk=trajectory_id, municipality_id=actor.municipality_id)
        if case.group == group:
            return []
        compare_and_set(
            actor, case, case.version, {"group": group}, now=now, action="case_changed", trajectory_id=case.pk
        )  # fmt: skip
        new = NewFact(case.pk, "group_changed", on, {"group": group}, source=source, uuid=uuid.uuid4())
        return [append_one(actor, new, now=now)]
