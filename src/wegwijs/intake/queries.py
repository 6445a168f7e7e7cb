"""What an entry would change (the law's days before and after it), and the conversations of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from wegwijs import law, policy
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.rows import Hand
from wegwijs.accounts.scope import scope
from wegwijs.dossier.queries import Case
from wegwijs.intake.carrying import CARRIED, Before, Earlier, carried
from wegwijs.intake.entries import Entry
from wegwijs.intake.finishing import guard_of
from wegwijs.intake.models import Conversation, Note
from wegwijs.intake.said import MATRIX, Said, matrix_domain, read, topic_of
from wegwijs.quality.queries import Topic

_GOES_ALONG = (
    Q(field__in=[*CARRIED, *(f"same_{name}" for name in CARRIED)])
    | Q(field__startswith="note-")
    | Q(field__startswith="still-")
)


@dataclass(frozen=True, slots=True)
class Change:
    """One day of the law that moves. `code`: of a deadline, or `phase`/`regime` with a code before and after."""

    code: str
    before: date | str | None
    after: date | str | None
    because: law.Steps = ()


def changes(case: Case, entries: Sequence[Entry], *, without: Set[str] = frozenset()) -> tuple[Change, ...]:
    """What differs on the case's day once these entries are recorded; `without`: the ids of facts that go.

    What stands decides: a fact that one of those took the place of does not come back.
    """
    standing = law.in_force(case.trajectory.facts, date.max)
    kept = [replace(fact, supersedes=None) for fact in standing if fact.id not in without]
    proposed = replace(case.trajectory, facts=(*kept, *(entry.as_fact() for entry in entries)))
    after = law.assess(proposed, case.on, policy.choices(case.norms))
    return differences(case.assessment, after)


def differences(before: law.Assessment, after: law.Assessment) -> tuple[Change, ...]:
    """Deadlines, the term, the phase and the regime that are not the same; what stays is left out."""
    found: list[Change] = []
    for code in dict.fromkeys(one.code for one in (*before.deadlines, *after.deadlines)):
        old, new = before.deadline(code), after.deadline(code)
        if _standing(old) != _standing(new):
            found.append(Change(code, old.due if old else None, new.due if new else None, new.because if new else ()))
    if before.phase != after.phase:
        found.append(Change("phase", before.phase, after.phase))
    if before.regime != after.regime:
        found.append(Change("regime", before.regime, after.regime))
    return tuple(found)


def _standing(deadline: law.Deadline | None) -> tuple[date | None, bool]:
    """What makes a deadline another one to a reader: its day, and whether it was met."""
    return (deadline.due, deadline.state == "met") if deadline else (None, False)


@dataclass(frozen=True, slots=True)
class Open:
    """A conversation with its notes as values. `apart`: field → what this reader typed while somebody changed it.

    `hands`: field → who wrote what stands, and when. `version`: to keep with.
    """

    uuid: UUID
    kind: str
    state: str
    title: str
    guide_version: int
    topics: tuple[Topic, ...]
    version: int
    begun_by: str
    begun_at: datetime
    held_on: date | None
    values: Mapping[str, str]
    hands: Mapping[str, Hand]
    apart: Mapping[str, str]
    matrix: tuple[str, ...]  # life domains of the self-sufficiency matrix that may be filled in; none: not used here

    @property
    def said(self) -> Said:
        """The notes, read."""
        return read(self.values, [topic.code for topic in self.topics])


@dataclass(frozen=True, slots=True)
class Held:
    """A line in the list of conversations."""

    uuid: UUID
    kind: str
    state: str
    held_on: date | None
    begun_at: datetime
    by: str


def open_conversation(actor: Actor, trajectory_id: int) -> Held | None:
    """The one that is being held, or was left half done. One query."""
    rows = _of(actor, trajectory_id).filter(state="open")
    return next(iter(_held(rows)), None)


def conversations(actor: Actor, trajectory_id: int) -> list[Held]:
    """All of a case that were not dropped, newest first. One query."""
    return _held(_of(actor, trajectory_id).exclude(state="dropped").order_by("-pk"))


def conversation(actor: Actor, trajectory_id: int, uuid: UUID) -> Open | None:
    """One of this case with its notes; what stands behind a permission that the actor lacks is left out."""
    row = _of(actor, trajectory_id).filter(uuid=uuid).exclude(state="dropped").select_related("begun_by").first()
    return whole(row, actor) if row is not None else None


def finished_rows(actor: Actor) -> QuerySet[Conversation]:
    """Of all cases."""
    return scope(actor, Conversation.objects.filter(state="finished"))


def last_finished(actor: Actor, trajectory_id: int) -> Open | None:
    """The conversation before this one: what was parked then comes first now."""
    rows = finished_rows(actor).filter(trajectory_id=trajectory_id).select_related("begun_by")
    row = rows.order_by("-held_on", "-pk").first()
    return whole(row, actor) if row is not None else None


def said_before(actor: Actor, trajectory_id: int, topics: Sequence[Topic]) -> dict[str, Before]:
    """What was said in finished conversations about the fields of this one; see `carrying`. Two queries."""
    rows = finished_rows(actor).filter(trajectory_id=trajectory_id).prefetch_related(
        Prefetch("notes", Note.objects.filter(hand=0).filter(_GOES_ALONG))
    )  # fmt: skip
    found = []
    for row in rows.order_by("-held_on", "-pk"):
        domains = {
            topic["code"]: topic["domain"] or "" for topic in row.guide["topics"]
            if not guard_of(topic["domain"]) or actor.may(guard_of(topic["domain"]))
        }  # fmt: skip
        values = {note.field: text_of(note) for note in row.notes.all() if topic_of(note.field) in {"", *domains}}
        found.append(Earlier(row.held_on or row.begun_at.date(), values, domains))
    return carried(found, topics)


def whole(row: Conversation, actor: Actor | None = None) -> Open:
    """A conversation with its notes. Without an actor: everything, for the action that finishes it."""
    topics = tuple(
        topic for topic in (Topic(**one) for one in row.guide["topics"])
        if actor is None or not guard_of(topic.domain) or actor.may(guard_of(topic.domain))
    )  # fmt: skip
    codes = {topic.code for topic in topics}
    values: dict[str, str] = {}
    hands: dict[str, Hand] = {}
    apart: dict[str, str] = {}
    for note in row.notes.select_related("written_by").order_by("pk"):
        code = topic_of(note.field)
        if (code and code not in codes) or not _may_read(actor, matrix_domain(note.field)):
            continue
        if note.hand == 0:
            values[note.field] = text_of(note)
            hands[note.field] = Hand(note.written_by.name if note.written_by else "", note.written_at)
        elif actor is None or note.hand == actor.user_id:
            apart[note.field] = text_of(note)
    return Open(
        row.uuid, row.kind, row.state, row.guide["title"], row.guide_version, topics, row.version,
        row.begun_by.name if row.begun_by else "", row.begun_at, row.held_on, values, hands, apart,
        tuple(code for code in MATRIX if row.guide.get("matrix") and _may_read(actor, code)),
    )  # fmt: skip


def _may_read(actor: Actor | None, domain: str) -> bool:
    return actor is None or not guard_of(domain) or actor.may(guard_of(domain))


def text_of(note: Note) -> str:
    """What was typed."""
    return decrypt(note.value_sealed).decode()


def _of(actor: Actor, trajectory_id: int) -> QuerySet[Conversation]:
    return scope(actor, Conversation.objects.filter(trajectory_id=trajectory_id))


def _held(rows: QuerySet[Conversation]) -> list[Held]:
    found = []
    for row in rows.select_related("begun_by", "finished_by"):
        hand = row.finished_by or row.begun_by
        found.append(Held(row.uuid, row.kind, row.state, row.held_on, row.begun_at, hand.name if hand else ""))
    return found
