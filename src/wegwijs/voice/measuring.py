"""How it went with what people said: answered, in how many days, what was decided, and what came true; by subject.

Computed from facts, so that what another system recorded counts too. Numbers below the norm for readers inside
(`few_inside`) are not given, nor are decisions of which one was taken less often. Of what still waits the wait so far
is no time to answer: it is counted apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from wegwijs.accounts.actor import Actor
from wegwijs.dossier.queries.voiced import Followed, voiced
from wegwijs.eventlog.words import VOICE_SUBJECTS
from wegwijs.norms.queries import policy_on

OWN_WORDS = "other"  # subjects of older facts, in words of their own


@dataclass(frozen=True, slots=True)
class BySubject:
    """One subject. `shown` False: too few, and every number is 0. `days`: half of the answers came within so many."""

    subject: str
    shown: bool
    said: int = 0
    answered: int = 0
    in_time: int = 0
    waiting: int = 0
    days: float | None = None
    decided: tuple[tuple[str, int], ...] = ()
    realised: int = 0


def measured(actor: Actor, since: date, until: date) -> tuple[BySubject, ...]:
    """What was said in a period, by subject, the most said first; what followed until today."""
    if not actor.may("voice.measure"):
        return ()
    norms = policy_on(actor.municipality_id, actor.today)
    by: dict[str, list[Followed]] = defaultdict(list)
    for one in voiced(actor.municipality_id, actor.today):
        if since <= one.said_on <= until:
            by[one.subject if one.subject in VOICE_SUBJECTS else OWN_WORDS].append(one)
    rows = [_row(subject, ones, norms.few_inside, norms.voice_answer_days) for subject, ones in by.items()]
    return tuple(sorted(rows, key=lambda row: (-row.said, row.subject)))


def _row(subject: str, ones: Iterable[Followed], least: int, norm: int) -> BySubject:
    said = list(ones)
    if len(said) < least:
        return BySubject(subject, shown=False)
    waits = [(one.answered_on - one.said_on).days for one in said if one.answered_on is not None]
    decided = Counter(one.decision for one in said if one.decision)
    return BySubject(
        subject, shown=True, said=len(said), answered=len(waits), in_time=sum(wait <= norm for wait in waits),
        waiting=len(said) - len(waits), days=median(waits) if waits else None,
        decided=tuple(sorted(decided.items())) if min(decided.values(), default=least) >= least else (),
        realised=sum(one.realised_on is not None for one in said),
    )  # fmt: skip
