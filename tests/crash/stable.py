"""`python -m tests.crash.stable`: has everything loaded, and for each line it reads makes a process that does one work.

Starting takes longer than the work itself, so the process that is killed is a copy of this one. The copy counts what it
asks of the database, so that it can be killed at a moment that a seed chooses: SIGKILL, which nothing can catch.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any


class Countdown:
    """Counts statements; at the `at`-th, or `delay` seconds after it, the process is gone."""

    def __init__(self, at: int, delay: float) -> None:
        self.at, self.delay, self.count = at, delay, 0

    def __call__(self, execute: Callable[..., Any], *told: Any) -> Any:
        self.count += 1
        if self.count == self.at:
            if self.delay:
                threading.Thread(target=self._later, daemon=True).start()
            else:
                _die()
        return execute(*told)

    def _later(self) -> None:
        time.sleep(self.delay)
        _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Per order two lines: which process it is; how it ended (-9: killed), how many statements, how many seconds."""
    import django

    django.setup()
    from django.db import connections

    from tests.crash import works

    for line in sys.stdin:
        order = json.loads(line)
        connections.close_all()
        counted, tell = os.pipe()
        started = time.monotonic()
        pid = os.fork()
        if pid == 0:
            os.close(counted)
            os._exit(_work(works.WORKS[order["work"]], order, tell))
        os.close(tell)
        _say(pid)
        _, status = os.waitpid(pid, 0)
        with os.fdopen(counted) as pipe:
            count = int(pipe.read() or 0)
        _say([os.waitstatus_to_exitcode(status), count, time.monotonic() - started])


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _work(work: Callable[[dict[str, Any]], None], order: dict[str, Any], tell: int) -> int:
    from django.db import connection

    os.dup2(2, 1)  # what a command says is not how it ended
    countdown = Countdown(order.get("at", 0), order.get("delay", 0))
    try:
        with connection.execute_wrapper(countdown):
            work(order)
    except Exception:  # noqa: BLE001  a copy must never go on as if it were the original
        import traceback

        traceback.print_exc()
        return 1
    os.write(tell, str(countdown.count).encode())
    return 0


if __name__ == "__main__":
    main()
