"""A request at DUO: since when, how long it usually takes, and what a no would mean for the term. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wegwijs import policy
from wegwijs.dossier.requested import Requested
from wegwijs.law.parameters import parameter

EXTENSION_ARTICLE = "Besluit inburgering 2021 art. 4.5 lid 1"


@dataclass(frozen=True, slots=True)
class Running:
    """`expected_on`: when an answer may be there, by the law (`article`) or by what is usual (none).

    `after_term`: that is later than the last day of the term, which runs on meanwhile.
    """

    name: str
    since: date
    ground: str
    expected_on: date
    article: str
    late: bool
    after_term: bool
    last_day: date | None


def look(asked: Requested, last_day: date | None, on: date, norms: policy.Policy) -> Running:
    """How a request stands on a day."""
    expected, article = _expected(asked, norms)
    return Running(
        asked.name,
        asked.fact.on,
        str(asked.fact.payload.get("ground", "")),
        expected,
        article,
        expected < on,
        last_day is not None and max(expected, on) > last_day,
        last_day,
    )


def _expected(asked: Requested, norms: policy.Policy) -> tuple[date, str]:
    since = asked.fact.on
    if asked.name == "extension":
        return since + timedelta(weeks=int(parameter("extension_decision_weeks").at(since))), EXTENSION_ARTICLE
    days = {
        "exemption": norms.exemption_expected_days,
        "dispensation": norms.dispensation_expected_days,
        "naturalisation": norms.naturalisation_expected_days,
    }
    return since + timedelta(days=days[asked.name]), ""
