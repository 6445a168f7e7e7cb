"""What people said in the scene: a wish that waits, one that was answered, a complaint about a teacher, a promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from wegwijs.accounts.actor import Actor
from wegwijs.dossier import queries as dossier
from wegwijs.voice import actions, queries, thumbs, topics
from wegwijs.voice.models import ProviderComplaint, Voice

LONG = "Ik werk overdag in de bakkerij en ik wil graag in de avond naar les, want anders verlies ik mijn werk. " * 4


def spoken(coach: Actor, place: Any, now: datetime) -> dict[str, Any]:
    """Where each of them is."""
    case = dossier.case_ref(coach, UUID(str(place)))
    assert case is not None
    day = now.date()
    provider = queries.providers(coach)[0][0]
    waiting = _hear(coach, case, actions.Heard("wish", "lesson_times", LONG, day - timedelta(days=20)), now)
    answered = _hear(coach, case, actions.Heard("wish", "work", "Ik wil bakker worden.", day - timedelta(days=9)), now)
    given = actions.Answer(
        "yes", "U kunt op maandag beginnen met een proefweek.", "يمكنك أن تبدأ يوم الاثنين بأسبوع تجريبي.",
        told_on=day, told_language="ar", told_how="conversation",
    )  # fmt: skip
    actions.answer(coach, case, answered, Voice.objects.get(uuid=answered).version, given, now=now)
    words = "De docent legt niet uit en kijkt op de telefoon."
    complaint = actions.Heard("complaint", "teacher", words, day, organisation_id=provider)
    _hear(coach, case, complaint, now)
    actions.promise(coach, case, "Bellen over kinderopvang", day, now=now, request_id=uuid4())
    passed = ProviderComplaint.objects.filter(municipality_id=coach.municipality_id).order_by("-pk")[0]
    topic = topics.raise_topic(
        _quality(coach), "advisory_group", day, "lesson_times", "Te weinig lessen in de avond", "Wie werkt, kan niet.",
        now=now, request_id=uuid4(),
    )  # fmt: skip
    thumb = thumbs.hand_out(coach, "conversation", None, 1, now=now)[0]
    return {"topic": topic, "thumb": thumb, "voice_open": waiting, "voice_answered": answered, "complaint": passed.uuid}


def _quality(coach: Actor) -> Actor:
    """Somebody who writes down what groups say."""
    return replace(coach, permissions=coach.permissions | {"topic.write"})


def _hear(coach: Actor, case: int, heard: actions.Heard, now: datetime) -> UUID:
    return actions.hear(coach, case, heard, now=now, request_id=uuid4())
