"""Norms as a frozen type. Defaults come from TOML; a municipality's overrides are dated and merged for a day."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from wegwijs.law import Choices

LADDERS = ("doubling", "linear")


class PolicyError(ValueError):
    """A norm that does not exist, or a value that does not fit it."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Norms in force on a day; units and reasons stand in defaults.toml. `version` recognises the set."""

    assign_within_days: int
    invite_within_days: int
    intake_within_days: int
    reinvite_within_days: int
    test_before_plan_days: int
    chase_information_days: int
    tell_duo_within_days: int
    course_start_days: int
    conversation_days_asylum: int
    conversation_days_family: int
    component_before_term_days: int
    summons_respond_days: int
    influx_people: int
    intakes_per_week: int
    pip_watch_days: int
    pip_act_days: int
    a2_within_months: int
    hours_behind_percent: int
    pace_after_days: int
    relief_ending_days: int
    route_change_closing_days: int
    childcare_wait_days: int
    exam_wait_days: int
    municipal_fines_asylum: bool
    pip_fine_ladder: Literal["doubling", "linear"]
    voice_answer_days: int
    voice_look_again_days: int
    access_log_years: int
    audit_years: int
    delivery_report_days: int
    handed_copy_days: int
    alert_kept_days: int
    show_professional_names: bool
    alert_baseline_days: int
    alert_cases_at_least: int
    alert_cases_times: int
    alert_night_from: int
    alert_night_until: int
    alert_searches: int
    alert_refusals: int
    alert_glass_per_week: int
    few_inside: int
    few_outside: int
    whole_group: int
    version: str


_FOR_THE_LAW = tuple({field.name for field in fields(Choices)} & {field.name for field in fields(Policy)})


@dataclass(frozen=True, slots=True)
class Override:
    """A municipality's own value of a norm, from a day up to and including another (None: still)."""

    norm: str
    value: Any
    valid_from: date
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Does it hold on that day?"""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@lru_cache(maxsize=1)
def load() -> Policy:
    """The shipped defaults."""
    text = files("wegwijs.policy").joinpath("defaults.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    wanted = {field.name for field in fields(Policy)} - {"version"}
    if set(found) != wanted:
        raise PolicyError(f"defaults.toml and Policy differ: {sorted(set(found) ^ wanted)}")
    for name, entry in found.items():
        if not entry.get("unit") or not entry.get("why"):
            raise PolicyError(f"{name}: a norm needs its unit and why")
    return Policy(**{name: entry["value"] for name, entry in found.items()}, version=_version(text))


@lru_cache(maxsize=1)
def explained() -> tuple[tuple[str, str, str], ...]:
    """(norm, unit, why) of every norm, in the order of the file; English, as it stands there."""
    text = files("wegwijs.policy").joinpath("defaults.toml").read_text(encoding="utf-8")
    return tuple((name, entry["unit"], entry["why"]) for name, entry in tomllib.loads(text).items())


def merge(defaults: Policy, overrides: Iterable[Override], on: date) -> Policy:
    """The norms of a municipality on a day: of overrides in force, the one that began last wins."""
    changed: dict[str, Any] = {}
    for override in sorted(overrides, key=lambda one: one.valid_from):
        if not override.in_force(on):
            continue
        if override.norm == "version" or not hasattr(defaults, override.norm):
            raise PolicyError(f"{override.norm}: no such norm")
        if type(override.value) is not type(getattr(defaults, override.norm)):
            raise PolicyError(f"{override.norm}: expected {type(getattr(defaults, override.norm)).__name__}")
        if override.norm == "pip_fine_ladder" and override.value not in LADDERS:
            raise PolicyError(f"pip_fine_ladder: expected one of {', '.join(LADDERS)}")
        changed[override.norm] = override.value
    if not changed:
        return defaults
    return replace(defaults, **changed, version=_version(defaults.version + repr(sorted(changed.items()))))


@lru_cache(maxsize=64)
def choices(policy: Policy) -> Choices:
    """What the law needs to know of it."""
    return Choices(**{name: getattr(policy, name) for name in _FOR_THE_LAW})


def _version(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
