"""Who may see what: every address × every role × own, team, other team, other department, other municipality.

Generated from the list of addresses, so a new page is in it from its first day. The oracle below is written from the
description of the roles (domain), not from `accounts.scope`. ``make rights`` writes docs/rechten.md from what was seen.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4
from zlib import crc32

import pytest
import time_machine
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.city import NOW, PEOPLE, City, make_case, make_city, uuid_of
from tests.desk.plan_pages import signed_in
from tests.planning.people import plan
from tests.plans.making import establish, ready_case
from wegwijs.accounts.actor import system_actor
from wegwijs.accounts.models import AuditEntry
from wegwijs.accounts.roles import PERMISSIONS, Role
from wegwijs.dossier import queries as dossier
from wegwijs.dossier.actions import NewCase, NewContact, involve_provider, open_cases, share
from wegwijs.dossier.models import ContactPoint, Fact, Trajectory
from wegwijs.intake import conversing
from wegwijs.letters import queries as letters
from wegwijs.letters.actions import set_document
from wegwijs.plans import actions as plans
from wegwijs.plans.agreed import Item
from wegwijs.support.actions import write_note

pytestmark = pytest.mark.django_db

RELATIONS = ("own", "team", "other_team", "other_department", "elsewhere")
WORDS = {
    "own": "eigen", "team": "team", "other_team": "ander team", "other_department": "andere afdeling",
    "elsewhere": "andere gemeente",
}  # fmt: skip
# From domain §3: whose cases somebody reads, and whose existence somebody may know of beside those.
READS: dict[str, set[str]] = {
    "responsible": {"own", "team"}, "colleague": {"own", "team"}, "stranger": {"other_department"}, "adviser": {"own"},
    "quality": {"own", "team", "other_team"}, "quality_other": {"other_department"}, "elsewhere": {"elsewhere"},
}  # fmt: skip
KNOWS: dict[str, set[str]] = {
    "manager": {"own", "team", "other_team"}, "manager_other": {"other_department"},
    "coordinator": {"own"}, "teacher": {"own"},
    "desk": {"own", "team", "other_team", "other_department"},
}  # fmt: skip
# Of a role that is here already: for them the closest and the furthest case, and one between that differs by page.
SAME_ROLE = frozenset({"colleague", "quality_other", "manager_other", "elsewhere"})
ROLES = {**{who: role for who, (role, _place) in PEOPLE.items()}, "elsewhere": Role.WORK_COACH}
# The product's addresses; those of the sign-in library show no case and have tests of their own.
ROOMS = ("desk", "accounts", "insight")
# A uuid in these addresses is a delivery, a question or a colleague; what they hold of a case is scoped by itself.
NOT_ABOUT_A_CASE = (
    "desk:privacy_",
    "desk:complaint",
    "desk:copy_",
    "desk:delivery",
    "desk:agreement",
    "desk:office",
    "desk:norm_",
    "desk:law_check",
    "desk:decision_question",
    "desk:enforcement_question",
    "accounts:worker",
    "accounts:draft",
    "desk:text",
    "desk:offer",
    "desk:incident",
)


@dataclass
class World:
    city: City
    cases: dict[str, UUID]
    names: dict[str, str]
    secrets: dict[str, list[str]]
    extra: dict[str, dict[str, UUID]] = field(default_factory=dict)


@pytest.fixture
def world() -> World:
    """One case in each relation, each with a name, a phone, a safety note and a printed plan of its own."""
    city = make_city()
    responsible = {
        "own": ("responsible", "Noord"),
        "team": ("colleague", "Noord"),
        "other_team": (None, "Zuid"),
        "other_department": ("stranger", "Gezinnen"),
    }
    cases, names, secrets = {}, {}, {}
    for number, relation in enumerate(RELATIONS):
        names[relation] = f"Kanarie{relation.replace('_', '')}"
        phone = f"06 7777 000{number}"
        secrets[relation] = [phone, f"geheim{relation}"]
        fields = {"surname": names[relation], "own_script_name": "", "contacts": [NewContact("phone", phone)]}
        if relation == "elsewhere":
            actor = system_actor(city.other.pk, city.other.name, NOW.date())
            case = NewCase(
                "asylum", names[relation], [("coa_matched", NOW.date(), {})], contacts=[NewContact("phone", phone)]
            )
            cases[relation] = uuid_of(open_cases(actor, [case], now=NOW)[0])
        elif relation in {"own", "team"}:
            who, team = responsible[relation]
            cases[relation] = ready_case(city, responsible=who, team=team, **fields)
        else:
            who, team = responsible[relation]
            group = "family" if relation == "other_department" else "asylum"
            cases[relation] = uuid_of(make_case(city, responsible=who, team=team, group=group, **fields))
    own = Trajectory.objects.get(uuid=cases["own"]).pk
    assert city.organisation is not None
    involve_provider(city.actor("responsible"), own, city.organisation.pk, "language", now=NOW)
    involve_provider(
        city.actor("responsible"), own, city.organisation.pk, "language", now=NOW, user_id=city.user("teacher").pk
    )
    share(city.actor("responsible"), own, city.user("adviser").pk, now=NOW)
    establish(city, cases["own"])
    made = World(city, cases, names, secrets)
    _extras(made)
    return made


def _extras(world: World) -> None:
    """A fact, a contact point and a document per case, for addresses that name one; the safety notes."""
    for relation, uuid in world.cases.items():
        case = Trajectory.objects.get(uuid=uuid)
        fact = Fact.objects.filter(trajectory=case).first()
        point = ContactPoint.objects.filter(person_id=case.person_id).first()
        assert fact is not None
        assert point is not None
        world.extra[relation] = {
            "fact": fact.uuid,
            "point": point.uuid,
            "document_uuid": uuid4(),
            "record": uuid4(),
            "message": uuid4(),
            "revision": uuid4(),
            "voice": uuid4(),
            "promise": uuid4(),
            "complaint": uuid4(),
        }
        actor = system_actor(case.municipality_id, "", NOW.date())
        write_note(actor, case.pk, world.secrets[relation][1], now=NOW, request_id=uuid4())
    for relation in RELATIONS:
        world.extra[relation] |= {"talk": uuid4(), "plan": uuid4(), "appointment": uuid4()}
    _talk(world)
    world.extra["own"]["appointment"] = plan(world.city, world.cases["own"])
    actor = world.city.actor("responsible")
    documents = letters.documents_of(actor, Trajectory.objects.get(uuid=world.cases["own"]).pk)
    world.extra["own"]["document_uuid"] = documents[0].uuid
    for document in documents:
        set_document(document.uuid, now=NOW)


def _talk(world: World) -> None:
    """A conversation on the own case with the secret in a note, and agreements."""
    actor = world.city.actor("responsible")
    case = dossier.case(actor, world.cases["own"], on=actor.today)
    assert case is not None
    talk = conversing.begin(actor, case, "progress", now=NOW)
    conversing.keep(actor, case.uuid, talk, 1, {"note-lessons": world.secrets["own"][0]}, now=NOW)
    item = Item(what=world.secrets["own"][0], by=actor.today, measure="Zo.")
    plan = plans.draw_up(actor, case, [item], language="nl", next_talk=plans.NextTalk(), conversation=None, now=NOW)
    world.extra["own"] |= {"talk": talk, "plan": plan.uuid}


def addresses() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(name, argument names, permissions that its door asks for) of every address of the product."""

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or space)
            elif space in ROOMS and pattern.name:
                door: str = getattr(pattern.callback, "requires", "")
                yield f"{space}:{pattern.name}", tuple(pattern.pattern.converters), door

    yield from walk(get_resolver().url_patterns, "")


