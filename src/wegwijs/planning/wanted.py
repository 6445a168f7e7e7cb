"""What is asked of an appointment, and whether it may be so. Pure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

KINDS = ("intake", "pip", "progress", "extra", "final")
MODES = ("physical", "online", "phone", "home_visit")
INTERPRETERS = ("professional", "none")
STATES = ("planned", "moved", "held", "not_come", "called_off")
# What says how an appointment of that day went.
OUTCOMES = {
    "intake_conversation_held": "held", "progress_conversation_held": "held", "self_reliance_interview_held": "held",
    "intake_no_show": "not_come",
}  # fmt: skip
# Where nobody sees who listens along: not for whom must be met at a location (support.meeting).
AT_A_DISTANCE = frozenset({"online", "phone"})


@dataclass
class Refused(ValueError):
    """Why an appointment cannot be so: the field and a code.

    ``measures``: it does not keep to how this person is met. The code says no more, because others read the error.
    """

    field: str
    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Wanted:
    """An appointment as it should be. `room` only at the office; `second`: the colleague who is there too."""

    kind: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    user_id: int
    language: str
    interpreter: str
    room: UUID | None = None
    second_id: int | None = None


def modes(measures: Set[str]) -> tuple[str, ...]:
    """In which ways this person can be met."""
    return tuple(one for one in MODES if "in_person" not in measures or one not in AT_A_DISTANCE)


def interpreters(measures: Set[str]) -> tuple[str, ...]:
    """With which interpreter."""
    return INTERPRETERS[:1] if "professional_interpreter" in measures else INTERPRETERS


def misfits(measures: Set[str], mode: str, interpreter: str, second_id: int | None) -> tuple[str, ...]:
    """Fields that do not keep to how this person is met (support.meeting.MEASURES)."""
    checks = {
        "mode": mode in modes(measures),
        "interpreter": interpreter in interpreters(measures),
        "second": second_id is not None or "second_colleague" not in measures,
    }
    return tuple(name for name, fits in checks.items() if not fits)


def check(wanted: Wanted, measures: Set[str], today: date) -> None:
    """Raises `Refused`; the measures first, so that nothing else hides them."""
    for name in misfits(measures, wanted.mode, wanted.interpreter, wanted.second_id):
        raise Refused(name, "measures")
    if wanted.kind not in KINDS:
        raise Refused("kind", "unknown")
    if wanted.interpreter == "professional" and not wanted.language:
        raise Refused("language", "which")
    if wanted.second_id == wanted.user_id:
        raise Refused("second", "same_person")
    if timezone.localdate(wanted.starts_at) < today:
        raise Refused("on", "has_been")
    if wanted.ends_at <= wanted.starts_at:
        raise Refused("minutes", "unknown")
