"""A small city with named people for tests: two municipalities, three departments, a user for every role.

``make_city()`` → `City`. ``city.actor("responsible")`` → `Actor`; ``city.user("colleague")`` → `User`. The people:
responsible (work coach, team Noord), colleague (same team), stranger (counsellor, other department), adviser
(employment adviser), quality (quality officer of the responsible's department), quality_other (of the other one),
manager (of the responsible's department), desk, admin, contracts (contract manager), privacy, policy, researcher,
reception, coordinator, teacher, volunteer (provider), elsewhere (work coach in another municipality).
``make_case(city, …)`` → trajectory id of a case that "responsible" is responsible for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from wegwijs.accounts.actor import Actor, actor_from, hats, on_day, system_actor
from wegwijs.accounts.models import Contract, Department, Membership, Municipality, Organisation, Team, User
from wegwijs.accounts.roles import Role
from wegwijs.dossier.actions import NewCase, open_cases
from wegwijs.dossier.models import Trajectory

TODAY = date(2026, 3, 16)  # a Monday
NOW = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
SINCE = date(2021, 11, 1)

PEOPLE: dict[str, tuple[Role, str]] = {
    "responsible": (Role.WORK_COACH, "Noord"),
    "colleague": (Role.WORK_COACH, "Noord"),
    "stranger": (Role.INTEGRATION_COUNSELLOR, "Gezinnen"),
    "adviser": (Role.EMPLOYMENT_ADVISER, ""),
    "quality": (Role.QUALITY_OFFICER, "Werk en Inkomen"),
    "quality_other": (Role.QUALITY_OFFICER, "Inburgering"),
    "manager": (Role.TEAM_MANAGER, "Werk en Inkomen"),
    "manager_other": (Role.TEAM_MANAGER, "Inburgering"),
    "desk": (Role.DESK, "Inburgering"),
    "admin": (Role.FUNCTIONAL_ADMIN, "Inburgering"),
    "contracts": (Role.CONTRACT_MANAGER, ""),
    "privacy": (Role.PRIVACY_OFFICER, ""),
    "policy": (Role.POLICY_ADVISER, ""),
    "researcher": (Role.RESEARCHER, ""),
    "reception": (Role.RECEPTION, ""),
    "coordinator": (Role.PROVIDER_COORDINATOR, "Taalhuis Noord"),
    "teacher": (Role.PROVIDER_TEACHER, "Taalhuis Noord"),
    "volunteer": (Role.PROVIDER_VOLUNTEER, "Taalhuis Noord"),
}


@dataclass
class City:
    """Ids and rows that tests refer to by name."""

    municipality: Municipality
    other: Municipality
    teams: dict[str, Team] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    organisation: Organisation | None = None
    users: dict[str, User] = field(default_factory=dict)

    def user(self, name: str) -> User:
        return self.users[name]

    def actor(self, name: str, today: date = TODAY) -> Actor:
        """The actor as the middleware makes it."""
        found = actor_from(hats(self.users[name].pk, today), None, None, today)
        assert found is not None
        return found

    def system(self, today: date = TODAY) -> Actor:
        return on_day(system_actor(self.municipality.pk, self.municipality.name, today), today)


def make_city() -> City:
    """The people named above."""
    city = City(
        Municipality.objects.create(
            name="Waterstad", code="9901", phone="010 000 0000", address="Stadsplein 1, 0000 AA Waterstad"
        ),
        Municipality.objects.create(name="Dijkerveen", code="9902"),
    )
    for name, receives, teams in (
        ("Werk en Inkomen", ["asylum"], ("Noord", "Zuid")),
        ("Inburgering", ["family", "other"], ("Gezinnen",)),
    ):
        department = Department.objects.create(municipality=city.municipality, name=name, receives=receives)
        city.departments[name] = department
        for order, team in enumerate(teams):
            city.teams[team] = Team.objects.create(
                municipality=city.municipality, department=department, name=team, receives_new=order == 0
            )
    city.organisation = Organisation.objects.create(name="Taalhuis Noord")
    Contract.objects.create(
        municipality=city.municipality, organisation=city.organisation, tasks=["language"], starts_on=SINCE
    )
    far = Department.objects.create(
        municipality=city.other, name="Sociaal Domein", receives=["asylum", "family", "other"]
    )
    city.departments["elsewhere"] = far
    city.teams["elsewhere"] = Team.objects.create(
        municipality=city.other, department=far, name="Inburgering", receives_new=True
    )
    people = {**PEOPLE, "elsewhere": (Role.WORK_COACH, "elsewhere")}
    users = [User(email=f"{name}@voorbeeld.invalid", name=f"{name.capitalize()} van Dam") for name in people]
    for user in users:
        user.set_unusable_password()
    # Nearly every test begins here, so at once.
    city.users = dict(zip(people, User.objects.bulk_create(users), strict=True))
    Membership.objects.bulk_create(_membership(city, name, *people[name]) for name in people)
    return city


def _membership(city: City, name: str, role: Role, place: str) -> Membership:
    team = city.teams.get(place)
    return Membership(
        user=city.users[name], municipality=city.other if name == "elsewhere" else city.municipality, role=role,
        team=team, department=team.department if team else city.departments.get(place),
        organisation=city.organisation if role.startswith("provider") else None, starts_on=SINCE,
    )  # fmt: skip


ASYLUM_FACTS: tuple[tuple[str, date, dict[str, Any]], ...] = (
    ("coa_matched", date(2026, 1, 12), {"municipality": "9901", "housing": True}),
    ("brp_registered", date(2026, 2, 2), {"municipality": "9901", "housing": True}),
    ("obligation_started", date(2026, 2, 4), {}),
    ("duo_notified", date(2026, 2, 4), {}),
)


def make_case(
    city: City, *, responsible: str | None = "responsible", team: str = "Noord", told: bool = True, **changes: Any
) -> int:
    """Open one case; fields of `NewCase` may be changed. Returns the internal id; see `uuid_of`."""
    user = city.users[responsible] if responsible else None
    fields: dict[str, Any] = {
        "group": "asylum", "surname": "Tesfay", "given_names": "Selam", "own_script_name": "ሰላም ተስፋይ", "sex": "f",
        "nationality": "ER", "mother_tongue": "ti", "interpreter": "needed", "permit": "asylum", "born": (1995, 4, 12),
        "facts": ASYLUM_FACTS if told else (), "team_id": city.teams[team].pk,
        "responsible": (user.pk, "work_coach", SINCE) if user else None,
    }  # fmt: skip
    return open_cases(city.system(), [NewCase(**{**fields, **changes})], now=NOW)[0]


def uuid_of(trajectory_id: int) -> UUID:
    """The public name of a case."""
    found: UUID = Trajectory.objects.values_list("uuid", flat=True).get(pk=trajectory_id)
    return found
