"""Real processes, a real DUO on a port, and kill -9 in the middle of a delivery: told once, nothing lost, all sound."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
CLI = Path(sys.executable).parent / "wegwijs"
SCENE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from tests.city import make_city
from tests.plans.making import establish, ready_case
from wegwijs.accounts.models import Municipality
from wegwijs.outbox.models import Message
city = make_city()
Municipality.objects.filter(pk=city.municipality.pk).update(oin="00000001009901000000")
establish(city, ready_case(city, bsn="999900006"))
Message.objects.filter(kind="contact_person").delete()
"""


class StallingDuo(ThreadingHTTPServer):
    """Keeps plans; the first delivery gets no answer, before or after DUO kept it."""

    daemon_threads = True

    def __init__(self, *, keeps_first: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.keeps_first = keeps_first
        self.kept: list[Any] = []
        self.reached = threading.Event()
        self.let_go = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    server: StallingDuo

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        first = not self.server.reached.is_set()
        if not first or self.server.keeps_first:
            self.server.kept.append(body)
        if first:
            self.server.reached.set()
            self.server.let_go.wait(30)
            return
        self.send_response(201)
        self.end_headers()

    def do_GET(self) -> None:
        if not self.server.kept:
            self.send_response(404)
            self.end_headers()
            return
        answer = json.dumps({"gemeentecode": "9901", "pip": self.server.kept[-1]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_args: Any) -> None:
        """Nothing: a path holds a BSN."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one established plan that DUO was not told of."""
    home = tmp_path_factory.mktemp("home")
    subprocess.run([sys.executable, "-c", SCENE], cwd=ROOT, env=_environment(home, ""), check=True)
    return home


@pytest.fixture(params=[True, False], ids=["duo-took-it", "duo-did-not"])
def duo(request: pytest.FixtureRequest) -> Iterator[StallingDuo]:
    server = StallingDuo(keeps_first=request.param)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.let_go.set()
    server.shutdown()
    server.server_close()


def _environment(home: Path, url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WEGWIJS_")}
    return {
        **kept,
        "WEGWIJS_HOME": str(home),
        "WEGWIJS_DUO_URL": url,
        "DJANGO_SETTINGS_MODULE": "wegwijs.project.settings",
    }


def test_told_once_whatever_dies(made: Path, duo: StallingDuo, tmp_path: Path) -> None:
    """Killed while DUO has the request, whether or not DUO took it: the next run asks, and DUO keeps one plan."""
    home = tmp_path / "home"
    shutil.copytree(made, home)
    environment = _environment(home, f"http://127.0.0.1:{duo.server_address[1]}")
    with subprocess.Popen([CLI, "duo", "send", "--json"], env=environment, stdout=subprocess.DEVNULL) as victim:
        assert duo.reached.wait(60)
        victim.send_signal(signal.SIGKILL)
    database = home / "wegwijs.sqlite3"
    with closing(sqlite3.connect(database)) as rows, rows:
        assert rows.execute("select state from outbox_message").fetchall() == [("sending",)]
        rows.execute("update outbox_message set leased_until = '2026-01-01 00:00:00'")
    again = subprocess.run([CLI, "duo", "send", "--json"], env=environment, capture_output=True, check=True)
    assert json.loads(again.stdout)["counts"] == {"delivered": 1}
    assert len(duo.kept) == 1
    with closing(sqlite3.connect(database)) as rows:
        assert rows.execute("select count(*) from dossier_fact where kind = 'duo_told'").fetchone() == (1,)
    assert subprocess.run([CLI, "verify"], env=environment, capture_output=True, check=False).returncode == 0
    assert b"999900006" not in again.stdout + again.stderr
