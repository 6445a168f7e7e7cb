"""A conversation while it is held: begun, kept field by field as one types, finished in one transaction, or dropped.

What is typed is a note, not a fact (decision 24): notes are written compare-and-set per field, without an audit row for
each pause in typing. The audit says who began, who went on with it, and who finished or dropped it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record as audit
from wegwijs.accounts.crypto import encrypt
from wegwijs.accounts.scope import scope
from wegwijs.dossier import restriction
from wegwijs.dossier.queries import Case
from wegwijs.intake import actions, queries
from wegwijs.intake.finishing import entries, guard_of, interview_due, problems, wishes
from wegwijs.intake.models import Conversation, Note
from wegwijs.intake.queries import Open, text_of
from wegwijs.intake.said import Problem, Said, longest, matrix_domain, topic_of
from wegwijs.norms.queries import policy_on
from wegwijs.plans import actions as plans
from wegwijs.plans import agreement_queries
from wegwijs.plans.agreed import Item
from wegwijs.quality import queries as quality
from wegwijs.quality.domains import WITH_MATRIX
from wegwijs.voice import actions as voice


@dataclass(frozen=True, slots=True)
class Kept:
    """How it stands after keeping. `apart`: fields that somebody else changed meanwhile; both values are kept."""

    version: int
    apart: frozenset[str]


@dataclass
class NotFinished(Exception):
    """What must be looked at first."""

    problems: list[Problem]


class TooLong(ValueError):
    """A value is longer than its field takes; nothing was kept."""


def begin(actor: Actor, case: Case, kind: str, *, now: datetime) -> UUID:
    """Open a conversation of this kind with the guide in force; the one that is open already, when there is one."""
    _may_write(actor)
    found = queries.open_conversation(actor, case.id)
    if found is not None:
        return found.uuid
    guide = quality.guide(actor.municipality_id, kind, actor.today)
    try:
        with transaction.atomic():
            row = Conversation.objects.create(
                municipality_id=actor.municipality_id, trajectory_id=case.id, kind=kind, guide_uuid=guide.uuid,
                guide_version=guide.version, begun_by_id=actor.user_id, begun_at=now,
                guide={
                    "title": guide.title, "topics": [asdict(topic) for topic in guide.topics],
                    "matrix": kind in WITH_MATRIX and policy_on(actor.municipality_id, actor.today).matrix_in_intake,
                },
            )  # fmt: skip
            audit(actor, "conversation_begun", now=now, subject=row.uuid, trajectory_id=case.id, detail={"kind": kind})
    except IntegrityError:  # a colleague was first
        return Conversation.objects.values_list("uuid", flat=True).get(trajectory_id=case.id, state="open")
    return row.uuid


def keep(
    actor: Actor, case: UUID, uuid: UUID, version: int, values: Mapping[str, str], *, now: datetime
) -> Kept | None:
    """Keep these fields as typed; `version` is the one that the page saw last. None: it is not open (any more).

    A field that somebody changed after that version is not overwritten: what is offered is kept beside it. Pages call
    this at every pause in typing: one query finds it, says that the actor reaches it and whether the case stands still,
    and what must be one transaction is only the writing. Raises `TooLong`, `Restricted`, `PermissionDenied`.
    """
    _may_write(actor)
    here = scope(actor, Conversation.objects.filter(uuid=uuid, trajectory__uuid=case, state="open"))
    still = restriction.standing_rows(restriction.RESTRICTION).filter(trajectory_id=OuterRef("trajectory_id"))
    while (found := here.annotate(still=Exists(still)).first()) is not None:
        if found.still and actor.role is not None:
            raise restriction.Restricted
        kept = _kept(actor, found, version, _wanted(actor, found, values), now)
        if kept is not None:
            return kept
    return None


def _kept(actor: Actor, row: Conversation, version: int, wanted: Mapping[str, str], now: datetime) -> Kept | None:
    """None: somebody else kept something since `row` was read, and it must be read again."""
    rows = Note.objects.filter(Q(field__in=wanted, hand=0) | Q(version=row.version), conversation=row)
    notes = list(rows)
    standing = {note.field: note for note in notes if note.hand == 0}
    changed = {
        name: value for name, value in wanted.items()
        if value != (text_of(standing[name]) if name in standing else "")
    }  # fmt: skip
    if not changed:
        return Kept(row.version, frozenset())
    apart = frozenset(name for name in changed if name in standing and standing[name].version > version)
    hands = {note.written_by_id for note in notes if note.version == row.version}
    with transaction.atomic():
        if not _go_on(actor, row, hands or _last_hand(row), now):
            return None
        for name, value in changed.items():
            _put(actor, row, name, value, apart=name in apart, now=now)
    return Kept(row.version, apart)


def settle(actor: Actor, trajectory_id: int, uuid: UUID, choices: Mapping[str, str], *, now: datetime) -> None:
    """Choose per field what stands ("stands" or "mine"), of those that two people changed."""
    _may_write(actor)
    here = scope(actor, Conversation.objects.filter(uuid=uuid, trajectory_id=trajectory_id, state="open"))
    with transaction.atomic():
        row = here.select_for_update(of=("self",)).first()
        if row is None:
            return
        for note in row.notes.filter(hand=actor.user_id or 0):
            choice = choices.get(note.field)
            if choice == "mine":
                _go_on(actor, row, _last_hand(row), now)
                _put(actor, row, note.field, text_of(note), apart=False, now=now)
            if choice in {"mine", "stands"}:
                Note.objects.filter(pk=note.pk).delete()


def finish(actor: Actor, case: Case, uuid: UUID, *, now: datetime) -> UUID | None:
    """Write what the notes stand for: the facts, how agreements went, and the new agreement plan, in one transaction.

    Returns the new agreement plan, or None when nothing new was agreed. Finishing twice writes once.
    Raises `NotFinished`, `FactRefused`, `PermissionDenied`.
    """
    _may_write(actor)
    with transaction.atomic():
        row = scope(actor, Conversation.objects.filter(uuid=uuid, trajectory_id=case.id))
        found = row.select_for_update(of=("self",)).first()
        if found is None or found.state == "dropped":
            raise PermissionDenied
        if found.state == "finished":
            return agreement_queries.of_conversation(actor, case.id, uuid)
        talk = queries.whole(found, actor)
        lacking = problems(talk.topics, talk.said, actor.today)
        lacking += [Problem(name, "two_values") for name in talk.apart]
        if lacking:
            raise NotFinished(lacking)
        facts = entries(found.kind, talk.topics, talk.said, completes=interview_due(case.assessment))
        actions.record(actor, case.id, facts, now=now, request_id=uuid5(uuid, "finished"))
        for code, heard in wishes(talk.topics, talk.said):
            voice.hear(actor, case.id, heard, now=now, request_id=uuid5(uuid, f"wish-{code}"))
        plan = _agree(actor, case, talk, now)
        Conversation.objects.filter(pk=found.pk).update(
            state="finished", held_on=talk.said.on, finished_by_id=actor.user_id, finished_at=now,
            version=found.version + 1,
        )  # fmt: skip
        detail = {"kind": found.kind, "fields": ["state"], "version": found.version + 1}
        audit(actor, "conversation_finished", now=now, subject=uuid, trajectory_id=case.id, detail=detail)
    return plan


def drop(actor: Actor, trajectory_id: int, uuid: UUID, *, now: datetime) -> None:
    """It was not held after all, or begun by mistake; its notes go, that it was begun stays in the audit."""
    _may_write(actor)
    with transaction.atomic():
        rows = scope(actor, Conversation.objects.filter(uuid=uuid, trajectory_id=trajectory_id, state="open"))
        for row in rows.select_for_update(of=("self",)):
            row.notes.all().delete()
            Conversation.objects.filter(pk=row.pk).update(state="dropped", version=row.version + 1)
            audit(actor, "conversation_dropped", now=now, subject=uuid, trajectory_id=trajectory_id)


def _agree(actor: Actor, case: Case, talk: Open, now: datetime) -> UUID | None:
    """How last time's agreements went; what is not done yet goes on in the new plan, with what was agreed now."""
    said = talk.said
    last = agreement_queries.latest(actor, case.id)
    plans.settle(actor, case.id, said.outcomes, on=said.on or actor.today, now=now)
    items = [*_going_on(said, last), *said.items]
    if not items:
        return None
    row = plans.draw_up(
        actor, case, items, language=said.plan_language, conversation=talk.uuid, now=now,
        next_talk=plans.NextTalk(said.next_on, said.next_at),
    )  # fmt: skip
    return row.uuid


