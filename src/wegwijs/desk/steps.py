"""Where a next step is done: one address per step, so that every list and the case page lead to the same form."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch, reverse

# step code → what is recorded at `desk:record` (/dossiers/<uuid>/vastleggen/<what>/)
RECORD = {
    "assign": "assign",
    "invite": "invitation",
    "summon": "summons",
    "complete_in_absence": "absence",
    "third_party": "information",
    "record_test": "test",
    "start_course": "course",
    "plan_pvt": "pvt",
    "plan_map": "map",
    "ask_name": "person",
    "ask_language": "person",
    "ask_interpreter": "person",
}
# Talked about on the page of the conversation; who held it elsewhere records it (`conversation`).
TALK = frozenset({"hold_intake", "progress_conversation"})
# The plan page shows what DUO must be told, and records that it was done.
PLAN = frozenset({"make_plan", "tell_duo"})


def step_url(code: str, uuid: UUID) -> str:
    """The page on which this step of this case is done in one go; the case itself when there is no such page (yet)."""
    try:
        if code in PLAN:
            return reverse("desk:plan", args=[uuid])
        if code in TALK:
            return reverse("desk:talk", args=[uuid])
        if code in RECORD:
            return reverse("desk:record", args=[uuid, RECORD[code]])
    except NoReverseMatch:
        pass
    return case_url(uuid)


def case_url(uuid: UUID) -> str:
    """The case page."""
    return reverse("desk:case", args=[uuid])
