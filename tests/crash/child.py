"""`python -m tests.crash.child`: what is killed; establishes plans one by one and says each that is confirmed."""

from __future__ import annotations

import os
import sys
from uuid import uuid4


def main() -> None:
    """`prepare N`: a city with N drafts; `establish`: those that are not established yet, each told once committed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wegwijs.project.settings"
    import django

    django.setup()
    if sys.argv[1] == "prepare":
        _prepare(int(sys.argv[2]))
    else:
        _establish()


def _prepare(count: int) -> None:
    from tests.city import make_city
    from tests.plans.making import ready_case, save

    city = make_city()
    for number in range(count):
        save(city, ready_case(city, surname=f"Tesfay{number}"))


def _establish() -> None:
    from tests.city import NOW, TODAY
    from wegwijs.accounts.actor import actor_from, hats
    from wegwijs.accounts.models import User
    from wegwijs.plans import actions
    from wegwijs.plans.models import Pip

    user = User.objects.get(email="responsible@voorbeeld.invalid")
    actor = actor_from(hats(user.pk, TODAY), None, None, TODAY)
    assert actor is not None
    for pip in Pip.objects.filter(state="draft").select_related("trajectory").order_by("pk"):
        actions.establish(actor, pip.trajectory.uuid, pip.version, uuid4(), now=NOW)
        sys.stdout.write(f"{pip.trajectory.uuid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
