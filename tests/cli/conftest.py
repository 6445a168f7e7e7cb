"""Installations to do with as one likes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.homes import in_home
from tests.migrated import database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an empty database of this version."""
    home = tmp_path_factory.mktemp("installation")
    shutil.copy(database(), home / "wegwijs.sqlite3")
    (done,) = in_home(home)("migrate")
    assert done.code == 0, done.err
    return home


@pytest.fixture
def home(migrated: Path, tmp_path: Path) -> Path:
    """A copy of it, to do with as one likes."""
    return Path(shutil.copytree(migrated, tmp_path / "home"))
