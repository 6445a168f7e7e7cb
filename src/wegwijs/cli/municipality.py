"""Which municipality a command is about."""

from __future__ import annotations

from wegwijs.accounts.models import Municipality


class NoMunicipality(Exception):
    """There is none, or not that one; the text says what to do."""


def find(code: str | None) -> Municipality:
    """The one with this code; without a code the first that this installation served. Raises NoMunicipality."""
    found = Municipality.objects.order_by("id")
    municipality = (found.filter(code=code) if code else found).first()
    if municipality is None:
        raise NoMunicipality(
            f"municipality {code} is not known here" if code else "there is no municipality yet; run `wegwijs init`"
        )
    return municipality
