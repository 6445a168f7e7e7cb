"""Messages as values that a template prints without thinking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.components import days
from wegwijs.desk.wording import duo as words
from wegwijs.exchange.duo.transport import connected
from wegwijs.outbox import queries
from wegwijs.outbox.queries import Told

MOST = 10


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message. `what`: details in words; `why` and `do` only where somebody must do something."""

    uuid: UUID
    case_uuid: UUID
    name: str
    title: str
    what: str
    tone: str
    state: str
    why: str
    do: str
    answer: tuple[str, ...]
    at: datetime
    undecided: bool
    may_send: bool


@dataclass(frozen=True, slots=True)
class Messages:
    """What DUO was told of a case. `line`: is there a connection; `open`: something is still to be done or to come."""

    rows: tuple[MessageRow, ...]
    line: bool
    on_its_way: bool  # just now: it can be delivered or held within seconds

    @property
    def open(self) -> tuple[MessageRow, ...]:
        """What is not settled."""
        return tuple(row for row in self.rows if row.undecided)

    @property
    def settled(self) -> tuple[MessageRow, ...]:
        """What DUO knows, and what was left out."""
        return tuple(row for row in self.rows if not row.undecided)


def of_case(actor: Actor, trajectory_id: int, now: datetime, kind: str = "") -> Messages:
    """For the case page, and for the plan page those about the plan (`kind`)."""
    line = connected(actor.municipality_id)
    found = queries.of_case(actor, trajectory_id, now=now)
    shown = [one for one in found if kind in {"", one.kind}]
    return Messages(tuple(row(one, line=line) for one in shown), line, any(one.state == "sending" for one in shown))


def held_now(actor: Actor, trajectory_id: int, now: datetime) -> tuple[MessageRow, ...]:
    """What this request recorded and DUO would not take: the person who acts sees why at once."""
    found = queries.of_case(actor, trajectory_id, now=now)
    return tuple(row(one, line=True) for one in found if one.state == "held" and one.queued_at == now)


def troubled(actor: Actor, now: datetime) -> tuple[MessageRow, ...]:
    """Messages about one's own cases that need somebody, for *Vandaag*."""
    return tuple(row(one, line=True) for one in queries.needing(actor, now=now, mine=True)[:MOST])


def row(told: Told, *, line: bool) -> MessageRow:
    """In words. Without a line what waits is to be done by hand."""
    tone, state = words.STATES[told.state]
    why, do = words.reason(told.code, told.state) if told.undecided else ("", "")
    if told.code == "by_hand":
        state = words.BY_HAND
    if not line and told.state in {"queued", "failing"}:
        tone, state = "watch", words.TO_DO_BY_HAND
        why, do = "", ""
    return MessageRow(
        told.uuid, told.case_uuid, told.name, str(words.KINDS.get(told.kind, told.kind)), _what(told), tone, str(state),
        why, do, told.answer, told.settled_at or told.queued_at, told.undecided,
        line and told.state in {"held", "refused", "failing"},
    )  # fmt: skip


def _what(told: Told) -> str:
    """The day, the hours or the school that it is about."""
    if told.content is None:
        return str(words.TAKEN_BACK)
    content = told.content
    parts = [content.get("school"), content.get("name")]
    if "on" in content:
        parts.append(days.short(date.fromisoformat(content["on"])))
    if "hours" in content:
        parts.append(words.hours(content["hours"]))
    return " · ".join(str(part) for part in parts if part)
