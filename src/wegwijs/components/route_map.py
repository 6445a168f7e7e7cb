"""The words of the route map, and what its template needs: the picture, and the list that says the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from wegwijs.components import days
from wegwijs.components.route_drawing import drawn
from wegwijs.components.route_layout import lay_out
from wegwijs.components.route_shapes import Label
from wegwijs.dossier.route_map import Detail, RouteMap, Station

# Short on the picture, in full in the list.
NAMES = {
    "signal": (gettext_lazy("notice"), gettext_lazy("Notice")),
    "intake": (gettext_lazy("intake"), gettext_lazy("Broad intake")),
    "test": (gettext_lazy("test"), gettext_lazy("Learnability test")),
    "plan": (gettext_lazy("plan (PIP)"), gettext_lazy("The plan (PIP)")),
    "course": (gettext_lazy("lessons"), gettext_lazy("Language lessons")),
    "level_a2": (gettext_lazy("level A2"), gettext_lazy("Level A2 in listening and speaking")),
    "knm": (gettext_lazy("KNM"), gettext_lazy("Exam on Dutch society (KNM)")),
    "exams": (gettext_lazy("exams"), gettext_lazy("Language exams")),
    "education_diploma": (gettext_lazy("transition diploma"), gettext_lazy("Diploma of the transition course")),
    "hours": (gettext_lazy("lesson hours"), gettext_lazy("Hours of language and KNM")),
    "interview": (gettext_lazy("final talk"), gettext_lazy("Final conversation")),
    "pvt": (gettext_lazy("PVT"), gettext_lazy("Participation statement (PVT)")),
    "map": (gettext_lazy("MAP"), gettext_lazy("Labour market and participation (MAP)")),
    "participation": (gettext_lazy("taking part"), gettext_lazy("Hours of taking part")),
    "finish": (gettext_lazy("diploma"), gettext_lazy("Diploma")),
    "ended": (gettext_lazy("ended"), gettext_lazy("The trajectory ended")),
}
CERTIFICATE = (gettext_lazy("certificate"), gettext_lazy("Certificate"))
ROUTES = {
    "b1": gettext_lazy("B1 route"),
    "education": gettext_lazy("Education route"),
    "self_reliance": gettext_lazy("Z route"),
}
STATES = {
    "done": gettext_lazy("done"),
    "here": gettext_lazy("now"),
    "planned": gettext_lazy("to come"),
    "late": gettext_lazy("late"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: what, and in `said` where it stands, when, and what is worth knowing."""

    code: str
    name: str
    state: str
    said: str


def context_for(found: RouteMap, *, rtl: bool | None = None) -> dict[str, Any]:
    """What components/route_map.html shows, in the active language. `rtl`: time runs from right to left."""
    mirrored = get_language_bidi() if rtl is None else rtl
    picture = lay_out(found, _labels(found))
    return {
        "map": found,
        "picture": drawn(picture, mirrored=mirrored),
        "items": [_item(found, each) for each in found.in_reading_order()],
        "summary": _summary(found),
        "accessible_name": accessible_name(found),
        "legend": [
            (state, words) for state, words in STATES.items() if state in {each.state for each in found.stations}
        ],
        "rtl": mirrored,
    }


def _name(found: RouteMap, code: str, *, full: bool = False) -> str:
    names = CERTIFICATE if code == "finish" and found.route == "self_reliance" else NAMES[code]
    return str(names[1 if full else 0])


def _month(day: date) -> str:
    return days.short(day).split(" ", 1)[1]


def _when(found: RouteMap, each: Station, *, full: bool = False) -> str:
    """When a station was passed, is expected, or since when it is late."""
    if each.on:
        day = days.short(each.on)
        return _("since %(day)s") % {"day": day} if full and each.state == "here" else day
    if each.expected_on is None:
        return ""
    if each.state == "late":
        # On the picture the ruler names the last day already.
        last_day = each.expected_on == found.term_last_day and not full
        return str(STATES["late"]) if last_day else _("late since %(day)s") % {"day": days.short(each.expected_on)}
    if each.detail and each.detail.code == "after_term":
        return _("after the last day")
    if each.code == "plan":
        return _("by %(day)s") % {"day": days.short(each.expected_on)}
    return (_("expected %(month)s") if full else _("exp. %(month)s")) % {"month": _month(each.expected_on)}


