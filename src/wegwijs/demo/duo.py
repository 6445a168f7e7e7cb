"""The practice DUO of the demo city: who lives in the city is known there, with what it was told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wegwijs.accounts import models
from wegwijs.dossier.actions import NewCase
from wegwijs.exchange.duo.simulator.seeding import person_from
from wegwijs.exchange.duo.simulator.store import Municipality, Store


def fresh(folder: Path) -> Store:
    """DUO's file, without what an earlier city left in it."""
    store = Store(folder / "duo-simulator.sqlite3")
    with store.open() as held:
        held.empty()
    return store


def connect(store: Store) -> None:
    """The municipalities of this installation may ask, and are told."""
    with store.open() as held:
        for oin, code, name in models.Municipality.objects.values_list("oin", "code", "name"):
            held.connect(Municipality(oin, code, name))


def introduce(store: Store, municipality: str, cases: Sequence[NewCase]) -> None:
    """Who has a BSN is known at DUO."""
    people = [
        person_from(
            case.bsn,
            f"{case.given_names} {case.surname}".strip(),
            asylum=case.group == "asylum",
            municipality=municipality,
            facts=case.facts,
        )
        for case in cases
        if case.bsn
    ]
    with store.open() as held:
        held.keep_all(people)
