"""DUO's names and codes, and ours: the only place that knows both. Pure; what is missing or unknown becomes None.

Every `*_said` function takes one answer of DUO (JSON) and gives the same in our words, ready to be written as JSON.
DUO's ends of the term are exclusive; ours name the last day too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

Json = Mapping[str, Any]

ASYLUM, OTHERS = "Asielstatushouder", "Gezinsmigrant en overige migrant"
# DUO's finer class → (our group, our permit). The main class decides; the finer one tells family from other.
_DETAIL: dict[str, tuple[str, str]] = {
    "Asielstatushouder": ("asylum", "asylum"),
    "Gezinshereniger met Asielstatushouder": ("asylum", "regular_with_asylum_holder"),
    "Gezinsvormer met Asielstatushouder": ("asylum", "regular_with_asylum_holder"),
    "Gezinshereniger": ("family", "regular"),
    "Gezinsvormer": ("family", "regular"),
    "Geestelijk bedienaar": ("other", "clergy"),
    "Overig": ("other", "regular"),
}
_REASONS = {
    "Volledige ontheffing": "full_exemption",
    "Volledige vrijstelling": "full_dispensation",
    "Inburgeringsplicht voldaan": "met",
    "Verblijfsdoel gewijzigd": "purpose_changed",
    "Vertrek uit Nederland langer dan een jaar": "abroad",
    "Overlijden": "death",
    "Overig": "other",
    "Tijdelijke vrijstelling": "temporary_dispensation",
}
ROUTES = {"B": "b1", "O": "education", "Z": "self_reliance"}
_LEVELS = {"A2": "a2", "B1": "b1", "B2": "b2"}
_PARTS = {"LE": "reading", "LU": "listening", "SC": "writing", "SP": "speaking", "KNM": "knm"}
_TEST = {"B1-route haalbaar": "b1_feasible", "B1-route niet haalbaar": "b1_not_feasible", "Onbekend": "unknown"}
_EXAM = {"Geslaagd": "passed", "Gezakt": "failed", "Geen": "none"}
_NO_RESULT = {
    "Verwijtbaar": "culpable", "Nietverwijtbaar": "not_culpable", "Afgemeld": "signed_off", "Absent": "absent",
}  # fmt: skip
_DECISION = {"Toekenning": "granted", "Afwijzing": "refused"}
_REQUEST = {"Toegekend": "granted", "Afgewezen": "refused", "InBehandeling": "pending"}
_GROUNDS = {"MED": "medical", "BIO": "bio"}
_LITERACY = {"A": "illiterate", "AA": "other_script", "NVT": "not_needed"}
# DUO publishes no list of codes; its words are recognised, and what is not recognised is "other".
_EXTENSIONS = (
    ("niet verwijtbaar", "not_attributable"), ("bevalling", "childbirth"), ("zwanger", "childbirth"),
    ("ziek", "illness"), ("overl", "death"), ("alfabeti", "literacy"), ("dakloos", "homelessness"),
    ("aanbod", "no_offer"), ("opleiding", "education"), ("inspanning", "effort"), ("inzet", "effort"),
)  # fmt: skip


def _day(said: Json, name: str) -> str | None:
    """A day as ISO text; None when it is not there or is no day."""
    value = said.get(name)
    try:
        return date.fromisoformat(value[:10]).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def _code(table: Mapping[str, str], said: Json, name: str) -> str | None:
    value = said.get(name)
    return table.get(value) if isinstance(value, str) else None


def _number(said: Json, name: str) -> int | float | None:
    value = said.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _day_before(day: str | None) -> str | None:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day else None


def _several(one: Callable[[Json], Any]) -> Callable[[Any], list[Any]]:
    """Read a list; entries that are no objects are left out."""

    def read(said: Any) -> list[Any]:
        return [one(entry) for entry in said if isinstance(entry, Mapping)] if isinstance(said, list) else []

    return read


def obligation_said(said: Json) -> dict[str, Any]:
    """Whether somebody must integrate, since when, why not (any more), and when DUO told the person."""
    return {
        "obliged": said.get("indicatorInburgeringsplicht"),
        "starts_on": _day(said, "begindatum"),
        "ends_on": _day(said, "einddatum"),
        "changed_on": _day(said, "wijzigingsdatum"),
        "notified_on": _day(said, "datumKennisgevingInburgeringsplicht"),
        "reason": _code(_REASONS, said, "redenGeenInburgeringsplicht"),
    }


def group_said(said: Json) -> dict[str, Any]:
    """The group and permit; `detail` in DUO's own words, for a reader."""
    main, detail = said.get("indeling"), str(said.get("gedetailleerdeDoelgroep") or "")
    group, permit = _DETAIL.get(detail, (None, ""))
    if main == ASYLUM:
        group, permit = "asylum", permit if group == "asylum" else ""
    elif main == OTHERS:
        # Without the finer class family and other cannot be told apart: the law treats them alike.
        group, permit = (group, permit) if group in {"family", "other"} else ("other", "")
    return {
        "group": group,
        "permit": permit,
        "detail": detail,
        "since": _day(said, "begindatum"),
        "until": _day(said, "einddatum"),
        "rights": said.get("asielrechtenWijzigingVerblijfsdoel"),
    }