def _url(name: str, wanted: tuple[str, ...], world: World, relation: str) -> str | None:
    values = {
        "uuid": world.cases[relation],
        "what": "contact",
        "topic": "rights",
        "kind": "downscaling",
        "form": "vastleggen",
        "tab": uuid4(),
        "newer": uuid4(),
        "offer": uuid4(),
        "language": "nl",
        "subject": world.cases[relation],
        **world.extra[relation],
    }
    try:
        return reverse(name, kwargs={key: values[key] for key in wanted})
    except (KeyError, NoReverseMatch):
        pytest.fail(f"{name}: the matrix does not know a value for {wanted}")


def _people() -> list[str]:
    return [*PEOPLE, "elsewhere"]


def _tried(name: str, who: str, door: str) -> tuple[str, ...]:
    """The relations to try, the closest and the furthest first.

    Every address, role and relation is met, and the run stays within its minutes; `make rights` tries every person on
    every case. One, that differs by page, for who reads no case and knows of none, and for a role that the door of the
    page (`require`) lets in to nothing: it looks at neither case nor method.
    """
    if os.environ.get("WRITE_RIGHTS"):
        return RELATIONS
    theirs = READS.get(who, set()) | KNOWS.get(who, set())
    one = RELATIONS[crc32(f"{name} {who}".encode()) % len(RELATIONS)]
    if door and not PERMISSIONS[ROLES[who]] & set(door.split("|")):
        return () if who in SAME_ROLE else (one,)
    if not theirs:
        return (one,)
    near = next((relation for relation in RELATIONS if relation in theirs), RELATIONS[0])
    far = next(relation for relation in reversed(RELATIONS) if relation not in theirs)
    return tuple(dict.fromkeys((near, far, *((one,) if who in SAME_ROLE else RELATIONS))))


