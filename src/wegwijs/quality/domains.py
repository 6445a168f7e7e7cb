"""Life domains a topic of a guide may be about, with what the municipal data model and the self-sufficiency matrix call
them. Names only: what is said about a domain is kept where the conversation is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Domain:
    """`point`: name in the GGM list Aandachtspunt; `matrix`: name in the self-sufficiency matrix (ZRM); "" = not there.

    `guard`: the permission without which nobody reads what was said about it; "" = that of the case.
    """

    code: str
    point: str = ""
    matrix: str = ""
    guard: str = ""


_ALL = (
    Domain("languages", point="Taal"),
    Domain("schooling"),
    Domain("work", matrix="Werk en opleiding"),
    Domain("aspirations"),
    Domain("digital_skills", point="Digitale vaardigheden"),
    Domain("finance", point="Financien", matrix="Financiën"),
    Domain("housing", point="Woonsituatie", matrix="Huisvesting"),
    Domain("family", matrix="Huiselijke relaties"),
    Domain("care_duties", point="Zorgtaken"),
    Domain("daily_life", matrix="Algemene dagelijkse levensverrichtingen"),
    Domain("network", matrix="Sociaal netwerk"),
    Domain("participation", matrix="Maatschappelijke participatie"),
    Domain("day_activity", matrix="Tijdsbesteding"),
    Domain("physical_health", point="Lichaamelijke gezondheid", matrix="Lichamelijke gezondheid", guard="health.read"),
    Domain("mental_health", point="Psychische gezondheid", matrix="Geestelijke gezondheid", guard="health.read"),
    Domain("substance_use", point="Verslaving", matrix="Middelengebruik", guard="health.read"),
    Domain("justice", point="Justitie", matrix="Justitie", guard="health.read"),
    Domain("safety", guard="safety.read"),
)
DOMAINS: Mapping[str, Domain] = {one.code: one for one in _ALL}
# The GGM list Ontwikkelwens: what somebody wants to develop, code → name there.
WISHES: Mapping[str, str] = {
    "paid_work": "Betaald werken",
    "paid_work_to_ability": "Betaald werken naar vermogen",
    "paid_work_with_training": "Betaald werken met een opleiding",
    "employee_skills": "Werknemersvaardigheden ontwikkelen",
    "work_experience": "Werkervaring opdoen",
    "language_skills": "Taalvaardigheden opdoen",
    "own_business": "Ondernemen",
    "training": "Opleiding volgen",
    "volunteering": "Vrijwilligerswerk",
    "day_activity": "Passende dagbesteding hebben",
}
# Where somebody speaks of what they want to become or learn: there these are offered as words to choose from.
AMBITIOUS = frozenset({"work", "aspirations", "schooling", "participation", "day_activity"})
# The matrix is a choice of the municipality, one to five per domain, in the first conversations only: on the way nobody
# is measured.
MATRIX_LEVELS = (1, 2, 3, 4, 5)
WITH_MATRIX = frozenset({"intake"})
