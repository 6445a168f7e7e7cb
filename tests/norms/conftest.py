"""The city of these tests."""

from __future__ import annotations

import pytest

from tests.city import City, make_city


@pytest.fixture
def city(db: None) -> City:
    return make_city()
