"""Closed lists and their words. A new code gets its word here, its Dutch in the catalogue of the desk."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wegwijs.accounts.roles import Role
from wegwijs.desk.wording.columns import COLUMN, STATUS
from wegwijs.desk.wording.norms import HOW, NORM, NORM_TOPIC, PART

Words = str | Promise

PHASE: Mapping[str, Words] = {
    "signal": _("New"),
    "intake": _("Intake"),
    "route": _("On the route"),
    "finished": _("Finished"),
    "ended": _("Ended"),
    "not_determinable": _("Not clear yet"),
}
GROUP: Mapping[str, Words] = {
    "asylum": _("Asylum permit holder"),
    "family": _("Family migrant"),
    "other": _("Other migrant"),
}
ROUTE: Mapping[str, Words] = {
    "b1": _("B1 route"),
    "education": _("Education route"),
    "self_reliance": _("Self-reliance route"),
}
LEVEL: Mapping[str, Words] = {
    "literacy": _("literacy"),
    "pre_a1": "pre-A1",
    "a1": "A1",
    "a2": "A2",
    "b1": "B1",
    "b2": "B2",
    "c1": "C1",
    "c2": "C2",
}
REGIME: Mapping[str, Words] = {
    "wi2021": _("Civic Integration Act 2021"),
    "wi2013": _("Civic Integration Act 2013"),
    "not_obliged": _("no duty"),
    "exempt_for_now": _("no duty for the time being"),
    "ended": _("duty ended"),
    "met": _("duty met"),
    "not_determinable": _("not clear yet"),
}
PERMIT: Mapping[str, Words] = {
    "asylum": _("asylum"),
    "regular_with_asylum_holder": _("regular, with an asylum permit holder"),
    "regular": _("regular"),
    "clergy": _("clergy"),
}
DEADLINE: Mapping[str, Words] = {
    "pip_due": _("PIP ready"),
    "term_end": _("Last day of the term"),
    "extension_window_opens": _("Asking for an extension is possible from"),
    "duo_extension_decision_due": _("DUO decides on the extension by"),
    "retention_delete_due": _("Delete the file on"),
}
COMPONENT: Mapping[str, Words] = {
    "reading": _("Reading"),
    "listening": _("Listening"),
    "writing": _("Writing"),
    "speaking": _("Speaking"),
    "knm": _("Knowledge of Dutch society (KNM)"),
    "course_hours": _("Lessons"),
    "participation_hours": _("Taking part"),
    "pvt": _("Participation statement (PVT)"),
    "map": _("Labour market module (MAP)"),
    "self_reliance_interview": _("Final conversation"),
    "education_diploma": _("Diploma of the education route"),
}
COMPONENT_STATE: Mapping[str, Words] = {
    "owed": _("to do"),
    "done": _("done"),
    "not_required": _("not needed"),
    "dispensed": _("not needed any more"),
    "not_determinable": _("not clear yet"),
}
OPTION: Mapping[str, Words] = {
    "downscale_to_a2": _("Exams at A2"),
    "change_route_b1": _("Change to the B1 route"),
    "change_route_education": _("Change to the education route"),
    "change_route_self_reliance": _("Change to the self-reliance route"),
    "extension_for_effort": _("Extension because of effort shown"),
    "request_extension": _("Ask for an extension"),
}
SIGNAL_OWNER: Mapping[str, Words] = {
    "responsible": _("who guides this person"),
    "administration": _("administration"),
    "duo": "DUO",
}
REQUEST: Mapping[str, Words] = {
    "extension": _("Extension of the term"),
    "exemption": _("Exemption"),
    "dispensation": _("Dispensation"),
    "naturalisation": _("Naturalisation"),
}
DECISION: Mapping[str, Words] = {
    "downscaling": _("Exams at A2"),
    "route_change": _("Another route"),
    "extension_advice": _("Advice about an extension"),
    "exemption_advice": _("Advice about an exemption"),
    "map_sign_off": _("MAP completed"),
    "enforcement": _("Enforcement"),
}
DECISION_STATE: Mapping[str, Words] = {
    "draft": _("being weighed"),
    "awaiting_agreement": _("with a colleague"),
    "decided": _("decided"),
    "withdrawn": _("not gone on with"),
}
SEX: Mapping[str, Words] = {"m": _("man"), "f": _("woman"), "x": _("other"), "": _("not recorded")}
INTERPRETER: Mapping[str, Words] = {
    "needed": _("interpreter needed"),
    "not_needed": _("no interpreter needed"),
    "": _("interpreter not asked yet"),
}
WHOSE: Mapping[str, Words] = {
    "own": _("own"),
    "partner": _("of the partner"),
    "family": _("of family"),
    "friend": _("of a friend"),
    "helper": _("of somebody who helps"),
}
CONTACT: Mapping[str, Words] = {"phone": _("phone"), "email": _("e-mail"), "address": _("address")}
RELATION: Mapping[str, Words] = {
    "partner": _("partner"),
    "child": _("child"),
    "parent": _("parent"),
    "other": _("somebody else"),
}
PURPOSE: Mapping[str, Words] = {
    "responsible": _("guides this person"),
    "team": _("team"),
    "shared": _("works along"),
    "provider": _("the provider"),
    "break_glass": _("opened with a reason"),
}
TASK: Mapping[str, Words] = {
    "language": _("language course"),
    "pvt": _("participation statement"),
    "map": _("labour market module"),
    "guidance": _("social guidance"),
    "relief": _("financial relief"),
    "introduction": _("introduction programme"),
}
DUE: Mapping[str, Words] = {
    "late": _("too late"),
    "week": _("within 7 days"),
    "month": _("within 30 days"),
}
ROLE: Mapping[str, Words] = {role.value: role.label for role in Role}

PERSON_FIELD: Mapping[str, Words] = {
    "given_names": _("given names"),
    "prefix": _("prefix"),
    "surname": _("surname"),
    "surname_first": _("order of the names"),
    "own_script_name": _("name in the own script"),
    "birth_year": _("birth date"),
    "birth_month": _("birth date"),
    "birth_day": _("birth date"),
    "sex": _("sex"),
    "nationality": _("nationality"),
    "mother_tongue": _("mother tongue"),
    "speaks": _("languages"),
    "reads_own_script": _("reading the own language"),
    "interpreter": _("interpreter"),
    "interpreter_wish": _("wish about the interpreter"),
    "adaptation": _("what helps"),
}

TABLES: Mapping[str, Mapping[str, Words]] = {
    "phase": PHASE,
    "group": GROUP,
    "route": ROUTE,
    "level": LEVEL,
    "regime": REGIME,
    "permit": PERMIT,
    "deadline": DEADLINE,
    "component": COMPONENT,
    "component_state": COMPONENT_STATE,
    "option": OPTION,
    "signal_owner": SIGNAL_OWNER,
    "request": REQUEST,
    "decision": DECISION,
    "decision_state": DECISION_STATE,
    "sex": SEX,
    "interpreter": INTERPRETER,
    "whose": WHOSE,
    "contact": CONTACT,
    "relation": RELATION,
    "purpose": PURPOSE,
    "task": TASK,
    "due": DUE,
    "role": ROLE,
    "person_field": PERSON_FIELD,
    "column": COLUMN,
    "delivery": STATUS,
    "norm": NORM,
    "norm_topic": NORM_TOPIC,
    "impact_part": PART,
    "impact_how": HOW,
}


def word(table: str, code: str | None) -> str:
    """The word for a code of one of `TABLES`; the code itself when the table does not have it."""
    found = TABLES[table].get(code or "")
    return str(found) if found is not None else (code or "")


def day_state(code: str, state: str) -> str:
    """State of a day for the page: from when something may be asked is no deadline that anybody met."""
    return "passed" if code == "extension_window_opens" and state == "met" else state


def choices(table: str, *codes: str, empty: Words | None = None) -> list[tuple[str, Words]]:
    """Choices for a form: all codes of a table or those named, with `empty` as the first when given."""
    pairs = [(code, TABLES[table][code]) for code in (codes or TABLES[table])]
    return pairs if empty is None else [("", empty), *pairs]
