"""What a professional records by hand, as facts that could be written. Pure: a page shows what an entry would change
before it is recorded, and records the same entry afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from wegwijs import law, policy
from wegwijs.law.parameters import parameter

# Life domains of the broad intake (domain.md §4, step 4). A checklist to remember by, not a questionnaire.
DOMAINS = (
    "languages", "schooling", "work", "aspirations", "finance", "housing", "family", "daily_life", "network",
    "participation", "physical_health", "mental_health", "day_activity", "substance_use", "justice",
)  # fmt: skip
MODES = ("physical", "online", "phone", "home_visit")
INVITATION_CHANNELS = ("phone", "app", "mail", "letter", "desk", "visit")
_SUMMONSES = parameter("summonses_before_absence")


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact to be. `source`: who says so; empty = seen or done by who records it."""

    kind: str
    on: date
    payload: dict[str, Any] = field(default_factory=dict)
    source: str = ""

    def as_fact(self) -> law.Fact:
        """For the law, before it is recorded."""
        return law.Fact(self.kind, self.on, self.payload)


@dataclass
class Refused(ValueError):
    """An entry does not fit; `field` is where, `code` is why, `params` what a sentence about it needs."""

    field: str
    code: str
    params: dict[str, Any]

    def __str__(self) -> str:
        return self.code


def invitation(on: date, channel: str, appointment_on: date | None) -> Entry:
    """A first contact in which a conversation is agreed."""
    payload: dict[str, Any] = {"channel": channel}
    if appointment_on is not None:
        payload["appointment_on"] = appointment_on.isoformat()
    return Entry("invitation_sent", on, payload)


def next_attempt(facts: Iterable[law.Fact], on: date) -> int:
    """Which summons this would be, counted from the first."""
    return 1 + sum(1 for fact in law.in_force(facts, on) if fact.kind == "intake_summoned")


def default_respond_by(on: date, norms: policy.Policy) -> date:
    """The last day to answer a summons, by the municipality's norm."""
    return on + timedelta(days=norms.summons_respond_days)


def summons(facts: Iterable[law.Fact], on: date, respond_by: date) -> Entry:
    """The statutory step, with a term (Wet inburgering 2021 art. 14 lid 1-2)."""
    if respond_by <= on:
        raise Refused("respond_by", "not_after_summons", {})
    return Entry("intake_summoned", on, {"attempt": next_attempt(facts, on), "respond_by": respond_by.isoformat()})


def did_not_come(on: date, *, excused: bool) -> Entry:
    """Somebody was expected and was not there."""
    return Entry("intake_no_show", on, {"excused": excused})


def conversation(
    on: date, *, language: str, interpreter: bool, mode: str, domains: Sequence[str], alone_offered: bool
) -> Entry:
    """A conversation of the broad intake. Everybody is told of the right to be spoken to alone (art. 14 lid 3)."""
    payload: dict[str, Any] = {"interpreter": interpreter, "mode": mode, "alone_offered": alone_offered}
    if language:
        payload["language"] = language
    if domains:
        payload["domains"] = [code for code in DOMAINS if code in domains]
    return Entry("intake_conversation_held", on, payload)


def progress_conversation(on: date, *, language: str, interpreter: bool, mode: str) -> Entry:
    """A conversation on the way, after the plan."""
    payload: dict[str, Any] = {"interpreter": interpreter, "mode": mode}
    return Entry("progress_conversation_held", on, payload | ({"language": language} if language else {}))


def self_reliance_interview(on: date) -> Entry:
    """The final conversation with which the self-reliance route is completed (Besluit art. 3.14)."""
    return Entry("self_reliance_interview_held", on)


def test_taken(on: date, *, score: float | None, required: float | None, result: str, source: str) -> Entry:
    """The learnability test (leerbaarheidstoets): a score, what B1 needs, and what the two come to."""
    if score is not None and required is not None and result in {"b1_feasible", "b1_not_feasible"}:
        says = "b1_feasible" if score >= required else "b1_not_feasible"
        if says != result:
            raise Refused("result", "result_differs_from_score", {"score": score, "required": required})
    payload: dict[str, Any] = {"result": result}
    payload |= {name: number for name, number in (("score", score), ("required", required)) if number is not None}
    return Entry("learnability_test_taken", on, payload, source)


def test_waived(on: date, ground: str) -> Entry:
    """No test, because of trouble seeing or hearing: the only grounds (art. 14 lid 6)."""
    return Entry("learnability_test_waived", on, {"ground": ground})


def information(on: date, *, received: bool, who: str) -> Entry:
    """Asked from, or received from, somebody without whom the plan cannot be made (Besluit art. 5.3 lid 2)."""
    kind = "third_party_information_received" if received else "third_party_information_requested"
    return Entry(kind, on, {"from": who} if who else {})


def intake_completed(facts: Sequence[law.Fact], on: date, *, in_absence: bool) -> Entry:
    """All that the plan needs is known; or, after the summonses of the law, without the person (art. 14 lid 2)."""
    if in_absence:
        sent, needed = next_attempt(facts, on) - 1, int(_SUMMONSES.at(on))
        if sent < needed:
            raise Refused("on", "too_few_summonses", {"sent": sent, "needed": needed})
    return Entry("intake_completed", on, {"in_absence": in_absence})
