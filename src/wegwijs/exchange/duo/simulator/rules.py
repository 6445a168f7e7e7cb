"""What DUO does not register, and why (README of the data exchange). Each function lists the reasons, none = taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .person import Person, add_months

NO_MONTHS = 2  # "Nee" may be told when the term ends within so many months
# Schools with a mark of Blik op Werk and/or for the taalschakeltraject; invented.
SCHOOLS: tuple[dict[str, Any], ...] = (
    {"instellingsnummer": "0000000101", "naam": "Taalhuis Noord", "postcode": "1000AA", "huisnummer": 1,
     "plaatsnaam": "Waterstad", "bow": "99001", "indicatieBowKeurmerk": True, "indicatieTstKeurmerk": False},
    {"instellingsnummer": "0000000102", "naam": "Taalschool De Brug", "postcode": "1000AB", "huisnummer": 12,
     "plaatsnaam": "Waterstad", "bow": "99002", "indicatieBowKeurmerk": True, "indicatieTstKeurmerk": False},
    {"instellingsnummer": "0000000103", "naam": "Beroepscollege Waterstad", "postcode": "1000AC", "huisnummer": 3,
     "plaatsnaam": "Waterstad", "brin": "99ZZ", "indicatieBowKeurmerk": True, "indicatieTstKeurmerk": True},
    {"instellingsnummer": "0000000104", "naam": "Hogeschool De Delta", "postcode": "1000AD", "huisnummer": 40,
     "plaatsnaam": "Waterstad", "brin": "98ZZ", "indicatieBowKeurmerk": False, "indicatieTstKeurmerk": True},
    {"instellingsnummer": "0000000105", "naam": "Zelfredzaam Zuid", "postcode": "1000AE", "huisnummer": 5,
     "huisnummertoevoeging": "A", "plaatsnaam": "Waterstad", "bow": "99005", "indicatieBowKeurmerk": True,
     "indicatieTstKeurmerk": False},
)  # fmt: skip


def against_pip(person: Person, code: str, body: Mapping[str, Any]) -> list[str]:
    """Date, level and intensity of a plan."""
    signed, route, level = body["dagtekeningPip"], body["leerroute"], body.get("niveau")
    found = []
    if not person.obligation.get("indicatorInburgeringsplicht"):
        found.append("De persoon is niet inburgeringsplichtig.")
    if signed < person.obligation.get("begindatum", ""):
        found.append("De datum dagtekening ligt voor de start van de inburgeringsplicht.")
    if person.pips and signed < person.pips[0]["pip"]["dagtekeningPip"]:
        found.append("De datum dagtekening ligt voor de dagtekening van de eerste PIP.")
    elif person.pips and signed < person.pips[-1]["pip"]["dagtekeningPip"]:
        found.append("De datum dagtekening ligt voor de dagtekening van de actuele PIP.")
    if code == person.municipality and signed < person.settled_on:
        found.append("De datum dagtekening ligt voor de vestiging van de inburgeraar in de gemeente.")
    if level == "A2" and route == "O":
        found.append("Niveau A2 kan niet bij de onderwijsroute.")
    if level == "B1" and route == "Z":
        found.append("Niveau B1 kan niet bij de Z-route.")
    if level == "A2" and route == "B" and not person.pips:
        found.append("Niveau A2 kan niet bij de B1-route in de eerste PIP van een persoon.")
    if "geschatteIntensiteitB1Route" in body and not (route == "B" and person.asylum):
        found.append("De geschatte intensiteit kan alleen bij de B1-route van een asielstatushouder.")
    return found


def against_deleting_pip(person: Person) -> list[str]:
    """Only as long as nothing followed from it."""
    found = []
    if person.term is not None:
        found.append("De inburgeringstermijn is al vastgesteld.")
    if any(hours.get("ParticipatieAlsTaalles", {}).get("uren") for hours in person.hours.values()):
        found.append("Er zijn al cursusuren geregistreerd.")
    return found


def against_offer(person: Person, school: str, body: Mapping[str, Any]) -> list[str]:
    """The offer of a course at a school."""
    found = []
    if not person.asylum:
        found.append("Een inburgeringsaanbod kan alleen voor een asielstatushouder.")
    known = next((one for one in SCHOOLS if one["instellingsnummer"] == school), None)
    mark = "indicatieTstKeurmerk" if person.pip and person.pip["pip"]["leerroute"] == "O" else "indicatieBowKeurmerk"
    if known is None or not known[mark]:
        found.append("De instelling heeft geen erkenning die past bij de leerroute.")
    if person.pip is None:
        return [*found, "De persoon heeft geen PIP."]
    offered, starts, ends = (
        body.get(name)
        for name in ("datumInburgeringsaanbod", "verwachteStartdatumOpleiding", "verwachteEinddatumOpleiding")
    )
    if any(day and day < person.pip["pip"]["dagtekeningPip"] for day in (offered, starts, ends)):
        found.append("Een datum van het aanbod ligt voor de dagtekening van de actuele PIP.")
    if starts and ((offered and starts < offered) or (ends and ends < starts)):
        found.append("De startdatum van de opleiding past niet bij de andere datums van het aanbod.")
    if person.term is not None and any(
        day and not person.term["startdatum"] <= day <= person.term["einddatum"] for day in (starts, ends)
    ):
        found.append("De opleiding valt buiten de inburgeringstermijn.")
    return found


def against_result(
    person: Person, code: str, kind: str, on: str | None, culpable: str | None, today: date
) -> list[str]:
    """The date of the final MAP interview or of signing the PVT, and whether being late is somebody's own doing."""
    name = {"map": "eindgesprek MAP", "pvt": "ondertekening PVT"}[kind]
    found = []
    if kind in person.results and person.results[kind]["gemeentecode"] != code:
        found.append(f"De datum {name} is door een andere gemeente geleverd.")
    if person.pip is None or person.pip["gemeentecode"] != code:
        found.append("Uw gemeente heeft geen actuele PIP voor deze persoon.")
    if person.obligation.get("redenGeenInburgeringsplicht") == "Inburgeringsplicht voldaan" and _route(person) == "Z":
        found.append("De inburgeringsplicht is al voldaan via de Z-route.")
    completed = person.results.get("zroute", {}).get("on")
    if on and person.term is not None and on < person.term["startdatum"]:
        found.append(f"De datum {name} ligt voor de start van de inburgeringstermijn.")
    if on and completed and on > completed:
        found.append(f"De datum {name} ligt na de afronding van de Z-route.")
    if on and on > today.isoformat():
        found.append(f"De datum {name} ligt in de toekomst.")
    if not on and completed:
        found.append(f"De datum {name} kan niet worden ingetrokken: de Z-route is afgerond.")
    return found + _against_blame(person, on, culpable, today)


