"""What goes into the law: facts, a trajectory, and what a municipality chose inside the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

Group = Literal["asylum", "family", "other"]
Permit = Literal["asylum", "regular_with_asylum_holder", "regular", "clergy"]
ResidencePurpose = Literal["non_temporary", "temporary"]
Culpability = Literal["intent", "gross_negligence", "normal", "reduced", "none"]
OffenceBasis = Literal["intake", "pip", "duo_pvt", "duo_map", "duo_route"]
Confidence = Literal["H", "M", "L"]

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened to a person on a day, in the words of `wegwijs.eventlog.vocabulary`.

    `payload` is what `validate` returned. `id` is what `supersedes` and `fact_withdrawn` point at.
    """

    kind: str
    on: date
    payload: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    id: str | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class Offence:
    """A conduct about which is asked what fine would be lawful now."""

    basis: OffenceBasis
    on: date
    culpability: Culpability | None = None


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One person's integration, as far as the law looks at it.

    `group` is DUO's and decides. `born` may be partial: "1990", "1990-05" or "1990-05-01". `nationality` is an ISO 3166
    alpha-2 code. `proposals` are facts about to be recorded or sent to DUO.
    """

    id: str
    group: Group
    facts: tuple[Fact, ...]
    born: str | None = None
    permit: Permit | None = None
    residence_purpose: ResidencePurpose | None = None
    nationality: str | None = None
    receives_benefit: bool | None = None
    offence: Offence | None = None
    proposals: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a municipality may choose inside the law. The defaults are the law alone (`LEGAL_ONLY`).

    `municipal_fines_asylum`: impose the fines of arts. 22-23 on asylum permit holders (not verified after the Court's
    ruling of 4 February 2025, so off). `pip_fine_ladder`: how a third and later fine grows; both readings exist.
    `pip_watch_days`, `pip_act_days`: how long before the plan is due a signal appears. The other figures are norms that
    only bring signals (units and reasons: `policy/defaults.toml`). `known_providers`: the schools that DUO knows, when
    known.
    """

    municipal_fines_asylum: bool = False
    pip_fine_ladder: Literal["doubling", "linear"] = "doubling"
    pip_watch_days: int = 28
    pip_act_days: int = 14
    course_start_days: int = 30
    conversation_days_asylum: int = 91
    conversation_days_family: int = 182
    component_before_term_days: int = 270
    a2_within_months: int = 18
    hours_behind_percent: int = 25
    pace_after_days: int = 182
    relief_ending_days: int = 42
    route_change_closing_days: int = 91
    childcare_wait_days: int = 28
    exam_wait_days: int = 56
    known_providers: frozenset[str] | None = None


LEGAL_ONLY = Choices()