def _count(detail: Detail | None) -> str:
    if detail is None or detail.required is None or detail.achieved is None:
        return ""
    values = {"done": f"{detail.achieved:g}", "all": f"{detail.required:g}"}
    return (_("%(done)s of %(all)s") if detail.code == "count" else _("%(done)s of %(all)s h")) % values


def _said(each: Station) -> str:
    """The detail in words, for the list."""
    if each.detail is None:
        return ""
    words = {
        "waived": _("not needed"),
        "in_absence": _("completed in absence"),
        "unilateral": _("made without the person"),
        "after_term": _("at this pace after the last day of the term"),
    }.get(each.detail.code, "")
    return ", ".join(filter(None, [_count(each.detail), words]))


def _labels(found: RouteMap) -> Mapping[str, Label]:
    """Every text on the picture, by the code of what it belongs to."""
    labels = {}
    for each in found.stations:
        count = _count(each.detail)
        name = (
            f"{_name(found, each.code)} {count}".strip()
            if each.track in {"stem", "language"}
            else _name(found, each.code)
        )
        labels[each.code] = Label(name, _when(found, each))
        if each.track not in {"stem", "language"}:
            labels[f"track_{each.code}"] = Label(" · ".join(filter(None, [_name(found, each.code), count])))
            labels[f"side_{each.code}"] = Label(
                str(STATES[each.state]) if each.state in {"done", "here"} else name, _when(found, each)
            )
    here = _name(found, found.here) if found.here else ""
    labels["now"] = Label(_("now: %(station)s") % {"station": here})
    labels["today"] = Label(_("today %(day)s") % {"day": days.short(found.today)})
    first, last = (found.term_starts_on, found.term_last_day) if found.pip_on else (found.starts_on, found.pip_due)
    labels["ruler_from"] = Label(
        (_("term starts %(day)s") if found.pip_on else _("time to make the plan")) % {"day": days.short(first)}
    )
    labels["ruler_to"] = Label(
        (_("last day %(day)s") if found.pip_on else _("plan by %(day)s")) % {"day": days.short(last)}
    )
    return labels


def _item(found: RouteMap, each: Station) -> Item:
    when = _when(found, each, full=True)
    # "late since" says the state already
    state = "" if each.state == "late" and when else str(STATES[each.state])
    said = " · ".join(filter(None, [state, when, _said(each)]))
    return Item(each.code, _name(found, each.code, full=True), each.state, said)


def _summary(found: RouteMap) -> str:
    """Route, and how much of the term is left."""
    route = str(ROUTES[found.route]) if found.route in ROUTES else ""
    last = found.term_last_day
    if found.over or last is None or found.today > last:
        return route
    months = (last.year - found.today.year) * 12 + last.month - found.today.month - (last.day < found.today.day)
    left = ngettext("%(n)d month left, until %(day)s", "%(n)d months left, until %(day)s", months)
    return " · ".join(filter(None, [route, left % {"n": months, "day": days.short(last)}]))


def accessible_name(found: RouteMap) -> str:
    """The whole picture in a few sentences."""
    parts = [_("Route map.")]
    if found.route in ROUTES:
        parts.append(f"{ROUTES[found.route]}.")
    for state in ("done", "here", "late", "planned"):
        named = [
            " ".join(
                filter(
                    None,
                    [
                        _name(found, each.code, full=True),
                        f"({when})" if (when := _when(found, each, full=True)) else "",
                    ],
                )
            )
            for each in found.in_reading_order()
            if each.state == state
        ]
        if named:
            words = str(STATES[state])
            parts.append(f"{words[:1].upper()}{words[1:]}: {', '.join(named)}.")
    if found.term_last_day:
        parts.append(_("Last day of the term: %(day)s.") % {"day": days.short(found.term_last_day)})
    elif found.pip_due and found.pip_on is None:
        parts.append(_("Last day for the plan: %(day)s.") % {"day": days.short(found.pip_due)})
    return " ".join(parts)
