"""What must not stand in a log, taken out of any text: BSN, V-numbers, e-mail addresses, telephone numbers, secrets.

Names cannot be recognised; so no message of ours holds one, and of an exception only its type and place are kept.
"""

from __future__ import annotations

import re

NUMBER, ADDRESS, SECRET = "[nummer]", "[e-mail]", "[geheim]"
_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_SENSITIVE = re.compile(
    rf"""(?P<kept>{_UUID}|\d{{4}}-\d\d-\d\d[T\ ]\d\d:\d\d:\d\d(?:\.\d+)?)
    |(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    |(?P<named>(?i:bearer|basic)\s+[\w.~+/=-]{{8,}}
      |(?i:\b\w*(?:password|wachtwoord|token|secret|sessionid|authorization|cookie|signature))["']?\s*[=:]\s*["']?
        (?:(?i:bearer|basic)\s+)?[^\s"'&,;]+)
    |(?P<phone>(?<!\w)(?:\+31|0031|0)[ -]?6[ -]?\d(?:[ -]?\d){{7}}(?!\d))
    |(?P<number>(?<!\d)\d(?:[ .]?\d){{7,9}}(?!\d))
    |(?P<secret>(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{{40,}}={{0,2}})""",
    re.VERBOSE,
)


def redact(text: str) -> str:
    """The text without what may say who somebody is, or let somebody in."""
    return _SENSITIVE.sub(_instead, text)


def is_bsn(digits: str) -> bool:
    """Eight or nine digits that pass the eleven-proof."""
    weighed = zip(digits.zfill(9), (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=False)
    return len(digits) in {8, 9} and int(digits) > 0 and sum(int(d) * w for d, w in weighed) % 11 == 0


def _instead(found: re.Match[str]) -> str:
    if found["mail"]:
        return ADDRESS
    if found["named"] or found["secret"]:
        return SECRET
    if found["phone"]:
        return NUMBER
    if found["number"]:
        digits = re.sub(r"\D", "", found["number"])
        return NUMBER if len(digits) == 10 or is_bsn(digits) else found["number"]
    return found[0]
