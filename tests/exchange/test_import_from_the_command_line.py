"""`wegwijs import notices` as an administrator runs it: exit codes, JSON on standard output.

Killed in the middle and run again: tests/crash.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wegwijs.accounts.actor import Actor
from wegwijs.cli.imports import run_notices

from .deliveries import person, write_csv

Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def cli(actor: Actor, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""

    def run(*arguments: str) -> tuple[int, dict[str, Any], str]:
        code = run_notices([*arguments, "--json"])
        told = capsys.readouterr()
        return code, json.loads(told.out), told.err

    return run


def test_exit_0_1_and_2(cli: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0: all taken; 1: some rejected; 2: not readable or wrong use, with what to do on standard error, in Dutch."""
    good = write_csv(tmp_path / "good.csv", [person(1)])
    bad = write_csv(tmp_path / "bad.csv", [person(1), person(2, doelgroep="toerist")])
    code, report, error = cli(str(good))
    assert (code, report["accepted"], error) == (0, 1, "")
    code, report, _ = cli(str(bad))
    assert (code, report["accepted"], report["unchanged"]) == (1, 0, 1)
    assert report["rejected"][0]["line"] == 3
    assert report["rejected"][0]["text"].startswith("De doelgroep “toerist” is niet bekend.")
    code, report, error = cli(str(tmp_path / "nothing.csv"))
    assert (code, report["error"]["code"]) == (2, "not_found")
    assert "Dit bestand is er niet." in error
    assert cli(str(good), "--municipality", "0000")[0] == 2
    assert cli(str(good), "--column", "bsn")[0] == 2
    assert run_notices([str(good)]) == 0
    assert "Ongewijzigd" in capsys.readouterr().out


def test_a_dry_run_stores_nothing(cli: Run, tmp_path: Path) -> None:
    """The same report, and nobody in the record."""
    path = write_csv(tmp_path / "d.csv", [person(1)])
    assert cli(str(path), "--dry-run")[1]["accepted"] == 1
    assert cli(str(path))[1]["accepted"] == 1
    assert cli(str(path), "--dry-run")[1]["unchanged"] == 1
