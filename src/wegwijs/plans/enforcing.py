"""Enforcement is the last resort: what must have gone before, and what the law would allow. Pure.

The page opens only after warnings that were recorded and a talk about the reason; the figure of warnings is a norm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from wegwijs import law, policy
from wegwijs.plans.considered import Considered
from wegwijs.plans.what_if import Known

# A talk goes both ways: a letter, a mail or a message left behind is none.
TALKS = frozenset({"intake_conversation_held", "progress_conversation_held"})
TALKING = frozenset({"phone", "desk", "visit"})
BASES = ("intake", "pip")


@dataclass(frozen=True, slots=True)
class Gate:
    """What went before. `off`: for this group the municipality does not do this (norm, not verified)."""

    warnings: tuple[law.Fact, ...]
    needed: int
    talks: tuple[law.Fact, ...]
    off: bool

    @property
    def opens(self) -> bool:
        """Whether the page may be used."""
        return not self.off and len(self.warnings) >= self.needed and bool(self.talks)


def gate(known: Known) -> Gate:
    """The warnings, the talks since the first of them, and whether this is for this group at all."""
    facts = law.in_force(list(known.facts), known.on)
    warnings = tuple(fact for fact in facts if fact.kind == "warning_given")
    since = warnings[0].on if warnings else date.max
    talks = tuple(fact for fact in facts if fact.on >= since and _is_talk(fact))
    off = known.group == "asylum" and not known.norms.municipal_fines_asylum
    return Gate(warnings, known.norms.warnings_before_enforcement, talks, off)


def _is_talk(fact: law.Fact) -> bool:
    return fact.kind in TALKS or (fact.kind == "contact_made" and fact.payload.get("channel") in TALKING)


def fine(known: Known, said: Considered) -> law.Fine | None:
    """What the law would allow for this conduct; None while too little is filled in."""
    if said.basis not in BASES or said.happened_on is None or not said.culpability:
        return None
    offence = law.Offence(said.basis, said.happened_on, said.culpability)  # type: ignore[arg-type]  # closed lists of the form
    return law.assess(replace(known.trajectory, offence=offence), known.on, policy.choices(known.norms)).fine
