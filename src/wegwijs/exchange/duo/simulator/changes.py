"""What an event does to what DUO holds of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from .person import Held, Person

TERM_YEARS = 3
PASS_MARK = "50,00"  # noqa: S105  of a test, not for signing in
GROUNDS: Mapping[str, str] = {
    "1": "Niet verwijtbaar te laat",
    "2": "Aantoonbaar voldoende inspanningen",
    "3": "Langdurige ziekte",
    "4": "Bevalling",
    "5": "Geen tijdig inburgeringsaanbod",
    "6": "Onderbreking van de inburgeringsplicht",
}
NOT_OBLIGED = (
    "Verblijfsdoel gewijzigd", "Vertrek uit Nederland langer dan een jaar", "Overig",
)  # fmt: skip
PARTS = ("LE", "LU", "SC", "SP", "KNM")
SKILLS = PARTS[:4]


class NotPossible(Exception):
    """This cannot happen to this person now; says why, in Dutch."""


@dataclass(frozen=True)
class Told:
    """An event as somebody tells it: on which day it counts, and what else is asked for."""

    on: date
    today: date
    fields: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str, default: str) -> str:
        return self.fields.get(name) or default

    @property
    def day(self) -> str:
        return self.on.isoformat()

    @property
    def now(self) -> str:
        return self.today.isoformat()


def oblige(person: Person, told: Told) -> None:
    person.oblige(told.day, today=told.now, notified=told.now)
    if not person.group:
        person.belong_to(asylum=person.asylum, begins=told.day)


def settle(person: Person, told: Told) -> None:
    """Lives in the municipality now, and in no COA location; the ten weeks run."""
    if person.in_coa:
        person.municipality, person.in_coa, person.settled_on = person.coupled, False, told.day
    if person.obligation.get("indicatorInburgeringsplicht"):
        person.obligation["datumKennisgevingInburgeringsplicht"] = told.now
    else:
        oblige(person, told)


def _resume(person: Person, told: Told) -> None:
    if person.obligation.get("redenGeenInburgeringsplicht") != "Tijdelijke vrijstelling":
        raise NotPossible("Er is geen tijdelijke vrijstelling die kan worden ingetrokken.")
    for given in person.dispensations:
        if "TijdelijkeVrijstelling" in given:
            given["TijdelijkeVrijstelling"]["einddatum"] = (told.on - timedelta(days=1)).isoformat()
    person.oblige(told.day, today=told.now, notified=told.now)


def resume_without_plan(person: Person, told: Told) -> None:
    if person.pip is not None:
        raise NotPossible("Er is al een PIP: gebruik SS130.")
    _resume(person, told)


def resume_with_plan(person: Person, told: Told) -> None:
    if person.pip is None:
        raise NotPossible("Er is nog geen PIP: gebruik SS129.")
    _resume(person, told)
    person.extend_term(told.get("until", told.day), ("6", GROUNDS["6"]), today=told.now)


def _move_in(person: Person, told: Told) -> None:
    person.municipality, person.settled_on, person.in_coa = told.get("municipality", ""), told.day, False
    person.coupled = ""


def move_in_without_plan(person: Person, told: Told) -> None:
    if person.pip is not None:
        raise NotPossible("Er is al een PIP: gebruik SS121.")
    _move_in(person, told)


def move_in_with_plan(person: Person, told: Told) -> None:
    if person.pip is None:
        raise NotPossible("Er is nog geen PIP: gebruik SS120.")
    _move_in(person, told)


def move_away(person: Person, told: Told) -> None:
    _move_in(person, told)


def leave(person: Person, _told: Told) -> None:
    person.municipality, person.in_coa, person.coupled = "", False, ""


def become_family(person: Person, told: Told) -> None:
    right = "Op verzoek rechten van gezins- en overige migrant toegekend"
    person.belong_to(asylum=False, begins=told.day, changed=right)


def become_asylum(person: Person, told: Told) -> None:
    person.belong_to(asylum=True, begins=told.day, changed="Asielrechten toegekend")


def enrol_for_test(person: Person, _told: Told) -> None:
    if not person.exam_number:
        raise NotPossible("Er is nog geen examennummer opgevraagd.")


def take_test(person: Person, told: Told) -> None:
    score = told.get("score", "62,00")
    feasible = float(score.replace(",", ".")) >= float(PASS_MARK.replace(",", "."))
    person.tests.append(
        {
            "resultaat": "B1-route haalbaar" if feasible else "B1-route niet haalbaar",
            "behaaldeScore": score, "benodigdeScore": PASS_MARK, "datumAfname": told.day,
        }
    )  # fmt: skip


def start_term(person: Person, told: Told) -> None:
    if person.pip is None:
        raise NotPossible("De termijn start pas als er een PIP is.")
    if person.term is not None:
        raise NotPossible("De termijn is al gestart.")
    begins = date.fromisoformat(person.pips[0]["pip"]["dagtekeningPip"]) + timedelta(days=1)
    person.start_term(begins, TERM_YEARS, today=told.now)


def extend(person: Person, told: Told) -> None:
    if person.term is None:
        raise NotPossible("Er is nog geen termijn om te verlengen.")
    until = told.get("until", "")
    if until <= person.term["einddatum"]:
        raise NotPossible("De nieuwe einddatum moet na de oude liggen.")
    ground = told.get("ground", "1")
    person.extend_term(until, (ground, GROUNDS[ground]), today=told.now)


def ask_extension(person: Person, told: Told) -> None:
    person.extensions.append({"beoordelingAanvraag": "InBehandeling", "ontvangstdatum": told.day})


def _decide_extension(person: Person, told: Told, outcome: str) -> None:
    """The request that is open, or one that was not told of before."""
    asked = next((one for one in person.extensions if one["beoordelingAanvraag"] == "InBehandeling"), None)
    if asked is None:
        asked = {"ontvangstdatum": told.day}
        person.extensions.append(asked)
    asked |= {"beoordelingAanvraag": outcome, "datumBeoordeling": told.day}


def grant_extension(person: Person, told: Told) -> None:
    extend(person, told)
    _decide_extension(person, told, "Toegekend")


def refuse_extension(person: Person, told: Told) -> None:
    _decide_extension(person, told, "Afgewezen")


def sit_exam(person: Person, told: Told) -> None:
    part = told.get("part", "KNM")
    sat: Held = {"examendatum": told.day, "resultaat": told.get("result", "Geslaagd"), "onderdeel": part}
    if sat["resultaat"] == "Geen":
        sat["redenGeenResultaat"] = "Absent"
    if part != "KNM":
        sat["niveau"] = told.get("level", "B1")
    person.exams.append(sat)
    person.attempts[part] = max(0, person.attempts.get(part, 2) - 1)


def dispense(kind: str, verdict: str) -> Callable[[Person, Told], None]:
    """A decision on a request for (partial, temporary) dispensation."""

    def decide(person: Person, told: Told) -> None:
        reason = {"GeheleVrijstelling": "DOC", "TijdelijkeVrijstelling": "INS"}.get(kind, "GED")
        given: Held = {"oordeel": verdict, "reden": reason, "datumOordeel": told.day}
        granted = verdict == "Toekenning"
        if kind == "GedeeltelijkeVrijstelling":
            given |= {"examenonderdeel": told.get("skill", "LE"), "examenniveau": told.get("level", "B1")[:2]}
        elif kind == "TijdelijkeVrijstelling" and granted:
            given |= {"startdatum": told.day, "einddatum": told.get("until", told.day)}
        person.dispensations.append({kind: given})
        if granted and kind != "GedeeltelijkeVrijstelling":
            whole = kind == "GeheleVrijstelling"
            person.relieve(told.day, "Volledige vrijstelling" if whole else "Tijdelijke vrijstelling", today=told.now)

    return decide


def exempt(kind: str, verdict: str) -> Callable[[Person, Told], None]:
    """A decision on a request for (partial) exemption."""

    def decide(person: Person, told: Told) -> None:
        given: Held = {"oordeel": verdict, "datumOordeel": told.day, "grond": "MED"}
        if kind == "GedeeltelijkeOntheffing":
            given["examenonderdeel"] = told.get("part", "SP")
        person.exemptions.append({kind: given})
        if verdict == "Toekenning" and kind == "GeheleOntheffing":
            person.relieve(told.day, "Volledige ontheffing", today=told.now)

    return decide


def complete(person: Person, told: Told) -> None:
    person.relieve(told.day, "Inburgeringsplicht voldaan", today=told.now)


def withdraw(person: Person, told: Told) -> None:
    person.relieve(told.day, told.get("reason", "Overig"), today=told.now)


def die(person: Person, told: Told) -> None:
    person.relieve(told.day, "Overlijden", today=told.now)


def fine(person: Person, told: Told) -> None:
    person.fines.append({"bedrag": int(told.get("amount", "250")), "datum": told.day})
