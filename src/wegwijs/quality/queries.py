"""What can be asked of quality: the text in force on a day, the text that was used, all versions for who writes them.

A text is of the municipality, not of a case: nothing here is about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.quality import shipped
from wegwijs.quality.content import CODES, Written, parts_from
from wegwijs.quality.models import OPEN, TextVersion


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of a conversation. `statutory`: the law asks for it, so skipping needs a reason.

    `domain`: a code of `quality.domains`. `choosable`: it may be left for another time, or not be chosen.
    """

    code: str
    title: str
    prompt: str
    statutory: bool
    domain: str | None
    choosable: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide for a kind of conversation. `version` 0: shipped. Keep `uuid` with the conversation."""

    uuid: UUID
    version: int
    kind: str
    title: str
    topics: tuple[Topic, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something to weigh before deciding. `must`: no decision without an answer."""

    code: str
    title: str
    help: str
    must: bool


@dataclass(frozen=True, slots=True)
class Framework:
    """The consideration framework of a decision. `version` 0: shipped. Keep `uuid` with the decision."""

    uuid: UUID
    version: int
    decision: str
    title: str
    questions: tuple[Question, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do or to know."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """A work instruction, shown at a step. `version` 0: shipped."""

    uuid: UUID
    version: int
    step: str
    title: str
    points: tuple[Point, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A version as who writes them sees it. `number` 0: shipped; None: not approved. Names are names of colleagues."""

    uuid: UUID
    kind: str
    code: str
    state: str  # shipped | draft | review | approved | dropped
    number: int | None
    written: Written
    written_by: str = ""
    written_by_id: int | None = None
    written_at: datetime | None = None
    sent_by: str = ""
    sent_by_id: int | None = None
    remark: str = ""
    approved_by: str = ""
    in_force_from: date | None = None
    version: int = 0

    def may_approve(self, actor: Actor) -> bool:
        """A second quality officer: not who wrote the words last, nor who sent them."""
        mine = {self.written_by_id, self.sent_by_id}
        return self.state == "review" and actor.may("quality.write") and actor.user_id not in mine


def guide(municipality_id: int, kind: str, on: date) -> Guide:
    """The guide in force on a day for a kind of conversation. Raises KeyError when there is no such kind."""
    return _guide(in_force(municipality_id, "guide", kind, on))


def framework(municipality_id: int, decision: str, on: date) -> Framework:
    """The framework in force on a day for a decision. Raises KeyError when there is no such decision."""
    return _framework(in_force(municipality_id, "framework", decision, on))


def instructions(municipality_id: int, step: str, on: date) -> tuple[Instruction, ...]:
    """The work instructions in force on a day at a step; none for most steps."""
    if step not in CODES["instruction"]:
        return ()
    found = in_force(municipality_id, "instruction", step, on)
    points = tuple(Point(part.title, part.text) for part in found.written.parts)
    return (Instruction(found.uuid, found.number or 0, step, found.written.title, points, found.written.basis),)


def guide_used(municipality_id: int, uuid: UUID) -> Guide | None:
    """The very version that a conversation kept."""
    found = version(municipality_id, uuid)
    return _guide(found) if found is not None and found.kind == "guide" else None


def framework_used(municipality_id: int, uuid: UUID) -> Framework | None:
    """The very version that a decision kept."""
    found = version(municipality_id, uuid)
    return _framework(found) if found is not None and found.kind == "framework" else None


def in_force(municipality_id: int, kind: str, code: str, on: date) -> Text:
    """The approved version that began last on or before the day; the shipped one before the first. KeyError."""
    default = shipped.newest(kind, code)
    found = (
        _rows(municipality_id)
        .filter(kind=kind, code=code, state="approved", in_force_from__lte=on)
        .order_by("-in_force_from", "-number")
        .first()
    )
    return _text(found) if found is not None else _shipped(default)


def version(municipality_id: int, uuid: UUID) -> Text | None:
    """One version by its name, of the municipality or shipped."""
    found = _rows(municipality_id).filter(uuid=uuid).first()
    if found is not None:
        return _text(found)
    default = shipped.by_uuid(uuid)
    return _shipped(default) if default is not None else None


def versions(municipality_id: int, kind: str, code: str) -> tuple[Text, ...]:
    """Everything there is of one text: open first, then the newest approved, the shipped one last. KeyError."""
    default = shipped.newest(kind, code)
    rows = _rows(municipality_id).filter(kind=kind, code=code).exclude(state="dropped")
    found = sorted((_text(row) for row in rows), key=lambda one: -(one.number or 10_000))
    return (*found, _shipped(default))


@dataclass(frozen=True, slots=True)
class Line:
    """One text in the list: what is in force, what comes after it, and what is being worked on."""

    kind: str
    code: str
    now: Text
    coming: Text | None
    open: Text | None


def overview(municipality_id: int, on: date) -> tuple[Line, ...]:
    """All texts, in the order of `content.CODES`. One query."""
    rows = [_text(row) for row in _rows(municipality_id).exclude(state="dropped")]
    found = []
    for kind, codes in CODES.items():
        for code in codes:
            mine = [one for one in rows if (one.kind, one.code) == (kind, code)]
            dated = sorted(
                (one for one in mine if one.in_force_from is not None),
                key=lambda one: (one.in_force_from or date.min, one.number or 0),
            )
            now = [one for one in dated if one.in_force_from and one.in_force_from <= on]
            coming = [one for one in dated if one.in_force_from and one.in_force_from > on]
            found.append(
                Line(
                    kind, code, now[-1] if now else _shipped(shipped.newest(kind, code)),
                    coming[0] if coming else None, next((one for one in mine if one.state in OPEN), None),
                )
            )  # fmt: skip
    return tuple(found)


def to_approve_rows(actor: Actor) -> QuerySet[TextVersion]:
    """Texts that wait for this officer: sent by somebody else."""
    if not actor.may("quality.write"):
        return TextVersion.objects.none()
    mine = Q(written_by_id=actor.user_id) | Q(sent_by_id=actor.user_id)
    return TextVersion.objects.filter(municipality_id=actor.municipality_id, state="review").exclude(mine)


def to_approve(actor: Actor) -> int:
    """How many there are of `to_approve_rows`."""
    return to_approve_rows(actor).count()


def _rows(municipality_id: int) -> QuerySet[TextVersion]:
    return TextVersion.objects.filter(municipality_id=municipality_id).select_related(
        "written_by", "sent_by", "approved_by"
    )


def _text(row: TextVersion) -> Text:
    return Text(
        row.uuid, row.kind, row.code, row.state, row.number,
        Written(row.title, row.basis, parts_from(row.parts)),
        row.written_by.name, row.written_by_id, row.written_at,
        row.sent_by.name if row.sent_by else "", row.sent_by_id, row.remark,
        row.approved_by.name if row.approved_by else "", row.in_force_from, row.version,
    )  # fmt: skip


def _shipped(found: shipped.Shipped) -> Text:
    return Text(found.uuid, found.kind, found.code, "shipped", 0, found.written)


def _guide(found: Text) -> Guide:
    topics = tuple(
        Topic(part.code, part.title, part.text, part.required, part.domain or None, part.choosable)
        for part in found.written.parts
    )
    return Guide(found.uuid, found.number or 0, found.code, found.written.title, topics, found.written.basis)


def _framework(found: Text) -> Framework:
    questions = tuple(Question(part.code, part.title, part.text, part.required) for part in found.written.parts)
    return Framework(found.uuid, found.number or 0, found.code, found.written.title, questions, found.written.basis)
