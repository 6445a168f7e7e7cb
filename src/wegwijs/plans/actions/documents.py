"""The decision and "Mijn route": what stands in them is frozen here, in the transaction that establishes the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import Municipality
from wegwijs.dossier import queries as dossier
from wegwijs.law.parameters import parameter
from wegwijs.letters.actions import request_document
from wegwijs.letters.fields import of_route_map
from wegwijs.plans.models import Pip
from wegwijs.plans.wording import EXAMS

DUTCH = "nl"
# task of a provider → what it helps with, in the words of "Mijn route"
HELPERS = {"language": "school", "guidance": "social_guidance", "pvt": "pvt_provider", "map": "map_provider"}
MOST_HELPERS = 4
LONGEST_NAME = 200


def request_documents(actor: Actor, case_uuid: UUID, row: Pip, *, now: datetime) -> None:
    """Ask for both letters of an established plan; call it in the transaction that establishes, after the facts."""
    case = dossier.case(actor, case_uuid, on=actor.today)
    assert case is not None  # noqa: S101  the caller established in this case
    language = row.document_language or DUTCH
    decision = request_document(actor, case.id, "beschikking", language, decision_data(case, row, actor), now=now)
    route = request_document(actor, case.id, "mijn_route", language, route_data(case, row, actor), now=now)
    Pip.objects.filter(pk=row.pk).update(decision_document=decision.uuid, route_document=route.uuid)
    row.decision_document, row.route_document = decision.uuid, route.uuid


def decision_data(case: dossier.Case, row: Pip, actor: Actor) -> dict[str, Any]:
    """The fields of `beschikking` (letters/printed/beschikking.toml)."""
    assert row.dated_on is not None  # noqa: S101  established
    term, municipality = case.assessment.term, row.municipality
    weeks = int(parameter("objection_weeks").at(row.dated_on))
    # The time to object runs from the day after the letter is made known, which is not before it exists.
    made_known = max(row.dated_on, actor.today)
    data: dict[str, Any] = {
        **addressed(case, municipality, actor),
        "reference": f"PIP-{row.uuid.hex[:10].upper()}",
        "decided_on": row.dated_on.isoformat(),
        "is_amendment": row.is_amendment,
        "route": row.route,
        "level": row.level or None,
        "term_starts_on": _iso(term.starts_on if term else None),
        "term_last_day": _iso(term.last_day if term else None),
        "explained_routes": row.explained_routes,
        "explained_language": row.explained_language,
        "with_interpreter": row.with_interpreter,
        **_hours(case, row),
        "pvt_how": row.pvt_how,
        "map_how": row.map_how,
        "participation_how": row.participation_how,
        "conversations_per_year": row.conversations_per_year,
        "guidance": row.guidance,
        "relief_form": row.relief_form or None,
        "relief_last_day": _iso(case.assessment.relief.last_day) if row.relief_form else None,
        "childcare": row.childcare,
        "agreements": [*row.agreements, *_said_in_dutch(row)],
        "reason_change": row.reason_change,
        "unilateral_reason": row.unilateral_reason if row.unilateral else "",
        "objection_weeks": weeks,
        "objection_until": (made_known + timedelta(weeks=weeks)).isoformat(),
    }
    data |= {name: getattr(row, name) for name in ("wish_work", "wish_study", "wish_times", "wish_remarks")}
    differs = bool(row.wish_route) and row.wish_route != row.route
    data |= {
        "wish_route": row.wish_route or None,
        "reason_wish": row.reason_wish if differs else "",
        "reason_test": row.reason_test,
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def addressed(case: dossier.Case, municipality: Municipality, actor: Actor) -> dict[str, Any]:
    """From whom, to whom, and whom to call: the same fields in every decision."""
    responsible = case.responsible
    return {
        "municipality_name": municipality.name,
        "municipality_address": _lines(municipality.address) or [municipality.name],
        "municipality_phone": municipality.phone or "-",
        "recipient_name": case.person.name[:LONGEST_NAME],
        "recipient_own_name": case.person.own_script_name[:LONGEST_NAME],
        "recipient_address": next((_lines(one.value) for one in case.contacts if one.kind == "address"), []),
        "contact_name": responsible.name if responsible and responsible.name else actor.name,
        "contact_phone": municipality.phone,
    }


def route_data(case: dossier.Case, row: Pip, actor: Actor) -> dict[str, Any]:
    """The fields of `mijn_route` (letters/printed/mijn_route.toml)."""
    municipality = row.municipality
    data = {
        "municipality_name": municipality.name,
        "municipality_phone": municipality.phone or "-",
        "recipient_name": case.person.name[:LONGEST_NAME],
        "recipient_own_name": case.person.own_script_name[:LONGEST_NAME],
        "made_on": actor.today.isoformat(),
        **of_route_map(case.route_map),
        **_hours(case, row),
        "helpers": list(_helpers(case, municipality.phone))[:MOST_HELPERS],
        "next": _next(case, row),
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _hours(case: dossier.Case, row: Pip) -> dict[str, Any]:
    taking_part = case.assessment.component("participation_hours")
    owed = taking_part is not None and taking_part.state in {"owed", "done"}
    return {
        "course_hours": row.intensity_hours,
        "hours_per_week": float(row.hours_per_week) if row.hours_per_week is not None else None,
        "pvt_hours": row.pvt_hours,
        "map_hours": row.map_hours,
        "participation_hours": taking_part.required if taking_part and owed else None,
    }


def _helpers(case: dossier.Case, phone: str) -> Iterator[dict[str, str]]:
    responsible = case.responsible
    if responsible is not None and responsible.name:
        yield {"role": "contact", "name": responsible.name, **({"phone": phone} if phone else {})}
    for one in case.involved:
        if one.purpose == "provider" and one.role in HELPERS and one.organisation:
            yield {"role": HELPERS[one.role], "name": one.organisation}


def _next(case: dossier.Case, row: Pip) -> list[dict[str, str]]:
    """At most three: what the person does first."""
    known = {fact.kind for fact in case.facts}
    first = [] if "course_started" in known else ["start_course" if case.group == "asylum" else "find_school"]
    return [
        {"code": code}
        for code in [*first, "start_pvt", "take_part" if row.route == "self_reliance" else "conversation"]
    ]


def _said_in_dutch(row: Pip) -> list[str]:
    """What the letter has no field for and the law wants in the plan; Dutch in every version, as agreements are."""
    with translation.override(DUTCH):
        said = {
            "literacy": _("You first learn to read and write."),
            "other_script": _("You first learn the Latin script."),
        }
        lines = [said[row.literacy]] if row.literacy in said else []
        if row.may_finish_education:
            lines.append(_("You may finish the education that you follow now before your route starts."))
        if row.voluntary_exams:
            exams = ", ".join(str(EXAMS[part]) for part in row.voluntary_exams)
            lines.append(_("You choose to take these exams: %(exams)s.") % {"exams": exams})
    return lines


def _lines(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[\n,]", text) if part.strip()][:5]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
