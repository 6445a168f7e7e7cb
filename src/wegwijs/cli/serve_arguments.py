"""How the web server is started, by `serve` and by `demo`."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

THREADS = "8"


def gunicorn_arguments(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server: each process makes one page at a time, and any of them the next.

    Threads are for connections that are slow to send or only opened; pages take turns (`project.turns`). A process
    takes no more connections than it has threads and keeps none, so that who waits is taken by the first that is free
    (decision 0079).
    """
    # gunicorn keeps its heartbeat in a file; in memory it does not wait for the disk.
    beside = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108
    return [
        sys.executable, "-m", "gunicorn", "wegwijs.project.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", str(workers), "--threads", THREADS, "--worker-connections", THREADS, "--keep-alive", "0",
        "--graceful-timeout", "8", "--log-level", "warning",
        "--logger-class", "wegwijs.project.server_log.ServerLog", *beside,
    ]  # fmt: skip


def measure_together(home: Path, port: int) -> None:
    """The web processes that this one starts keep their measurements in one place, empty at the start."""
    place = home / "metrics" / str(port)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(place)