def term_said(said: Json) -> dict[str, Any]:
    """The term as it runs now, or as it ran once (history)."""
    ends, text = _day(said, "einddatum"), str(said.get("verlengingsgrondomschrijving") or "")
    code = said.get("verlengingsgrondcode")
    return {
        "starts_on": _day(said, "startdatum"),
        "ends_exclusive": ends,
        "last_day": _day_before(ends),
        "changed_on": _day(said, "wijzigingsdatum"),
        "ground": _ground(text) if text or code else None,
        "ground_code": code,
        "ground_text": text,
    }


def _ground(text: str) -> str:
    return next((ground for word, ground in _EXTENSIONS if word in text.lower()), "other")


def extension_ground_said(said: Json) -> dict[str, Any]:
    """A ground for extension that DUO knows."""
    text = str(said.get("omschrijving") or "")
    return {"code": said.get("code"), "text": text, "ground": _ground(text)}


def test_said(said: Json) -> dict[str, Any]:
    """A learnability test; scores have a comma."""
    return {
        "on": _day(said, "datumAfname"),
        "result": _code(_TEST, said, "resultaat"),
        "score": _score(said.get("behaaldeScore")),
        "required": _score(said.get("benodigdeScore")),
    }


def _score(text: Any) -> float | None:
    try:
        return float(text.replace(",", ".")) if isinstance(text, str) else None
    except ValueError:
        return None


def test_number_said(said: Json) -> str | None:
    """The number with which the person does the test."""
    found = said.get("examennummer")
    return str(found) if found else None


def pip_said(said: Json) -> dict[str, Any]:
    """The plan that DUO has, and of which municipality it is."""
    plan = said.get("pip")
    plan = plan if isinstance(plan, Mapping) else {}
    return {
        "municipality": said.get("gemeentecode"),
        "on": _day(plan, "dagtekeningPip"),
        "route": _code(ROUTES, plan, "leerroute"),
        "level": _code(_LEVELS, plan, "niveau"),
        "intensity_hours": _number(plan, "geschatteIntensiteitB1Route"),
        "may_finish_education": plan.get("indicatorMagOpleidingAfmaken"),
        "literacy": _code(_LITERACY, plan, "indicatorAlfabetiseringsonderwijs"),
    }


