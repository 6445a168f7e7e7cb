"""An installation of its own for a test, and commands in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

INIT = ["--municipality", "Waterstad", "--code", "9001", "--email", "beheer@waterstad.example", "--name", "Anna Beheer"]
NOTICES = (
    "geslachtsnaam;bsn;geboortedatum;doelgroep;datum_kennisgeving\nTesfay;111222333;1990;statushouder;2025-03-03\n"
)


# Starting takes longer than the command itself, so commands that need not be apart run in one process.
SEVERAL = """
import contextlib, io, json, sys
from wegwijs.cli import main
done = []
for argv in json.loads(sys.argv[1]):
    sys.argv, out, err = ["wegwijs", *argv], io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as left:
            code = left.code
    done.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(done))
"""


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def in_home(home: Path, **settings: str) -> Callable[..., list[Done]]:
    """Runs commands in an installation of its own; settings of whoever runs the tests do not count."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WEGWIJS_", "DJANGO_"))}
    environment |= {"WEGWIJS_HOME": str(home), **settings}

    def run(*commands: str | list[str], before: str = "") -> list[Done]:
        wanted = [command.split() if isinstance(command, str) else command for command in commands]
        done = subprocess.run(
            [sys.executable, "-c", before + SEVERAL, json.dumps(wanted)], env=environment,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return [Done(*one) for one in json.loads(done.stdout)]

    return run
