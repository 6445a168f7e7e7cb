"""`wegwijs demo`: an invented city, made when it is not there yet; then web, worker and a DUO to practise with."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from functools import partial
from types import FrameType

from wegwijs.cli.serve_arguments import gunicorn_arguments, measure_together

STOP_WITHIN = 12  # seconds for the children; the contract gives 15
# The practice DUO stands in for the proxy too, which says whose certificate it saw.
IDENTITY_HEADER = "X-Oefen-DUO"


def run(argv: list[str]) -> int:
    """Exit 0 after a made city (`--no-serve`) or after SIGTERM; 2 when the database already holds something else."""
    parser = argparse.ArgumentParser(prog="wegwijs demo")
    parser.add_argument("--people", type=int, default=3519, help="people on 31 December 2023")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--until", type=date.fromisoformat, help="last day of the history (default: today)")
    parser.add_argument("--seed", type=int, default=2021)
    parser.add_argument("--no-serve", action="store_true")
    chosen = parser.parse_args(argv)
    if chosen.people < 60:
        parser.error("--people: at least 60, so that every table has someone in it")

    os.environ["WEGWIJS_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijs.project.settings")
    import django

    django.setup()
    code = _make(chosen)
    if code or chosen.no_serve:
        return code
    return _serve(chosen.host, chosen.port)


def _make(chosen: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from wegwijs.accounts import installation, sealer
    from wegwijs.demo import build, duo
    from wegwijs.dossier import snapshots
    from wegwijs.insight.register import examples

    settings.WEGWIJS_HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    installation.check_keys(timezone.now())
    today = timezone.localdate()
    if not build.is_empty():
        if not installation.is_demo():
            print("This database is in use and is no demo. Set WEGWIJS_DATABASE_URL to an empty one.", file=sys.stderr)
            return 2
        if not build.is_whole():
            print("The demo city in this database is half made. Remove the database and start again.", file=sys.stderr)
            return 2
        snapshots.rebuild(today, only_due=True)
        print("The demo city is already there; remove the database to make it anew.", file=sys.stderr)
        return 0
    started = time.monotonic()
    at_duo = duo.fresh(settings.WEGWIJS_HOME)
    made = build.build(
        chosen.people, chosen.until or today, chosen.seed, now=timezone.now(), progress=_progress,
        introduce=partial(duo.introduce, at_duo),
    )  # fmt: skip
    duo.connect(at_duo)
    installation.is_demo.cache_clear()
    examples.fill(timezone.now())
    sealer.seal_pending(timezone.now())
    print(f"{made} invented people in {time.monotonic() - started:.0f} s", file=sys.stderr)
    return 0


def _progress(made: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{made} of {total} people …", end="\n" if made == total else "", file=sys.stderr)


def _commands(host: str, port: int, duo: int, gateway: int) -> list[list[str]]:
    """Web, DUO, the gateway for messages, and two workers: a letter does not wait for what takes long."""
    wegwijs = [sys.executable, "-c", "from wegwijs.cli import main; main()"]
    return [
        gunicorn_arguments(host, port, 2),
        [
            *wegwijs, "duo-simulator", "--host", host, "--port", str(duo), "--notify", f"http://127.0.0.1:{port}/v1",
            "--identity-header", IDENTITY_HEADER,
        ],
        [*wegwijs, "message-simulator", "--host", host, "--port", str(gateway)],
        *[[*wegwijs, "worker"]] * 2,
    ]  # fmt: skip


def _duo_port(host: str, wanted: int) -> int:
    """The port after that of the web, or any free one."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    return wanted


def _serve(host: str, port: int) -> int:
    from django.conf import settings

    from wegwijs.accounts.demo import sign_ins

    duo, gateway = _duo_port(host, port + 1), _duo_port(host, port + 2)
    here = "127.0.0.1" if host in {"", "0.0.0.0"} else host  # noqa: S104  compared, not bound
    os.environ.setdefault("WEGWIJS_DUO_URL", f"http://{here}:{duo}")
    os.environ.setdefault("WEGWIJS_MESSAGING_URL", f"http://{here}:{gateway}")
    os.environ.setdefault("WEGWIJS_DUO_IDENTITY_HEADER", IDENTITY_HEADER)
    os.environ.setdefault("WEGWIJS_LOG_LEVEL", "WARNING")  # this is a terminal with sign-ins on it
    measure_together(settings.WEGWIJS_HOME, port)
    children = [subprocess.Popen(command) for command in _commands(host, port, duo, gateway)]
    stopping = False

    def stop(_signum: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    _wait_until_open(here, port, children[0])
    _wait_until_open(here, duo, children[1])
    print(f"\nWegwijs draait op http://localhost:{port}\nOefenen met DUO: http://localhost:{duo}")
    print(f"Berichten aan mensen (oefenen): http://localhost:{gateway}")
    print("\nInloggen met één klik, per rol:")
    for role, name in sign_ins():
        print(f"  {role:<28} {name}")
    print("\nStoppen: Ctrl+C", flush=True)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
    return 0 if stopping else 1


def _wait_until_open(host: str, port: int, web: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if web.poll() is not None:
            return
        try:
            with socket.create_connection((host, port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
