"""The two processes of an installation: web and worker."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils import timezone

from wegwijs.accounts import life, queue
from wegwijs.accounts.installation import is_demo
from wegwijs.accounts.sealer import seal_pending
from wegwijs.cli.maintain import nightly
from wegwijs.cli.serve_arguments import gunicorn_arguments, measure_together
from wegwijs.exchange.duo.deliverer import deliver
from wegwijs.exchange.messaging import deliverer as messaging
from wegwijs.exchange.tasks import sweep_notices
from wegwijs.privacy import destroying

log = logging.getLogger("wegwijs.worker")
SEAL_SECONDS = 60
PULSE_SECONDS = 30
DELIVER_SECONDS = 1
NIGHTLY_WITHIN = timedelta(hours=1)


def run_web(argv: list[str]) -> int:  # noqa: RET503  ends in exec
    """`wegwijs serve`: refuses a demo database unless told so, because a demo signs anybody in."""
    parser = argparse.ArgumentParser(prog="wegwijs serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--demo", action="store_true", help="serve a database that holds an invented city")
    chosen = parser.parse_args(argv)
    if is_demo() and not chosen.demo:
        print(
            "This database holds the demo city, where anybody may sign in. Add --demo to serve it all the same.",
            file=sys.stderr,
        )
        return 2
    if chosen.demo:
        os.environ["WEGWIJS_DEMO"] = "1"
    measure_together(settings.WEGWIJS_HOME, chosen.port)
    arguments = gunicorn_arguments(chosen.host, chosen.port, chosen.workers)
    os.execv(arguments[0], arguments)  # noqa: S606  the server takes the place of this process


def run_worker(argv: list[str]) -> int:
    """`wegwijs worker`: tasks, messages to DUO, the sealer every minute, the nightly run when the day turns."""
    argparse.ArgumentParser(prog="wegwijs worker").parse_args(argv)
    stop = threading.Event()
    name = queue.own_name()
    _breathe(name)
    threading.Thread(target=_pulse, args=(stop, name), name="pulse", daemon=True).start()
    beside = threading.Thread(target=_every_minute, args=(stop,), name="sealer", daemon=True)
    beside.start()
    deliverer = threading.Thread(target=_deliver, args=(stop,), name="deliverer", daemon=True)
    if settings.WEGWIJS_DUO_URL or settings.WEGWIJS_MESSAGING_URL:
        deliverer.start()
    try:
        call_command("db_worker", "--queue-name", "*", "--interval", "0.5", "--worker-id", name, verbosity=1)
    finally:
        stop.set()
        beside.join(timeout=5)
        if deliverer.ident:
            deliverer.join(timeout=5)
    return 0


def _pulse(stop: threading.Event, name: str) -> None:
    """A sign of life a minute, and an eye on what other workers left behind."""
    while not stop.wait(PULSE_SECONDS):
        _breathe(name)
        connection.close()


def _breathe(name: str) -> None:
    try:
        taken = queue.breathe(name, timezone.now())
    except Exception:
        log.exception("no sign of life could be given; it is tried again")
        return
    if taken:
        log.warning("%d tasks of a worker that stopped are taken up again", taken)


def _deliver(stop: threading.Event) -> None:
    """Messages to DUO and to people as they fall due. One that was being sent when this ends is asked after later."""
    while not stop.wait(DELIVER_SECONDS):
        try:
            for _outcome in chain(_to_duo(), messaging.deliver(now=timezone.now)):
                if stop.is_set():
                    break
        except Exception:
            log.exception("delivering failed; it is tried again")
        finally:
            close_old_connections()


def _to_duo() -> Iterable[object]:
    return deliver(now=timezone.now) if settings.WEGWIJS_DUO_URL else ()


def _once_a_day(done_on: date | None) -> date | None:
    """The nightly run, by one worker of however many; when that one was killed, by another after an hour."""
    now, today = timezone.now(), timezone.localdate()
    if done_on == today:
        return done_on
    if life.claim("nightly-begun", now - NIGHTLY_WITHIN, now):
        nightly(now)
        return today
    ended = life.last("nightly")
    return today if ended and timezone.localdate(ended) == today else done_on


def _every_minute(stop: threading.Event) -> None:
    """Sealing, notices of DUO that wait, and once a day what a day needs. A failure is logged and tried again."""
    done_on: date | None = None
    while not stop.wait(SEAL_SECONDS if done_on else 1):
        try:
            seal_pending(timezone.now())
            sweep_notices()
            destroying.empty_write_ahead_log(timezone.now())
            done_on = _once_a_day(done_on)
        except Exception:
            log.exception("the worker's minute failed; it is tried again")
        finally:
            connection.close()