def _going_on(said: Said, last: agreement_queries.Agreements | None) -> list[Item]:
    """What was not done yet, or not talked about; unless an item of this conversation takes its place."""
    taken = {item.carried for item in said.items}
    return [
        replace(one.item, carried=one.uuid)
        for one in (last.open if last else ())
        if one.uuid not in taken and said.outcomes.get(one.uuid, ("not_yet", ""))[0] == "not_yet"
    ]


def _wanted(actor: Actor, row: Conversation, values: Mapping[str, str]) -> dict[str, str]:
    """The fields that this conversation has and this actor may write, cleaned of what a browser adds."""
    topics = {topic["code"]: topic for topic in row.guide["topics"]}
    found: dict[str, str] = {}
    for name, value in values.items():
        most = longest(name, topics)
        topic = topics.get(topic_of(name))
        domain = matrix_domain(name)
        if domain and not row.guide.get("matrix"):
            continue
        guard = guard_of(topic["domain"] if topic else domain)
        if most is None or (guard and not actor.may(guard)):
            continue
        clean = value.replace("\r\n", "\n").replace("\x00", "")
        if len(clean) > most:
            raise TooLong(name)
        found[name] = clean
    return found


def _put(actor: Actor, row: Conversation, name: str, value: str, *, apart: bool, now: datetime) -> None:
    """After `_go_on`, in its transaction: nobody else writes the same note between the two."""
    hand = (actor.user_id or 0) if apart else 0
    said = {"value_sealed": encrypt(value.encode()), "version": row.version, "written_by_id": actor.user_id}
    mine = Note.objects.filter(conversation=row, field=name, hand=hand)
    if not mine.update(**said, written_at=now):
        Note.objects.create(conversation=row, field=name, hand=hand, **said, written_at=now)


def _last_hand(row: Conversation) -> set[int | None]:
    """Who wrote last in it, or began it."""
    hands = Note.objects.filter(conversation=row).order_by("-version").values_list("written_by_id", flat=True)
    return {hands.first() or row.begun_by_id}


def _go_on(actor: Actor, row: Conversation, before: Set[int | None], now: datetime) -> bool:
    """One version further, unless it went on since it was read; that another hand took over is in the audit."""
    as_read = Conversation.objects.filter(pk=row.pk, version=row.version, state="open")
    if not as_read.update(version=row.version + 1):
        return False
    row.version += 1
    if actor.user_id not in before:
        audit(actor, "conversation_gone_on_with", now=now, subject=row.uuid, trajectory_id=row.trajectory_id)
    return True


def _may_write(actor: Actor) -> None:
    if not actor.may("case.write"):
        raise PermissionDenied
