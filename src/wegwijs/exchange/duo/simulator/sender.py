"""DUO's notices to the municipality: kept in a queue until they are confirmed, tried again with growing pauses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from .conduct import Mode
from .store import Store, moment

FIRST_PAUSE, LONGEST_PAUSE = 2, 300  # seconds
GATHER = timedelta(seconds=4)  # how long notices are held, to be sent in another order
Post = Callable[[str, dict[str, str], dict[str, Any]], int]


def post(url: str, headers: dict[str, str], body: dict[str, Any]) -> int:
    """The status of the answer; 0 when there was none."""
    try:
        with httpx.Client(trust_env=False, timeout=20) as client:
            return client.post(url, headers=headers, json=body).status_code
    except (httpx.HTTPError, httpx.InvalidURL):
        return 0


@dataclass
class Sender:
    """`identity`: the header in which the proxy of the municipality would put the OIN of our certificate."""

    store: Store
    oin: str
    clock: Callable[[], datetime]
    url: str = ""
    identity: str = ""
    post: Post = post

    def run(self, stop: threading.Event) -> None:
        """Until told to stop."""
        while not stop.wait(0.2):
            self.send_due()

    def send_due(self) -> int:
        """Send what may be sent now; how many were confirmed."""
        if not self.url:
            return 0
        return sum(self._send(row) for row in self._due())

    def _due(self) -> list[dict[str, Any]]:
        now = self.clock()
        with self.store.open() as held:
            due = held.rows(
                "SELECT * FROM notification WHERE outcome = '' AND due_at <= ? ORDER BY id LIMIT 50", moment(now)
            )
            if held.setting("mode") != Mode.REORDERING:
                return due
        # The last first; a while is waited for another one to turn round with.
        fresh = [row for row in due if row["attempts"] == 0]
        if len(fresh) == 1 and datetime.fromisoformat(fresh[0]["at"]) > now - GATHER:
            due.remove(fresh[0])
        return due[::-1]

    def _send(self, row: dict[str, Any]) -> bool:
        headers = {"bron": self.oin, "doel": row["oin"], "berichtId": row["message_id"]}
        if self.identity:
            headers[self.identity] = self.oin
        body = {"registratieDatumTijd": row["at"], "bsn": row["bsn"], "gebeurtenisId": row["event"]}
        status = self.post(f"{self.url.rstrip('/')}/notificaties", headers, body)
        attempts = row["attempts"] + 1
        # 4xx will not become better by repeating it; somebody at DUO would look at it.
        outcome = str(status) if 200 <= status < 300 or 400 <= status < 500 else ""
        due = self.clock() + timedelta(seconds=min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts - 1, 8)))
        with self.store.open() as held:
            held.connection.execute(
                "UPDATE notification SET attempts = ?, due_at = ?, outcome = ? WHERE id = ?",
                (attempts, moment(due), outcome, row["id"]),
            )
        return outcome.startswith("2")
