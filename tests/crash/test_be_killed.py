"""kill -9 at a random moment of every work that must not be lost or done twice, and then it is taken up again.

Promised: what was confirmed is there and is not done again, at the end all is as after a run that nobody disturbed,
here and at DUO, and verify is content. Three rounds of each here, ten in `make bench` (WEGWIJS_CRASH_ROUNDS). A failure
names the seed; WEGWIJS_CRASH_SEED repeats it.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.crash.house import KILLED, House

pytestmark = pytest.mark.once
ROUNDS = int(os.environ.get("WEGWIJS_CRASH_ROUNDS", "3"))
SEED = int(os.environ.get("WEGWIJS_CRASH_SEED") or secrets.randbits(32))
# Work → where it starts, and after how many minutes what a killed process held is free again.
WORKS = {
    "import_people": ("drafts", 0),
    "establish": ("drafts", 0),
    "take_notices": ("drafts", 11),
    "set_letters": ("established", 0),
    "tell_duo": ("established", 6),
    "rebuild": ("established", 0),
}
# A case is never without its snapshot, at whatever moment somebody looks.
NO_ANSWER = "SELECT id FROM dossier_trajectory WHERE id NOT IN (SELECT trajectory_id FROM dossier_snapshot)"
Picture = dict[str, Counter[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("crash"))
    try:
        made.prepare()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def undisturbed(house: House) -> dict[str, tuple[int, float, Picture]]:
    """Of each work: how many statements it takes, how long, and how all stands when nobody disturbs it."""
    found = {}
    for work, (start, _) in WORKS.items():
        house.back_to(start)
        before = house.picture()
        ended = house.do(work)
        found[work] = (ended.statements, ended.seconds, house.picture())
        assert before != house.picture(), f"{work} did nothing"
        house.do("verify")
    return found


def _kill(house: House, work: str, chance: Random, statements: int, seconds: float) -> None:
    """Die at a statement, or some time after one; when it had just finished, at another one."""
    delay = chance.choice((0.0, chance.random() * 2 * seconds / statements))
    ended = house.order(work, at=chance.randint(1, statements), delay=delay)
    if ended.code == 0:
        house.back_to(WORKS[work][0])
        ended = house.order(work, at=chance.randint(1, statements))
    assert ended.code == KILLED, house.said()


@pytest.mark.parametrize("turn", range(ROUNDS))
@pytest.mark.parametrize("work", WORKS)
def test_nothing_is_lost_or_doubled(
    house: House, undisturbed: dict[str, tuple[int, float, Picture]], work: str, turn: int
) -> None:
    """Killed, done again: nothing that was confirmed goes or is redone, and all is as if nothing had happened."""
    seed = f"WEGWIJS_CRASH_SEED={SEED} {work} {turn}"
    sys.stdout.write(seed)  # shown with a failure, wherever it is
    start, minutes = WORKS[work]
    statements, seconds, whole = undisturbed[work]
    house.back_to(start)
    _kill(house, work, Random(seed), statements, seconds)
    lasting, confirmed = house.lasting(), house.confirmed()
    assert house.ask(NO_ANSWER) == []
    there = {str(row[0]) for row in lasting}
    assert {one.replace("-", "") for one in confirmed} <= there
    house.do(work, minutes=minutes)
    assert lasting <= house.lasting()
    assert house.picture() == whole
    if work in {"tell_duo", "take_notices"}:  # a form may be sent again; these are done once
        assert len(house.confirmed()) == len(set(house.confirmed()))
    house.do("verify")


@pytest.mark.parametrize("kept", [True, False], ids=["duo-took-it", "duo-did-not"])
@pytest.mark.parametrize("request_number", [1, 2, 3], ids=["plan", "colleague", "coupling"])
def test_killed_while_duo_has_the_request(
    house: House, undisturbed: dict[str, tuple[int, float, Picture]], request_number: int, kept: bool
) -> None:
    """Whether or not DUO took it: nobody else takes the message within its lease; after that DUO has it once.

    But DUO cannot be asked which colleagues it knows. One that it took without our hearing the number is there twice,
    and nobody is coupled to the first.
    """
    house.back_to("established")
    house.line.fatal, house.line.kept = request_number, kept
    assert house.order("tell_duo").code == KILLED
    house.line.fatal = 0
    sending = "SELECT uuid, version FROM outbox_message WHERE state = 'sending'"
    held = house.ask(sending)
    assert len(held) == 1
    house.do("tell_duo", minutes=4)
    assert house.ask(sending) == held
    house.do("tell_duo", minutes=6)
    assert house.picture() == undisturbed["tell_duo"][2]
    colleagues = {number for (number,) in house.ask("SELECT id FROM contact", "duo.sqlite3")}
    coupled = {number for (number,) in house.ask("SELECT json_extract(held, '$.contact') FROM person", "duo.sqlite3")}
    assert len(coupled - {None}) == 1
    assert len(colleagues - coupled) == (request_number == 2 and kept)
    house.do("verify")


def test_a_stale_claim_on_a_notice_is_taken_over(
    house: House, undisturbed: dict[str, tuple[int, float, Picture]]
) -> None:
    """A notice in the hands of a killed worker: left alone for ten minutes, then worked on by another one."""
    house.back_to("drafts")
    working = "SELECT uuid, attempts FROM exchange_duomessage WHERE status = 'working'"
    at = 3
    while house.order("take_notices", at=at).code == KILLED and not house.ask(working):
        house.back_to("drafts")
        at += 1
    held = house.ask(working)
    assert len(held) == 1
    house.do("take_notices", minutes=9)
    assert house.ask(working) == held
    house.do("take_notices", minutes=11)
    assert not house.ask(working)
    assert house.ask(f"SELECT attempts FROM exchange_duomessage WHERE uuid = '{held[0][0]}'") == [(2,)]
    assert house.picture() == undisturbed["take_notices"][2]
    house.do("verify")


def test_the_worker_itself(house: House) -> None:
    """`wegwijs worker`, killed with letters in its hands: the next one sets the rest, and stops well when asked to."""
    house.back_to("established")
    left = "SELECT count(*) FROM letters_document WHERE state <> 'ready'"
    ((wanted,),) = house.ask(left)
    with house.worker() as first:
        house.wait_for(left, below=wanted)
        first.kill()
    lasting = house.lasting()
    with house.worker() as second:
        house.wait_for(left, below=1)
        second.terminate()
        assert second.wait(timeout=30) == 0
    assert lasting <= house.lasting()
    told = house.ask(
        "SELECT count(*), count(DISTINCT subject) FROM accounts_auditentry WHERE action = 'document_ready'"
    )
    assert told == [(wanted, wanted)]
    house.do("verify")
