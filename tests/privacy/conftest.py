"""The small city; a case whose time is over, and a list that two people agreed on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from tests.city import City, make_case, make_city
from wegwijs.dossier.actions import NewContact
from wegwijs.privacy import lists
from wegwijs.privacy.models import DestructionList

# Five years after the duty was met on 3 March 2026.
LAST_DAY = date(2031, 3, 3)
AFTER = datetime(2031, 3, 4, 3, 0, tzinfo=UTC)
MET = (("obligation_met", date(2026, 3, 3), {"result": "diploma"}),)


@pytest.fixture
def city(db: None) -> City:
    return make_city()


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    """Files of other tests are not these tests' business."""
    settings.WEGWIJS_STORE = tmp_path / "store"


def over(city: City, *facts: object, **changes: object) -> int:
    """A case that was completed on 3 March 2026, with a phone."""
    from tests.city import ASYLUM_FACTS

    contacts = [NewContact("phone", "06 5550 1234")]
    return make_case(city, facts=(*ASYLUM_FACTS, *facts, *MET), contacts=contacts, **changes)


def proposed(city: City, now: datetime = AFTER) -> UUID:
    """Tonight's list, proposed by the privacy officer."""
    lists.look(now)
    row = DestructionList.objects.get(municipality=city.municipality, state="open")
    lists.propose(city.actor("privacy", now.date()), row.uuid, row.version, now=now)
    return row.uuid


def approved(city: City, now: datetime = AFTER) -> UUID:
    """The same, approved by the team manager."""
    uuid = proposed(city, now)
    row = DestructionList.objects.get(uuid=uuid)
    lists.approve(city.actor("manager", now.date()), uuid, row.version, now=now)
    return uuid
