"""What a reader chose in the address: a day, a group, and one thing to narrow by.

`?group=asylum&only=route.b1&on=2026-10-31`, or `?v=<uuid>` for figures exactly as they were published once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.sent import sent_uuid
from wegwijs.components import days
from wegwijs.insight import queries, words
from wegwijs.insight.figures import Dashboard

GROUPS = ("asylum", "family")


@dataclass(frozen=True, slots=True)
class Choice:
    """`only`: dimension and value, both empty for everybody."""

    group: str = ""
    only: tuple[str, str] = ("", "")
    on: date | None = None
    version: UUID | None = None

    @classmethod
    def of(cls, data: QueryDict) -> Choice:
        """As the address says; what cannot be read is left out, never an error."""
        dimension, _point, value = data.get("only", "").partition(".")
        group = data.get("group", "")
        return cls(
            group if group in GROUPS else "", (dimension, value) if value else ("", ""),
            days.parse(data.get("on", "")), sent_uuid(data.get("v", "")),
        )  # fmt: skip

    @property
    def narrowed(self) -> bool:
        """Not everybody."""
        return bool(self.group or self.only[0])

    def filters(self) -> Mapping[str, str]:
        """For `queries`."""
        return ({"group": self.group} if self.group else {}) | ({self.only[0]: self.only[1]} if self.only[0] else {})

    def address(self, *, version: UUID | None = None) -> str:
        """This choice as the end of an address; of one version when it is named."""
        told = {
            "group": self.group,
            "only": ".".join(self.only) if self.only[0] else "",
            "on": self.on.isoformat() if self.on and version is None else "",
            "v": str(version) if version else "",
        }
        query = urlencode({name: value for name, value in told.items() if value})
        return f"?{query}" if query else ""


def published(actor: Actor, code: str, choice: Choice) -> Dashboard:
    """The figures that were chosen. Raises `NothingPublished`, `WrongFilter`, PermissionDenied."""
    if choice.version is not None:
        found = queries.permanent(actor, choice.version, choice.filters())
        if found.code != code:
            raise queries.NothingPublished
        return found
    return queries.dashboard(actor, code, choice.on, choice.filters())


@dataclass(frozen=True, slots=True)
class Options:
    """One list to choose from: (heading, ((value, words, chosen), …)); "" has no heading."""

    name: str
    label: str
    parts: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]


def options(found: Dashboard, choice: Choice, dates: list[date]) -> list[Options]:
    """The lists above the figures. One thing at a time: two together would tell of too few people."""
    groups = [(code, title, code == choice.group) for code, title in found.choices["group"] if code in GROUPS]
    chosen = ".".join(choice.only)
    parts = [
        (
            str(words.DIMENSIONS[name]),
            tuple((f"{name}.{value}", title, f"{name}.{value}" == chosen) for value, title in values),
        )
        for name, values in found.choices.items()
        if name != "group" and values
    ]
    on = choice.on or found.reference_date
    return [
        Options("group", _("Group"), (("", (("", _("all groups"), not choice.group), *groups)),)),
        Options("only", _("Only"), (("", (("", _("everybody"), not choice.only[0]),)), *parts)),
        Options("on", _("Date"), (("", tuple((d.isoformat(), days.short(d), d == on) for d in dates)),)),
    ]


def about(found: Dashboard, choice: Choice) -> str:
    """Of whom the figures are, in words; empty for everybody."""
    told = [title for code, title in found.choices["group"] if code == choice.group]
    name, value = choice.only
    told += [f"{words.DIMENSIONS[name]}: {title}" for code, title in found.choices.get(name, ()) if code == value]
    return " · ".join(told)


def made(found: Dashboard) -> str:
    """Where the figures come from: when they were made, which version, of which municipality."""
    told = {"moment": days.moment(found.computed_at), "version": found.version, "municipality": found.municipality}
    return _("%(moment)s, version %(version)d, %(municipality)s") % told
