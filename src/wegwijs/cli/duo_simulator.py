"""`wegwijs duo-simulator`: DUO to practise with, on its own port, with its own database."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from wegwijs.exchange.duo.simulator.application import Simulator
from wegwijs.exchange.duo.simulator.conduct import Mode
from wegwijs.exchange.duo.simulator.sender import Sender
from wegwijs.exchange.duo.simulator.server import running
from wegwijs.exchange.duo.simulator.store import Municipality, Store

PRACTICE_MUNICIPALITY = Municipality("00000001009901000000", "9901", "Waterstad")


def run(argv: list[str]) -> int:
    """Serves until it is told to stop; 2 when the port or the file cannot be used."""
    chosen = _arguments().parse_args(argv)
    oin = os.environ.get("WEGWIJS_DUO_OIN", "0" * 20)
    try:
        chosen.database.parent.mkdir(parents=True, exist_ok=True)
        store = Store(chosen.database)
        _prepare(store, chosen)
        simulator = Simulator(store, oin, _now, time.sleep)
        sender = Sender(store, oin, _now, chosen.notify, chosen.identity_header)
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: stop.set())
        with running(simulator, sender, chosen.host, chosen.port) as server:
            print(f"Oefen-DUO draait op http://localhost:{server.port}", file=sys.stderr, flush=True)
            stop.wait()
    except (OSError, SystemExit) as error:
        # The server library reports a port in use by itself and leaves.
        if isinstance(error, OSError):
            print(f"wegwijs: de oefen-DUO kan niet starten: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wegwijs duo-simulator", description="DUO to practise with; invented people only"
    )
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--host", default="127.0.0.1", help="anybody who reaches the page may play DUO on it")
    parser.add_argument("--database", type=Path, default=_home() / "duo-simulator.sqlite3")
    parser.add_argument(
        "--mode", choices=[str(mode) for mode in Mode], help="how the line behaves (default: as last set)"
    )
    parser.add_argument("--seed", type=int, help="the same seed, the same trouble")
    parser.add_argument("--patience", type=float, help="how many seconds the client waits for an answer (slow mode)")
    parser.add_argument("--notify", default="", metavar="URL", help="where notices go, e.g. http://localhost:8000/v1")
    parser.add_argument("--identity-header", default="", help="header in which our OIN is put, as the proxy would")
    return parser


def _prepare(store: Store, chosen: argparse.Namespace) -> None:
    with store.open() as held:
        if not held.municipalities():
            held.connect(PRACTICE_MUNICIPALITY)
        held.set("notify", chosen.notify)
        for name in ("mode", "seed", "patience"):
            if getattr(chosen, name) is not None:
                held.set(name, str(getattr(chosen, name)))


def _home() -> Path:
    return Path(os.environ.get("WEGWIJS_HOME") or Path(sys.prefix).parent / "var")


def _now() -> datetime:
    return datetime.now(ZoneInfo("Europe/Amsterdam"))