def _unseen(who: str) -> set[str]:
    """Relations of which this person may not even know the name."""
    return set(RELATIONS) - READS.get(who, set()) - KNOWS.get(who, set())


def _leaks(who: str, body: str, world: World) -> list[str]:
    found = [f"name of {relation}" for relation in _unseen(who) if world.names[relation] in body]
    closed = set(RELATIONS) - READS.get(who, set())
    return found + [
        f"content of {relation}" for relation in closed for secret in world.secrets[relation] if secret in body
    ]


def _breaks_glass(who: str, relation: str, name: str) -> bool:
    """Only a manager gets an answer about a case that is not open to him: how to open it with a reason."""
    return who.startswith("manager") and relation in KNOWS[who] and name in {"desk:case", "desk:break_glass"}


def _at_the_desk(who: str, relation: str, name: str) -> bool:
    """The desk team sees a card of everybody of the municipality, and nothing of the case."""
    return who == "desk" and relation in KNOWS[who] and name in {"desk:card", "desk:card_wish"}


def _outcome(status: int) -> str:
    return {200: "ja", 204: "ja", 302: "ja", 303: "ja", 405: "knop", 400: "ja", 409: "ja", 422: "ja"}.get(status, "nee")


@pytest.fixture
def clients(world: World) -> Iterator[dict[str, Client]]:
    with time_machine.travel(NOW, tick=False):
        yield {who: signed_in(world.city, who) for who in _people()}


@pytest.mark.once
def test_no_page_shows_a_case_to_somebody_it_is_not_for(world: World, clients: dict[str, Client]) -> None:
    """Every address with a case in it, by every person, for every relation, read: no content, no name, no trace."""
    seen: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    leaks, broken = [], []
    for name, wanted, door in addresses():
        if not {"uuid", "subject"} & set(wanted):
            continue
        for who in _people():
            for relation in _tried(name, who, door):
                url = _url(name, wanted, world, relation)
                response = clients[who].get(url)
                body = b"".join(response) if response.streaming else response.content
                leaks += [
                    f"{who} {relation} {name}: {leak}" for leak in _leaks(who, body.decode("utf-8", "replace"), world)
                ]
                if response.status_code >= 500:
                    broken.append(f"{who} {relation} {name}: {response.status_code}")
                about_a_case = "uuid" in wanted and not name.startswith(NOT_ABOUT_A_CASE)
                closed = (
                    about_a_case
                    and relation not in READS.get(who, set())
                    and not _breaks_glass(who, relation, name)
                    and not _at_the_desk(who, relation, name)
                )
                if closed and response.status_code not in {302, 403, 404, 405}:
                    leaks.append(f"{who} {relation} {name}: answers {response.status_code}")
                seen[name][who].add(f"{_outcome(response.status_code)}:{relation}")
    assert broken == []
    assert leaks == []
    if os.environ.get("WRITE_RIGHTS"):
        _write(seen, clients, world)


def test_who_works_on_a_case_gets_in(world: World, clients: dict[str, Client]) -> None:
    """The other side: whoever reads a case sees its name and phone, so that the refusals above mean something."""
    for who, relations in READS.items():
        for relation in relations:
            body = clients[who].get(reverse("desk:case", args=[world.cases[relation]])).content.decode()
            assert world.names[relation] in body, (who, relation)
            assert world.secrets[relation][0] in body, (who, relation)
            assert world.secrets[relation][1] not in body, "safety information opens on purpose only"