def _against_blame(person: Person, on: str | None, culpable: str | None, today: date) -> list[str]:
    if person.term is None:
        return []
    ends = date.fromisoformat(person.term["einddatum"])
    overrun = (date.fromisoformat(on) if on else today) >= ends
    if culpable is None:
        return ["De termijn is overschreden: geef aan of dat verwijtbaar is."] if overrun else []
    found = []
    if on and not overrun:
        found.append("Verwijtbaarheid kan niet als de datum binnen de termijn ligt.")
    if culpable == "Nee" and today < add_months(ends, -NO_MONTHS):
        found.append("Niet verwijtbaar kan alleen als de termijn binnen twee maanden eindigt.")
    if culpable == "Ja" and not overrun:
        found.append("Verwijtbaar kan alleen als de termijn is overschreden.")
    return found


def against_completion(person: Person, code: str, on: str | None, today: date) -> list[str]:
    """The end of the Z-route."""
    found = []
    if person.pip is None or person.pip["gemeentecode"] != code:
        found.append("Uw gemeente heeft geen actuele PIP voor deze persoon.")
    elif _route(person) != "Z":
        found.append("De persoon volgt niet de Z-route.")
    if on and on > today.isoformat():
        found.append("De datum afronding Z-route ligt in de toekomst.")
    if on and person.term is not None and on < person.term["startdatum"]:
        found.append("De datum afronding Z-route ligt voor de start van de inburgeringstermijn.")
    return found


def _route(person: Person) -> str:
    return str(person.pip["pip"]["leerroute"]) if person.pip else ""
