"""A norm is not activated by one person, whatever writes to the database; and what is active does not change."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.city import NOW, TODAY, City
from tests.norms.choosing import checked, choose, propose
from wegwijs.norms.models import ImpactCheck, Norm


def run(sql: str, *values: object) -> int:
    """Raw SQL, as somebody with the password of the database would type it; how many rows it changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def push(norm: Norm, who: int | None, **columns: object) -> int:
    """Set this norm active by raw SQL."""
    values = {"state": "active", "activated_by_id": who, "activated_at": NOW, **columns}
    assignments = ", ".join(f"{name} = %s" for name in values)
    return run(f"UPDATE norms_norm SET {assignments} WHERE id = %s", *values.values(), norm.pk)


@pytest.fixture
def norm(city: City) -> Norm:
    """Proposed and checked."""
    uuid = propose(city, "pip_watch_days", 42)
    checked(city, uuid)
    return Norm.objects.get(uuid=uuid)


def test_a_second_person_can_be_pushed(city: City, norm: Norm) -> None:
    """The control: the same raw SQL goes through, so the refusals below mean something."""
    assert push(norm, city.user("manager").pk) == 1


@pytest.mark.parametrize("who", ["admin", None])
def test_alone_or_nobody(city: City, norm: Norm, who: str | None) -> None:
    """The proposer, or no name at all (NULL does not slip through the comparison)."""
    with pytest.raises(DatabaseError):
        push(norm, city.user(who).pk if who else None)


def test_unchecked(city: City) -> None:
    """No check at all, or one that is not finished."""
    norm = Norm.objects.get(uuid=propose(city, "pip_watch_days", 42))
    with pytest.raises(DatabaseError):
        push(norm, city.user("manager").pk)
    ImpactCheck.objects.create(municipality=city.municipality, norm=norm, content_version=1, on=TODAY, asked_at=NOW)
    with pytest.raises(DatabaseError):
        push(norm, city.user("manager").pk)


@pytest.mark.parametrize("column", ["value", "content_version", "effective_from", "proposed_by_id", "name"])
def test_something_else_than_was_checked(city: City, norm: Norm, column: str) -> None:
    """In one stroke with the activation."""
    other = {
        "value": "35", "content_version": 2, "effective_from": "2020-01-01", "name": "pip_act_days",
        "proposed_by_id": city.user("quality").pk,
    }  # fmt: skip
    with pytest.raises(DatabaseError):
        push(norm, city.user("manager").pk, **{column: other[column]})


def test_born_active(city: City) -> None:
    """A row does not begin active."""
    with pytest.raises(DatabaseError), transaction.atomic():
        Norm.objects.create(
            municipality=city.municipality, name="pip_watch_days", value=42, effective_from=TODAY, reason="x",
            state="active", proposed_by=city.user("admin"), proposed_at=NOW, activated_by=city.user("manager"),
            activated_at=NOW,
        )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        "value = '35'",
        "effective_from = '2027-01-01'",
        "state = 'draft'",
        "activated_by_id = proposed_by_id",
        "reason = 'y'",
    ],
)
def test_what_is_active_stays(city: City, change: str) -> None:
    """No editing, no going back to a draft."""
    norm = choose(city, "pip_watch_days", 42)
    with pytest.raises(DatabaseError):
        run(f"UPDATE norms_norm SET {change} WHERE uuid = %s", norm if connection.vendor == "postgresql" else norm.hex)


def test_what_holds_is_not_withdrawn_by_one(city: City) -> None:
    """Also not by raw SQL: only what does not hold yet."""
    row = Norm.objects.get(uuid=choose(city, "pip_watch_days", 42))
    withdraw = (
        "UPDATE norms_norm SET state = 'withdrawn', withdrawn_by_id = %s, withdrawn_at = %s, withdrawn_on = %s, "
        "withdrawn_reason = 'x' WHERE id = %s"
    )
    with pytest.raises(DatabaseError):
        run(withdraw, city.user("admin").pk, NOW, TODAY.isoformat(), row.pk)


def test_a_finished_check_stays(city: City, norm: Norm) -> None:
    """Its numbers are what was looked at when somebody said yes."""
    with pytest.raises(DatabaseError):
        run("UPDATE norms_impactcheck SET touched = 0 WHERE norm_id = %s", norm.pk)


def test_a_check_does_not_begin_finished(city: City) -> None:
    """A finished check is worked out, not written down."""
    norm = Norm.objects.get(uuid=propose(city, "pip_watch_days", 42))
    with pytest.raises(DatabaseError), transaction.atomic():
        ImpactCheck.objects.create(
            municipality=city.municipality, norm=norm, content_version=1, on=TODAY, asked_at=NOW, state="done"
        )
