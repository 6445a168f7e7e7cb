"""Users that press on: sessions over HTTP, each page timed from request to last byte."""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode


def say(text: str) -> None:
    """A line for whoever waits; at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass
class Session:
    """One browser without a screen: cookies, forms, nothing else."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, body and location."""
        body = None
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Host": f"localhost:{self.port}"}
        if fields is not None:
            fields = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}
            body = urlencode(fields)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://localhost:{self.port}/",
            }
        for attempt in (1, 2):
            try:
                self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                text = answer.read().decode("utf-8", "replace")
                break
            except (ConnectionError, OSError):
                self.connection = None
                if attempt == 2:
                    raise
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, value = re.match(r"([^=]+)=([^;]*)", header).groups()  # type: ignore[union-attr]
            self.cookies[name] = value
        return answer.status, text, answer.headers.get("Location", "")


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the measurements stay under (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def press(sessions: list[Session], act: Callable[[Session, int], None], rounds: int) -> list[float]:
    """How long each `act` took in ms, all sessions at once, after one warm-up each. Raises what an act raised."""
    taken: list[float] = []
    failed: list[Exception] = []
    lock = threading.Lock()

    def work(session: Session) -> None:
        own = []
        try:
            act(session, -1)
            for turn in range(rounds):
                started = time.perf_counter()
                act(session, turn)
                own.append((time.perf_counter() - started) * 1000)
        except Exception as error:  # noqa: BLE001  raised again below, in the thread that can report it
            failed.append(error)
        with lock:
            taken.extend(own)

    threads = [threading.Thread(target=work, args=(session,)) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return taken
