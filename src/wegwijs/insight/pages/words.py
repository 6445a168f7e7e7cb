"""Figures as people read them."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wegwijs.insight.figures import Cell, Unit

NOT_SHOWN = "–"


def days() -> str:
    """What stands under an axis of days."""
    return _("days")


def number(value: float) -> str:
    """1.234 or 4,2: grouped and with the comma of the language, one decimal where there is one."""
    rounded = round(value, 1)
    text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"
    if (get_language() or "nl").startswith("en"):
        return text
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def said(value: float, unit: Unit) -> str:
    """With its unit: 63%, 12 dagen, 40."""
    if unit == "percent":
        return f"{number(value)}%"
    if unit == "days":
        return ngettext("%(n)s day", "%(n)s days", round(value)) % {"n": number(value)}
    return number(value)


def difference(value: float, unit: Unit) -> str:
    """How far two figures lie apart: percents differ by points."""
    if unit == "percent":
        return _("%(n)s percentage points") % {"n": number(value)}
    return said(value, unit)


def shown(cell: Cell, unit: Unit) -> str:
    """A cell in words: why there is no figure, where there is none."""
    if cell.value is not None:
        words = said(cell.value, unit)
        return _("about %(amount)s") % {"amount": words} if cell.state == "rounded" else words
    return {"not_reached": _("not reached"), "nothing": _("nobody")}.get(cell.state, NOT_SHOWN)
