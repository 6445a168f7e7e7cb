"""Values of a plan as words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from wegwijs.accounts.rows import Conflict
from wegwijs.components import days
from wegwijs.components.collisions import Collision
from wegwijs.desk import wording
from wegwijs.desk.plan.forms import LITERACY, RELIEF
from wegwijs.plans import wording as plan_wording
from wegwijs.plans.content import NAMES, Content

PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("explained", ("explained_routes", "explained_language", "with_interpreter")),
    ("wish", ("wish_route", "wish_work", "wish_study", "wish_times", "wish_remarks")),
    (
        "decision",
        (
            "route", "level", "literacy", "intensity_hours", "hours_per_week", "may_finish_education", "pvt_hours",
            "pvt_how", "map_hours", "map_how", "participation_how", "voluntary_exams", "guidance", "relief_form",
            "conversations_per_year", "childcare", "agreements", "reason_wish", "reason_test", "reason_change",
            "unilateral", "unilateral_reason", "person_present", "dated_on", "document_language", "copies",
        ),
    ),
)  # fmt: skip


def shown(name: str, value: object) -> str:
    """A value of a field of the plan in words; empty when nothing was filled in."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return days.short(value)
    if isinstance(value, list):
        return ", ".join(_code(name, str(one)) for one in value)
    if isinstance(value, int | Decimal):
        return str(number_format(int(value) if value == int(value) else value))
    return _code(name, str(value))


def _code(name: str, value: str) -> str:
    if name in {"route", "wish_route", "explained_routes"}:
        return wording.word("route", value)
    if name == "level":
        return wording.word("level", value)
    if name in {"explained_language", "document_language"}:
        return wording.language(value)
    if name == "voluntary_exams":
        return wording.word("component", value)
    tables = {"literacy": LITERACY, "relief_form": RELIEF}
    return str(dict(tables[name]).get(value, value)) if name in tables else value


def parts(content: Content) -> list[tuple[str, list[tuple[str, str]]]]:
    """(part, [(label, words)]) of everything that was filled in."""
    quiet = {("literacy", "none"), ("unilateral", False), ("may_finish_education", False), ("with_interpreter", False)}
    made = []
    for part, names in PARTS:
        rows = [
            (plan_wording.field(name), shown(name, getattr(content, name)))
            for name in names
            if isinstance(getattr(content, name), list) or (name, getattr(content, name)) not in quiet
        ]
        made.append((part, [(label, words) for label, words in rows if words]))
    return made


def changes(older: Content, newer: Content) -> list[tuple[str, str, str]]:
    """(label, before, after) of what differs between two plans."""
    return [
        (plan_wording.field(name), shown(name, getattr(older, name)), shown(name, getattr(newer, name)))
        for name in NAMES
        if getattr(older, name) != getattr(newer, name)
    ]


def conflict_rows(conflict: Conflict) -> list[Collision]:
    """What stands and by whom, and what was offered, for the fields of the plan."""
    return [
        Collision.of(
            name, plan_wording.field(name), shown(name, stands), shown(name, offered), conflict.hands.get(name)
        )
        for name, (stands, offered) in conflict.fields.items()
        if name in NAMES
    ]
