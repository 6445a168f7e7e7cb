"""`wegwijs assess FILE|-`: the contract's examples and its manners."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wegwijs.cli.assess import run
from wegwijs.eventlog.vocabulary import KINDS
from wegwijs.law import InputError, assess, read_trajectory
from wegwijs.law.reading import last_day

NOTICE = {"kind": "duo_notified", "on": "2025-09-15"}
CASE: dict[str, Any] = {"id": "case-1", "group": "family", "facts": [NOTICE]}


class Output:
    """What the command said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def wegwijs(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run the command on standard input."""

    def call(given_: object, *arguments: str) -> Output:
        raw = given_ if isinstance(given_, bytes) else json.dumps(given_).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = run(["-", *arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        captured = capfdbinary.readouterr()
        return Output(code, captured.out.decode(), captured.err.decode())

    return call


def test_an_object_gives_an_object(wegwijs: Any) -> None:
    """Example 1, and the names of the contract."""
    found = json.loads(wegwijs(CASE, "--on", "2025-09-15").out)
    assert found["id"] == "case-1"
    assert found["regime"] == "wi2021"
    assert next((one["code"], one["due"], one["state"]) for one in found["deadlines"]) == (
        "pip_due",
        "2025-11-24",
        "open",
    )
    assert {"id", "on", "regime", "phase", "deadlines", "term", "components", "options", "fine", "proposals"} <= set(
        found
    )
    assert {"relief", "entitlements", "signals"} <= set(found)
    assert set(found["relief"]) >= {"mandatory", "from", "last_day"}


def test_a_list_gives_a_list(wegwijs: Any) -> None:
    """In the same order; an empty list gives an empty list."""
    assert [one["id"] for one in json.loads(wegwijs([CASE, CASE | {"id": "b"}]).out)] == ["case-1", "b"]
    assert json.loads(wegwijs([]).out) == []


def test_json_lines_give_json_lines(wegwijs: Any) -> None:
    """One answer a line; empty lines and a byte order mark do no harm; U+2028 inside a text is no line end."""
    lines = [CASE, CASE | {"id": "b\u2028c"}]
    raw = b"\xef\xbb\xbf" + "\n\n".join(json.dumps(one, ensure_ascii=False) for one in lines).encode() + b"\r\n"
    found = wegwijs(raw)
    assert [json.loads(line)["id"] for line in found.out.rstrip("\n").split("\n")] == ["case-1", "b\u2028c"]


def test_the_day_defaults_to_the_last_fact(wegwijs: Any) -> None:
    """The contract; without facts it must be given."""
    plan = {"kind": "pip_established", "on": "2025-11-01", "route": "b1"}
    assert json.loads(wegwijs(CASE | {"facts": [plan, NOTICE]}).out)["on"] == "2025-11-01"
    without = wegwijs(CASE | {"facts": []})
    assert (without.code, "--on" in without.err) == (2, True)
    assert json.loads(wegwijs(CASE | {"facts": []}, "--on", "2025-01-01").out)["regime"] == "not_determinable"


def test_texts_in_two_languages(wegwijs: Any) -> None:
    """`--lang`."""
    assert "kennisgeving" in wegwijs(CASE, "--lang", "nl").out
    assert "kennisgeving" not in wegwijs(CASE, "--lang", "en").out


def test_a_file_is_read(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """And one that is not there is told."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    assert run([str(path)]) == 0
    assert run([str(tmp_path / "other.json")]) == 2
    assert run([str(tmp_path)]) == 2
    assert b"other.json" in capfdbinary.readouterr().err


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"{", "JSON"),
        (b"nonsense", "JSON"),
        (b"null", "an object with id"),
        (b"[1]", "record 1"),
        (b"\xff\xfe{\x00}\x00", "UTF-16"),
        (b'{"id": "\xe9"}', "UTF-8"),
        (b'{"id": NaN}', "NaN"),
        (b'{"id": Infinity}', "Infinity"),
        (b'{"id": 1e999}', "id"),
        (b'{"id": "a", "id": "b"}', "twice"),
        (b'{"id": ' + b"9" * 5000 + b"}", "digits"),
        (b"[" * 100_000, "deep"),
        (b'{"id":"a","group":"family","facts":[]}\n{"id":', "line 2"),
    ],
)
def test_unreadable_input_is_told_in_a_sentence(wegwijs: Any, raw: bytes, told: str) -> None:
    """Exit 2, one line on standard error, nothing on standard output."""
    found = wegwijs(raw)
    assert (found.code, found.out) == (2, "")
    assert told in found.err
    assert "Traceback" not in found.err
    assert found.err.count("\n") == 1


def _with(**changes: Any) -> dict[str, Any]:
    return CASE | changes


