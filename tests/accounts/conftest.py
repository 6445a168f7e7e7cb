"""The small city, and a process that has not looked yet whether it is a demo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.city import City, make_city
from wegwijs.accounts.installation import is_demo


@pytest.fixture
def city(db: None) -> City:
    return make_city()


@pytest.fixture(autouse=True)
def _look_again() -> Iterator[None]:
    is_demo.cache_clear()
    cache.clear()  # counters of wrong codes, and codes that were used
    yield
    is_demo.cache_clear()
