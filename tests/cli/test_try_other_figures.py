"""`wegwijs law-impact`: what other figures of the law would change in the open cases; nothing is stored or changed."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from tests.city import City, make_case, make_city
from wegwijs.cli import law_impact
from wegwijs.dossier.models import Snapshot
from wegwijs.norms.models import ImpactCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def twelve_weeks(tmp_path: Path) -> Path:
    """The file about the intake with twelve weeks for the plan."""
    own = resources.files("wegwijs.law.parameters").joinpath("intake.toml").read_text(encoding="utf-8")
    file = tmp_path / "intake.toml"
    file.write_text(own.replace("[[pip_term_weeks]]\nvalue = 10", "[[pip_term_weeks]]\nvalue = 12"), encoding="utf-8")
    return file


def test_it_tells_which_days_become_different(
    city: City, twelve_weeks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As JSON and in words; of one municipality or all; a file or the folder it lies in."""
    number = make_case(city)
    before = Snapshot.objects.get(pk=number).assessment
    assert law_impact.run([str(twelve_weeks), "--json", "--on", "2026-03-16"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["on"], told["figures"], told["cases"], told["touched"]) == ("2026-03-16", ["pip_term_weeks"], 1, 1)
    assert {"part": "deadline", "code": "pip_due", "how": "other", "cases": 1} in told["changes"]
    assert law_impact.run([str(twelve_weeks.parent), "--municipality", "9902", "--on", "2026-03-16"]) == 0
    assert "0 van 0 open dossiers" in capsys.readouterr().out
    assert Snapshot.objects.get(pk=number).assessment == before
    assert not ImpactCheck.objects.exists()


def test_figures_that_are_ours_make_no_difference(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    """Without looking at a case."""
    make_case(city)
    with resources.as_file(resources.files("wegwijs.law.parameters")) as folder:
        assert law_impact.run([str(folder)]) == 0
    assert capsys.readouterr().out.startswith("Er is geen verschil")


@pytest.mark.parametrize(
    ("content", "more", "words"),
    [
        ("pip_term_weeks = 12", [], "write versions as"),
        (None, [], "dit kan niet worden gelezen"),
        ("", ["--on", "morgen"], "--on"),
        ("", ["--municipality", "0000"], "die gemeente is hier niet"),
    ],
)
def test_a_mistake_gets_one_sentence(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, more: list[str], words: str
) -> None:
    """Exit 2, on standard error, never a traceback."""
    file = tmp_path / "x.toml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert law_impact.run([str(file), *more]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("wegwijs law-impact: ")
    assert words in said.err
