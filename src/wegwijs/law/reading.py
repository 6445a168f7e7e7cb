"""A trajectory from JSON, checked field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, get_args

from wegwijs.eventlog.vocabulary import KINDS, RESERVED, FieldError, PayloadError, parse_day, validate
from wegwijs.law import types
from wegwijs.law.calendar import birth_range
from wegwijs.law.types import Fact, Offence, Trajectory

_DATE_PARTS = (4, 2, 2)


class InputError(ValueError):
    """Input that does not validate: which `record`, which `field`, what was `expected` (English)."""

    def __init__(self, record: str, field: str, expected: str) -> None:
        super().__init__(f"{record}: {field}: expected {expected}" if field else f"{record}: expected {expected}")
        self.record = record
        self.field = field
        self.expected = expected


def read_trajectory(obj: object, *, index: int | None = None) -> Trajectory:
    """Check one object of the contract's In. `index` counts records from 0, None = the only one. Raises InputError."""
    record = "the trajectory" if index is None else f"record {index + 1}"
    if not isinstance(obj, Mapping):
        raise InputError(record, "", "an object with id, group and facts")
    identity = _identity(record, obj.get("id"))
    record = f"{record} ({identity[:60]!r})"
    facts = _facts(record, "facts", obj.get("facts"))
    _refuse_same_ids(record, facts)
    return Trajectory(
        id=identity,
        group=_choice(record, obj, "group", types.Group, required=True),
        facts=facts,
        born=_born(record, obj.get("born")),
        permit=_choice(record, obj, "permit", types.Permit),
        residence_purpose=_choice(record, obj, "residence_purpose", types.ResidencePurpose),
        nationality=_nationality(record, obj.get("nationality")),
        receives_benefit=_flag(record, "receives_benefit", obj.get("receives_benefit")),
        offence=_offence(record, obj.get("offence")),
        proposals=_facts(record, "proposals", obj["proposals"]) if obj.get("proposals") is not None else (),
    )


def last_day(trajectory: Trajectory) -> date | None:
    """The day of the last fact: the default of `--on`."""
    return max((fact.on for fact in trajectory.facts), default=None)


def _identity(record: str, value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise InputError(record, "id", "text that is not empty")
    return value


def _choice(record: str, obj: Mapping[str, Any], name: str, choices: Any, *, required: bool = False) -> Any:
    value = obj.get(name)
    if value is None and not required:
        return None
    if not isinstance(value, str) or value not in get_args(choices):
        raise InputError(record, name, "one of " + ", ".join(get_args(choices)))
    return value


def _flag(record: str, name: str, value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise InputError(record, name, "true or false")
    return value


def _nationality(record: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise InputError(record, "nationality", "a country code such as SY")
    return value.strip()


def _born(record: str, value: object) -> str | None:
    """1990, 1990-05 or 1990-05-01."""
    if value is None:
        return None
    expected = "a birth date as YYYY, YYYY-MM or YYYY-MM-DD"
    if not isinstance(value, str):
        raise InputError(record, "born", expected)
    parts = value.split("-")
    if len(parts) > len(_DATE_PARTS) or any(
        len(part) != size or not (part.isascii() and part.isdigit())
        for part, size in zip(parts, _DATE_PARTS, strict=False)
    ):
        raise InputError(record, "born", expected)
    try:
        parse_day(birth_range(value)[0])
    except (ValueError, FieldError):
        raise InputError(record, "born", expected + ", a day that exists, 1900 or later") from None
    return value


def _day(record: str, field: str, value: object) -> date:
    try:
        return parse_day(value)
    except FieldError as error:
        raise InputError(record, field, error.expected) from None


def _facts(record: str, name: str, value: object) -> tuple[Fact, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise InputError(record, name, "a list of facts")
    return tuple(_fact(record, f"{name}[{position}]", item) for position, item in enumerate(value))


def _fact(record: str, where: str, item: object) -> Fact:
    if not isinstance(item, Mapping):
        raise InputError(record, where, "an object with kind and on")
    kind = item.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        known = "a kind of vocabulary v1" + (f", not {kind[:40]!r}" if isinstance(kind, str) else "")
        raise InputError(record, f"{where}.kind", known)
    on = _day(record, f"{where}.on", item.get("on"))
    payload = {name: value for name, value in item.items() if name not in RESERVED}
    if kind == "fact_withdrawn" and type(payload.get("fact")) is int:  # ids may be numbers, so may their mention
        payload["fact"] = str(payload["fact"])
    try:
        checked = validate(kind, payload)
    except PayloadError as error:
        raise InputError(record, f"{where}.{error.field}", error.expected) from None
    return Fact(kind, on, checked, _name(record, f"{where}.id", item), _name(record, f"{where}.supersedes", item))


def _name(record: str, where: str, item: Mapping[str, Any]) -> str | None:
    value = item.get(where.rpartition(".")[2])
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise InputError(record, where, "text")
    return value


def _refuse_same_ids(record: str, facts: tuple[Fact, ...]) -> None:
    seen: set[str] = set()
    for position, fact in enumerate(facts):
        if fact.id is None:
            continue
        if fact.id in seen:
            raise InputError(record, f"facts[{position}].id", f"an id of its own; {fact.id[:40]!r} is used twice")
        seen.add(fact.id)


def _offence(record: str, value: object) -> Offence | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise InputError(record, "offence", "an object with basis and on")
    basis: Literal["intake", "pip", "duo_pvt", "duo_map", "duo_route"] = _choice(
        f"{record}: offence", value, "basis", types.OffenceBasis, required=True
    )
    culpability = _choice(f"{record}: offence", value, "culpability", types.Culpability)
    return Offence(basis, _day(record, "offence.on", value.get("on")), culpability)
