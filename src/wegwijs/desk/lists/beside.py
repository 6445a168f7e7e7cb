"""What asks for attention on *Vandaag* beside the steps of cases. Each kind is read only when there is something of it.

On most days nearly all are empty: which are not is one question to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.desk.agenda import showing as agenda
from wegwijs.desk.case import revisions
from wegwijs.desk.duo.case import by_case
from wegwijs.desk.lists import reading
from wegwijs.desk.outbox import showing as outbox
from wegwijs.desk.voice import messages
from wegwijs.desk.voice import wording as voice
from wegwijs.dossier import queries
from wegwijs.exchange.duo import news
from wegwijs.outbox import queries as sent
from wegwijs.planning import queries as planning
from wegwijs.plans import decisions
from wegwijs.plans import queries as plans
from wegwijs.quality import queries as quality
from wegwijs.support import finding
from wegwijs.voice import messaging
from wegwijs.voice import queries as voices


def of(actor: Actor, now: datetime, *, has_cases: bool) -> dict[str, Any]:
    """The blocks of the page by name; one query for those that are empty. Without cases some cannot be there."""
    there = _question(actor, has_cases=has_cases).present(actor.municipality_id)
    reads: dict[str, Callable[[], Any]] = {
        "agenda": lambda: agenda.today(actor),
        "revised": lambda: [(one, revisions.row(one.revision).changes) for one in queries.waiting_revisions(actor)],
        "voices": lambda: [voice.row(one, actor.today) for one in voices.to_do(actor)],
        "promises": lambda: voices.promises_to_do(actor),
        "not_arrived": lambda: messages.not_arrived(actor, now),
        "news": lambda: by_case(news.waiting(actor)),
        "asking": lambda: finding.referrals_to_ask(actor),
        "troubled": lambda: outbox.troubled(actor, now),
        "to_check": lambda: finding.offers_to_check(actor),
        "texts": lambda: quality.to_approve(actor),
    }
    found = {name: read() if name in there else () for name, read in reads.items()}
    return {**found, **reading.of(actor, there)}


@lru_cache(maxsize=256)
def _question(actor: Actor, *, has_cases: bool) -> queries.Question:
    return queries.of_all(_rows(actor, has_cases=has_cases))


def _rows(actor: Actor, *, has_cases: bool) -> dict[str, QuerySet[Any]]:
    found: dict[str, QuerySet[Any]] = {
        "agenda": planning.mine_rows(actor),
        "voices": voices.to_do_rows(actor),
        "promises": voices.promise_rows(actor),
        "decisions": decisions.question_rows(actor, answered=True),
        "plans": plans.question_rows(actor),
        "not_arrived": sent.unsettled_rows(actor, counterpart=messaging.PERSON),
        "news": news.waiting_rows(actor),
        "to_check": finding.kept_rows(actor),
        "texts": quality.to_approve_rows(actor),
    }
    if has_cases:
        found["revised"] = queries.revision_rows(actor)
        found["asking"] = finding.ask_rows(actor)
        found["troubled"] = sent.unsettled_rows(actor)
    return found