def dispensations_said(said: Any) -> list[dict[str, Any]]:
    """Dispensations (vrijstellingen), whole, temporary and in part, granted and refused."""
    names = {
        "GeheleVrijstelling": "full",
        "TijdelijkeVrijstelling": "temporary",
        "GedeeltelijkeVrijstelling": "partial",
    }
    return [
        {
            "scope": scope,
            "decision": _code(_DECISION, one, "oordeel"),
            "on": _day(one, "datumOordeel"),
            "reason": one.get("reden"),
            "starts_on": _day(one, "startdatum"),
            "ends_on": _day(one, "einddatum"),
            "part": _code(_PARTS, one, "examenonderdeel"),
            "level": _code(_LEVELS, one, "examenniveau"),
        }
        for scope, one in _named(said, names)
    ]


def exemptions_said(said: Any) -> list[dict[str, Any]]:
    """Exemptions (ontheffingen), whole and in part. `hours`: how many hours of participation somebody can bear."""
    names = {"GeheleOntheffing": "full", "GedeeltelijkeOntheffing": "partial"}
    return [
        {
            "scope": scope,
            "decision": _code(_DECISION, one, "oordeel"),
            "on": _day(one, "datumOordeel"),
            "ground": _code(_GROUNDS, one, "grond"),
            "part": _code(_PARTS, one, "examenonderdeel"),
            "hours": _number(one, "urenBelastbaarheidParticipatieactiviteit"),
        }
        for scope, one in _named(said, names)
    ]


def _named(said: Any, names: Mapping[str, str]) -> list[tuple[str, Json]]:
    entries = [entry for entry in said if isinstance(entry, Mapping)] if isinstance(said, list) else []
    return [
        (scope, entry[name])
        for entry in entries
        for name, scope in names.items()
        if isinstance(entry.get(name), Mapping)
    ]


def exam_said(said: Json) -> dict[str, Any]:
    """One exam."""
    return {
        "on": _day(said, "examendatum"),
        "part": _code(_PARTS, said, "onderdeel"),
        "level": _code(_LEVELS, said, "niveau"),
        "result": _code(_EXAM, said, "resultaat"),
        "reason": _code(_NO_RESULT, said, "redenGeenResultaat"),
    }


def free_attempts_said(said: Any) -> dict[str, Any]:
    """How many attempts are still free of charge, per part."""
    entries = [entry for entry in said if isinstance(entry, Mapping)] if isinstance(said, list) else []
    found = {_code(_PARTS, one, "onderdeel"): _number(one, "gratisPogingenTegoed") for one in entries}
    return {part: count for part, count in found.items() if part}


def interview_said(said: Json) -> dict[str, Any]:
    """The final conversation of the MAP."""
    return {"on": _day(said, "datumEindgesprekMap")}


def declaration_said(said: Json) -> dict[str, Any]:
    """The signature under the participation statement."""
    return {"on": _day(said, "datumOndertekeningPvt")}


def hours_said(said: Json) -> dict[str, Any]:
    """Totals of hours that one municipality told DUO."""

    def hours(name: str) -> Any:
        found = said.get(name)
        return _number(found, "uren") if isinstance(found, Mapping) else None

    return {
        "municipality": said.get("gemeentecode"),
        "known_until": _day(said, "bekendTot"),
        "language_and_knm": hours("ParticipatieAlsTaalles"),
        "participation": hours("ParticipatieactiviteitenBredeIntake"),
        "language_and_knm_in_intake": hours("TaallesEnKnmBredeIntake"),
    }


def fine_said(said: Json) -> dict[str, Any]:
    """A fine of DUO."""
    return {"on": _day(said, "datum"), "amount": _number(said, "bedrag")}


def event_said(said: Json) -> dict[str, Any]:
    """Something that happened at DUO."""
    return {"code": said.get("id"), "text": said.get("omschrijving"), "on": _day(said, "datum")}


def extension_request_said(said: Json) -> dict[str, Any]:
    """A request for extension and what DUO decided."""
    return {
        "state": _code(_REQUEST, said, "beoordelingAanvraag"),
        "requested_on": _day(said, "ontvangstdatum"),
        "decided_on": _day(said, "datumBeoordeling"),
    }


several = _several
