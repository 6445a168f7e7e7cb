"""A question is answered soon: nothing is loaded that it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.analysis.oracles import write_log

_LOADED = """
import sys
from wegwijs.cli import main
try:
    main()
except SystemExit as left:
    assert not left.code
print("\\n".join(sys.modules), file=sys.stderr)
"""


def test_a_command_loads_what_it_needs(tmp_path: Path) -> None:
    """No pandas, no ibis, no scipy without groups to compare, no reader of files of another kind."""
    path = write_log(tmp_path / "l.csv", [("a", "A", "2023-01-01"), ("a", "B", "2023-01-03")])
    words = ["waiting", str(path), "--from", "A", "--to", "B", "--json"]
    told = subprocess.run([sys.executable, "-c", _LOADED, *words], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout)["groups"][0]["median"] == 2
    loaded = set(told.stderr.split())
    assert "duckdb" in loaded
    assert not {"ibis", "pandas", "pyarrow", "scipy", "django", "ortools", "defusedxml", "ijson", "sqlglot"} & loaded
