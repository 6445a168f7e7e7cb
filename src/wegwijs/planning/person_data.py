"""Planning: the copy and the destruction of what is held of a person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from wegwijs.accounts.person_data import Claims, Item
from wegwijs.planning.models import Appointment

_TABLES = frozenset({"planning.Appointment"})
CLAIMS = Claims(copied=_TABLES, destroyed=_TABLES)


def copy_of(trajectory_id: int) -> list[Item]:
    """Every appointment there was, with whom and how it went."""
    rows = Appointment.objects.filter(trajectory_id=trajectory_id).select_related("user", "second", "room")
    return [
        Item(
            key=f"planning.Appointment:{row.pk}", section="appointment", title=f"appointment_{row.state}",
            content={
                "time": f"{timezone.localtime(row.starts_at):%H:%M} – {timezone.localtime(row.ends_at):%H:%M}",
                "mode": row.mode, "room": row.room.name if row.room else "", "by": row.user.name,
                "second": row.second.name if row.second else "", "language": row.language,
                "with_interpreter": row.interpreter == "professional",
            },
            on=timezone.localdate(row.starts_at), recorded_at=row.planned_at,
        )
        for row in rows.order_by("pk")
    ]  # fmt: skip


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts may know them."""
    return list(Appointment.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True))


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """All of them."""
    return {"planning.Appointment": Appointment.objects.filter(trajectory_id__in=trajectory_ids).delete()[0]}
