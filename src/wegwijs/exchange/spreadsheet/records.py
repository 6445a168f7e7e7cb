"""One row of a delivery becomes one `Notice`, or the list of everything that is wrong with it. Nothing in between."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from . import values, words
from .cells import Row, Spoilt
from .mapping import Mapping
from .problems import Problem, shown
from .values import Invalid, Partial

_OLDEST = 125  # years; older than anyone has become


@dataclass(frozen=True, slots=True)
class Notice:
    """What a delivery says of one person (contract 2), in our words. Equal when all but `line` is equal."""

    line: int = field(compare=False)
    bsn: str | None
    v_number: str | None
    given_names: str
    prefix: str
    surname: str
    born: Partial
    sex: str  # m, f, x or empty
    nationality: str  # ISO 3166-1 or empty
    group: str  # asylum, family, other
    permit: str
    obligation_on: date | None
    notified_on: date | None
    registered_on: date | None
    coa_matched_on: date | None
    location: str
    phone: str
    email: str
    mother_tongue: str


def _word(find: Callable[[str], str | None], code: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        found = find(text) if len(text) <= 100 else None
        if found is None:
            raise Invalid(code, shows=True)
        return found

    return parse


# Contract column, attribute, parser. The order is the order in which problems are told.
_FIELDS: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("bsn", "bsn", values.bsn),
    ("v_nummer", "v_number", values.v_number),
    ("voornamen", "given_names", values.name),
    ("tussenvoegsel", "prefix", partial(values.name, limit=20)),
    ("geslachtsnaam", "surname", values.name),
    ("geboortedatum", "born", values.partial_date),
    ("geslacht", "sex", _word(words.sex, "gender_unknown")),
    ("nationaliteit", "nationality", _word(words.country, "country_unknown")),
    ("doelgroep", "group", _word(words.group, "group_unknown")),
    ("verblijfsvergunning", "permit", _word(words.permit, "permit_unknown")),
    ("datum_inburgeringsplicht", "obligation_on", values.full_date),
    ("datum_kennisgeving", "notified_on", values.full_date),
    ("datum_inschrijving_brp", "registered_on", values.full_date),
    ("gekoppeld_door_coa_op", "coa_matched_on", values.full_date),
    ("locatie", "location", partial(values.plain_text, limit=200)),
    ("telefoon", "phone", values.phone),
    ("e_mail", "email", values.email),
    ("taal", "mother_tongue", _word(words.language, "language_unknown")),
)
_EMPTY: dict[str, Any] = {
    attribute: None if attribute in {"bsn", "v_number", "born"} or attribute.endswith("_on") else ""
    for _column, attribute, _parse in _FIELDS
}
_DATES = tuple((column, attribute) for column, attribute, _parse in _FIELDS if attribute.endswith("_on"))
_NEEDED = (
    ("geslachtsnaam", "surname", "surname_missing"),
    ("geboortedatum", "born", "birth_date_missing"),
    ("doelgroep", "group", "group_missing"),
)


def reader(mapping: Mapping, today: date) -> Callable[[Row], Notice | list[Problem]]:
    """A function that reads the rows of one file. `mapping` has been checked; `today` bounds the dates."""
    positions = mapping.positions
    plan = tuple(
        (column, attribute, positions[column], parse) for column, attribute, parse in _FIELDS if column in positions
    )

    def read(row: Row) -> Notice | list[Problem]:
        if row.code:
            return [Problem(row.line, "", row.code)]
        found = _EMPTY.copy()
        problems: list[Problem] = []
        cells = row.cells
        for column, attribute, position, parse in plan:
            text = cells[position]
            if not text:
                continue
            if type(text) is str:
                text = text.strip()
                if text.startswith('="') and text.endswith('"'):
                    text = text[2:-1].strip()  # how spreadsheets keep leading zeros in CSV
                if not text:
                    continue
            elif type(text) is Spoilt:
                problems.append(Problem(row.line, column, str(text), {"limit": 32_767}))
                continue
            try:
                found[attribute] = parse(text)
            except Invalid as error:
                params: dict[str, object] = {"value": shown(text)} if error.shows else {"limit": error.limit}
                problems.append(Problem(row.line, column, error.code, params))
        problems.extend(_judge(row.line, found, {problem.field for problem in problems}, today))
        return problems or Notice(row.line, **found)

    return read


def _judge(line: int, found: dict[str, Any], spoilt: set[str], today: date) -> list[Problem]:
    """What the cells say together. A field with a problem of its own is not judged a second time."""
    problems = [
        Problem(line, column, code)
        for column, attribute, code in _NEEDED
        if not found[attribute] and column not in spoilt
    ]
    if not found["bsn"] and not found["v_number"] and not spoilt & {"bsn", "v_nummer"}:
        problems.append(Problem(line, "bsn", "bsn_or_v_number_missing"))
    earliest = _birth(line, found["born"], today, problems)
    for column, attribute in _DATES:
        day = found[attribute]
        if day is None:
            continue
        if day > today:
            problems.append(Problem(line, column, "date_in_future"))
        elif earliest and day < earliest:
            problems.append(Problem(line, column, "date_before_birth"))
    anchors = ("datum_inburgeringsplicht", "datum_kennisgeving", "gekoppeld_door_coa_op")
    if not (found["obligation_on"] or found["notified_on"] or found["coa_matched_on"]) and not spoilt.intersection(
        anchors
    ):
        problems.append(Problem(line, "datum_kennisgeving", "date_missing"))
    if found["coa_matched_on"] and found["group"] not in {"asylum", ""}:
        problems.append(Problem(line, "gekoppeld_door_coa_op", "coa_not_asylum"))
    return problems


def _birth(line: int, born: Partial | None, today: date, problems: list[Problem]) -> date | None:
    if born is None or born.year is None:
        return None
    earliest = date(born.year, born.month or 1, born.day or 1)
    if earliest > today:
        problems.append(Problem(line, "geboortedatum", "date_in_future"))
        return None
    if born.year < today.year - _OLDEST:
        problems.append(Problem(line, "geboortedatum", "date_too_early"))
    return earliest


def facts_of(notice: Notice, municipality_code: str) -> list[tuple[str, date, dict[str, Any]]]:
    """Kind, day and payload of every fact that a notice yields (vocabulary v1)."""
    found: list[tuple[str, date, dict[str, Any]]] = []
    if notice.obligation_on:
        found.append(("obligation_started", notice.obligation_on, {}))
    if notice.notified_on:
        found.append(("duo_notified", notice.notified_on, {}))
    if notice.coa_matched_on:
        found.append(("coa_matched", notice.coa_matched_on, {"municipality": municipality_code}))
    if notice.registered_on:
        # A statushouder is housed where he is registered (Huisvestingswet 2014, art. 28); others are not.
        payload = {"municipality": municipality_code, "housing": notice.group == "asylum"}
        found.append(("brp_registered", notice.registered_on, payload))
    return found


def old_law(notice: Notice, in_force_from: date) -> Problem | None:
    """Set apart for a human: the duty started before the Wet inburgering 2021 was in force (law.md 1.10).

    DUO decides under which law somebody falls, and groups have been misassigned; hence held, not rejected.
    """
    day = notice.obligation_on or notice.notified_on
    if day is None or day >= in_force_from:
        return None
    column = "datum_inburgeringsplicht" if notice.obligation_on else "datum_kennisgeving"
    return Problem(notice.line, column, "old_law", {"from_": in_force_from.strftime("%d-%m-%Y")})
