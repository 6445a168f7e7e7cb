"""What the monitor over 2023 could not tell: in time, early start, components, hours, level, results, voice."""

from __future__ import annotations

from wegwijs.analysis.monitor.appendix import PEOPLE
from wegwijs.analysis.monitor.definitions import GROUPS, ROUTES, Definition, Of, Words
from wegwijs.eventlog.words import EXAM_LEVELS

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
    return f"CASE WHEN {day} IS NOT NULL THEN '{done}' ELSE '{not_yet}' END"


def _said(name: str, otherwise: str) -> Of:
    return f"coalesce({name}, '{otherwise}')"


def in_time(on_day: int) -> Of:
    """Whether the plan came by the last day that the law gives (computed by `law`, exported with the case)."""
    return (
        "CASE WHEN due IS NULL THEN 'unknown' WHEN plan_on <= due THEN 'in_time' WHEN plan_on IS NOT NULL THEN 'late'"
        f" WHEN due >= {on_day} THEN 'open' ELSE 'missed' END"
    )


_EARLY = "CASE WHEN accepted IS NOT NULL THEN 'yes' WHEN declined IS NOT NULL THEN 'no' ELSE 'open' END"
_MAP = "CASE WHEN map_on IS NOT NULL THEN 'done' WHEN map_registered_on IS NOT NULL THEN 'registered' ELSE 'open' END"
_LEVEL = "CASE WHEN speaks IN ('c1', 'c2') THEN 'b2' ELSE coalesce(speaks, 'unknown') END"
_HOURS_OF = (
    "CASE WHEN hours >= 600 THEN '600' WHEN hours >= 400 THEN '400' WHEN hours >= 200 THEN '200'"
    " WHEN hours > 0 THEN '1' ELSE '0' END"
)


def beyond(on_day: int) -> tuple[Definition, ...]:
    """Tables B on a day (as a number)."""
    return (*_arrival(on_day), *_LEARNING, *_RESULTS, *_EXAMS)


def _arrival(on_day: int) -> tuple[Definition, ...]:
    return (
        Definition("B.1", "Stand van het traject", "everybody", "standing", _STANDING,
                   Words("mensen per stand", PEOPLE, _LATE_RECORD), also={"guided": "guided", "completed": "met"}),
        Definition("B.2", "PIP op tijd", "everybody", in_time(on_day), _IN_TIME,
                   Words("mensen naar hun PIP en de uiterste dag volgens de wet", PEOPLE,
                         "De uiterste dag is die van de huidige gemeente, zoals de wet hem nu berekent.")),
        Definition("B.3", "Vroege Start", "offered_early", _EARLY,
                   {"yes": "Aangenomen", "no": "Afgeslagen", "open": "Nog geen antwoord"},
                   Words("mensen per antwoord", "mensen aan wie een vroege start is aangeboden"), columns=None),
        Definition("B.4", "Waarom geen Vroege Start", "declined_early", _said("why_not", "other"),
                   {"other": "Anders"}, Words("mensen per reden", "mensen die een vroege start afsloegen",
                   "Alleen woorden die ten minste tien mensen gebruiken; de rest is Anders."), columns=None),
    )  # fmt: skip


_LEARNING = (
    Definition("B.5", "Participatieverklaring (PVT)", "planned", _either("pvt_on"), _DONE,
               Words("mensen die de verklaring tekenden", "mensen in begeleiding met een PIP")),
    Definition("B.6", "Module arbeidsmarkt en participatie (MAP)", "owes_map", _MAP,
               {"done": "Afgerond of niet nodig", "registered": "Aangemeld", "open": "Nog niet aangemeld"},
               Words("mensen per stand van de MAP", "mensen in begeleiding met B1- of Z-route")),
    Definition("B.7", "Lessen begonnen", "planned", _either("course_on", "started"),
               {"started": "Begonnen", "open": "Nog niet begonnen"},
               Words("mensen van wie een cursus begon", "mensen in begeleiding met een PIP")),
    Definition("B.8", "Gevolgde taaluren", "in_course", _HOURS_OF, _HOURS,
               Words("mensen naar vastgelegde taaluren", "mensen in begeleiding bij wie lessen begonnen",
                     "Uren van zelfstudie zijn niet bekend."), columns=ROUTES, column_of="plan"),
    Definition("B.9", "Laatst geschat taalniveau", "in_course", _LEVEL, _LEVELS | {"unknown": "Niet geschat"},
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
               "CASE WHEN absent = 'true' THEN 'excused' ELSE 'not' END",
               {"excused": "Afgemeld", "not": "Niet afgemeld"},
               Words("mensen naar de laatste keer", "mensen die ten minste eens niet verschenen"), columns=GROUPS),
    Definition("B.13", "Wensen en klachten", "voiced", _either("answered_on", "answered", "open"),
               {"answered": "Beantwoord", "open": "Nog niet beantwoord"},
               Words("mensen met ten minste één antwoord", "mensen met ten minste één wens of klacht")),
)  # fmt: skip
_PARTS = {
    "reading": "Lezen", "listening": "Luisteren", "writing": "Schrijven", "speaking": "Spreken",
    "knm": "Kennis van de Nederlandse maatschappij",
}  # fmt: skip
_OUTCOMES = {
    "first": "Gehaald, eerste poging", "later": "Gehaald, na meer pogingen",
    "once": "Nog niet gehaald, één poging", "more": "Nog niet gehaald, meer pogingen",
}  # fmt: skip
_EXAMS = tuple(
    Definition("B.14", "Examens", f"took_{part}", part, _OUTCOMES,
               Words("mensen naar hoe het examen ging", "mensen die dit examen ten minste eens deden",
                     "Het hoogste niveau dat is gehaald; is niets gehaald, dat van de laatste poging."),
               columns={level: level for level in EXAM_LEVELS} | {"none": "zonder_niveau"},
               column_of=f"{part}_level", block=label)
    for part, label in _PARTS.items()
)  # fmt: skip
