"""A colleague signs in with the account of the municipality; a real round trip to a provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import oidc_provider_mock
import pytest
import requests
from django.test import Client
from django.utils import timezone

from tests.accounts.people import with_password
from tests.city import City
from wegwijs.accounts.groups import BadMapping, read_rules
from wegwijs.accounts.models import AuditEntry, Membership, User
from wegwijs.accounts.roles import Role

RULES = [
    "ww-privacy=9901:privacy_officer",
    "ww-noord=9901:work_coach:Noord",
    "ww-kwaliteit=9901:quality_officer:Werk en Inkomen",
    "ww-fout=9901:work_coach:Bestaat niet",
]


@dataclass
class Provider:
    """The municipality's own sign-in, with people whose claims the test sets."""

    url: str
    claims: dict[str, Any] = field(default_factory=dict)

    def say(self, sub: str, **claims: Any) -> None:
        """What the provider knows about somebody from now on."""
        answer = requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5)
        assert answer.status_code == 204, answer.text


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    import logging

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(running: str, settings: Any) -> Provider:
    app = {
        "provider_id": "oidc",
        "name": "Waterstad",
        "client_id": "wegwijs",
        "secret": "geheim",
        "settings": {"server_url": running},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    settings.WEGWIJS_OIDC_GROUPS = RULES
    return Provider(running)


def come_in(sub: str, client: Client | None = None):
    """Click, sign in at the provider, come back; the last answer of Wegwijs."""
    client = client or Client()
    there = client.get("/inloggen/gemeente/oidc/")
    assert there.status_code == 302
    back = requests.post(there.url, data={"sub": sub}, allow_redirects=False, timeout=5)
    path = back.headers["Location"].removeprefix("http://testserver")
    assert path.startswith("/inloggen/gemeente/oidc/terug/")
    return client, client.get(path)


def roles(user: User) -> set[str]:
    today = timezone.localdate()
    return {m.role for m in user.memberships.all() if m.ends_on is None or m.ends_on >= today}


def test_the_first_time_makes_the_account_with_the_roles_of_its_groups(city: City, provider: Provider) -> None:
    """No code of ours is asked: the municipality asks its own second step."""
    provider.say("p-1", email="p.jansen@waterstad.invalid", name="Puck Jansen", groups=["ww-privacy", "iets anders"])
    client, answer = come_in("p-1")
    assert answer.url == "/"
    assert client.get("/toegang/").status_code == 200
    user = User.objects.get(email="p.jansen@waterstad.invalid")
    assert (user.name, roles(user)) == ("Puck Jansen", {"privacy_officer"})
    assert not user.has_usable_password()
    assert AuditEntry.objects.filter(action="membership_started", subject=user.uuid).count() == 1


def test_the_link_is_on_the_page(city: City, provider: Provider) -> None:
    """With the name of the municipality; without settings there is no link."""
    page = Client().get("/inloggen/?next=/toegang/").content.decode()
    assert "Inloggen met Waterstad" in page
    assert urlencode({"next": "/toegang/"}) in page


def test_without_settings_there_is_no_such_entrance(db: None) -> None:
    """No link, and 404 on its address."""
    assert "Inloggen met" not in Client().get("/inloggen/").content.decode()
    assert Client().get("/inloggen/gemeente/oidc/").status_code == 404


def test_a_role_taken_away_stops_at_the_next_sign_in(city: City, provider: Provider) -> None:
    """Moved from privacy to team Noord: the old role is over at once, also in a session elsewhere."""
    provider.say("p-2", email="m@waterstad.invalid", name="M", groups=["ww-privacy"])
    elsewhere, _ = come_in("p-2")
    assert elsewhere.get("/toegang/").status_code == 200
    provider.say("p-2", email="m@waterstad.invalid", name="M", groups=["ww-noord"])
    come_in("p-2")
    user = User.objects.get(email="m@waterstad.invalid")
    assert roles(user) == {"work_coach"}
    member = user.memberships.get(role="work_coach")
    assert (member.team, member.department) == (city.teams["Noord"], city.teams["Noord"].department)
    assert elsewhere.get("/toegang/").status_code == 403


def test_signing_in_twice_changes_nothing(city: City, provider: Provider) -> None:
    """Known by `sub`, also after a new name and address: one account, one role."""
    provider.say("p-3", email="oud@waterstad.invalid", name="Oud", groups=["ww-kwaliteit"])
    come_in("p-3")
    provider.say("p-3", email="nieuw@waterstad.invalid", name="Nieuw", groups=["ww-kwaliteit"])
    come_in("p-3")
    assert Membership.objects.filter(source="oidc").count() == 1
    assert Membership.objects.get(source="oidc").department == city.departments["Werk en Inkomen"]


@pytest.mark.parametrize("groups", [[], ["iets anders"], None])
def test_without_a_group_nobody_comes_in(city: City, provider: Provider, groups: list[str] | None) -> None:
    """No account is made; the page says whom to ask."""
    claims = {} if groups is None else {"groups": groups}
    provider.say("p-4", email="x@waterstad.invalid", name="X", **claims)
    client, answer = come_in("p-4")
    assert answer.status_code == 403
    assert "functioneel beheerder" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not User.objects.filter(email="x@waterstad.invalid").exists()


def test_the_last_group_taken_away_closes_the_door(city: City, provider: Provider) -> None:
    """Who loses all groups loses all roles that came from them."""
    provider.say("p-5", email="y@waterstad.invalid", name="Y", groups="ww-privacy")
    come_in("p-5")
    provider.say("p-5", email="y@waterstad.invalid", name="Y", groups=[])
    assert come_in("p-5")[1].status_code == 403
    assert roles(User.objects.get(email="y@waterstad.invalid")) == set()


def test_a_group_with_a_typing_error_gives_nothing(city: City, provider: Provider) -> None:
    """A team that is not there does not become a role for the whole municipality."""
    provider.say("p-6", email="z@waterstad.invalid", name="Z", groups=["ww-fout"])
    client, _ = come_in("p-6")
    assert client.get("/toegang/").status_code == 403
    assert roles(User.objects.get(email="z@waterstad.invalid")) == set()


@pytest.mark.parametrize(("verified", "same"), [(True, True), (False, False)])
def test_somebody_with_a_local_account_keeps_it(city: City, provider: Provider, verified: bool, same: bool) -> None:
    """Tied by an address that the provider has verified; an unverified one takes over nobody's account."""
    user = with_password(city, "quality")
    provider.say("p-7", email=user.email, email_verified=verified, name="K", groups=["ww-privacy"])
    client, _ = come_in("p-7")
    assert (client.session.get("_auth_user_id") == str(user.pk)) is same
    assert ("privacy_officer" in roles(user)) is same
    assert "quality_officer" in roles(user)  # given by hand, stays


def test_an_answer_nobody_asked_for_is_refused(city: City, provider: Provider) -> None:
    """A callback without our own state signs nobody in."""
    client = Client()
    client.get("/inloggen/gemeente/oidc/terug/?code=x&state=y")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("line", ["ww-noord", "ww-noord=9901", "ww-noord=9901:baas", "=:", ""])
def test_a_mapping_that_cannot_be_read_says_which_line(line: str) -> None:
    """A typing error in the settings stops, instead of giving somebody a wrong role."""
    with pytest.raises(BadMapping):
        read_rules([line])


def test_a_group_name_may_hold_an_equals_sign() -> None:
    """As the names of many directories do."""
    rule = read_rules(["cn=wegwijs,ou=rollen=9901:desk"])[0]
    assert (rule.group, rule.code, rule.role, rule.place) == ("cn=wegwijs,ou=rollen", "9901", Role.DESK, "")
