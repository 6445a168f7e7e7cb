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
_DIALECTS = "ibis.backends.sql.compilers."


def test_a_command_loads_what_it_needs(tmp_path: Path) -> None:
    """No pandas, no scipy without groups to compare, and of the twenty engines ibis can write for only ours."""
    path = write_log(tmp_path / "l.csv", [("a", "A", "2023-01-01"), ("a", "B", "2023-01-03")])
    words = ["waiting", str(path), "--from", "A", "--to", "B", "--json"]
    told = subprocess.run([sys.executable, "-c", _LOADED, *words], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout)["groups"][0]["median"] == 2
    loaded = set(told.stderr.split())
    assert {"duckdb", "ibis"} <= loaded
    assert not {"pandas", "pyarrow", "scipy", "django", "ortools", "defusedxml", "ijson"} & loaded
    dialects = {name.removeprefix(_DIALECTS) for name in loaded if name.startswith(_DIALECTS)}
    assert "duckdb" in dialects
    assert not {"bigquery", "postgres", "pyspark", "snowflake", "trino"} & dialects
