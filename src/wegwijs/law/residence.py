"""In which municipalities a person has lived, and which of them made the first plan (law.md 1.12, 2.5, 2.8)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.law.case import Case
from wegwijs.law.types import Fact


class Stay(NamedTuple):
    """Living in one municipality, registered there by `fact`. `housing` None = not told."""

    on: date
    municipality: str | None
    fact: Fact
    housing: bool | None


class Residence(NamedTuple):
    """`home` answers for the first plan; every stay in `later` started ten weeks of its own."""

    home: Stay | None
    later: tuple[Stay, ...]


def stays(case: Case) -> list[Stay]:
    """Municipalities lived in, oldest first. Of a move and a registration there, the registration counts."""
    found: list[Stay] = []
    matched = _matched(case)
    arrivals = [*case.all("moved_in"), *case.all("brp_registered")]
    if len(arrivals) > 1:
        arrivals.sort(key=lambda fact: fact.on)  # stable: on one day the move comes first
    for fact in arrivals:
        if found and _same_place(found[-1], fact):
            found[-1] = _again(found[-1], fact)
        else:
            found.append(Stay(fact.on, fact.payload.get("municipality"), fact, fact.payload.get("housing")))
    if matched:
        found = [
            stay._replace(housing=True) if stay.housing is None and stay.municipality in matched else stay
            for stay in found
        ]
    return found


def _matched(case: Case) -> set[str]:
    """Municipalities to which COA matched the person: those house them (art. 28 Huisvestingswet), unless told."""
    return {
        fact.payload["municipality"]
        for fact in case.all("coa_matched")
        if fact.payload.get("municipality") and fact.payload.get("housing") is not False
    }


def _same_place(stay: Stay, fact: Fact) -> bool:
    place = fact.payload.get("municipality")
    if place is None or stay.municipality is None:
        return fact.kind == "brp_registered"  # a registration without a name is in the municipality we know
    return bool(place == stay.municipality)


def _again(stay: Stay, fact: Fact) -> Stay:
    housing = fact.payload.get("housing")
    place = stay.municipality or fact.payload.get("municipality")
    registered_after_move = fact.kind == "brp_registered" and stay.fact.kind == "moved_in"
    housed_since = housing is True and stay.housing is not True
    if registered_after_move or housed_since:
        return Stay(fact.on, place, fact, stay.housing if housing is None else housing)
    return stay._replace(municipality=place)


def needs_housing(case: Case, places: list[Stay]) -> bool:
    """Whether the municipality of art. 28 Huisvestingswet counts: asylum permit holders.

    Family of an asylum permit holder with a regular permit is not housed under that article, unless told otherwise.
    """
    if not case.asylum:
        return False
    return case.trajectory.permit != "regular_with_asylum_holder" or any(stay.housing for stay in places)


def find_residence(case: Case, notice: Fact | None, places: list[Stay]) -> Residence:
    """The municipality that had to make the first plan, and the ones that came after it."""
    if needs_housing(case, places):
        first = next((position for position, stay in enumerate(places) if stay.housing), None)
        if first is None:
            return Residence(None, ())
        places = places[first:]
    if not places:
        return Residence(None, ())
    position = 0
    if notice is not None:
        while position + 1 < len(places) and places[position + 1].on <= notice.on:
            position += 1
    left = _left(case, notice, places[0])
    if left is not None:
        return Residence(left, tuple(places))
    return Residence(places[position], tuple(places[position + 1 :]))


def _left(case: Case, notice: Fact | None, first: Stay) -> Stay | None:
    """The municipality that the person had left when the first stay on record began, itself without a registration.

    A departure shows it, or a plan that was made before the person moved in.
    """
    if needs_housing(case, [first]) or (notice is not None and first.on <= notice.on):
        return None
    place = first.municipality
    departure = next((fact for fact in case.all("moved_out") if fact.on <= first.on), None)
    if departure is not None and (place is None or departure.payload.get("municipality") != place):
        return Stay(departure.on, departure.payload.get("municipality"), departure, None)
    plan = case.first("pip_established")
    moved = any(fact.payload.get("municipality") in {None, place} for fact in case.all("moved_in"))
    return Stay(plan.on, None, plan, None) if moved and plan is not None and plan.on < first.on else None
