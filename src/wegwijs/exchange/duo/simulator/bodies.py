"""What a body must look like, per interface: the schemas of the specification as one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Check = Callable[[Any], bool]


def is_day(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def one_of(*values: str) -> Check:
    return lambda value: isinstance(value, str) and value in values


def between(low: int, high: int) -> Check:
    # JSON has one kind of number: 1.0 is an integer too.
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and value == int(value) and low <= value <= high
    )


def text(low: int, high: int, pattern: str = "") -> Check:
    return lambda value: (
        isinstance(value, str) and low <= len(value) <= high and (not pattern or bool(re.search(pattern, value)))
    )


def yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


LITERACY = one_of("A", "AA", "NVT")
PHONE = r"^(\+|[0-9])((\s|\s?(-|\(0\))\s?)?[0-9]){2,15}([,][1-9][0-9]{1,8})?\Z"

# interface → field → (check, required)
BODIES: Mapping[str, Mapping[str, tuple[Check, bool]]] = {
    "pip": {
        "dagtekeningPip": (is_day, True),
        "leerroute": (one_of("B", "O", "Z"), True),
        "niveau": (one_of("A2", "B1"), False),
        "geschatteIntensiteitB1Route": (between(1, 9999), False),
        "indicatorMagOpleidingAfmaken": (yes_or_no, False),
        "indicatorAlfabetiseringsonderwijs": (LITERACY, False),
    },
    "contact": {
        "naam": (text(0, 100), True),
        "email": (text(4, 241), True),
        "telefoonnummer": (text(3, 22, PHONE), True),
    },
    "offer": {
        "datumInburgeringsaanbod": (is_day, False),
        "verwachteStartdatumOpleiding": (is_day, False),
        "verwachteEinddatumOpleiding": (is_day, False),
        "indicatorAlfabetiseringsonderwijs": (LITERACY, True),
    },
    "map": {"datumEindgesprekMap": (is_day, False), "verwijtbaar": (one_of("Ja", "Nee"), False)},
    "pvt": {"datumOndertekeningPvt": (is_day, False), "verwijtbaar": (one_of("Ja", "Nee"), False)},
    "zroute": {"datumAfrondingZroute": (is_day, False)},
    "hours": {"uren": (between(0, 9999), True)},
}


def misfits(interface: str, body: Any) -> list[str]:
    """Names of fields that are missing or wrong; `body` for what is no object. Fields not specified are left alone."""
    if not isinstance(body, dict):
        return ["body"]
    return [
        name
        for name, (check, required) in BODIES[interface].items()
        if (name in body and not check(body[name])) or (required and name not in body)
    ]
