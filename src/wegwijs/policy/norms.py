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

Topic = Literal["intake", "route", "fines", "deliveries", "keeping", "looking", "figures", "voice", "help", "talk"]
TOUCH_CASES: frozenset[Topic] = frozenset({"intake", "route", "fines"})


class PolicyError(ValueError):
    """A norm that does not exist, or a value that does not fit it.

    `code`: no_such_norm, wrong_type, too_low, too_high, not_an_option, act_before_watch.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Policy:
    """Norms in force on a day; units and reasons stand in defaults.toml.

    `version` recognises the values that touch a case: cases are worked out again when it changes.
    """

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
    referral_ask_days: int
    offer_check_days: int
    incident_kept_days: int
    municipal_fines_asylum: bool
    pip_fine_ladder: Literal["doubling", "linear"]
    voice_answer_days: int
    voice_look_again_days: int
    thumb_link_days: int
    warnings_before_enforcement: int
    exemption_expected_days: int
    dispensation_expected_days: int
    naturalisation_expected_days: int
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
    figures_rounded: bool
    matrix_in_intake: bool
    version: str


_FOR_THE_LAW = tuple({field.name for field in fields(Choices)} & {field.name for field in fields(Policy)})


@dataclass(frozen=True, slots=True)
class Norm:
    """What a norm is: its shipped value, in which unit, why, and what may be chosen. English, as in the file.

    `at_least` and `at_most` are None where the value is no number; `confidence` is "" or L (not verified).
    """

    name: str
    value: int | bool | str
    unit: str
    why: str
    topic: Topic
    at_least: int | None = None
    at_most: int | None = None
    options: tuple[str, ...] = ()
    confidence: str = ""

    @property
    def touches_cases(self) -> bool:
        """Does another value give cases another answer?"""
        return self.topic in TOUCH_CASES

    def check(self, value: Any) -> None:
        """Raises PolicyError when a municipality may not choose this value."""
        if type(value) is not type(self.value):
            raise PolicyError("wrong_type", f"{self.name}: expected {type(self.value).__name__}")
        if self.options and value not in self.options:
            raise PolicyError("not_an_option", f"{self.name}: expected one of {', '.join(self.options)}")
        if isinstance(value, int) and self.at_least is not None and value < self.at_least:
            raise PolicyError("too_low", f"{self.name}: at least {self.at_least}")
        if isinstance(value, int) and self.at_most is not None and value > self.at_most:
            raise PolicyError("too_high", f"{self.name}: at most {self.at_most}")


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
def catalogue() -> dict[str, Norm]:
    """Every norm by name, in the order of the file."""
    text = files("wegwijs.policy").joinpath("defaults.toml").read_text(encoding="utf-8")
    found = {}
    for name, entry in tomllib.loads(text).items():
        if not entry.get("unit") or not entry.get("why"):
            raise PolicyError("no_such_norm", f"{name}: a norm needs its unit and why")
        norm = Norm(name, **{**entry, "options": tuple(entry.get("options", ()))})
        norm.check(norm.value)
        found[name] = norm
    wanted = {field.name for field in fields(Policy)} - {"version"}
    if set(found) != wanted:
        raise PolicyError("no_such_norm", f"defaults.toml and Policy differ: {sorted(set(found) ^ wanted)}")
    return found


@lru_cache(maxsize=1)
def load() -> Policy:
    """The shipped defaults."""
    values: dict[str, Any] = {name: norm.value for name, norm in catalogue().items()}
    return _with_version(Policy(**values, version=""))


def fits(override: Override) -> bool:
    """Is this a norm of this version of Wegwijs, with a value that may be chosen?"""
    norm = catalogue().get(override.norm)
    try:
        if norm is not None:
            norm.check(override.value)
    except PolicyError:
        return False
    return norm is not None


def merge(defaults: Policy, overrides: Iterable[Override], on: date) -> Policy:
    """The norms of a municipality on a day: of overrides in force, the one that began last wins.

    Of two that began on the same day, the last one given. Raises PolicyError.
    """
    changed: dict[str, Any] = {}
    for override in sorted(overrides, key=lambda one: one.valid_from):
        if not override.in_force(on):
            continue
        norm = catalogue().get(override.norm)
        if norm is None:
            raise PolicyError("no_such_norm", f"{override.norm}: no such norm")
        norm.check(override.value)
        changed[override.norm] = override.value
    return _with_version(replace(defaults, **changed)) if changed else defaults


@lru_cache(maxsize=64)
def choices(policy: Policy) -> Choices:
    """What the law needs to know of it."""
    return Choices(**{name: getattr(policy, name) for name in _FOR_THE_LAW})


def check_together(policy: Policy) -> None:
    """Raises PolicyError when two norms contradict each other."""
    if policy.pip_act_days > policy.pip_watch_days:
        raise PolicyError("act_before_watch", "pip_act_days: at most pip_watch_days")


def _with_version(policy: Policy) -> Policy:
    told = [(name, getattr(policy, name)) for name, norm in sorted(catalogue().items()) if norm.touches_cases]
    return replace(policy, version=hashlib.sha256(repr(told).encode()).hexdigest()[:12])
