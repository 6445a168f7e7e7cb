"""What DUO holds of one person, and who may ask for it."""

from __future__ import annotations

import calendar
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

Held = dict[str, Any]  # a piece of an answer, with the names of the specification
NO_OBLIGATION: Held = {"indicatorInburgeringsplicht": False}


@dataclass
class Person:
    """A file at DUO. `label` is for the control page only: DUO's interfaces carry no names."""

    bsn: str
    label: str
    asylum: bool = True
    municipality: str = ""  # where somebody lives, by code; empty abroad
    settled_on: str = ""
    in_coa: bool = False
    coupled: str = ""  # to which municipality COA matched somebody who lives in one of its locations
    obligation: Held = field(default_factory=NO_OBLIGATION.copy)
    obligation_history: list[Held] = field(default_factory=list)
    group: Held = field(default_factory=dict)
    group_history: list[Held] = field(default_factory=list)
    pips: list[Held] = field(
        default_factory=list
    )  # {"gemeentecode", "pip", "received_on"}, the last is the current one
    term: Held | None = None
    term_history: list[Held] = field(default_factory=list)
    exam_number: str = ""
    tests: list[Held] = field(default_factory=list)
    dispensations: list[Held] = field(default_factory=list)
    exemptions: list[Held] = field(default_factory=list)
    exams: list[Held] = field(default_factory=list)
    attempts: dict[str, int] = field(default_factory=dict)
    results: dict[str, Held] = field(default_factory=dict)  # map, pvt, zroute → {"gemeentecode", "on", "culpable"}
    hours: dict[str, Held] = field(default_factory=dict)  # by municipality
    offers: dict[str, Held] = field(default_factory=dict)  # by school
    contact: int | None = None
    fines: list[Held] = field(default_factory=list)
    extensions: list[Held] = field(default_factory=list)
    happened: list[Held] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> Person:
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in held.items() if name in known})

    @property
    def pip(self) -> Held | None:
        """The current plan with its municipality."""
        return self.pips[-1] if self.pips else None

    @property
    def responsible(self) -> str:
        """The municipality that DUO tells what happens."""
        return self.coupled if self.in_coa else self.municipality

    def is_visible_to(self, municipality: str, today: date) -> bool:
        """README, *Scope*: lives there and not in a COA location, matched to it by COA, the plan is its own, or was
        until less than a month ago."""
        if municipality == self.responsible or (self.pip and self.pip["gemeentecode"] == municipality):
            return True
        if len(self.pips) < 2 or self.pips[-2]["gemeentecode"] != municipality:
            return False
        return today < add_months(date.fromisoformat(self.pips[-1]["received_on"]), 1)

    def oblige(self, begins: str, *, today: str, notified: str | None = None) -> None:
        """The duty starts, or goes on."""
        self.obligation = {"indicatorInburgeringsplicht": True, "begindatum": begins, "wijzigingsdatum": today}
        if notified:
            self.obligation["datumKennisgevingInburgeringsplicht"] = notified
        self._remember_obligation()

    def relieve(self, ended: str, reason: str, *, today: str) -> None:
        """The duty ends, for this reason."""
        kept = {
            name: value
            for name, value in self.obligation.items()
            if name in {"begindatum", "datumKennisgevingInburgeringsplicht"}
        }
        self.obligation = {
            **kept, "indicatorInburgeringsplicht": False, "einddatum": ended, "wijzigingsdatum": today,
            "redenGeenInburgeringsplicht": reason,
        }  # fmt: skip
        self._remember_obligation()

    def _remember_obligation(self) -> None:
        names = ("indicatorInburgeringsplicht", "begindatum", "einddatum", "wijzigingsdatum")
        self.obligation_history.append({name: self.obligation[name] for name in names if name in self.obligation})

    def belong_to(self, *, asylum: bool, begins: str, changed: str = "") -> None:
        """The group, with the rights that a change gives or takes."""
        if self.group:
            self.group_history[-1]["einddatum"] = begins
        name = "Asielstatushouder" if asylum else "Gezinsmigrant en overige migrant"
        detailed = "Asielstatushouder" if asylum else "Gezinshereniger"
        self.asylum = asylum
        self.group = {"indeling": name, "begindatum": begins, "gedetailleerdeDoelgroep": detailed}
        if changed:
            self.group["asielrechtenWijzigingVerblijfsdoel"] = changed
        self.group_history.append({"indeling": name, "begindatum": begins})

    def start_term(self, begins: date, years: int, *, today: str) -> None:
        """Three years from the day after the plan; the end is exclusive."""
        ends = add_months(begins, 12 * years).isoformat()
        self.term = {"startdatum": begins.isoformat(), "einddatum": ends, "wijzigingsdatum": today}
        self.term_history.append({"einddatum": ends, "wijzigingsdatum": today})

    def extend_term(self, ends: str, ground: tuple[str, str], *, today: str) -> None:
        """Another end, on one of the grounds."""
        change = {
            "einddatum": ends, "wijzigingsdatum": today, "verlengingsgrondcode": ground[0],
            "verlengingsgrondomschrijving": ground[1],
        }  # fmt: skip
        self.term = {**(self.term or {}), **change}
        self.term_history.append(change)


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
