"""A delivery of many people through the command line: rows a second, peak memory, nothing changed by a second run."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.db.models import Max

from wegwijs.dossier.models import Fact, Snapshot, Trajectory

GIVEN = ("Amina", "Yusuf", "Zoë", "Mehmet", "Selam", "Tariq", "Naledi", "Şirin", "አበባ", "فاطمة")
FIRST, SECOND = (
    ("Hadd", "Özt", "Tesf", "Amr", "Kov", "Rah", "Gar", "Çel", "Nur", "Bah"),
    ("ad", "ürk", "ay", "ani", "ević", "imi", "cía", "ik", "zai", "ri"),
)
COLUMNS = (
    "v_nummer", "voornamen", "geslachtsnaam", "geboortedatum", "geslacht", "nationaliteit", "doelgroep",
    "datum_inburgeringsplicht", "datum_kennisgeving", "datum_inschrijving_brp", "verblijfsvergunning",
    "gekoppeld_door_coa_op", "locatie", "telefoon", "e_mail", "taal",
)  # fmt: skip


def write(path: Path, rows: int) -> None:
    """`rows` invented people with a V-number each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerows(_person(index) for index in range(rows))


def _person(index: int) -> tuple[str, ...]:
    asylum = index % 2 == 0
    surname = (
        FIRST[index // 10 % 10]
        + SECOND[index // 100 % 10]
        + "".join(chr(97 + int(digit)) for digit in str(index // 1000))
    )
    return (
        str(7_000_000_000 + index), GIVEN[index % 10], surname,
        f"{1960 + index % 40}-{index % 12 + 1:02}-{index % 28 + 1:02}", "vrouw" if index % 3 else "man",
        ("Syrië", "Turkije", "Eritrea")[index % 3], "statushouder" if asylum else "gezinsmigrant",
        "2025-09-01", "2025-09-15",
        "" if asylum else "2025-08-20", "asiel" if asylum else "regulier", "2025-07-01" if asylum else "",
        "azc Waterstad" if asylum else "", f"06{10_000_000 + index}", f"p{index}@voorbeeld.example",
        ("Arabisch", "Turks", "Tigrinya")[index % 3],
    )  # fmt: skip


def measure(rows: int, environment: dict[str, str]) -> dict[str, Any]:
    """The first run and the second, with what they left behind."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "delivery.csv"
        write(path, rows)
        first = _run(path, environment)
        after_first = _content()
        second = _run(path, environment)
    report = second["report"]
    return {
        "rows": rows,
        "rows_per_second": round(rows / first["seconds"]),
        "cpu_seconds": round(first["cpu_seconds"], 1),
        "peak_mb": round(max(first["peak_mb"], second["peak_mb"])),
        "accepted": first["report"]["accepted"],
        "second_seconds": round(second["seconds"], 1),
        "second_unchanged": report["unchanged"],
        "second_changes_nothing": _content() == after_first
        and (report["accepted"], report["updated"], report["unchanged"]) == (0, 0, rows),
    }


def _content() -> tuple[Any, ...]:
    return (
        Trajectory.objects.count(), Fact.objects.aggregate(last=Max("pk"))["last"], Snapshot.objects.count(),
    )  # fmt: skip


def _run(path: Path, environment: dict[str, str]) -> dict[str, Any]:
    command = [
        sys.executable,
        "-c",
        "from wegwijs.cli import main; main()",
        "import",
        "notices",
        str(path),
        "--municipality",
        "9901",
        "--json",
    ]
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=out)
        peak, ended, status, used = 0, 0, 0, None
        while not ended:
            # Not ru_maxrss: across exec that remembers the size of whoever started the process, which is this bench.
            peak = max(peak, _peak_kb(process.pid))
            time.sleep(0.05)
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        told = out.read()
    if process.returncode not in {0, 1}:
        raise RuntimeError(f"the import stopped with {process.returncode}: {told[-500:]!r}")
    busy = used.ru_utime + used.ru_stime
    return {"seconds": seconds, "cpu_seconds": busy, "peak_mb": peak / 1024, "report": json.loads(told)}


def _peak_kb(pid: int) -> int:
    """The most memory this process has had in use, in kB; 0 once it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)
