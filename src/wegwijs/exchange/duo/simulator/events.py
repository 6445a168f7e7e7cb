"""What can happen at DUO: each event of its list, what changes with it, and who is told.

A change is made first and notified after it, in one transaction: whoever is told asks, and finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from . import changes
from .changes import Told
from .person import Person

GRANTED, REFUSED = "Toekenning", "Afwijzing"


@dataclass(frozen=True)
class Event:
    """A line of DUO's list. `fields` is asked for, besides the day; `told` False: nobody is notified."""

    code: str
    text: str
    change: Callable[[Person, Told], None]
    fields: tuple[str, ...] = ()
    told: bool = True


def _nothing(_person: Person, _told: Told) -> None:
    """A signal: nothing changes in what DUO holds."""


_NEW = ("municipality",)
# Heading → events; the text is ours, the code DUO's.
GROUPS: Mapping[str, tuple[Event, ...]] = {
    "Nieuw": (
        Event("SS101", "Inburgeringsplichtig", changes.oblige),
        Event("SS139", "Inburgeringsplichtig, de 10 weken zijn gestart", changes.settle),
        Event("SS128", "Inburgeringsplichtig, binnen 6 maanden AOW", changes.oblige),
        Event("SS129", "Tijdelijke vrijstelling ingetrokken, nog geen leerroute", changes.resume_without_plan),
    ),
    "Verhuizing": (
        Event("SS120", "Gevestigd in de gemeente, zonder PIP", changes.move_in_without_plan, _NEW),
        Event("SS121", "Gevestigd in de gemeente, met PIP van de vorige", changes.move_in_with_plan, _NEW),
        Event("SS122", "Vertrokken naar een andere gemeente (signaal)", changes.move_away, _NEW),
        Event("SS123", "Vertrokken uit Nederland (signaal)", changes.leave),
    ),
    "Doelgroep": (
        Event("SS124", "Van asiel naar gezin en overig", changes.become_family),
        Event("SS125", "Van gezin en overig naar asiel", changes.become_asylum),
    ),
    "Leerbaarheidstoets, leerroute en termijn": (
        Event("SS137", "Aangemeld voor de leerbaarheidstoets", changes.enrol_for_test),
        Event("SS131", "Leerbaarheidstoets afgenomen", changes.take_test, ("score",)),
        Event("SS102", "Inburgeringstermijn gestart", changes.start_term),
        Event("SS126", "Na 10 weken nog geen leerroute (signaal)", _nothing),
        Event("SS103", "Termijn ambtshalve verlengd", changes.extend, ("until", "ground")),
        Event("SS130", "Tijdelijke vrijstelling ingetrokken, PIP al bekend", changes.resume_with_plan, ("until",)),
    ),
    "Examen en opleiding": (
        Event("SS199", "Uitslag van een examen", changes.sit_exam, ("part", "level", "result")),
        Event("SS127", "Nog geen aanbod ontvangen (signaal)", _nothing),
        Event("SS132", "Contract met een school, nog geen PIP (signaal)", _nothing),
        Event("SS133", "Contract past niet bij de leerroute (signaal)", _nothing),
        Event("SS135", "Contract met te hoog taalniveau, Z-route (signaal)", _nothing),
        Event("SS136", "Contract voor taalschakeltraject, geen onderwijsroute (signaal)", _nothing),
        Event("SS142", "Opleiding beëindigd door uitschrijving (signaal)", _nothing),
    ),
    "Verzoeken": (
        Event("SS112", "Verlenging aangevraagd (signaal)", changes.ask_extension),
        Event("SS104", "Verlenging op verzoek toegekend", changes.grant_extension, ("until", "ground")),
        Event("SS113", "Verlenging afgewezen", changes.refuse_extension),
        Event("SS107", "Gehele vrijstelling toegekend", changes.dispense("GeheleVrijstelling", GRANTED)),
        Event("SS114", "Gehele vrijstelling afgewezen", changes.dispense("GeheleVrijstelling", REFUSED)),
        Event(
            "SS109",
            "Tijdelijke vrijstelling toegekend",
            changes.dispense("TijdelijkeVrijstelling", GRANTED),
            ("until",),
        ),
        Event("SS115", "Tijdelijke vrijstelling afgewezen", changes.dispense("TijdelijkeVrijstelling", REFUSED)),
        Event(
            "SS117",
            "Gedeeltelijke vrijstelling toegekend",
            changes.dispense("GedeeltelijkeVrijstelling", GRANTED),
            ("skill", "level"),
        ),
        Event(
            "SS116",
            "Gedeeltelijke vrijstelling afgewezen",
            changes.dispense("GedeeltelijkeVrijstelling", REFUSED),
            ("skill", "level"),
        ),
        Event("SS108", "Gehele ontheffing toegekend", changes.exempt("GeheleOntheffing", GRANTED)),
        Event(
            "SS119",
            "Gedeeltelijke ontheffing toegekend",
            changes.exempt("GedeeltelijkeOntheffing", GRANTED),
            ("part",),
        ),
        Event("SS118", "Ontheffing afgewezen", changes.exempt("GeheleOntheffing", REFUSED)),
        Event("SS140", "Advies gevraagd over ontheffing (signaal)", _nothing),
    ),
    "Einde": (
        Event("SS106", "Diploma behaald", changes.complete),
        Event("SS141", "Voldaan aan de Z-route, certificaat klaar (signaal)", changes.complete),
        Event("SS110", "Inburgeringsplicht ingetrokken", changes.withdraw, ("reason",)),
        Event("SS111", "Overleden", changes.die),
        Event("boete", "Boete opgelegd (zonder notificatie)", changes.fine, ("amount",), told=False),
    ),
}  # fmt: skip
EVENTS: Mapping[str, Event] = {event.code: event for events in GROUPS.values() for event in events}


def happen(person: Person, event: Event, told: Told) -> str:
    """Change the person; the code of the municipality to tell. An old municipality hears of a departure."""
    before = person.responsible
    event.change(person, told)
    if event.told:
        # An earlier notice may have been given by DUO on the same day; each stands for itself.
        person.happened.append({"id": event.code, "omschrijving": event.text, "datum": told.today.isoformat()})
    return before if event.code in {"SS122", "SS123"} else person.responsible


def after_pip(person: Person, today: date) -> Event | None:
    """A plan fixes the term when there is none yet: it starts on the day after it was signed."""
    if person.term is not None:
        return None
    event = EVENTS["SS102"]
    happen(person, event, Told(today, today))
    return event


def after_result(person: Person, today: date) -> Event | None:
    """On the Z-route everything is done when the route, the PVT and the MAP are."""
    if not all(person.results.get(kind, {}).get("on") for kind in ("zroute", "pvt", "map")):
        return None
    if not person.obligation.get("indicatorInburgeringsplicht"):
        return None
    event = EVENTS["SS141"]
    happen(person, event, Told(today, today))
    return event