def _fact(**changes: Any) -> dict[str, Any]:
    return CASE | {"facts": [NOTICE | changes]}


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (_with(id=None), "id"),
        (_with(id=" "), "id"),
        (_with(id=True), "id"),
        (_with(group="refugee"), "group"),
        (_with(group=None), "group"),
        (_with(facts=None), "facts"),
        (_with(facts={}), "facts"),
        (_with(facts="x"), "facts"),
        (_with(facts=[None]), "facts[0]"),
        (_with(born=1990), "born"),
        (_with(born="1990-13"), "born"),
        (_with(born="19900501"), "born"),
        (_with(born="1990-05-01T00:00"), "born"),
        (_with(born="0000"), "born"),
        (_with(permit="tourist"), "permit"),
        (_with(residence_purpose=1), "residence_purpose"),
        (_with(nationality=1), "nationality"),
        (_with(receives_benefit="yes"), "receives_benefit"),
        (_with(offence=[]), "offence"),
        (_with(offence={"basis": "pip"}), "offence.on"),
        (_with(offence={"basis": "theft", "on": "2025-01-01"}), "basis"),
        (_with(proposals={}), "proposals"),
        (_with(proposals=[{"kind": "x", "on": "2025-01-01"}]), "proposals[0].kind"),
        (_fact(kind="pip_dreamt"), "facts[0].kind"),
        (_fact(kind=["duo_notified"]), "facts[0].kind"),
        (_fact(kind=None), "facts[0].kind"),
        (_fact(on=None), "facts[0].on"),
        (_fact(on=20250915), "facts[0].on"),
        (_fact(on="2025-02-30"), "facts[0].on"),
        (_fact(on="15-09-2025"), "facts[0].on"),
        (_fact(on="2025-W38-1"), "facts[0].on"),
        (_fact(on="9999-12-31"), "facts[0].on"),
        (_fact(id=[]), "facts[0].id"),
        (_fact(supersedes={}), "facts[0].supersedes"),
        (_with(facts=[NOTICE | {"id": "a"}, NOTICE | {"id": "a"}]), "facts[1].id"),
        (_fact(kind="pip_established", route="b2"), "facts[0].route"),
    ],
)
def test_a_wrong_record_is_named_with_its_field(wegwijs: Any, record: dict[str, Any], field: str) -> None:
    """Which record, which field, what was expected; nothing is printed when one record is wrong."""
    found = wegwijs([CASE, record])
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("wegwijs assess: record 2")
    assert field in found.err
    assert "expected" in found.err


@pytest.mark.parametrize("arguments", [["--on", "tomorrow"], ["--lang", "fr"], ["--what"], ["second"]])
def test_wrong_use_is_exit_2(wegwijs: Any, arguments: list[str]) -> None:
    """With the usage."""
    found = wegwijs(CASE, *arguments)
    assert (found.code, "usage" in found.err) == (2, True)


def test_help_is_no_error(wegwijs: Any) -> None:
    """`--help`."""
    assert wegwijs(CASE, "--help").code == 0


@pytest.mark.parametrize("command", ["assess -", "--help"])
def test_a_full_disk_is_told_in_a_sentence(command: str) -> None:
    """What cannot be written is said on standard error, with exit 2 and without a traceback."""
    code = f"import sys; sys.argv = ['wegwijs', *{command.split()!r}]; from wegwijs.cli import main; main()"
    asked = json.dumps([CASE] * 200)  # more than a buffer holds
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            [sys.executable, "-c", code], input=asked, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert found.returncode == 2
    assert found.stderr.startswith("wegwijs: dit kan niet worden weggeschreven")
    assert found.stderr.count("\n") == 1


def test_it_starts_without_django() -> None:
    """No framework, no database: the command is quick."""
    code = "import sys, wegwijs.cli.assess; print([m for m in sys.modules if m.split('.')[0] in {'django', 'sqlite3'}])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just("2025-01-01"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_KEYS = ("route", "level", "hours", "component", "months", "ends_on", "scope", "fact", "id")
_FACTS = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(sorted(KINDS)), "on": st.dates(date(2015, 1, 1), date(2035, 1, 1)).map(str)},
        optional=dict.fromkeys(_KEYS, _JSON),
    )
    | _JSON,
    max_size=4,
)


@settings(max_examples=200, deadline=None)
@given(
    st.fixed_dictionaries({"id": st.just("a"), "group": st.just("asylum"), "facts": _FACTS}, optional={"born": _JSON})
)
def test_whatever_comes_in_there_is_an_answer_or_a_clear_refusal(record: dict[str, Any]) -> None:
    """No other error than InputError."""
    try:
        trajectory = read_trajectory(record)
    except InputError:
        return
    day = last_day(trajectory)
    if day is not None:
        json.dumps(assess(trajectory, day).to_dict("nl"))
