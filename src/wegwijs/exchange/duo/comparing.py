"""What DUO says beside what we say of one case: what is the same, what differs, what a professional decides on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import decrypt, encrypt, seal
from wegwijs.dossier.actions import change_group
from wegwijs.dossier.queries.identity import bsn_of
from wegwijs.dossier.queries.told import ToldCase, ToldFact, told_case
from wegwijs.exchange.models import DuoVerdict

from .reading import Reads, read
from .readings import Kept, keep, kept
from .statements import KINDS_OF, Statement, statements
from .taking import write
from .transport import transport_for
from .weighing import SOURCE, Change, Weighed, weigh

CHOICES = ("theirs", "at_duo", "left")
# Decided by the municipality: DUO only repeats what it was told, so a difference is put right at DUO.
DECIDED_BY_US = frozenset({"pip_established", "pip_amended", "pvt_declaration_signed", "map_final_interview_held"})


class CannotSettle(ValueError):
    """`code`: changed (something else stands by now), not_ours_to_take, no_reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CannotRead(Exception):
    """`code`: no_bsn, no_connection, unreachable, refused."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row: a day and a payload, or a plain value."""

    on: date | None = None
    payload: Mapping[str, Any] | None = None
    value: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing. `state`: same | differs | theirs | ours. `kind`: of a fact, or group, term_start, term_end, hours_…"""

    key: str
    kind: str
    state: str
    theirs: Side | None
    ours: Side | None
    takeable: bool
    choice: str = ""
    reason: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows, and when DUO was asked. `problems`: interface → code, of what could not be read the last time."""

    rows: tuple[Row, ...]
    read_at: datetime | None
    problems: Mapping[str, str]

    def of(self, *states: str) -> tuple[Row, ...]:
        """The rows in one of these states."""
        return tuple(row for row in self.rows if row.state in states)


def refresh(actor: Actor, case_uuid: UUID, trajectory_id: int, *, now: datetime, duo: Reads | None = None) -> None:
    """Ask DUO everything about a case and keep it; facts stay as they are. Raises CannotRead; the last one stays."""
    bsn = bsn_of(actor, case_uuid)
    if bsn is None:
        raise CannotRead("no_bsn")
    line = duo or transport_for(actor.municipality_id)
    if line is None:
        raise CannotRead("no_connection")
    reading = read(line, bsn)
    if not reading.said:
        raise CannotRead("unreachable" if "unreachable" in reading.problems.values() else "refused")
    with transaction.atomic():
        told_case(actor.municipality_id, trajectory_id)
        keep(actor.municipality_id, trajectory_id, reading, now, whole=True)
        detail = {"unread": sorted(reading.problems)}
        record(actor, "duo_read", now=now, trajectory_id=trajectory_id, detail=detail)


def compare(actor: Actor, trajectory_id: int, term: tuple[date, date] | None) -> Comparison:
    """The last that DUO said against the case as it stands. `term`: first and last day as the law has it with us."""
    case = told_case(actor.municipality_id, trajectory_id, locked=False)
    last = kept(trajectory_id)
    verdicts = {row.key: row for row in DuoVerdict.objects.filter(trajectory_id=trajectory_id)}
    rows = [_with_verdict(row, verdicts.get(row.key)) for row in _rows(case, last, term)]
    return Comparison(tuple(rows), last.read_at, last.problems)


def settle(
    actor: Actor,
    trajectory_id: int,
    key: str,
    choice: str,
    reason: str,
    term: tuple[date, date] | None,
    *,
    now: datetime,
) -> None:
    """Decide on one row: take DUO's over, have it put right at DUO, or leave it, with why. Raises CannotSettle."""
    if choice not in CHOICES or (choice == "left" and not reason.strip()):
        raise CannotSettle("no_reason")
    with transaction.atomic():
        case = told_case(actor.municipality_id, trajectory_id)
        last = kept(trajectory_id)
        row = next((one for one in _rows(case, last, term) if one.key == key and one.state != "same"), None)
        if row is None:
            raise CannotSettle("changed")
        if choice == "theirs":
            _take(actor, case, last, row, reason.strip(), now)
        DuoVerdict.objects.update_or_create(
            trajectory_id=trajectory_id,
            key=key,
            defaults={
                "municipality_id": actor.municipality_id, "choice": choice, "decided_at": now,
                "decided_by": actor.user_id, "content": encrypt(reason.strip().encode()),
            },
        )  # fmt: skip
        detail = {"what": row.kind, "choice": choice}
        record(actor, "duo_difference_settled", now=now, trajectory_id=trajectory_id, detail=detail)


def _take(actor: Actor, case: ToldCase, last: Kept, row: Row, reason: str, now: datetime) -> None:
    if not row.takeable:
        raise CannotSettle("not_ours_to_take")
    if row.kind == "group":
        told = last.said["group"]
        since = date.fromisoformat(told["since"]) if told["since"] else actor.today
        change_group(actor, case.id, told["group"], on=since, source=SOURCE, now=now)
        return
    for change in _changes(_weighed(case, last)):
        if _key(change.statement, change.replaces) == row.key:
            write(actor, case, [change], day=actor.today, now=now, reason=reason or "DUO")
            return
    raise CannotSettle("changed")


