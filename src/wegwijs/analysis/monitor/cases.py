"""One row a case, as it stood on a day: what the tables of the monitor count.

Only events up to and including the day exist. The order of the export is the order of the record, so of two facts on
one day the later row counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from wegwijs.analysis.monitor.definitions import COUNTRIES
from wegwijs.analysis.reading.columns import Also, Chosen
from wegwijs.analysis.reading.logs import EventLog, day_number
from wegwijs.eventlog.words import EXAM_PARTS

SAYS = {
    "obligation_met": "result",
    "learnability_test_taken": "result",
    "pip_established": "route",
    "pip_amended": "route",
    "early_start_declined": "cause",
    "hours_attended": "component",
    "level_estimated": "level",
    "intake_no_show": "excused",
}
"""Of which event the tables use which attribute: one column holds them all."""
_ELSEWHERE = ("wi2013", "not_obliged")  # regimes of people who were notified but are not under this law
_ABOUT = ("sex", "born", "nationality", "asylum", "due")
_SAID = " ".join(f"WHEN '{activity}' THEN \"{name}\"" for activity, name in SAYS.items())
# No IN with many words: the engine makes a join of it, and with a join the rows lose the order of the file.
_COUNTRY = " ".join(f"WHEN \"case:nationality\" = '{code}' THEN '{code}'" for code in COUNTRIES)
_COUNTRIES = ", ".join(f"'{code}'" for code in (*COUNTRIES, "other"))
_EXAM = "concat_ws(' ', part, result, level)"
EXPORTED = Chosen(
    "case_id", "activity", "timestamp",
    also=Also(
        needs=(*dict.fromkeys(SAYS.values()), "hours", "part",
               *(f"case:{name}" for name in ("group", "sex", "born", "nationality", "pip_due", "regime"))),
        kept={
            "said": f"CASE activity {_SAID} WHEN 'exam_taken' THEN {_EXAM} END",
            "hours": "try_cast(hours AS DOUBLE)",
            "asylum": "coalesce(\"case:group\" = 'asylum', false)",
            "under_law": " AND ".join(f"\"case:regime\" <> '{regime}'" for regime in _ELSEWHERE),
            "due": "(try_cast(\"case:pip_due\" AS DATE) - DATE '1970-01-01')::INTEGER",
            "sex": "CASE \"case:sex\" WHEN 'f' THEN 'f' WHEN 'm' THEN 'm' END::ENUM ('f', 'm')",
            "born": '"case:born"',
            "nationality": f"CASE {_COUNTRY} WHEN \"case:nationality\" <> '' THEN 'other' END::ENUM ({_COUNTRIES})",
        },
    ),
)  # fmt: skip
"""How the monitor reads an export. A regime that is not told is NULL, so such a case is not counted."""
NEVER = -1
"""The code of an activity that no event of the log has."""

FIRST: Mapping[str, tuple[str, ...]] = {
    "signalled": ("coa_matched", "duo_notified"),
    "obliged": ("obligation_started",),
    "met_on": ("obligation_met",),
    "plan_on": ("pip_established",),
    "offered": ("early_start_offered", "early_start_accepted", "early_start_declined"),
    "accepted": ("early_start_accepted",),
    "declined": ("early_start_declined",),
    "pvt_on": ("pvt_declaration_signed",),
    "map_on": ("map_final_interview_held", "map_waived"),
    "map_registered_on": ("map_registered",),
    "course_on": ("course_started",),
    "wished_on": ("wish_voiced", "complaint_made"),
    "answered_on": ("voice_answered",),
    "talked_on": ("progress_conversation_held",),
}
"""The first day of any of these."""
LATEST: Mapping[str, tuple[str, ...]] = {
    "met": ("obligation_met",),
    "test": ("learnability_test_taken",),
    "plan": ("pip_established", "pip_amended"),
    "why_not": ("early_start_declined",),
    "speaks": ("level_estimated",),
    "absent": ("intake_no_show",),
}
"""What the last of these said."""
PLACE: Mapping[str, tuple[str, ...]] = {
    "gone": ("moved_out",),
    "back": ("moved_in", "brp_registered"),
    "ended": ("obligation_ended",),
    "started": ("obligation_started",),
}
"""Where in the record the last of these stands."""


def cases_on(log: EventLog, on: date) -> str:
    """One row a case under this law of which we had a signal by that day."""

    def of(kinds: tuple[str, ...]) -> str:
        return f"activity IN ({', '.join(str(log.codes.get(kind, NEVER)) for kind in kinds)})"

    collected = [
        *(f"min(first) FILTER ({of(kinds)}) AS {name}" for name, kinds in FIRST.items()),
        *(f"arg_max(said, said_at) FILTER ({of(kinds)}) AS {name}" for name, kinds in LATEST.items()),
        *(f"max(place) FILTER ({of(kinds)}) AS {name}" for name, kinds in PLACE.items()),
    ]
    year = day_number(date(on.year, 1, 1))
    return f"""
