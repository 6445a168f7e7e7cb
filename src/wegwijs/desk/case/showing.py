"""What the case page shows, as values a template can print without thinking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wegwijs import law
from wegwijs.accounts.staff import municipality_names
from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.desk.case.forms.life import benefit_since
from wegwijs.desk.steps import step_url
from wegwijs.dossier.queries import Case, Contact, Involved
from wegwijs.law import texts

MOST_STEPS = 5
SOON = 14
HOURS = "hours"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing to do: why, by when, how it stands in words, and the one button."""

    title: str
    reason: str
    due: date | None
    tone: str
    words: str
    url: str
    button: str


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One part of the integration. `amount` in words; `achieved` of `required` for a bar, when counted in hours."""

    name: str
    tone: str
    state: str
    amount: str
    achieved: float
    required: float
    bar: bool
    done_on: date | None
    because: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A day that counts."""

    label: str
    due: date | None
    state: str
    because: tuple[Any, ...]
    done: date | None = None  # done after all, when it was late


@dataclass(frozen=True, slots=True)
class SignalRow:
    """Something to look at: whose turn it is, and the day it is about (None: no day)."""

    text: str
    tone: str
    because: tuple[Any, ...]
    owner: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is missing to talk with somebody, and where to fill it in."""

    text: str
    what: str


def steps(case: Case) -> tuple[StepRow, ...]:
    """The five most pressing steps."""
    return tuple(
        StepRow(
            wording.step(one.code, one.attempt), wording.reason(one), one.due, *_standing(one.due, case.on),
            step_url(one.code, case.uuid), wording.action(one.code),
        )
        for one in case.steps[:MOST_STEPS]
    )  # fmt: skip


def _standing(due: date | None, today: date) -> tuple[str, str]:
    """(tone, words) of a day by which something is due."""
    if due is None:
        return "", ""
    left = (due - today).days
    return ("act" if left < 0 else "watch" if left <= SOON else "neutral"), days.until(due, today)


def deadlines(case: Case) -> tuple[DeadlineRow, ...]:
    """The law's days; with the municipality's name where there are two of one kind."""
    found = case.assessment.deadlines
    names = municipality_names() if any(one.municipality for one in found) else {}
    return tuple(
        DeadlineRow(
            wording.word("deadline", one.code)
            + (f" ({names.get(one.municipality, one.municipality)})" if one.municipality else ""),
            one.due, wording.day_state(one.code, one.state), one.because, _done(one),
        )
        for one in found
    )  # fmt: skip


def _done(one: law.Deadline) -> date | None:
    """The day of the plan that closed a deadline, as the law's own reasoning names it."""
    made = next((step for step in one.because if step.rule == "pip_made"), None)
    return date.fromisoformat(made.from_.split()[-1]) if made is not None and made.from_ else None


def components(case: Case) -> tuple[ComponentRow, ...]:
    """Parts that the route asks for, or that were done; what is not asked is left out.

    Exams that stand alike share a row: "Lezen, luisteren, schrijven en spreken: te doen, B1".
    """
    found: list[ComponentRow] = []
    for one in case.assessment.components:
        if one.state == "not_required":
            continue
        row = _component(one)
        last = found[-1] if found else None
        if last and one.unit == "exams" and one.code != "knm" and _alike(row, last):
            reasons = (*last.because, *(step for step in row.because if step not in last.because))
            found[-1] = replace(last, name=f"{last.name}, {row.name[:1].lower()}{row.name[1:]}", because=reasons)
        else:
            found.append(row)
    return tuple(found)


def _alike(one: ComponentRow, other: ComponentRow) -> bool:
    """Do two parts differ in their name and reasons only?"""
    return replace(one, name=other.name, because=other.because) == other


def _component(one: law.Component) -> ComponentRow:
    counted = one.unit == HOURS and one.required > 0
    amount = ""
    if counted:
        amount = _("%(achieved)s of %(required)s hours") % {
            "achieved": number(one.achieved), "required": number(one.required),
        }  # fmt: skip
    elif one.unit == HOURS and one.achieved:
        amount = _("%(achieved)s hours") % {"achieved": number(one.achieved)}
    elif one.level:
        amount = wording.word("level", one.level)
    tone = {"done": "good", "dispensed": "good", "owed": "neutral", "not_determinable": "neutral"}[one.state]
    return ComponentRow(
        wording.word("component", one.code), tone, wording.word("component_state", one.state), amount, one.achieved,
        one.required, counted and one.state == "owed", one.done_on, one.because,
    )  # fmt: skip