def _weighed(case: ToldCase, last: Kept) -> Weighed:
    """Everything that was read, also where DUO knows nothing: what we have then is ours only."""
    names = [name for name in KINDS_OF if name in last.said]
    kinds = [kind for name in names for kind in KINDS_OF[name]]
    return weigh(statements(last.said, names, case.route), case.facts, kinds)


def _changes(weighed: Weighed) -> list[Change]:
    """Every difference as what taking DUO's over would write."""
    return [*weighed.changes, *(Change(one.theirs, one.ours) for one in weighed.differences)]


def _rows(case: ToldCase, last: Kept, term: tuple[date, date] | None) -> Iterator[Row]:
    yield from _group_row(case, last)
    weighed = _weighed(case, last)
    pairs = [(change.statement, change.replaces, False) for change in _changes(weighed)]
    pairs += [(one.theirs, one.ours, True) for one in weighed.same]
    order = [kind for kinds in KINDS_OF.values() for kind in kinds]
    for theirs, ours, same in sorted(pairs, key=lambda pair: _place(order, *pair[:2])):
        yield _fact_row(theirs, ours, same=same)
    yield from _term_rows(last, term)
    yield from _hours_rows(case, last)


def _place(order: list[str], theirs: Statement | None, ours: ToldFact | None) -> tuple[int, date]:
    kind = theirs.kind if theirs else ours.kind if ours else ""
    day = (ours.happened_on if ours else None) or (theirs.on if theirs else None) or date.max
    return order.index(kind), day


def _fact_row(theirs: Statement | None, ours: ToldFact | None, *, same: bool) -> Row:
    kind = theirs.kind if theirs else ours.kind if ours else ""
    state = "same" if same else "differs" if theirs and ours else "theirs" if theirs else "ours"
    decided = kind in DECIDED_BY_US and ours is not None and ours.source != SOURCE
    return Row(
        _key(theirs, ours),
        kind,
        state,
        Side(theirs.on, theirs.payload) if theirs else None,
        Side(ours.happened_on, ours.payload, source=ours.source) if ours else None,
        takeable=state != "same" and not decided,
    )


def _key(theirs: Statement | None, ours: ToldFact | None) -> str:
    said = [theirs.kind, str(theirs.on), sorted(theirs.payload.items())] if theirs else None
    return seal(json.dumps(["duo", said, str(ours.uuid) if ours else None], default=str).encode())


def _plain(kind: str, theirs: str, ours: str, *, takeable: bool = False) -> Row:
    key = seal(json.dumps(["duo", kind, theirs, ours]).encode())
    state = "same" if theirs == ours else "differs" if theirs and ours else "theirs" if theirs else "ours"
    sides = Side(value=theirs) if theirs else None, Side(value=ours) if ours else None
    return Row(key, kind, state, *sides, takeable=takeable and state != "same")


def _group_row(case: ToldCase, last: Kept) -> Iterator[Row]:
    told = last.said.get("group")
    if told and told["group"]:
        alike = {told["group"], case.group} <= {"family", "other"} and not told["detail"]
        yield _plain("group", case.group if alike else told["group"], case.group, takeable=True)


def _term_rows(last: Kept, term: tuple[date, date] | None) -> Iterator[Row]:
    """The term follows from plan and extensions: it is put right there, or at DUO."""
    told = last.said.get("term")
    if told is None and (term is None or "term" not in last.said):
        return
    for kind, name, position in (("term_start", "starts_on", 0), ("term_end", "last_day", 1)):
        ours = term[position].isoformat() if term else ""
        yield _plain(kind, (told or {}).get(name) or "", ours)


def _hours_rows(case: ToldCase, last: Kept) -> Iterator[Row]:
    """Totals over all municipalities that DUO names, against the hours we recorded."""
    told = last.said.get("hours")
    if told is None:
        return
    lessons, intake = {"language", "literacy", "knm"}, "intake"
    ours = {
        "hours_lessons": _sum(case.facts, lambda p: p["component"] in lessons and p.get("phase") != intake),
        "hours_participation": _sum(case.facts, lambda p: p["component"] == "participation"),
        "hours_intake": _sum(case.facts, lambda p: p["component"] in lessons and p.get("phase") == intake),
    }
    names = {
        "hours_lessons": "language_and_knm", "hours_participation": "participation",
        "hours_intake": "language_and_knm_in_intake",
    }  # fmt: skip
    for kind, name in names.items():
        theirs = sum(one[name] or 0 for one in told)
        yield _plain(kind, _number(theirs), _number(ours[kind]))


def _sum(facts: Iterable[ToldFact], wanted: Any) -> float:
    attended = (fact.payload for fact in facts if fact.standing and fact.kind == "hours_attended")
    return float(sum(payload["hours"] for payload in attended if wanted(payload)))


def _number(hours: float) -> str:
    """Hours as DUO has them: whole ones."""
    return f"{int(hours + 0.5)}"


def _with_verdict(row: Row, verdict: DuoVerdict | None) -> Row:
    if verdict is None or row.state == "same":
        return row
    reason = decrypt(verdict.content).decode()
    return Row(
        row.key, row.kind, row.state, row.theirs, row.ours, row.takeable, verdict.choice, reason, verdict.decided_at
    )  # fmt: skip
