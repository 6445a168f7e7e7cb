"""What an entry changes, in sentences: "PIP ready: 3 mrt 2026 → 17 mrt 2026"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.intake.queries import Change


@dataclass(frozen=True, slots=True)
class Effect:
    """One day, phase or regime before and after, in words, with the reasons of the new one."""

    label: str
    before: str
    after: str
    because: tuple[Any, ...]

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}"


def effects(changes: Sequence[Change]) -> tuple[Effect, ...]:
    """Each change for a reader."""
    return tuple(_effect(one) for one in changes)


def _effect(one: Change) -> Effect:
    if one.code in {"phase", "regime"}:
        label = _("Phase") if one.code == "phase" else _("Which law")
        return Effect(label, wording.word(one.code, str(one.before)), wording.word(one.code, str(one.after)), ())
    before, after = _day(one.before), _day(one.after)
    if one.before == one.after:
        after = _("met")
    return Effect(wording.word("deadline", one.code), before, after, one.because)


def _day(value: date | str | None) -> str:
    return days.short(value) if isinstance(value, date) else _("not known yet")
