"""What every test may use, and what is looked at in every test. Settings: tests/settings.py."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `wegwijs` does; before anything loads numpy

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests import loopback

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from tests.signing import StaffClient

loopback.stay()


@pytest.fixture(autouse=True)
def _no_bsn_where_it_must_not_be() -> Iterator[None]:
    from tests.leaks import watched

    with watched():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A worker's database in memory begins as a copy; what is then migrated is what is not in it, so nothing."""
    from django.db.backends.signals import connection_created

    from tests.migrated import fill

    connection_created.connect(fill)


@pytest.fixture
def client() -> StaffClient:
    """A browser whose `force_login` gives a whole session: both clocks, and the second step."""
    from tests.signing import StaffClient

    return StaffClient()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One driver for a whole run: a second one beside it would refuse to start."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running
