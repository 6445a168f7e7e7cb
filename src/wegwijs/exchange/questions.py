"""Questions that a delivery leaves to a human: people set apart, and values that differ from what stands.

Only for actors with `delivery.content`. Every answer is one transaction: what is written, the decision and the audit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import Municipality
from wegwijs.dossier.actions import NewFact, add_contact_point, append_one, open_cases, update_person
from wegwijs.dossier.actions.fill import Filling, fill
from wegwijs.dossier.queries.known import KnownPerson, known_people
from wegwijs.dossier.queries.same_person import Candidate, CaseName, candidate, candidates, case_names
from wegwijs.exchange.models import DeliveryRecord
from wegwijs.exchange.spreadsheet.keeping import unpack_difference, unpack_notice
from wegwijs.exchange.spreadsheet.notices import SOURCE, new_case
from wegwijs.exchange.spreadsheet.problems import RECORD_TEXTS
from wegwijs.exchange.spreadsheet.records import Notice
from wegwijs.exchange.spreadsheet.weighing import NOTICE_KINDS, Difference, Weighed, weigh

PAGE = 20
# Why somebody is left out: a closed list, since the audit holds no free text about people.
REASONS = ("old_law", "other_municipality", "same_person", "wrong_data", "other")
_PERSON_FIELD = {
    "voornamen": "given_names", "tussenvoegsel": "prefix", "geslachtsnaam": "surname", "geslacht": "sex",
    "nationaliteit": "nationality", "taal": "mother_tongue",
}  # fmt: skip
_KIND = {
    "datum_inburgeringsplicht": "obligation_started", "datum_kennisgeving": "duo_notified",
    "gekoppeld_door_coa_op": "coa_matched", "datum_inschrijving_brp": "brp_registered",
}  # fmt: skip
_CONTACT = {"telefoon": "phone", "e_mail": "email", "locatie": "address"}
TAKEABLE = frozenset({*_PERSON_FIELD, *_KIND, *_CONTACT, "geboortedatum"})


class CannotDecide(ValueError):
    """The answer does not fit any more; `code`: decided, known_by_now, refused, not_here."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """Somebody set apart, with whom it could be. `notice` is what the delivery says."""

    uuid: UUID
    delivery: str
    line: int
    code: str
    text: str
    notice: Notice
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a delivery says and what stands, of a case that the actor may read. `takeable`: can be taken from here."""

    uuid: UUID
    delivery: str
    line: int
    difference: Difference
    case: CaseName
    takeable: bool


def held(actor: Actor) -> list[HeldPerson]:
    """The oldest people set apart who wait for a decision. One query, and one per person for who is alike."""
    return [_held(actor, row) for row in _open(actor, "held")[:PAGE]]


def _held(actor: Actor, row: DeliveryRecord) -> HeldPerson:
    notice = unpack_notice(row.content or b"")
    alike = candidates(actor, notice.given_names, notice.surname, notice.born) if row.code != "old_law" else []
    text = gettext(RECORD_TEXTS[row.code]) % row.params
    return HeldPerson(row.uuid, row.delivery.name, row.line, row.code, text, notice, tuple(alike))


def disagreements(actor: Actor) -> list[Disagreement]:
    """The oldest differences on cases that the actor may read. Two queries."""
    rows = list(_open(actor, "discrepancy")[: 10 * PAGE])
    cases = case_names(actor, {row.trajectory_ref for row in rows if row.trajectory_ref})
    mine = [row for row in rows if row.trajectory_ref in cases][:PAGE]
    return [
        Disagreement(
            row.uuid, row.delivery.name, row.line, unpack_difference(row.content or b""),
            cases[row.trajectory_ref or 0], row.field in TAKEABLE,
        )
        for row in mine
    ]  # fmt: skip


def take_up(actor: Actor, uuid: UUID, *, now: datetime) -> None:
    """A new person after all. Raises CannotDecide when somebody with these numbers is known by now."""
    try:
        with transaction.atomic():
            row = _claim(actor, uuid, "held")
            notice = unpack_notice(row.content or b"")
            if _known(actor, notice):
                raise CannotDecide("known_by_now")
            (case_id,) = open_cases(actor, [new_case(notice, _code(actor))], now=now)
            _decide(actor, row, "taken", now, {"how": "new"}, case_id)
    except IntegrityError as error:
        raise CannotDecide("known_by_now") from error


def same_as(actor: Actor, uuid: UUID, case_uuid: UUID, *, now: datetime) -> None:
    """It is this person: empty fields are filled, a number is added; what differs becomes a question of its own."""
    with transaction.atomic():
        row = _claim(actor, uuid, "held")
        notice = unpack_notice(row.content or b"")
        person = candidate(actor, case_uuid, NOTICE_KINDS)
        if person is None:
            raise CannotDecide("not_here")
        weighed = weigh(notice, person, _code(actor))
        if weighed.adds:
            fill(actor, _filling(person, weighed), source=SOURCE, now=now)
        _decide(actor, row, "taken", now, {"how": "same_person"}, person.trajectory_id)