@pytest.mark.once
def test_nothing_is_written_for_somebody_it_is_not_for(world: World, clients: dict[str, Client]) -> None:
    """Sending a form to a case that one may not read changes nothing, whatever the form."""
    facts, entries = Fact.objects.count(), AuditEntry.objects.exclude(action__startswith="session").count()
    answered = []
    for name, wanted, door in addresses():
        if "uuid" not in wanted or name.startswith(NOT_ABOUT_A_CASE):
            continue
        for who in _people():
            for relation in (one for one in _tried(name, who, door) if one not in READS.get(who, set())):
                if (name == "desk:break_glass" and who in KNOWS) or _at_the_desk(who, relation, name):
                    continue
                form = {
                    "channel": "phone",
                    "on": "16-03-2026",
                    "happened_on": "16-03-2026",
                    "request_id": str(uuid4()),
                    "reason": "zomaar eens kijken",
                    "confirm": "on",
                }
                response = clients[who].post(_url(name, wanted, world, relation), form)
                if response.status_code not in {302, 403, 404, 405}:
                    answered.append(f"{who} {relation} {name}: {response.status_code}")
    assert answered == []
    assert Fact.objects.count() == facts
    assert AuditEntry.objects.exclude(action__startswith="session").count() == entries


@pytest.mark.once
def test_lists_search_and_counts_show_no_more_than_the_cases(world: World, clients: dict[str, Client]) -> None:
    """Pages without a case in their address, and search by every name and number: nothing of who is not theirs."""
    leaks = []
    for name, wanted, _door in addresses():
        if wanted:
            continue
        for who in _people():
            body = clients[who].get(reverse(name), follow=True).content.decode()
            leaks += [f"{who} {name}: {leak}" for leak in _leaks(who, body, world)]
    for who in _people():
        for whose in ("mine", "team", "department", "shared", "unassigned"):
            body = clients[who].get(reverse("desk:cases"), {"whose": whose}).content.decode()
            leaks += [f"{who} list {whose}: {leak}" for leak in _leaks(who, body, world)]
        for relation in RELATIONS:
            for sought in (world.names[relation], world.secrets[relation][0]):
                body = clients[who].post(reverse("desk:search"), {"q": sought}, follow=True).content.decode()
                # The page repeats what was typed; a result would name the case.
                found = str(world.cases[relation]) in body or body.count(world.names[relation]) > body.count(sought)
                if found and relation in _unseen(who):
                    leaks.append(f"{who} search {relation}")
    assert leaks == []


def test_a_letter_opens_only_for_who_reads_the_case(world: World, clients: dict[str, Client]) -> None:
    """The PDF: the responsible, a colleague, the adviser it is shared with and the quality officer; nobody else."""
    url = reverse("desk:document", args=[world.cases["own"], world.extra["own"]["document_uuid"]])
    opened = {who for who in _people() if clients[who].get(url).status_code == 200}
    assert opened == {"responsible", "colleague", "adviser", "quality"}


def _write(seen: dict[str, dict[str, set[str]]], clients: dict[str, Client], world: World) -> None:
    """docs/rechten.md: the two tables, from what was seen."""
    roles = [
        who for who in _people() if who not in {"colleague", "quality_other", "manager_other", "stranger", "elsewhere"}
    ]
    label = {who: str(Role(PEOPLE[who][0]).label) for who in roles}
    lines = [
        "# Rechten: wie ziet wat", "",
        "Gemaakt door `make rights` uit de adressen en de rollen; een test bewijst steeds dat niemand meer ziet.",
        "Per adres staat van welke dossiers een rol het mag openen: " + ", ".join(WORDS.values()) + ". Leeg = niets.",
        "Een teammanager opent een dossier alleen met een reden, voor één dag. De balie ziet een kaartje: naam,",
        "wie begeleidt en telefoon van het team.", "",
        "| adres | " + " | ".join(label.values()) + " |", "|---" * (len(label) + 1) + "|",
    ]  # fmt: skip
    for name in sorted(seen):
        if name.startswith(NOT_ABOUT_A_CASE):
            continue
        cells = []
        for who in roles:
            allowed = [WORDS[r] for r in RELATIONS if f"ja:{r}" in seen[name][who] or f"knop:{r}" in seen[name][who]]
            allowed = [
                word for word in allowed if word in {WORDS[r] for r in READS.get(who, set()) | KNOWS.get(who, set())}
            ]
            cells.append(", ".join(allowed))
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    lines += [
        "",
        "## Pagina's zonder dossier in het adres",
        "",
        "| adres | " + " | ".join(label.values()) + " |",
        "|---" * (len(label) + 1) + "|",
    ]
    for name, wanted, _door in sorted(addresses()):
        if wanted or name == "accounts:demo":
            continue
        cells = ["ja" if clients[who].get(reverse(name)).status_code in {200, 302, 405} else "" for who in roles]
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    Path(__file__).parents[2].joinpath("docs", "rechten.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
