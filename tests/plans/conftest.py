"""A city for every test of plans."""

from __future__ import annotations

import pytest

from tests.city import City, make_city


@pytest.fixture
def city(db: None) -> City:
    """The people of tests/city.py."""
    return make_city()
