"""The changes with which the demonstration begins: noted by its policy adviser, looked at by a quality officer."""

from __future__ import annotations

import tomllib
from datetime import datetime
from importlib.resources import files
from uuid import UUID, uuid5

from wegwijs.accounts.actor import Actor, actor_from, hats
from wegwijs.accounts.demo import Choice, choices
from wegwijs.accounts.roles import Role
from wegwijs.insight.register import actions

_NAMESPACE = UUID("6b1f1c52-6d7c-4d43-8f0e-0e0b5f5b8b0a")


def fill(now: datetime) -> int:
    """Note them and look at all but the last, which waits for a visitor; how many. Twice is once."""
    told = tomllib.loads(files("wegwijs.insight.register").joinpath("examples.toml").read_text(encoding="utf-8"))
    roles = {one.role: one for one in choices()}
    adviser, officer = (_actor(roles[role], now) for role in (Role.POLICY_ADVISER, Role.QUALITY_OFFICER))
    for place, one in enumerate(told["change"]):
        row = actions.note(adviser, actions.Told(**one), uuid5(_NAMESPACE, one["title"]), now=now)
        if row.state == "noted" and place < len(told["change"]) - 1:
            actions.check(officer, row.uuid, row.version, now=now)
    return len(told["change"])


def _actor(choice: Choice, now: datetime) -> Actor:
    found = actor_from(hats(choice.user_id, now.date()), choice.municipality_id, choice.role, now.date())
    assert found is not None  # noqa: S101  a button of the demo is somebody with that role
    return found
