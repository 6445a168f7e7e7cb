"""What every test may use."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.signing import StaffClient

# Tests never touch the installation of whoever runs them.
_home = Path(tempfile.mkdtemp(prefix="wegwijs-tests-"))
os.environ["WEGWIJS_HOME"] = str(_home)
os.environ.pop("WEGWIJS_KEYFILE", None)


@pytest.fixture
def client() -> StaffClient:
    """A browser whose `force_login` gives a whole session: both clocks, and the second step."""
    from tests.signing import StaffClient

    return StaffClient()
