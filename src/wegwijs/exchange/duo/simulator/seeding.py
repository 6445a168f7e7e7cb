"""People from elsewhere made known to the practice DUO: a history in facts becomes what DUO would hold by now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from .changes import TERM_YEARS
from .person import Person

FactRow = tuple[str, date, Mapping[str, Any]]
Told = Mapping[str, list[tuple[date, Mapping[str, Any]]]]  # by kind, in order of their day
_ROUTES = {"b1": "B", "education": "O", "self_reliance": "Z"}
_PARTS = {"reading": "LE", "listening": "LU", "writing": "SC", "speaking": "SP", "knm": "KNM"}
_TESTS = {"b1_feasible": "B1-route haalbaar", "b1_not_feasible": "B1-route niet haalbaar"}
_EXAMS = {"passed": "Geslaagd", "failed": "Gezakt"}


def person_from(bsn: str, label: str, *, asylum: bool, municipality: str, facts: Iterable[FactRow]) -> Person:
    """What DUO holds of somebody with these facts, which come in order of their day."""
    person = Person(bsn, label, asylum=asylum, municipality=municipality)
    told: dict[str, list[tuple[date, Mapping[str, Any]]]] = {}
    for kind, on, payload in facts:
        told.setdefault(kind, []).append((on, payload))
    if "brp_registered" in told:
        person.settled_on = told["brp_registered"][0][0].isoformat()
    elif "coa_matched" in told:
        person.municipality, person.in_coa, person.coupled = "", True, municipality
    _obligation(person, told)
    for on, payload in told.get("learnability_test_taken", []):
        person.tests.append(
            {
                "resultaat": _TESTS.get(payload["result"], "Onbekend"), "behaaldeScore": f"{payload['score']},00",
                "benodigdeScore": f"{payload['required']},00", "datumAfname": on.isoformat(),
            }
        )  # fmt: skip
    # Only a plan that DUO was told of is known there.
    if any(payload.get("message") == "pip" for _, payload in told.get("duo_told", [])):
        _plan(person, municipality, *told["pip_established"][0])
    _progress(person, municipality, told)
    return person


def _obligation(person: Person, told: Told) -> None:
    started = told.get("obligation_started")
    if not started:
        return
    begins = started[0][0].isoformat()
    notified = told["duo_notified"][0][0].isoformat() if "duo_notified" in told else None
    person.oblige(begins, today=begins, notified=notified)
    person.belong_to(asylum=person.asylum, begins=begins)
    if met := told.get("obligation_met"):
        person.relieve(met[0][0].isoformat(), "Inburgeringsplicht voldaan", today=met[0][0].isoformat())
    elif moved := told.get("moved_out"):
        person.municipality, person.in_coa, person.coupled = str(moved[0][1].get("municipality", "")), False, ""


def _plan(person: Person, municipality: str, on: date, payload: Mapping[str, Any]) -> None:
    plan: dict[str, Any] = {"dagtekeningPip": on.isoformat(), "leerroute": _ROUTES[payload["route"]]}
    if level := payload.get("level"):
        plan["niveau"] = level.upper()
    if person.asylum and payload["route"] == "b1" and "intensity_hours" in payload:
        plan["geschatteIntensiteitB1Route"] = payload["intensity_hours"]
    person.pips.append({"gemeentecode": municipality, "pip": plan, "received_on": on.isoformat()})
    person.start_term(on + timedelta(days=1), TERM_YEARS, today=on.isoformat())


def _progress(person: Person, municipality: str, told: Told) -> None:
    for kind, name in (
        ("pvt_declaration_signed", "pvt"),
        ("map_final_interview_held", "map"),
        ("self_reliance_interview_held", "zroute"),
    ):
        if kind in told and person.pip:
            person.results[name] = {"gemeentecode": municipality, "on": told[kind][-1][0].isoformat()}
    for on, payload in told.get("exam_taken", []):
        sat = {
            "examendatum": on.isoformat(), "resultaat": _EXAMS.get(payload["result"], "Geen"),
            "onderdeel": _PARTS[payload["part"]],
        }  # fmt: skip
        if "level" in payload:
            sat["niveau"] = payload["level"].upper()
        person.exams.append(sat)
        person.attempts[sat["onderdeel"]] = max(0, person.attempts.get(sat["onderdeel"], 2) - 1)
