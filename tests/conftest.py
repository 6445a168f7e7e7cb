"""What every test may use. Settings: tests/settings.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.signing import StaffClient


@pytest.fixture
def client() -> StaffClient:
    """A browser whose `force_login` gives a whole session: both clocks, and the second step."""
    from tests.signing import StaffClient

    return StaffClient()
