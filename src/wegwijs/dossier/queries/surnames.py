"""Cases of people with a given surname, for alerts on look-ups. Says which cases, never the name."""

from __future__ import annotations

from collections.abc import Iterable

from wegwijs.dossier import names
from wegwijs.dossier.models import Trajectory


def cases_with_surname(case_numbers: Iterable[int], name: str) -> list[int]:
    """Those of these cases whose surname holds the last name of this full name, however either is written."""
    words = names.tokens(name)
    numbers = list(case_numbers)
    if len(words) < 2 or not numbers:  # a first name alone says nothing
        return []
    rows = Trajectory.objects.filter(pk__in=numbers).values_list("pk", "person__surname")
    return [pk for pk, surname in rows if words[-1] in names.tokens(surname)]
