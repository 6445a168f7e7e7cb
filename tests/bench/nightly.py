"""The nightly run with one case in twenty due, and a rebuild of all: how long, and whether both make the same."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from hashlib import sha256
from typing import Any

from django.utils import timezone

from wegwijs.dossier.models import Snapshot

SHARE = 20  # one in so many cases changes today


def measure(environment: dict[str, str]) -> dict[str, Any]:
    """Both as an administrator starts them. A due case gets a wrong step first, so that leaving it out would show."""
    rebuild = _run(environment, "rebuild")
    rebuilt = _content()
    keys = list(Snapshot.objects.order_by("pk").values_list("pk", flat=True)[::SHARE])
    for start in range(0, len(keys), 500):
        Snapshot.objects.filter(pk__in=keys[start : start + 500]).update(
            changes_on=timezone.localdate(), next_code="wrong"
        )
    nightly = _run(environment, "nightly")
    return {"nightly": nightly, "rebuild": rebuild, "equal": nightly["cases"] == len(keys) and rebuilt == _content()}


def _content() -> str:
    """A fingerprint of every snapshot."""
    told = sha256()
    for row in Snapshot.objects.order_by("pk").values_list().iterator():
        told.update(repr(row).encode())
    return told.hexdigest()


def _run(environment: dict[str, str], name: str) -> dict[str, Any]:
    started, busy = time.monotonic(), _busy()
    command = [sys.executable, "-c", "from wegwijs.cli import main; main()", name]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found = re.match(r"\d+", done.stdout)
    assert found, done.stdout
    return {
        "cases": int(found[0]),
        "seconds": round(time.monotonic() - started, 1),
        "cpu_seconds": round(_busy() - busy, 1),
    }


def _busy() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
