"""The social map of the invented city, and a few people who were pointed to it."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from wegwijs.accounts.actor import Actor, actor_from, hats, on_day
from wegwijs.accounts.models import Membership, Municipality
from wegwijs.accounts.roles import Role
from wegwijs.dossier.queries import ListFilter, case_list, case_ref
from wegwijs.support import referring
from wegwijs.support.social_map import Described

# Who is pointed where, and how many days ago; the first is long enough ago to ask about.
POINTED = (("Geldloket De Haven", "money", 35), ("Taalcafé De Kade", "language", 30), ("Digihuis", "digital", 6))


def draw_map(municipality: Municipality, now: datetime) -> None:
    """Twenty-one places, kept by the coaches in turn; the first coach pointed three people to one."""
    users = Membership.objects.filter(municipality=municipality, role=Role.WORK_COACH).order_by("pk")[:4]
    coaches = [
        found
        for user in users.values_list("user_id", flat=True)
        if (found := actor_from(hats(user, now.date()), municipality.pk, Role.WORK_COACH, now.date()))
    ]
    names = {field.name for field in fields(Described)}
    read = tomllib.loads(files("wegwijs.demo").joinpath("help.toml").read_text(encoding="utf-8"))
    places: dict[str, UUID] = {}
    for index, one in enumerate(read["offer"]):
        keeper = coaches[index % len(coaches)]
        then = now - timedelta(days=one["checked"])
        told: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in one.items() if name in names
        }
        said = Described(**told)
        places[said.name] = referring.add_offer(
            on_day(keeper, then.date()), said, keeper.user_id or 0, now=then, request_id=_uuid(municipality, said.name)
        )
    _point(coaches[0], municipality, places, now)


def _point(coach: Actor, municipality: Municipality, places: dict[str, UUID], now: datetime) -> None:
    rows = case_list(coach, ListFilter(whose="mine", phase="route"), size=len(POINTED)).rows
    for row, (name, subject, days) in zip(rows, POINTED, strict=False):
        then = now - timedelta(days=days)
        case = case_ref(coach, row.uuid)
        if case is not None:
            referring.refer(
                on_day(coach, then.date()), case, places[name], subject=subject, question="", consent=True, now=then,
                request_id=_uuid(municipality, f"{name}/verwijzing"),
            )  # fmt: skip


def _uuid(municipality: Municipality, name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"wegwijs-demo/{municipality.code}/{name}")
