"""The register of processing (GDPR art. 30), from what the product itself does, with fields of the municipality.

Purposes and data stand in register.toml; terms come from law and policy, recipients from the contracts that are in
force, so that the register follows the product by itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import Contract, Municipality
from wegwijs.accounts.rows import Conflict, compare_and_set
from wegwijs.law.parameters import parameter
from wegwijs.letters.rendering import render
from wegwijs.norms.queries import policy_on
from wegwijs.privacy.models import RegisterField

# What only the municipality knows; empty until somebody fills it in.
FIELDS = ("controller_contact", "officer_contact", "joint_controllers", "processors", "outside_eu", "extra_security")
LONGEST = 500
SECURITY = (
    "Toegang alleen voor wie bij het dossier betrokken is; elke inzage wordt vastgelegd",
    "Inloggen met een tweede stap; sessies eindigen vanzelf",
    "BSN, notities, brieven en aanleveringen zijn versleuteld opgeslagen; sleutels liggen buiten de database",
    "Wijzigingen en inzage zijn verzegeld: achteraf veranderen wordt ontdekt",
    "Vernietiging na de termijn door twee personen, met bewijs",
)


@dataclass(frozen=True, slots=True)
class Processing:
    """One purpose as the register tells it."""

    code: str
    purpose: str
    basis: str
    people: tuple[str, ...]
    data: tuple[str, ...]
    special: str
    recipients: tuple[str, ...]
    term: str


@dataclass(frozen=True, slots=True)
class Register:
    """All purposes, and what the municipality filled in: name → value, version."""

    municipality: str
    address: str
    made_at: datetime
    processings: tuple[Processing, ...]
    security: tuple[str, ...]
    fields: Mapping[str, tuple[str, int]]

    def as_dict(self) -> dict[str, Any]:
        """For a machine."""
        return {
            "municipality": self.municipality, "address": self.address, "made_at": self.made_at.isoformat(),
            "fields": {name: value for name, (value, _version) in self.fields.items()},
            "security": list(self.security), "processings": [asdict(one) for one in self.processings],
        }  # fmt: skip


@cache
def _shipped() -> Mapping[str, Any]:
    return tomllib.loads(files("wegwijs.privacy").joinpath("register.toml").read_text(encoding="utf-8"))


def register(actor: Actor, *, now: datetime) -> Register:
    """The register as it is today. Three queries."""
    municipality = Municipality.objects.get(pk=actor.municipality_id)
    in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
    contracts = Contract.objects.filter(in_force, municipality=municipality, starts_on__lte=actor.today)
    providers = sorted(set(contracts.values_list("organisation__name", flat=True)))
    own = {row.name: (row.value, row.version) for row in RegisterField.objects.filter(municipality=municipality)}
    who = {"duo": ["Dienst Uitvoering Onderwijs (DUO)"], "providers": [f"Aanbieder: {name}" for name in providers]}
    terms = _terms(actor)
    return Register(
        municipality.name, municipality.address, now,
        tuple(
            Processing(
                code, one["purpose"], one["basis"], tuple(one["people"]), tuple(one["data"]), one["special"],
                tuple(name for group in one["recipients"] for name in who[group]), terms[one["term"]],
            )
            for code, one in _shipped().items()
        ),
        SECURITY, {name: own.get(name, ("", 0)) for name in FIELDS},
    )  # fmt: skip


def _terms(actor: Actor) -> dict[str, str]:
    norms = policy_on(actor.municipality_id, actor.today)
    kept = parameter("retention_years").version(actor.today)
    return {
        "case": f"{kept.value} jaar na het einde van de plicht, of bij overlijden ({kept.article})",
        "delivery": f"Bestand hoogstens 30 dagen; verslag {norms.delivery_report_days} dagen",
        "access": f"Inzage {norms.access_log_years} jaar, wijzigingen {norms.audit_years} jaar; afgehandelde meldingen"
        f" {norms.alert_kept_days} dagen",
        "accounts": "Zolang iemand hier werkt; inlogpogingen 180 dagen",
        "requests": f"Een kopie {norms.handed_copy_days} dagen na afgifte; het bewijs van vernietiging blijft",
    }


def write_field(actor: Actor, name: str, value: str, version: int, *, now: datetime) -> None:
    """Fill in a field of the municipality. Raises `Conflict`, `PermissionDenied`."""
    if not actor.may("register.write"):
        raise PermissionDenied
    if name not in FIELDS or len(value) > LONGEST:
        raise ValueError(name)
    row = RegisterField.objects.filter(municipality_id=actor.municipality_id, name=name).first()
    if row is not None:
        compare_and_set(actor, row, version, {"value": value}, now=now, action="register_changed")
        return
    if not value:
        return
    try:
        with transaction.atomic():
            RegisterField.objects.create(municipality_id=actor.municipality_id, name=name, value=value)
            record(actor, "register_changed", now=now, detail={"fields": [name]})
    except IntegrityError:
        stands = RegisterField.objects.get(municipality_id=actor.municipality_id, name=name)
        raise Conflict({"value": (stands.value, value)}, stands.version) from None


def as_rows(found: Register, names: Mapping[str, str]) -> list[list[str]]:
    """A table: a head, and a row per purpose; fields of the municipality follow. `names` puts those into words."""
    head = ["Doel", "Grondslag", "Betrokkenen", "Gegevens", "Bijzondere gegevens", "Ontvangers", "Bewaartermijn",
            "Beveiliging"]  # fmt: skip
    rows = [
        [one.purpose, one.basis, ", ".join(one.people), "; ".join(one.data), one.special,
         "; ".join(one.recipients) or "Geen", one.term, "; ".join(found.security)]
        for one in found.processings
    ]  # fmt: skip
    own = [[names[name], value or "Nog niet ingevuld"] for name, (value, _version) in found.fields.items()]
    return [
        head,
        *rows,
        [],
        ["Verwerkingsverantwoordelijke", f"{found.municipality}, {found.address}".strip(", ")],
        *own,
    ]


def as_pdf(found: Register, names: Mapping[str, str]) -> bytes:
    """The register to read or print."""
    head, *rows = as_rows(found, names)
    listed: list[dict[str, Any]] = []
    for row in rows:
        if len(row) == len(head):
            lines = [f"{label}: {text}" for label, text in zip(head[1:], row[1:], strict=True)]
            listed.append({"section": "Verwerkingen", "title": row[0], "lines": lines})
        elif row:
            listed.append({"section": "Gemeente", "title": row[0], "lines": [row[1]]})
    data = {
        "municipality_name": found.municipality, "made_on": found.made_at.date().isoformat(), "kind": "register",
        "rows": listed,
    }  # fmt: skip
    return render("overview", data)
