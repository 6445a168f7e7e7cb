"""A municipality with a department and a team per group, and who imports into it."""

from datetime import UTC, datetime

import pytest

from wegwijs.accounts.actor import Actor, system_actor
from wegwijs.accounts.models import Department, Municipality, Team

from .deliveries import TODAY

NOW = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)


def municipality(code: str, name: str) -> Municipality:
    """A municipality that receives every group."""
    made = Municipality.objects.create(name=name, code=code)
    for label, receives in (("Werk en Inkomen", ["asylum"]), ("Inburgering", ["family", "other"])):
        department = Department.objects.create(municipality=made, name=label, receives=receives)
        Team.objects.create(municipality=made, department=department, name=label, receives_new=True)
    return made


@pytest.fixture
def actor(db: None) -> Actor:
    """The administrator of Waterstad at the command line."""
    made = municipality("9001", "Waterstad")
    return system_actor(made.pk, made.name, TODAY)


@pytest.fixture
def now() -> datetime:
    """The moment of the import."""
    return NOW
