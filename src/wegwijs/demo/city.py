"""The invented municipalities: departments, teams, professionals, providers and their people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from wegwijs.accounts.models import Contract, Department, Membership, Municipality, Organisation, Team, User
from wegwijs.accounts.roles import Role

SINCE = date(2021, 11, 1)
PROVIDERS = (
    ("Taalhuis Noord", ["language"]),
    ("Taalschool De Brug", ["language"]),
    ("Beroepscollege Waterstad", ["language"]),
    ("Hogeschool De Delta", ["language"]),
    ("Zelfredzaam Zuid", ["language", "participation"]),
    ("Start Waterstad", ["introduction"]),
    ("Welkom Waterstad", ["guidance", "pvt"]),
    ("Gezin en Samenleving", ["pvt", "guidance"]),
    ("Werkvenster", ["map"]),
    ("Kredietkompas", ["relief"]),
)
# Department, which new people come there, its teams with role and size.
LAYOUT: tuple[tuple[str, list[str], tuple[tuple[str, Role, int], ...]], ...] = (
    (
        "Werk en Inkomen",
        ["asylum"],
        (("Instroom", Role.INTAKE_COACH, 12), ("Noord", Role.WORK_COACH, 14), ("Zuid", Role.WORK_COACH, 14)),
    ),
    ("Jongerenloket", ["youth"], (("Jongeren", Role.YOUTH_COACH, 8),)),
    (
        "Inburgering",
        ["family", "other"],
        (("Gezinnen", Role.INTEGRATION_COUNSELLOR, 20), ("Gezinnen jeugd", Role.INTEGRATION_COUNSELLOR, 5)),
    ),
)
FIRST = (
    "Sanne",
    "Milan",
    "Joke",
    "Farah",
    "Bram",
    "Esra",
    "Tijs",
    "Noor",
    "Wout",
    "Indra",
    "Lotte",
    "Ravi",
    "Marit",
    "Karim",
    "Hanneke",
    "Jelle",
    "Yara",
    "Koen",
    "Soraya",
    "Dirk",
)
LAST = (
    "de Haan",
    "Osei",
    "Vermeulen",
    "Bakker",
    "El Idrissi",
    "Brouwer",
    "Kuipers",
    "Ramlal",
    "van Dam",
    "Postma",
    "Yıldız",
    "Zijlstra",
    "Dijkgraaf",
    "Moens",
    "van der Wal",
    "Schouten",
    "Tuinstra",
    "Pinto",
    "Hoekstra",
    "Abdi",
)


@dataclass(slots=True)
class City:
    """One municipality with ids by which a history refers to it."""

    municipality: Municipality
    teams: dict[str, Team] = field(default_factory=dict)
    staff: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # team → (user id, role)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    adviser_id: int | None = None


def make_main(name: str, code: str, staffed: float = 1.0) -> City:
    """A city with three departments, six teams, ten providers and every role."""
    city = City(Municipality.objects.create(
        name=name, code=code, oin=f"0000000100{code}000000", phone="010 000 0000",
        address=f"Stadsplein 1, 0000 AA {name}",
    ))  # fmt: skip
    number = 0
    for department_name, receives, teams in LAYOUT:
        department = Department.objects.create(municipality=city.municipality, name=department_name, receives=receives)
        for order, (team_name, role, size) in enumerate(teams):
            team = Team.objects.create(
                municipality=city.municipality, department=department, name=team_name, receives_new=order == 0
            )
            city.teams[team_name] = team
            for _ in range(max(2, round(size * staffed))):
                number += 1
                user = _user(code, number)
                _member(city, user, role, department=department, team=team)
                city.staff.setdefault(team_name, []).append((user.pk, role))
        for role in (Role.QUALITY_OFFICER, Role.TEAM_MANAGER):
            number += 1
            _member(city, _user(code, number), role, department=department)
    families = city.teams["Gezinnen"].department
    for role in (
        Role.EMPLOYMENT_ADVISER,
        Role.DESK,
        Role.RECEPTION,
        Role.FUNCTIONAL_ADMIN,
        Role.CONTRACT_MANAGER,
        Role.PRIVACY_OFFICER,
        Role.POLICY_ADVISER,
        Role.RESEARCHER,
    ):
        number += 1
        user = _user(code, number)
        _member(city, user, role, department=families)
        if role == Role.EMPLOYMENT_ADVISER:
            city.adviser_id = user.pk
    return city


def add_providers(cities: list[City]) -> None:
    """Ten providers that serve every city; one login for all its municipalities."""
    for index, (name, tasks) in enumerate(PROVIDERS):
        organisation = Organisation.objects.create(name=name)
        roles = (
            (Role.PROVIDER_COORDINATOR, Role.PROVIDER_TEACHER) if "language" in tasks else (Role.PROVIDER_COORDINATOR,)
        )
        roles = (*roles, Role.PROVIDER_VOLUNTEER) if "guidance" in tasks else roles
        users = [_user("aanbieder", 20 * index + offset) for offset, _ in enumerate(roles)]
        for city in cities:
            city.organisations[name] = organisation
            Contract.objects.create(
                municipality=city.municipality, organisation=organisation, tasks=tasks, starts_on=SINCE
            )
            for user, role in zip(users, roles, strict=True):
                _member(city, user, role, organisation=organisation)


def _user(code: str, number: int) -> User:
    first, last = FIRST[number % len(FIRST)], LAST[(number * 7 + number // 20) % len(LAST)]
    user = User(email=f"gebruiker{number}.{code}@demo.invalid", name=f"{first} {last}")
    user.set_unusable_password()
    user.save()
    return user


def _member(
    city: City,
    user: User,
    role: Role,
    *,
    department: Department | None = None,
    team: Team | None = None,
    organisation: Organisation | None = None,
) -> None:
    Membership.objects.create(
        user=user, municipality=city.municipality, role=role, department=department, team=team,
        organisation=organisation,
        starts_on=SINCE,
    )  # fmt: skip
