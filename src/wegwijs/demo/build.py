"""Make the invented city: people, histories and who works with them. The same seed and day give the same content."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from random import Random
from typing import Any

from django.db import connection, transaction
from stdnum.nl import bsn

from wegwijs.accounts.actor import system_actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.installation import mark_demo
from wegwijs.accounts.models import AuditEntry, Municipality
from wegwijs.demo import city as cities
from wegwijs.demo.agenda import plan_days
from wegwijs.demo.help import draw_map
from wegwijs.demo.history import tell
from wegwijs.demo.population import Plot, calibration, inflow, reference_population
from wegwijs.demo.story import FactRow
from wegwijs.demo.talks import talk
from wegwijs.demo.texts import write_texts
from wegwijs.demo.touches import touch
from wegwijs.dossier.actions import NewCase, NewContact, open_cases

CHUNK = 500
MADE = "demo_made"
SPEAKS = {"ar": ("en",), "ti": ("am",), "prs": ("fa",), "tr": ()}
Progress = Callable[[int, int], None]


def build(
    people: int, until: date, seed: int, *, now: datetime, progress: Progress | None = None,
    introduce: Callable[[str, list[NewCase]], None] | None = None,
) -> int:  # fmt: skip
    """Two municipalities with their people; how many cases were made. Needs an empty, migrated database.

    `introduce` gets the code and the people of the first municipality, chunk by chunk (the numbers of the second are
    the same), to make them known elsewhere.
    """
    rng = Random(seed)  # noqa: S311  invented people, no secrets
    reference: date = calibration()["reference_date"]
    with transaction.atomic():
        main, second = cities.make_main("Waterstad", "9901"), cities.make_main("Dijkerveen", "9902", staffed=0.15)
        cities.add_providers([main, second])
        mark_demo(now)
    plots = reference_population(people, rng)
    if until > reference:
        plots += inflow(until, people, rng)
    small = [plot for plot in plots if plot.signal <= until][:: max(1, len(plots) // 60)]
    total = len(plots) + len(small)
    made = 0
    for where, whom in ((main, plots), (second, small)):
        actor = system_actor(where.municipality.pk, where.municipality.name, until)
        cases = _cases(where, [plot for plot in whom if plot.signal <= until], until, reference, rng)
        for chunk in _chunks(cases):
            with transaction.atomic():
                open_cases(actor, chunk, now=now)
            if introduce and where is main:
                introduce(where.municipality.code, chunk)
            made += len(chunk)
            if progress:
                progress(made, total)
    _live(main, until, now, rng)
    record(system_actor(main.municipality.pk, main.municipality.name, until), MADE, now=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def _live(city: cities.City, until: date, now: datetime, rng: Random) -> None:
    """What the people who work in a city did."""
    touch(city, until, now, rng)
    talk(city, until, now)
    write_texts(city.municipality, now)
    draw_map(city.municipality, now)
    plan_days(city, now)


def is_empty() -> bool:
    """No municipality yet."""
    return not Municipality.objects.exists()


def is_whole() -> bool:
    """The city was made to the end; a run that was killed leaves half of one."""
    return AuditEntry.objects.filter(action=MADE).exists()


def _chunks(cases: Iterator[NewCase]) -> Iterator[list[NewCase]]:
    held: list[NewCase] = []
    for case in cases:
        held.append(case)
        if len(held) == CHUNK:
            yield held
            held = []
    if held:
        yield held


def _test_bsns() -> Iterator[str]:
    """Numbers that pass the eleven-test and belong to nobody: 9999 and five more digits."""
    for number in range(999900000, 1000000000):
        if bsn.is_valid(str(number)):
            yield str(number)


def _cases(where: cities.City, plots: list[Plot], until: date, reference: date, rng: Random) -> Iterator[NewCase]:
    people = tomllib.loads(files("wegwijs.demo").joinpath("people.toml").read_text(encoding="utf-8"))
    numbers = _test_bsns()
    for index, plot in enumerate(plots):
        yield _case(where, plot, index, people, next(numbers, None), until, reference, rng)


@dataclass(frozen=True, slots=True)
class _Name:
    """An invented name: given and family name in Latin, both in own script, and the language that goes with it."""

    given: str
    family: str
    script: str
    language: str
    country: str


def _name(plot: Plot, people: dict[str, Any], rng: Random) -> _Name:
    country = rng.choice(people["other"][plot.group]) if plot.nationality == "OTHER" else plot.nationality
    pool = people["pools"].get(country) or rng.choice(("ar", "prs", "ti"))
    given, _, given_script = rng.choice(people[pool][plot.sex]).partition("|")
    family, _, family_script = rng.choice(people[pool]["s"]).partition("|")
    if not family:
        # Some people have one name, and it is their family name on paper.
        given, family = "", given
    script = " ".join(part for part in (given_script, family_script) if part)
    return _Name(given, family, script, pool, "" if country == "UNKNOWN" else country)


def _case(
    where: cities.City,
    plot: Plot,
    index: int,
    people: dict[str, Any],
    number: str | None,
    until: date,
    reference: date,
    rng: Random,
) -> NewCase:
    name = _name(plot, people, rng)
    team = _team(plot, until)
    user_id, role = rng.choice(where.staff[team])
    facts = tell(plot, where.municipality.code, name.language, until, rng, reference)
    assigned = next((on for kind, on, _ in facts if kind == "case_assigned"), None)
    mail = [NewContact("email", f"persoon{index}@demo.invalid")] if index % 3 == 0 else []
    return NewCase(
        group=plot.group if plot.group == "asylum" or rng.random() > 0.03 else "other",
        surname=name.family,
        given_names=name.given,
        own_script_name=name.script,
        facts=facts,
        bsn=number if plot.group == "family" or plot.housed_on else None,
        v_number=str(2000000000 + index),
        born=(plot.born.year, None, None) if index % 37 == 0 else (plot.born.year, plot.born.month, plot.born.day),
        sex=plot.sex,
        nationality=name.country,
        permit="asylum" if plot.group == "asylum" else "regular",
        mother_tongue=name.language,
        speaks=SPEAKS.get(name.language, ()),
        reads_own_script=rng.random() > 0.12 if assigned else None,
        interpreter=_interpreter(facts),
        adaptation="les in de avond" if rng.random() < 0.03 else "",
        contacts=[NewContact("phone", f"06 0000 {index % 10000:04}"), *mail],
        team_id=where.teams[team].pk,
        responsible=(user_id, role, assigned) if assigned else None,
        told_by=user_id if assigned else None,
        told_as_it_went=True,
    )


def _interpreter(facts: list[FactRow]) -> str:
    """As the first conversation went; not asked yet when there was none."""
    held = [payload.get("interpreter") for kind, _, payload in facts if kind == "intake_conversation_held"]
    return ("needed" if held[0] else "not_needed") if held else ""


def _team(plot: Plot, until: date) -> str:
    """Newcomers with the intake team until they are housed; young people with the youth teams."""
    age = until.year - plot.born.year
    if plot.group == "family":
        return "Gezinnen jeugd" if age < 24 else "Gezinnen"
    if plot.housed_on is None or plot.housed_on > until:
        return "Instroom"
    if age <= 26:
        return "Jongeren"
    return "Noord" if plot.born.day % 2 else "Zuid"
