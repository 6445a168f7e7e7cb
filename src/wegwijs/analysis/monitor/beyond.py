"""What the monitor over 2023 could not tell: in time, early start, components, hours, level, results, voice."""

from __future__ import annotations

import ibis
from ibis.expr.types import Column, Table

from wegwijs.analysis.monitor.appendix import PEOPLE
from wegwijs.analysis.monitor.definitions import GROUPS, ROUTES, Definition, Of, Words

_STANDING = {
    "guided": "In begeleiding", "completed": "Afgerond", "left": "Vertrokken uit de stad", "ended": "Plicht voorbij",
}  # fmt: skip
_IN_TIME = {
    "in_time": "Op tijd", "late": "Te laat", "open": "Nog geen PIP, termijn loopt",
    "missed": "Nog geen PIP, termijn voorbij", "unknown": "Uiterste dag niet te bepalen",
}  # fmt: skip
_DONE = {"done": "Afgerond", "open": "Nog niet"}
_LEVELS = {"literacy": "Alfabetisering", "pre_a1": "Onder A1", "a1": "A1", "a2": "A2", "b1": "B1", "b2": "B2 of hoger"}
_HOURS = {
    "0": "Geen uren",
    "1": "1 tot 200 uur",
    "200": "200 tot 400 uur",
    "400": "400 tot 600 uur",
    "600": "600 uur of meer",
}
_LATE_RECORD = (
    "Wat later wordt vastgelegd, verandert een gepubliceerd cijfer niet; het volgende zegt wat er veranderde."
)


def _either(day: str, done: str = "done", not_yet: str = "open") -> Of:
    return lambda c: ibis.cases((c[day].notnull(), done), else_=not_yet)


def _said(name: str, otherwise: str) -> Of:
    return lambda c: ibis.coalesce(c[name], ibis.literal(otherwise))


def in_time(on_day: int) -> Of:
    """Whether the plan came by the last day that the law gives (computed by `law`, exported with the case)."""

    def column(c: Table) -> Column:
        return ibis.cases(
            (c.due.isnull(), "unknown"),
            (c.plan_on.notnull() & (c.plan_on <= c.due), "in_time"),
            (c.plan_on.notnull(), "late"),
            (c.due >= on_day, "open"),
            else_="missed",
        )

    return column


def _early(c: Table) -> Column:
    return ibis.cases((c.accepted.notnull(), "yes"), (c.declined.notnull(), "no"), else_="open")


def _map(c: Table) -> Column:
    return ibis.cases((c.map_on.notnull(), "done"), (c.map_registered_on.notnull(), "registered"), else_="open")


def _level(c: Table) -> Column:
    known = ibis.cases((c.speaks.isin(["b2", "c1", "c2"]), "b2"), else_=c.speaks)
    return ibis.coalesce(known, ibis.literal("unknown"))


def _hours(c: Table) -> Column:
    hours = ibis.coalesce(c.hours, 0.0)
    return ibis.cases((hours >= 600, "600"), (hours >= 400, "400"), (hours >= 200, "200"), (hours > 0, "1"), else_="0")


def beyond(on_day: int) -> tuple[Definition, ...]:
    """Tables B on a day (as a number)."""
    return (*_arrival(on_day), *_LEARNING, *_RESULTS)


def _arrival(on_day: int) -> tuple[Definition, ...]:
    return (
        Definition("B.1", "Stand van het traject", "everybody", lambda c: c.standing, _STANDING,
                   Words("mensen per stand", PEOPLE, _LATE_RECORD), also={"guided": "guided", "completed": "met"}),
        Definition("B.2", "PIP op tijd", "everybody", in_time(on_day), _IN_TIME,
                   Words("mensen naar hun PIP en de uiterste dag volgens de wet", PEOPLE,
                         "De uiterste dag is die van de huidige gemeente, zoals de wet hem nu berekent.")),
        Definition("B.3", "Vroege Start", "offered_early", _early,
                   {"yes": "Aangenomen", "no": "Afgeslagen", "open": "Nog geen antwoord"},
                   Words("mensen per antwoord", "mensen aan wie een vroege start is aangeboden"), columns=None),
        Definition("B.4", "Waarom geen Vroege Start", "declined_early", _said("why_not", "other"),
                   {"other": "Anders"}, Words("mensen per reden", "mensen die een vroege start afsloegen",
                   "Alleen woorden die ten minste tien mensen gebruiken; de rest is Anders."), columns=None),
    )  # fmt: skip


_LEARNING = (
    Definition("B.5", "Participatieverklaring (PVT)", "planned", _either("pvt_on"), _DONE,
               Words("mensen die de verklaring tekenden", "mensen in begeleiding met een PIP")),
    Definition("B.6", "Module arbeidsmarkt en participatie (MAP)", "owes_map", _map,
               {"done": "Afgerond of niet nodig", "registered": "Aangemeld", "open": "Nog niet aangemeld"},
               Words("mensen per stand van de MAP", "mensen in begeleiding met B1- of Z-route")),
    Definition("B.7", "Lessen begonnen", "planned", _either("course_on", "started"),
               {"started": "Begonnen", "open": "Nog niet begonnen"},
               Words("mensen van wie een cursus begon", "mensen in begeleiding met een PIP")),
    Definition("B.8", "Gevolgde taaluren", "in_course", _hours, _HOURS,
               Words("mensen naar vastgelegde taaluren", "mensen in begeleiding bij wie lessen begonnen",
                     "Uren van zelfstudie zijn niet bekend."), columns=ROUTES, column_of=lambda c: c.plan),
    Definition("B.9", "Laatst geschat taalniveau", "in_course", _level, _LEVELS | {"unknown": "Niet geschat"},
               Words("mensen naar de laatste schatting van enige vaardigheid",
                     "mensen in begeleiding bij wie lessen begonnen")),
)  # fmt: skip
_RESULTS = (
    Definition("B.10", "Afgerond", "met", _said("met", "unknown"),
               {"diploma": "Diploma", "certificate": "Certificaat", "unknown": "Niet vastgelegd"},
               Words("mensen per resultaat", "mensen die aan de plicht voldeden")),
    Definition("B.11", "Voortgangsgesprek gehad", "planned", _either("talked_on", "yes", "no"),
               {"yes": "Ja", "no": "Nog niet"},
               Words("mensen met een voortgangsgesprek", "mensen in begeleiding met een PIP")),
    Definition("B.12", "Niet verschenen bij de intake", "absent",
               lambda c: ibis.cases((c.absent == "true", "excused"), else_="not"),
               {"excused": "Afgemeld", "not": "Niet afgemeld"},
               Words("mensen naar de laatste keer", "mensen die ten minste eens niet verschenen"), columns=GROUPS),
    Definition("B.13", "Wensen en klachten", "voiced", _either("answered_on", "answered", "open"),
               {"answered": "Beantwoord", "open": "Nog niet beantwoord"},
               Words("mensen met ten minste één antwoord", "mensen met ten minste één wens of klacht")),
)  # fmt: skip
