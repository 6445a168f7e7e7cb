"""What is killed: each work as the product does it, on the installation in WEGWIJS_HOME. Run by `stable`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.management import call_command
from django.utils import timezone

from tests.city import NOW, TODAY, make_city
from tests.exchange.deliveries import bsn
from tests.exchange.duo_practice import AMSTERDAM, DUO, WATERSTAD
from tests.plans.making import ready_case, save
from wegwijs.accounts import queue
from wegwijs.accounts.actor import actor_from, hats
from wegwijs.accounts.models import Municipality, User
from wegwijs.cli.imports import run_notices
from wegwijs.cli.maintain import run_rebuild, run_verify
from wegwijs.dossier import snapshots
from wegwijs.exchange.duo import inbox, processing
from wegwijs.exchange.duo.deliverer import deliver
from wegwijs.exchange.duo.simulator.person import Person
from wegwijs.exchange.duo.simulator.store import Store
from wegwijs.exchange.spreadsheet import actions as importing
from wegwijs.letters import actions as _letters  # noqa: F401  loads what sets a letter before it is copied
from wegwijs.plans import actions as plans
from wegwijs.plans.models import Pip

HOME = Path(os.environ["WEGWIJS_HOME"])
CASES, NEWCOMERS = 4, 4
importing.CHUNK = 25  # a small file has several pieces as well
snapshots.CHUNK, snapshots.PIECE = 2, 1


def prepare(_order: dict[str, Any]) -> None:
    """A city with drafts of plans, whose people DUO knows; and notices about new people, each told twice."""
    city = make_city()
    Municipality.objects.filter(pk=city.municipality.pk).update(oin=WATERSTAD.oin)
    numbers = [bsn(99_990_000 + 10 * index) for index in range(CASES + NEWCOMERS)]
    for index, number in enumerate(numbers[:CASES]):
        save(city, ready_case(city, surname=f"Tesfay{index}", bsn=number))
    store = Store(HOME / "duo.sqlite3")
    with store.open() as held:
        held.connect(WATERSTAD)
        for number in numbers:
            person = Person(number, "Selam", municipality="9901", settled_on="2026-02-02")
            person.oblige("2026-02-04", today="2026-02-04", notified="2026-02-04")
            person.belong_to(asylum=True, begins="2026-02-04")
            held.keep(person, NOW.astimezone(AMSTERDAM))
    for number in numbers[CASES:]:
        for turn, event in enumerate(("SS101", "SS101", "SS139")):
            body = f'{{"registratieDatumTijd": "2026-03-13T08:30:00Z", "gebeurtenisId": "{event}", "bsn": "{number}"}}'
            head = inbox.Head(DUO, WATERSTAD.oin, uuid5(NAMESPACE_OID, f"{number} {turn}"))
            inbox.receive(head, body.encode(), now=NOW)


def import_people(_order: dict[str, Any]) -> None:
    """`wegwijs import notices`."""
    run_notices([str(HOME / "people.csv"), "--municipality", "9901"])


def establish(_order: dict[str, Any]) -> None:
    """Every form is sent, and sent again when there was no answer: the same draft, the same name of the request."""
    user = User.objects.get(email="responsible@voorbeeld.invalid")
    actor = actor_from(hats(user.pk, TODAY), None, None, TODAY)
    assert actor is not None
    for pip in Pip.objects.select_related("trajectory").order_by("pk"):
        request = uuid5(NAMESPACE_OID, str(pip.uuid))
        plans.establish(actor, pip.trajectory.uuid, 1, request, now=NOW)
        _confirm(pip.uuid)


def set_letters(_order: dict[str, Any]) -> None:
    """What the worker does with its queue, until that is empty."""
    name = queue.own_name()
    queue.breathe(name, timezone.now())
    call_command("db_worker", queue_name="*", batch=True, startup_delay=False, worker_id=name, verbosity=0)


def tell_duo(order: dict[str, Any]) -> None:
    """What the worker does with messages to DUO; `minutes` later the lease of a killed one has run out."""
    for outcome in deliver(now=lambda: _now(order)):
        assert outcome.state == "delivered", outcome
        _confirm(UUID(outcome.message))


def take_notices(order: dict[str, Any]) -> None:
    """What the worker does with notices of DUO; `minutes` later the claim of a killed one is stale."""
    while due := processing.due(_now(order)):
        for uuid in due:
            processing.process(uuid, now=_now(order))
            _confirm(uuid)


def rebuild(_order: dict[str, Any]) -> None:
    """`wegwijs rebuild`, with the second process of a large city."""
    assert run_rebuild(["--processes", "2"]) == 0


def verify(_order: dict[str, Any]) -> None:
    """`wegwijs verify`."""
    assert run_verify(["--json"]) == 0


def _now(order: dict[str, Any]) -> Any:
    return NOW + timedelta(minutes=order.get("minutes", 0))


def _confirm(what: UUID) -> None:
    """Said to whoever asked for it: from now on it must be there."""
    with (HOME / "confirmed").open("a") as file:
        file.write(f"{what}\n")


WORKS: dict[str, Callable[[dict[str, Any]], None]] = {
    work.__name__: work
    for work in (prepare, import_people, establish, set_letters, tell_duo, take_notices, rebuild, verify)
}  # fmt: skip
