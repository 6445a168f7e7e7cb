"""An installation of its own, a DUO beside it, and a process that works there until it is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.city import NOW
from tests.exchange.deliveries import person, write_csv
from tests.exchange.duo_practice import AMSTERDAM, DUO
from tests.migrated import database
from wegwijs.exchange.duo.simulator.application import Simulator
from wegwijs.exchange.duo.simulator.store import Store

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 150
KILLED = -signal.SIGKILL


class Ended(NamedTuple):
    """How a process ended, after how many statements, in how many seconds."""

    code: int
    statements: int
    seconds: float


class Line:
    """DUO, which takes everything that comes as new; the process may die while DUO has its request."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.fatal = 0  # the request that is the last one; 0: none
        self.kept = True  # did DUO take that one?
        self.seen = 0
        self.victim = 0
        self.known = threading.Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        duo = Simulator(Store(self.home / "duo.sqlite3"), DUO, lambda: NOW.astimezone(AMSTERDAM), lambda _seconds: None)
        self.seen += environ["REQUEST_METHOD"] != "GET"
        last = environ["REQUEST_METHOD"] != "GET" and self.seen == self.fatal
        if last and not self.kept:
            self._kill()
            raise ConnectionAbortedError
        answer = list(duo(environ, start_response))
        if last:
            self._kill()
        return answer

    def _kill(self) -> None:
        assert self.known.wait(30)
        os.kill(self.victim, signal.SIGKILL)


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: an address holds a BSN."""


class House:
    """`order` lets a process do a work; `keep` and `back_to` put the whole installation aside and back."""

    def __init__(self, root: Path) -> None:
        self.root, self.home = root, root / "home"
        self.home.mkdir()
        shutil.copy(database(), self.home / "wegwijs.sqlite3")
        self.line = Line(self.home)
        self.server = make_server("127.0.0.1", 0, self.line, threaded=True, request_handler=_Quiet)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("WEGWIJS_", "DJANGO_"))}
        self.environment = {
            **clean,
            "WEGWIJS_HOME": str(self.home),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "wegwijs.project.settings",
        }
        self.heard = (root / "said").open("w")
        self.stable = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.stable"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.heard,
            env={**self.environment, "WEGWIJS_DUO_URL": f"http://127.0.0.1:{self.server.server_port}"},
        )  # fmt: skip

    def close(self) -> None:
        assert self.stable.stdin
        assert self.stable.stdout
        self.stable.stdin.close()
        self.stable.wait(30)
        self.stable.stdout.close()
        self.heard.close()
        self.server.shutdown()
        self.server.server_close()

    def order(self, work: str, **more: Any) -> Ended:
        """Let it be done; `at` and `delay`: to be killed at that statement, or so long after it."""
        assert self.stable.stdin
        assert self.stable.stdout
        self.line.known.clear()
        self.stable.stdin.write(json.dumps({"work": work, **more}) + "\n")
        self.stable.stdin.flush()
        self.line.victim = int(self._line())
        self.line.known.set()
        return Ended(*json.loads(self._line()))

    def _line(self) -> str:
        assert self.stable.stdout
        told = self.stable.stdout.readline()
        assert told, self.said()
        return told

    def do(self, work: str, **more: Any) -> Ended:
        """The same, and it must end well."""
        ended = self.order(work, **more)
        assert ended.code == 0, f"{work} ended with {ended.code}: {self.said()}"
        return ended

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """`wegwijs worker`, as it is started; without a line to DUO. Gone at the end of the block."""
        command = [sys.executable, "-c", "from wegwijs.cli import main; main()", "worker"]
        worker = subprocess.Popen(command, env=self.environment, cwd=ROOT, stderr=self.heard)
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()

    def wait_for(self, query: str, *, below: int) -> None:
        """Look until a count is lower than this."""
        until = time.monotonic() + 120
        while self.ask(query)[0][0] >= below:
            assert time.monotonic() < until, self.said()
            time.sleep(0.05)

    def said(self) -> str:
        return (self.root / "said").read_text()[-3000:]

    def prepare(self) -> None:
        """`drafts`: as `works.prepare` makes it. `established`: with the letters and messages that follow."""
        self.do("prepare")
        write_csv(self.home / "people.csv", [person(index) for index in range(PEOPLE)])
        self.keep("drafts")
        self.do("establish")
        self.keep("established")

    def keep(self, name: str) -> None:
        (self.home / "confirmed").unlink(missing_ok=True)
        shutil.copytree(self.home, self.root / name)

    def back_to(self, name: str) -> None:
        shutil.rmtree(self.home)
        shutil.copytree(self.root / name, self.home)
        self.line.fatal = self.line.seen = 0

    def ask(self, query: str, file: str = "wegwijs.sqlite3") -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.home / file)) as database:
            return database.execute(query).fetchall()

    def confirmed(self) -> list[str]:
        """What somebody was told is done, in order."""
        file = self.home / "confirmed"
        return file.read_text().split() if file.exists() else []

    def lasting(self) -> set[tuple[Any, ...]]:
        """What is done and must neither go nor be done again."""
        return {row for query in _LASTING for row in self.ask(query)}

    def picture(self) -> dict[str, Counter[tuple[Any, ...]]]:
        """What there is, by person, without numbers and moments of our own: here, and at DUO."""
        found = {name: Counter(self.ask(query)) for name, query in _PICTURE.items()}
        found["at DUO"] = Counter(self.ask(_AT_DUO, "duo.sqlite3"))
        found["taken by DUO"] = Counter(self.ask(_TAKEN, "duo.sqlite3"))
        # Beside a letter a killed worker may leave its draft, sealed: no letter, and destroyed with it.
        kept = (path.suffix for path in (self.home / "store").rglob("*") if path.is_file())
        found["files"] = Counter((suffix,) for suffix in kept if not suffix[1:].isdigit())
        return found


_CASE = "JOIN dossier_trajectory t ON t.id = x.trajectory_id JOIN dossier_person p ON p.id = t.person_id"
_LASTING = (
    "SELECT uuid, kind, recorded_at FROM dossier_fact",
    "SELECT uuid FROM dossier_person",
    "SELECT uuid, version, established_at FROM plans_pip WHERE state = 'established'",
    "SELECT uuid, path, rendered_at FROM letters_document WHERE state = 'ready'",
    "SELECT uuid, version, settled_at FROM outbox_message WHERE state = 'delivered'",
    "SELECT uuid, facts, handled_at FROM exchange_duomessage WHERE status IN ('handled', 'repeated')",
)
_ACTIONS = "('pip_established', 'document_ready', 'message_queued', 'duo_notice_handled')"
_PICTURE = {
    "people": "SELECT bsn_index, v_number, surname, birth_year FROM dossier_person",
    "facts": f"SELECT p.bsn_index, x.kind, x.happened_on, x.payload FROM dossier_fact x {_CASE}",
    "terms": "SELECT p.bsn_index, term FROM dossier_searchterm s JOIN dossier_person p ON p.id = s.person_id",
    "snapshots": f"SELECT p.bsn_index, x.phase, x.pip_due, x.sort_name, x.assessed_on FROM dossier_snapshot x {_CASE}",
    "plans": f"SELECT p.bsn_index, x.state, x.number, x.version FROM plans_pip x {_CASE}",
    "letters": f"SELECT p.bsn_index, x.template, x.state FROM letters_document x {_CASE}",
    "messages": f"SELECT p.bsn_index, x.kind, x.state FROM outbox_message x {_CASE}",
    "notices": "SELECT person, event, status FROM exchange_duomessage",
    "audit": f"SELECT action FROM accounts_auditentry WHERE action IN {_ACTIONS}",
}
_AT_DUO = (
    "SELECT bsn, json_array_length(held, '$.pips'), json_array_length(held, '$.term_history'), "
    "json_extract(held, '$.contact') IS NOT NULL FROM person"
)
_TAKEN = "SELECT bsn, method, what FROM message WHERE status < 300 AND what LIKE '%/PIP'"
