"""One-click sign-in for the demo city. Outside demo mode none of this exists: no buttons, no address, no bypass."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from wegwijs.accounts import sessions
from wegwijs.accounts.installation import in_demo_mode
from wegwijs.accounts.models import Membership
from wegwijs.accounts.requests import ActingRequest
from wegwijs.accounts.roles import Role

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# In the order in which a visitor of the demo gets to know the city.
ORDER = (
    Role.INTAKE_COACH, Role.WORK_COACH, Role.YOUTH_COACH, Role.INTEGRATION_COUNSELLOR, Role.EMPLOYMENT_ADVISER,
    Role.QUALITY_OFFICER, Role.TEAM_MANAGER, Role.DESK, Role.RECEPTION, Role.FUNCTIONAL_ADMIN, Role.CONTRACT_MANAGER,
    Role.PRIVACY_OFFICER,
    Role.POLICY_ADVISER, Role.RESEARCHER, Role.PROVIDER_COORDINATOR, Role.PROVIDER_TEACHER, Role.PROVIDER_VOLUNTEER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: the first user with this role in the first municipality."""

    role: Role
    name: str
    place: str
    user_id: int
    municipality_id: int


def choices() -> tuple[Choice, ...]:
    """One user for each role; empty outside demo mode. One query."""
    if not in_demo_mode():
        return ()
    order = Case(*(When(role=role, then=Value(at)) for at, role in enumerate(ORDER)), output_field=IntegerField())
    found = (
        Membership.objects.filter(role__in=ORDER, ends_on=None, user__is_active=True)
        .select_related("user", "team", "department", "organisation", "municipality")
        .order_by(order, "municipality_id", "id")
    )
    first: dict[str, Choice] = {}
    for row in found:
        place = next(
            (part.name for part in (row.team, row.organisation, row.department) if part), row.municipality.name
        )
        first.setdefault(row.role, Choice(Role(row.role), row.user.name, place, row.user_id, row.municipality_id))
    return tuple(first.values())


def sign_ins() -> tuple[tuple[str, str], ...]:
    """Role and name, for who starts the demo in a terminal."""
    return tuple((str(choice.role.label), choice.name) for choice in choices())


@require_POST
def enter(request: ActingRequest) -> HttpResponse:
    """Sign in as the demo user of the role that was clicked."""
    chosen = next((choice for choice in choices() if choice.role == request.POST.get("role")), None)
    if chosen is None:
        raise Http404
    from wegwijs.accounts.models import User

    # Nothing of the visitor's previous role comes along.
    request.session.flush()
    request.user = AnonymousUser()
    login(request, User.objects.get(pk=chosen.user_id), backend=BACKEND)
    sessions.begin(request.session, sessions.SecondStep.DEMO, request.now)
    request.session[sessions.MUNICIPALITY] = chosen.municipality_id
    request.session[sessions.ROLE] = chosen.role.value
    return redirect(_next(request))


def _next(request: HttpRequest) -> str:
    to = request.POST.get("next", "")
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure()) else "/"