def number(value: float) -> str:
    """Hours as people write them: 372, or 12,5."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def signals(case: Case) -> tuple[SignalRow, ...]:
    """What the law's reasoning wants looked at, most serious first."""
    tones = {"act": "act", "watch": "watch", "info": "info"}
    order = list(tones)
    found = sorted(case.assessment.signals, key=lambda one: order.index(one.severity))
    return tuple(
        SignalRow(
            texts.say(one.code, one.params, get_language() or "nl"), tones[one.severity], one.because,
            _owner(one, case), one.due,
        )
        for one in found
    )  # fmt: skip


def _owner(one: law.Signal, case: Case) -> str:
    """By name when it is for the professional who guides this person."""
    if one.owner == "responsible" and case.responsible is not None:
        return case.responsible.name
    return wording.word("signal_owner", one.owner)


def prompts(case: Case) -> tuple[Prompt, ...]:
    """What is not known yet and needed to talk, and does not stand under "what now" already."""
    person = case.person
    already = {one.code for one in case.steps[:MOST_STEPS]}
    nameless = not (person.given_names or person.surname)
    missing = [
        (nameless and "ask_name" not in already, _("The name is not known yet."), "person"),
        (not person.mother_tongue and "ask_language" not in already, _("The language is not in the file."), "person"),
        (
            not person.interpreter and "ask_interpreter" not in already,
            _("Is an interpreter needed? Not asked yet."),
            "person",
        ),
        (
            person.reads_own_script is None and bool(person.mother_tongue),
            _("Does the person read the own language? Not asked yet."),
            "person",
        ),
        (not any(one.kind == "phone" for one in case.contacts), _("There is no phone number."), "contact-point"),
    ]
    return tuple(Prompt(text, what) for absent, text, what in missing if absent)


@dataclass(frozen=True, slots=True)
class Header:
    """The lines under the name: who this is and how to talk."""

    group: str
    age: int | None
    languages: str
    interpreter: str
    interpreter_needed: bool
    reads: str
    phone: Contact | None
    children: str
    benefit_since: date | None
    responsible: Involved | None
    team: str
    adaptation: str
    regime: str
    route: str


def header(case: Case) -> Header:
    """From the person, the household and the facts."""
    person = case.person
    speaks = [wording.language(code) for code in (person.mother_tongue, *person.speaks) if code]
    reads = {True: _("reads the own language"), False: _("does not read the own language"), None: ""}
    assessment = case.assessment
    return Header(
        wording.word("group", case.group), person.age(case.on), ", ".join(dict.fromkeys(speaks)),
        wording.word("interpreter", person.interpreter) if person.interpreter else "", person.interpreter == "needed",
        reads[person.reads_own_script], _phone(case), _children(case), benefit_since(case.facts, case.on),
        case.responsible, next((one.team for one in case.involved if one.purpose == "team"), ""), person.adaptation,
        "" if assessment.regime == "wi2021" else wording.word("regime", assessment.regime),
        wording.word("route", assessment.route) if assessment.route else "",
    )  # fmt: skip


def _phone(case: Case) -> Contact | None:
    phones = [one for one in case.contacts if one.kind == "phone"]
    return next((one for one in phones if one.whose == "own"), phones[0] if phones else None)


def _children(case: Case) -> str:
    """ "2 kinderen (3 en 6)": ages they reach this year."""
    years = sorted(
        (one.birth_year for one in case.household if one.relation == "child" and one.birth_year), reverse=True
    )
    count = sum(one.relation == "child" for one in case.household)
    if not count:
        return ""
    words = _("1 child") if count == 1 else _("%(n)d children") % {"n": count}
    ages = ", ".join(str(case.on.year - year) for year in years)
    return f"{words} ({ages})" if ages else words


def owned(case: Case) -> list[tuple[str, str]]:
    """Fields of the person that another system manages: (system, fields in words)."""
    by: dict[str, list[str]] = {}
    for name, source in case.person.sources.items():
        if source.get("by") == "system":
            by.setdefault(str(source.get("name") or _("another system")), []).append(wording.word("person_field", name))
    return [(system, ", ".join(fields)) for system, fields in by.items()]
