"""What a counterpart calls something of ours, and whether what was told of it still holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wegwijs.accounts.crypto import seal
from wegwijs.outbox.models import Reference


@dataclass(frozen=True, slots=True)
class Known:
    """A number at the counterpart."""

    user_id: int
    number: str
    digest: str


def digest_of(told: object) -> str:
    """Recognises what was told without keeping it."""
    return seal(repr(told).encode())


def find(municipality_id: int, counterpart: str, kind: str, user_id: int) -> Known | None:
    """The number of one of ours."""
    row = Reference.objects.filter(
        municipality_id=municipality_id, counterpart=counterpart, kind=kind, user_id=user_id
    ).first()
    return Known(row.user_id, row.number, row.digest) if row else None


def every(municipality_id: int, counterpart: str, kind: str) -> Iterator[Known]:
    """All numbers of a kind."""
    for row in Reference.objects.filter(municipality_id=municipality_id, counterpart=counterpart, kind=kind):
        yield Known(row.user_id, row.number, row.digest)


def keep(municipality_id: int, counterpart: str, kind: str, known: Known) -> None:
    """Remember the number, or that something else was told of it."""
    Reference.objects.update_or_create(
        municipality_id=municipality_id,
        counterpart=counterpart,
        kind=kind,
        user_id=known.user_id,
        defaults={"number": known.number, "digest": known.digest},
    )


def forget(municipality_id: int, counterpart: str, kind: str, user_id: int) -> None:
    """The counterpart does not know it any more."""
    Reference.objects.filter(
        municipality_id=municipality_id, counterpart=counterpart, kind=kind, user_id=user_id
    ).delete()