def leave_out(actor: Actor, uuid: UUID, reason: str, *, now: datetime) -> None:
    """Does not belong here; the same record in a later delivery is not asked again."""
    if reason not in REASONS:
        raise CannotDecide("refused")
    with transaction.atomic():
        row = _claim(actor, uuid, "held")
        _decide(actor, row, "left", now, {"reason": reason}, None)


def keep_ours(actor: Actor, uuid: UUID, *, now: datetime) -> None:
    """What stands in Wegwijs is right."""
    with transaction.atomic():
        row = _claim(actor, uuid, "discrepancy")
        _decide(actor, row, "left", now, {"field": row.field}, row.trajectory_ref)


def take_theirs(actor: Actor, uuid: UUID, *, now: datetime) -> None:
    """What the delivery says is right: write it, with the delivery as its source."""
    with transaction.atomic():
        row = _claim(actor, uuid, "discrepancy")
        if row.field not in TAKEABLE or row.trajectory_ref is None:
            raise CannotDecide("refused")
        _write(actor, row.trajectory_ref, unpack_difference(row.content or b""), now)
        _decide(actor, row, "taken", now, {"field": row.field}, row.trajectory_ref)


def _write(actor: Actor, case_id: int, difference: Difference, now: datetime) -> None:
    case = case_names(actor, [case_id])[case_id]
    person = candidate(actor, case.uuid, NOTICE_KINDS)
    if person is None:
        raise CannotDecide("not_here")
    column, told = difference.column, difference.delivered
    if column in _CONTACT:
        add_contact_point(
            actor, case_id, _CONTACT[column], told, whose="own", source=SOURCE, app_allowed=None, now=now
        )  # fmt: skip
    elif column in _KIND:
        _write_fact(actor, person, _KIND[column], date.fromisoformat(told), now)
    else:
        changes: dict[str, Any] = {_PERSON_FIELD[column]: told} if column in _PERSON_FIELD else _birth(told)
        update_person(actor, case_id, person.version, changes, now=now, by="delivery")


def _birth(told: str) -> dict[str, int | None]:
    parts: list[int | None] = [int(part) for part in told.split("-")]
    parts += [None] * (3 - len(parts))
    return dict(zip(("birth_year", "birth_month", "birth_day"), parts, strict=True))


def _write_fact(actor: Actor, person: KnownPerson, kind: str, on: date, now: datetime) -> None:
    standing = [fact for fact in person.facts if fact.kind == kind and fact.standing]
    latest = max(standing, key=lambda fact: fact.happened_on, default=None)
    payload = dict(latest.payload) if latest else {}
    if latest is None and kind in {"coa_matched", "brp_registered"}:
        payload = {"municipality": _code(actor)}
    append_one(
        actor,
        NewFact(
            person.trajectory_id, kind, on, payload, supersedes=latest.uuid if latest else None, source=SOURCE
        ),
        now=now,
    )  # fmt: skip


def _open(actor: Actor, outcome: str) -> Any:
    rows = DeliveryRecord.objects.filter(municipality_id=actor.municipality_id, outcome=outcome, decision="")
    return rows.select_related("delivery").order_by("pk")


def _claim(actor: Actor, uuid: UUID, outcome: str) -> DeliveryRecord:
    """The record, locked; only an open one, and a difference only on a case that the actor may read."""
    row = _open(actor, outcome).select_for_update(of=("self",)).filter(uuid=uuid).first()
    if row is None:
        raise CannotDecide("decided")
    if outcome == "discrepancy" and row.trajectory_ref not in case_names(actor, [row.trajectory_ref or 0]):
        raise CannotDecide("decided")
    found: DeliveryRecord = row
    return found


def _decide(
    actor: Actor, row: DeliveryRecord, decision: str, now: datetime, detail: dict[str, str], case_id: int | None
) -> None:
    """The answer; the content goes, its digest stays, so that nobody is asked the same again."""
    row.decision, row.decided_at, row.decided_by = decision, now, actor.user_id
    row.content, row.version = None, row.version + 1
    row.trajectory_ref = case_id
    row.params = {**row.params, **detail}
    row.save(update_fields=["decision", "decided_at", "decided_by", "content", "version", "trajectory_ref", "params"])
    record(actor, f"delivery_{row.outcome}_{decision}", now=now, subject=row.uuid, trajectory_id=case_id, detail=detail)


def _known(actor: Actor, notice: Notice) -> bool:
    known = known_people(
        actor.municipality_id, {notice.bsn} - {None}, {notice.v_number} - {None}, NOTICE_KINDS  # type: ignore[arg-type]
    )  # fmt: skip
    return bool(known.by_bsn or known.by_v_number)


def _code(actor: Actor) -> str:
    return Municipality.objects.values_list("code", flat=True).get(pk=actor.municipality_id)


def _filling(person: KnownPerson, weighed: Weighed) -> Filling:
    facts = [
        NewFact(person.trajectory_id, kind, on, payload, supersedes=supersedes, source=SOURCE)
        for kind, on, payload, supersedes in weighed.facts
    ]
    return Filling(
        person.trajectory_id, person.version, weighed.fields, weighed.bsn, weighed.v_number, weighed.permit,
        weighed.contacts, facts,
    )  # fmt: skip
