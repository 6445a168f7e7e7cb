"""Signs of life: when the worker, the nightly run and the backup were last heard of. One row per name."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max

from wegwijs.accounts.models import LifeSign


def sign(name: str, now: datetime) -> None:
    """It was here, or it was done, at this moment."""
    LifeSign.objects.update_or_create(name=name, defaults={"at": now})


def claim(name: str, since: datetime, now: datetime) -> bool:
    """Whether it is for whoever asks to begin with it: nobody did since then."""
    LifeSign.objects.get_or_create(name=name, defaults={"at": since - timedelta(seconds=1)})
    return LifeSign.objects.filter(name=name, at__lt=since).update(at=now) == 1


def last(name: str) -> datetime | None:
    """When it was last heard of; None: never."""
    found: datetime | None = LifeSign.objects.filter(name=name).values_list("at", flat=True).first()
    return found


def newest(prefix: str) -> datetime | None:
    """When any that starts so was last heard of."""
    found: datetime | None = LifeSign.objects.filter(name__startswith=prefix).aggregate(at=Max("at"))["at"]
    return found


def heard_since(prefix: str, moment: datetime) -> list[str]:
    """The names that start so and were heard of since."""
    return list(LifeSign.objects.filter(name__startswith=prefix, at__gte=moment).values_list("name", flat=True))


def forget(prefix: str, before: datetime) -> int:
    """Clear away those that start so and were last heard of before; how many."""
    return LifeSign.objects.filter(name__startswith=prefix, at__lt=before).delete()[0]
