"""What DUO is told of a case: the plan, who can be reached about the person, and what else follows from the facts.

Called in the transaction of the action, after its facts. Only what those facts touch is looked at: what another system
told DUO long ago is not told again because somebody records a telephone call.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import Municipality, User
from wegwijs.dossier.actions import NewFact, append_one, withdraw
from wegwijs.dossier.queries import Tellable, tellable
from wegwijs.outbox import actions as outbox
from wegwijs.outbox.actions import ToTell
from wegwijs.plans.models import Pip

DUO = "duo"
STEPS = frozenset({"pip", "map", "pvt", "self_reliance", "offer"})
# From these facts on DUO knows the person, or somebody else can be reached about the person.
_REACHED_BY = frozenset({"case_assigned", "duo_notified", "obligation_started", "pip_established"})
KNOWN_TO_DUO = frozenset({"duo_notified", "obligation_started", "pip_established"})


def plan_content(row: Pip, group: str) -> dict[str, Any]:
    """An established plan in the words of a message. DUO takes estimated hours of B1 for asylum only."""
    assert row.dated_on is not None  # noqa: S101  established
    content: dict[str, Any] = {"on": row.dated_on.isoformat(), "route": row.route, "literacy": row.literacy}
    if row.level and row.route == "b1":
        content["level"] = row.level
    if row.intensity_hours and row.route == "b1" and group == "asylum":
        content["intensity_hours"] = row.intensity_hours
    if row.may_finish_education:
        content["may_finish_education"] = True
    return content


def tell_plan(actor: Actor, row: Pip, group: str, *, now: datetime) -> None:
    """Queue the plan that was established; the checks of DUO were passed before.

    It replaces no earlier plan: from the date of the first one DUO counts the term.
    """
    outbox.queue(actor, row.trajectory_id, DUO, ToTell("pip", plan_content(row, group), replaces=False), now=now)


def tell_again(actor: Actor, trajectory_id: int, group: str, *, now: datetime) -> bool:
    """Queue the plan in force once more: it was taken back, or comes from before there were messages."""
    with transaction.atomic():
        row = Pip.objects.select_for_update().filter(trajectory_id=trajectory_id, state="established").first()
        if row is None or not actor.may("plan.write"):
            raise PermissionDenied
        what = ToTell("pip", plan_content(row, group), replaces=False)
        return outbox.queue(actor, trajectory_id, DUO, what, now=now) is not None


def take_back(actor: Actor, trajectory_id: int, *, now: datetime) -> bool:
    """Have DUO remove the plan; it does so as long as no term is fixed and no hours are registered."""
    if not actor.may("plan.write"):
        raise PermissionDenied
    with transaction.atomic():
        Pip.objects.select_for_update().filter(trajectory_id=trajectory_id, state="established").first()
        return outbox.queue(actor, trajectory_id, DUO, ToTell("pip", None), now=now) is not None


def record_taken_back(actor: Actor, trajectory_id: int, *, now: datetime) -> None:
    """DUO does not know the plan any more: that it was told is withdrawn, so that it is to be told again."""
    facts = law.in_force(list(tellable(trajectory_id, actor.today).trajectory.facts), actor.today)
    for fact in facts:
        if fact.kind == "duo_told" and fact.payload.get("message", "pip") == "pip" and fact.id is not None:
            withdraw(actor, trajectory_id, UUID(fact.id), now=now)


def record_told(actor: Actor, trajectory_id: int, kind: str, message: UUID, *, now: datetime) -> None:
    """DUO knows: a step of the trajectory, once per message. Totals and contact persons are told over and over."""
    if kind in STEPS:
        payload = {"message": kind, "reference": str(message)}
        fact = NewFact(trajectory_id, "duo_told", actor.today, payload, uuid=uuid5(message, "duo_told"))
        append_one(actor, fact, now=now)


def decide(actor: Actor, message: UUID, what: outbox.Act, *, now: datetime) -> None:
    """A person decides about a message; what was told by hand is a step too. Raises as `outbox.act`."""
    with transaction.atomic():
        row = outbox.act(actor, message, what, now=now)
        if what == "by_hand":
            record_told(actor, row.trajectory_id, row.kind, message, now=now)


def follow(actor: Actor, trajectory_id: int, kinds: Iterable[str], *, now: datetime) -> None:
    """Queue what DUO must know after facts of these kinds were recorded, put right or withdrawn."""
    touched = set(kinds)
    wanted = frozenset().union(*(law.FOLLOWS.get(kind, frozenset()) for kind in touched))
    if not wanted and not touched & _REACHED_BY:
        return
    case = tellable(trajectory_id, actor.today)
    if wanted:
        _tell(actor, trajectory_id, case, wanted, now)
    if touched & _REACHED_BY and case.responsible_id is not None:
        known = {fact.kind for fact in law.in_force(list(case.trajectory.facts), actor.today)}
        if known & KNOWN_TO_DUO:
            content = _contact(actor.municipality_id, case.responsible_id)
            outbox.queue(actor, trajectory_id, DUO, ToTell("contact_person", content), now=now)


def _tell(actor: Actor, trajectory_id: int, case: Tellable, wanted: frozenset[str], now: datetime) -> None:
    found = law.tellings(case.trajectory, actor.today, wanted, case.choices)
    literacy = _literacy(trajectory_id) if "offer" in wanted else ""
    for one in found:
        content = {**one.content, **({"literacy": literacy} if one.kind == "offer" else {})}
        held = one.violations[0].code if one.violations else _incomplete(one)
        outbox.queue(actor, trajectory_id, DUO, ToTell(one.kind, content, one.subject, held), now=now)
    still = {(one.kind, one.subject) for one in found}
    for kind, subject in outbox.subjects(trajectory_id, DUO, wanted):
        if (kind, subject) not in still:
            outbox.queue(actor, trajectory_id, DUO, ToTell(kind, None, subject), now=now)


def _incomplete(one: law.Telling) -> str:
    return "school_missing" if one.kind == "offer" and not one.subject else ""


def _literacy(trajectory_id: int) -> str:
    """Of the plan in force; DUO wants it with every offer."""
    row = Pip.objects.filter(trajectory_id=trajectory_id, state="established").first()
    return row.literacy if row else "none"


def _contact(municipality_id: int, user_id: int) -> dict[str, Any]:
    """Whom DUO's partners may reach: the professional, at the number of the municipality."""
    user = User.objects.get(pk=user_id)
    phone = Municipality.objects.values_list("phone", flat=True).get(pk=municipality_id)
    return {"user": user_id, "name": user.name, "email": user.email, "phone": phone}