WITH known AS (FROM events WHERE day <= {day_number(on)} AND under_law),
steps AS (
  SELECT case_key, activity, min(day) AS first, max(day) AS last, max(seq) AS place, arg_max(said, seq) AS said,
    max(seq) FILTER (said IS NOT NULL) AS said_at, sum(hours) FILTER (said = 'language') AS hours
  FROM known GROUP BY case_key, activity
),
about AS (SELECT case_key, {", ".join(f"max({name}) AS {name}" for name in _ABOUT)} FROM known GROUP BY case_key),
cases AS (
  SELECT case_key, {", ".join(collected)}, sum(hours) AS hours,
    coalesce(bool_or({of(("home_assigned",))} AND last >= {year}), false) AS housed
  FROM steps GROUP BY case_key
)
SELECT *, {", ".join(f"{written} AS {name}" for name, written in _standing(on).items())}
FROM (SELECT *, coalesce(signalled, obliged) AS signal FROM cases) JOIN about USING (case_key)
LEFT JOIN ({_exams(log, on)}) USING (case_key)
WHERE signal IS NOT NULL"""  # noqa: S608  words of our own and whole numbers


def _exams(log: EventLog, on: date) -> str:
    """One row a case that took an exam: per part how it went (EXAM_OUTCOMES) and at which level (`none`: has none).

    The level is the highest that was passed, otherwise that of the last attempt.
    """
    parts = [
        f"max({what}) FILTER (part = '{part}') AS {part}{ending}"
        for part in EXAM_PARTS for what, ending in (("outcome", ""), ("coalesce(best, last, 'none')", "_level"))
    ]  # fmt: skip
    return f"""
WITH attempts AS (
  SELECT case_key, seq, split_part(said, ' ', 1) AS part, split_part(said, ' ', 2) = 'passed' AS passed,
    nullif(split_part(said, ' ', 3), '') AS level,
    row_number() OVER (PARTITION BY case_key, split_part(said, ' ', 1) ORDER BY seq) AS attempt
  FROM events WHERE activity = {log.codes.get("exam_taken", NEVER)} AND day <= {day_number(on)}
), parts AS (
  SELECT case_key, part, max(level) FILTER (passed) AS best, arg_max(level, seq) AS last,
    CASE min(attempt) FILTER (passed) WHEN 1 THEN 'first' ELSE coalesce(
      CASE WHEN bool_or(passed) THEN 'later' END, CASE WHEN count(*) = 1 THEN 'once' ELSE 'more' END) END AS outcome
  FROM attempts GROUP BY case_key, part
)
SELECT case_key, {", ".join(parts)} FROM parts GROUP BY case_key"""  # noqa: S608  words of our own and whole numbers


_LEFT = "gone IS NOT NULL AND (back IS NULL OR back < gone)"
_ENDED = "ended IS NOT NULL AND (started IS NULL OR started < ended)"
_STANDING = (
    f"CASE WHEN met_on IS NOT NULL THEN 'completed' WHEN {_LEFT} THEN 'left' WHEN {_ENDED} THEN 'ended'"
    " ELSE 'guided' END"
)


def _standing(on: date) -> dict[str, str]:
    before_birthday = f"(substr(born, 6, 5) > '{on:%m-%d}')::INTEGER"  # of a partial date it counts as passed
    age = f"({on.year} - try_cast(substr(born, 1, 4) AS INTEGER) - {before_birthday})"
    return {
        "who": "CASE WHEN asylum THEN 'asylum' ELSE 'family' END",
        "standing": _STANDING,
        "guided": f"({_STANDING}) = 'guided'",
        "age": f"CASE WHEN {age} IS NULL THEN 'unknown' WHEN {age} <= 26 THEN '18-26' WHEN {age} <= 39 THEN '27-39'"
        f" WHEN {age} <= 59 THEN '40-59' ELSE '60+' END",
        "year": _year_of_guidance(on),
    }


def _year_of_guidance(on: date) -> str:
    """1 when the signal came in the twelve months up to the day, 2 in the twelve before, and so on."""
    marks = [day_number(_years_before(on, years)) for years in range(1, 11)]
    cases = " ".join(f"WHEN signal > {mark} THEN '{year}'" for year, mark in enumerate(marks, start=1))
    return f"CASE {cases} ELSE 'unknown' END"


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28)
