"""Where codes become words: the only place of the desk that knows how a code is called on a page.

`word(table, code)` for every closed list; `fact` and `details` for a recorded fact; `reason` for a next step;
`language` and `country` for ISO codes. In templates: `{% load words %}`, then `{{ row.phase|word:"phase" }}`. A code
that is not known comes back as it is, so that a page never fails on a newer fact; a test holds the tables complete.
"""

from __future__ import annotations

from wegwijs.desk.wording.facts import details, fact, value
from wegwijs.desk.wording.people import country, language, languages
from wegwijs.desk.wording.steps import action, reason, reason_of, step
from wegwijs.desk.wording.tables import TABLES, choices, day_state, word

__all__ = [
    "TABLES",
    "action",
    "choices",
    "country",
    "day_state",
    "details",
    "fact",
    "language",
    "languages",
    "reason",
    "reason_of",
    "step",
    "value",
    "word",
]
