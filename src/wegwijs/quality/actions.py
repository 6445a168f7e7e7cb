"""Writing a text, having a second quality officer read it, and bringing it into force."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import compare_and_set
from wegwijs.quality import queries, shipped
from wegwijs.quality.content import Refused, Written, as_rows, check, parts_from
from wegwijs.quality.models import OPEN, TextVersion


class NotYours(PermissionDenied):
    """Nobody approves their own words."""


def begin(actor: Actor, kind: str, code: str, *, now: datetime, source: UUID | None = None) -> UUID:
    """A draft with the words of `source`, else of what is in force; the open one when there is one. Raises KeyError."""
    user = _writer(actor)
    place = {"municipality_id": actor.municipality_id, "kind": kind, "code": code}
    with transaction.atomic():
        waiting = TextVersion.objects.select_for_update().filter(**place, state__in=OPEN).first()
        if waiting is not None:
            return waiting.uuid
        start = queries.in_force(actor.municipality_id, kind, code, actor.today)
        earlier = queries.version(actor.municipality_id, source) if source else None
        if earlier is not None and (earlier.kind, earlier.code) == (kind, code):
            start = earlier
        said = start.written
        row = TextVersion.objects.create(
            **place, title=said.title, basis=said.basis, parts=as_rows(said.parts), written_by_id=user, written_at=now
        )
        record(actor, "text_begun", now=now, subject=row.uuid, detail={"kind": kind, "code": code})
    return row.uuid


def save(actor: Actor, uuid: UUID, version: int, said: Written, *, now: datetime) -> None:
    """Keep the words of a draft. Raises `Refused` (also ``not_open``), `Conflict`."""
    user = _writer(actor)
    row = _row(actor, uuid)
    check(row.kind, said, shipped.newest(row.kind, row.code).written)
    with transaction.atomic():
        if row.state != "draft":
            raise Refused("not_open")
        words = {"title": said.title.strip(), "basis": said.basis.strip(), "parts": as_rows(said.parts)}
        if compare_and_set(actor, row, version, words, now=now, action="text_written"):
            TextVersion.objects.filter(pk=row.pk).update(written_by_id=user, written_at=now)


def send(actor: Actor, uuid: UUID, version: int, *, now: datetime) -> None:
    """Ask a second quality officer to read it. Raises `Refused` (``not_open``, ``nothing_new``), `Conflict`."""
    user = _writer(actor)
    row = _row(actor, uuid)
    if row.state != "draft":
        raise Refused("not_open")
    current = queries.in_force(actor.municipality_id, row.kind, row.code, actor.today)
    if current.written == _written(row):
        raise Refused("nothing_new")
    compare_and_set(
        actor, row, version, {"state": "review", "sent_by_id": user, "remark": ""}, now=now, action="text_sent"
    )


def give_back(actor: Actor, uuid: UUID, version: int, remark: str, *, now: datetime) -> None:
    """Back to draft: by who reads it, with a remark, or by who sent it. Raises `Refused`, `Conflict`."""
    user = _writer(actor)
    row = _row(actor, uuid)
    if row.state != "review":
        raise Refused("not_open")
    if not remark.strip() and user not in {row.sent_by_id, row.written_by_id}:
        raise Refused("no_remark")
    compare_and_set(
        actor, row, version, {"state": "draft", "remark": remark.strip()}, now=now, action="text_given_back"
    )


def approve(actor: Actor, uuid: UUID, version: int, in_force_from: date, *, now: datetime) -> None:
    """In force from today or a later day. Raises `NotYours`, `Refused` (``not_open``, ``in_the_past``), `Conflict`."""
    user = _writer(actor)
    row = _row(actor, uuid)
    if row.state != "review":
        raise Refused("not_open")
    if user in {row.sent_by_id, row.written_by_id}:
        raise NotYours
    if in_force_from < actor.today:
        raise Refused("in_the_past")
    place = TextVersion.objects.filter(municipality_id=row.municipality_id, kind=row.kind, code=row.code)
    with transaction.atomic():
        number = 1 + (place.aggregate(Max("number"))["number__max"] or 0)
        compare_and_set(
            actor, row, version,
            {"state": "approved", "number": number, "approved_by_id": user, "approved_on": actor.today,
             "in_force_from": in_force_from},
            now=now, action="text_approved",
        )  # fmt: skip


def drop(actor: Actor, uuid: UUID, version: int, *, now: datetime) -> None:
    """Give up a draft; what is in force stays. Raises `Refused`, `Conflict`."""
    _writer(actor)
    row = _row(actor, uuid)
    if row.state != "draft":
        raise Refused("not_open")
    compare_and_set(actor, row, version, {"state": "dropped"}, now=now, action="text_dropped")


def _written(row: TextVersion) -> Written:
    return Written(row.title, row.basis, parts_from(row.parts))


def _writer(actor: Actor) -> int:
    """A person, because two different people are needed. Raises PermissionDenied."""
    if not actor.may("quality.write") or actor.user_id is None:
        raise PermissionDenied
    return actor.user_id


def _row(actor: Actor, uuid: UUID) -> TextVersion:
    """Raises `Refused` with ``not_there`` for another municipality's or an unknown text."""
    row = TextVersion.objects.filter(municipality_id=actor.municipality_id, uuid=uuid).first()
    if row is None:
        raise Refused("not_there")
    return row
