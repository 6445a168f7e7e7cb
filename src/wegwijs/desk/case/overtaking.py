"""A colleague put the same fact right, or withdrew it, while this form was open: explained, and nothing typed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from wegwijs import law
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import collisions
from wegwijs.components.collisions import Collision
from wegwijs.desk.case import history
from wegwijs.desk.case.forms.correction import CorrectionForm
from wegwijs.dossier.queries import Case, HistoryItem


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What was done to a fact meanwhile: `by` (the correction or the withdrawal), and what stands in its place."""

    by: HistoryItem
    now: HistoryItem | None

    @property
    def withdrawn(self) -> bool:
        """It never was, says a colleague."""
        return self.by.kind == "fact_withdrawn"


def stands(case: Case, fact: UUID) -> bool:
    """Does this fact count?"""
    return str(fact) in {one.id for one in law.in_force(case.facts, history.LAST)}


def overtaken(case: Case, fact: UUID) -> Overtaken | None:
    """Who was first, and what became of it; None when the fact stands, or nobody did anything to it."""
    if stands(case, fact):
        return None
    ends = history.put_right(case.history)
    first = at = ends.get(fact)
    while at is not None and at.kind != "fact_withdrawn" and not stands(case, at.uuid):
        at = ends.get(at.uuid)
    if first is None or at is None:
        return None
    return Overtaken(at if at.kind == "fact_withdrawn" else first, None if at.kind == "fact_withdrawn" else at)


def form_on_top(
    request: StaffRequest, case: Case, item: HistoryItem, now: HistoryItem
) -> tuple[CorrectionForm, list[Collision]]:
    """What was typed for `item`, as a correction of what stands `now`; with the fields that both changed.

    What only the colleague changed is taken from there, what only was changed here stays.
    """
    opened, present = (CorrectionForm(None, case=case, actor=request.actor, item=one) for one in (item, now))
    data = request.POST.copy()
    data["request_id"] = str(uuid4())
    differing = []
    for name in _fields(present):
        field = present.fields[name]
        typed = field.widget.value_from_datadict(data, {}, name)
        before, there = opened.initial.get(name), present.initial.get(name)
        if not field.has_changed(before, typed):
            data.setlist(name, as_sent(there))
        elif before != there and field.has_changed(there, typed):
            differing.append(name)
    form = CorrectionForm(data, case=case, actor=request.actor, item=now)
    form.is_valid()
    return form, rows(form, present, now, differing)


def resolved(request: StaffRequest, case: Case, item: HistoryItem) -> QueryDict:
    """What was sent, with what stands where that was chosen."""
    present = CorrectionForm(None, case=case, actor=request.actor, item=item)
    standing = {name: as_sent(present.initial.get(name)) for name in _fields(present)}
    return collisions.resolved(request.POST, standing)


def rows(form: CorrectionForm, present: CorrectionForm, now: HistoryItem, names: list[str]) -> list[Collision]:
    """These fields, with both values."""
    standing = QueryDict(mutable=True)
    for name in _fields(present):
        standing.setlist(name, as_sent(present.initial.get(name)))
    standing["request_id"] = str(uuid4())
    there = CorrectionForm(standing, case=form.case, actor=form.actor, item=now)
    there.is_valid()
    return [
        Collision(
            name, str(form.fields[name].label), there.words(name), form.words(name), now.recorded_by, now.recorded_at
        )
        for name in names
    ]


def _fields(form: CorrectionForm) -> list[str]:
    return [name for name in form.fields if name not in {"request_id", "reason"}]


def as_sent(value: Any) -> list[Any]:
    """A value as the form sends it."""
    if isinstance(value, list | tuple):
        return list(value)
    return ["" if value is None else value.isoformat() if isinstance(value, date) else str(value)]
