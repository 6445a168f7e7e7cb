"""What every test may use."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Tests never touch the installation of whoever runs them.
_home = Path(tempfile.mkdtemp(prefix="wegwijs-tests-"))
os.environ["WEGWIJS_HOME"] = str(_home)
os.environ.pop("WEGWIJS_KEYFILE", None)
