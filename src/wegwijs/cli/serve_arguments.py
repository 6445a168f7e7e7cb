"""How the web server is started, by `serve` and by `demo`."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def gunicorn_arguments(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server: each process answers one page at a time, and any of them the next.

    Pages are work for the processor. Two at once in one process only make each other late, and a connection that is
    kept stays with a process that is busy while another one is free (decision 0079).
    """
    # gunicorn keeps its heartbeat in a file; in memory it does not wait for the disk.
    beside = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108
    return [
        sys.executable, "-m", "gunicorn", "wegwijs.project.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", str(workers), "--threads", "1", "--keep-alive", "0", "--graceful-timeout", "8",
        "--log-level", "warning", "--logger-class", "wegwijs.project.server_log.ServerLog", *beside,
    ]  # fmt: skip


def measure_together(home: Path, port: int) -> None:
    """The web processes that this one starts keep their measurements in one place, empty at the start."""
    place = home / "metrics" / str(port)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(place)
