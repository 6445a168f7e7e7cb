"""What pages ask of deliveries: the list, one of them, its columns with masked rows, and its records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Value
from django.utils.translation import gettext

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import User
from wegwijs.dossier.queries.same_person import case_names
from wegwijs.exchange import inbox
from wegwijs.exchange.models import Delivery, DeliveryRecord, DuoMessage
from wegwijs.exchange.spreadsheet import mapping as columns
from wegwijs.exchange.spreadsheet.cells import Spoilt
from wegwijs.exchange.spreadsheet.problems import FILE_TEXTS, RECORD_TEXTS
from wegwijs.exchange.spreadsheet.reading import open_delivery

PAGE = 50
MOST = 100_000  # rejected records in one download
ASKED = 1000  # questions counted at most
SAMPLE = 5
_LETTER = re.compile(r"[^\W\d_]")
_HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A delivery as pages show it; `by` is the name of who sent it in."""

    uuid: UUID
    name: str
    status: str
    received_at: datetime
    by: str
    format: str
    encoding: str
    rows_total: int
    rows_done: int
    counts: Mapping[str, int]
    influx: Mapping[str, Any]
    refusal: tuple[str, str] | None
    finished_at: datetime | None
    has_file: bool

    @property
    def busy(self) -> bool:
        """Is somebody working on it now?"""
        return self.status in {"checking", "running"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One problem of one record, in words. `text` repeats a value of the file only for who may see contents."""

    line: int
    field: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its name, what it is taken for, and the first values, masked."""

    at: int
    name: str
    target: str | None
    sample: tuple[str, ...]


def deliveries(actor: Actor, limit: int = PAGE) -> list[DeliveryView]:
    """The newest deliveries of the municipality. Two queries."""
    rows = list(Delivery.objects.filter(municipality_id=actor.municipality_id).order_by("-received_at", "-pk")[:limit])
    names = dict(User.objects.filter(pk__in={row.received_by for row in rows}).values_list("pk", "name"))
    return [_view(row, names) for row in rows]


def delivery(actor: Actor, uuid: UUID) -> DeliveryView | None:
    """One delivery of the actor's municipality. Two queries."""
    row = Delivery.objects.filter(municipality_id=actor.municipality_id, uuid=uuid).first()
    if row is None:
        return None
    return _view(row, dict(User.objects.filter(pk=row.received_by or 0).values_list("pk", "name")))


def latest_influx(actor: Actor, since: datetime) -> DeliveryView | None:
    """The newest delivery since then that brought more people than can be planned. One query."""
    rows = Delivery.objects.filter(municipality_id=actor.municipality_id, status="done", received_at__gte=since)
    for row in rows.order_by("-received_at")[:10]:
        if row.influx.get("many"):
            return _view(row, {})
    return None


def look(actor: Actor, uuid: UUID) -> list[Column]:
    """The columns of a file that waits, as they will be taken. Raises Unreadable."""
    own = actor.may("delivery.content")
    said = inbox.said(uuid)
    with inbox.opened(uuid) as path:
        file = open_delivery(path, said.encoding)
        chosen = columns.apply(columns.propose(file.header), said.mapping)
        first = [row.cells for row in islice(file.rows(), SAMPLE) if not row.code]
    return [
        Column(at, name, target, tuple(filter(None, (mask(cells[at], own=own) for cells in first))))
        for at, (name, target) in enumerate(zip(chosen.header, chosen.targets, strict=True))
    ]


def mask(text: str, *, own: bool) -> str:
    """Enough to see what a column holds, never who: the shape, and for who may see contents the first letters too."""
    text = str(text).strip()[:40]
    shape = re.sub(r"\d", "9", _LETTER.sub("x", text))
    return text[:1] + shape[1:] if own and text[:1].isalpha() else shape


def found(actor: Actor, uuid: UUID, outcome: str) -> list[Trouble]:
    """What the try-out found: rejected, held or discrepancies, up to 500."""
    content = actor.may("delivery.content")
    return [
        Trouble(line, field, code, _text(code, params, content=content))
        for line, field, code, params in inbox.found(uuid)[outcome]
    ]


def troubles(actor: Actor, uuid: UUID, outcome: str, after: int = 0, limit: int = PAGE) -> list[Trouble]:
    """Records of an import that were "rejected", by line, from a line on; one more than `limit` when there is more."""
    content = actor.may("delivery.content")
    rows = DeliveryRecord.objects.filter(
        municipality_id=actor.municipality_id, delivery__uuid=uuid, outcome=outcome, line__gt=after
    )
    return [
        Trouble(row.line, row.field, row.code, _text(row.code, row.params, content=content))
        for row in rows.order_by("line", "pk")[: limit + 1]
    ]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Everything that is wrong with one record."""

    line: int
    fields: tuple[str, ...]
    codes: tuple[str, ...]
    texts: tuple[str, ...]


def rejected_rows(actor: Actor, uuid: UUID) -> tuple[tuple[str, ...], Iterator[tuple[Rejected, list[str]]]]:
    """The header of the file and, per rejected record, its problems and cells.

    Without the file, or for who may not see contents, there is no header and there are no cells.
    """
    by_line: dict[int, list[Trouble]] = {}
    for one in troubles(actor, uuid, "rejected", limit=MOST):
        by_line.setdefault(one.line, []).append(one)
    if not actor.may("delivery.content") or not inbox.has_file(uuid):
        return (), ((_joined(line, ones), []) for line, ones in by_line.items())
    with inbox.opened(uuid) as path:
        header = open_delivery(path, inbox.said(uuid).encoding).header
    return header, _with_cells(uuid, by_line, len(header))


def _with_cells(uuid: UUID, by_line: dict[int, list[Trouble]], width: int) -> Iterator[tuple[Rejected, list[str]]]:
    with inbox.opened(uuid) as path:
        for row in open_delivery(path, inbox.said(uuid).encoding).rows():
            if row.line in by_line:
                cells = ["" if isinstance(cell, Spoilt) else str(cell) for cell in row.cells]
                yield _joined(row.line, by_line[row.line]), cells or [""] * width


def _joined(line: int, ones: list[Trouble]) -> Rejected:
    fields = tuple(one.field for one in ones if one.field)
    return Rejected(line, fields, tuple(one.code for one in ones), tuple(one.text for one in ones))


def waiting(actor: Actor, uuid: UUID | None = None) -> dict[str, int]:
    """How many questions still wait for a human: held people, discrepancies, messages of DUO. At most two queries.

    Who sees content counts the discrepancies of cases that are theirs to read; who sees counts only, all of them.
    """
    rows = DeliveryRecord.objects.filter(municipality_id=actor.municipality_id, decision="")
    if uuid is not None:
        rows = rows.filter(delivery__uuid=uuid)
    questions = rows.filter(outcome__in=("held", "discrepancy")).values_list("outcome", "trajectory_ref")
    if uuid is None:
        told = DuoMessage.objects.filter(municipality_id=actor.municipality_id, status="waiting")
        questions = questions.union(told.values_list(Value("duo"), "trajectory_id"), all=True)
    asked = list(questions[:ASKED])
    differing = [reference or 0 for outcome, reference in asked if outcome == "discrepancy"]
    if differing and actor.may("delivery.content"):
        mine = case_names(actor, differing)
        differing = [reference for reference in differing if reference in mine]
    counted = Counter(outcome for outcome, _ in asked)
    return {"held": counted["held"], "discrepancy": len(differing), "duo": counted["duo"]}


def _text(code: str, params: Mapping[str, Any], *, content: bool) -> str:
    shown = params if content or "value" not in params else {**params, "value": _HIDDEN}
    return gettext(RECORD_TEXTS[code]) % shown


def _view(row: Delivery, names: Mapping[int, str]) -> DeliveryView:
    refusal = None
    if row.refusal:
        what, hint = FILE_TEXTS[row.refusal["code"]]
        refusal = gettext(what) % row.refusal["params"], gettext(hint) % row.refusal["params"]
    return DeliveryView(
        uuid=row.uuid, name=row.name, status=row.status, received_at=row.received_at,
        by=names.get(row.received_by or 0, ""), format=row.format, encoding=row.encoding, rows_total=row.rows_total,
        rows_done=row.rows_done, counts=row.counts, influx=row.influx, refusal=refusal, finished_at=row.finished_at,
        has_file=inbox.has_file(row.uuid),
    )  # fmt: skip
