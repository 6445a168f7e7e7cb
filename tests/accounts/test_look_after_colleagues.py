"""The functional administrator gives colleagues their account and role, and helps who cannot sign in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.accounts.people import PASSWORD, give, set_up_app, with_password
from tests.city import City
from tests.signing import StaffClient, signed_in
from wegwijs.accounts import staffing
from wegwijs.accounts.models import AuditEntry, Membership, User


@pytest.fixture
def admin(city: City) -> StaffClient:
    return signed_in(city.user("admin"))


def change(admin: Client, user: User, do: str, **more: object):
    return admin.post(f"/beheer/{user.uuid}/wijzigen/", {"do": do, **more}, follow=True)


def test_a_new_colleague_gets_in(city: City, admin: StaffClient) -> None:
    """From a name to work: account, link, own password, app, the first page; all in the audit, without the address."""
    new = {
        "name": "Roos Vermeulen",
        "email": "Roos@waterstad.invalid",
        "role": "work_coach",
        "place": f"team:{city.teams['Noord'].pk}",
    }
    assert admin.post("/beheer/nieuw/", new).status_code == 302
    user = User.objects.get(email="roos@waterstad.invalid")
    page = change(admin, user, "link").content.decode()
    link = re.search(r"http://testserver(/wachtwoord/nieuw/[^<\s]+)", page)[1]
    assert link not in admin.get(f"/beheer/{user.uuid}/").content.decode()
    client = Client()
    form = client.get(link).url
    assert client.post(form, {"password1": PASSWORD, "password2": PASSWORD}).url == "/wachtwoord/klaar/"
    assert give(client, user).url == "/beveiliging/app/"
    set_up_app(client)
    assert client.post("/sessie/").status_code == 204
    assert "werkt niet meer" in Client().get(link).content.decode()
    told = list(AuditEntry.objects.filter(subject=user.uuid).order_by("id").values_list("action", flat=True))
    assert told == ["user_added", "membership_started", "password_link_made"]
    assert "roos" not in str(list(AuditEntry.objects.values_list("detail", flat=True))).lower()


def test_a_role_ends_at_once(city: City, admin: StaffClient) -> None:
    """The colleague's next click is refused."""
    colleague = signed_in(city.user("privacy"))
    assert colleague.get("/toegang/").status_code == 200
    member = Membership.objects.get(user=city.user("privacy"))
    change(admin, city.user("privacy"), "end", role=member.pk)
    assert colleague.get("/toegang/").status_code == 403


def test_a_closed_account_is_out_at_once(city: City, admin: StaffClient) -> None:
    """And in again when it was a mistake."""
    colleague = signed_in(city.user("privacy"))
    change(admin, city.user("privacy"), "close")
    assert colleague.get("/toegang/").url.startswith("/inloggen/")
    change(admin, city.user("privacy"), "open")
    assert signed_in(city.user("privacy")).get("/toegang/").status_code == 200


def test_a_lost_telephone(city: City, admin: StaffClient) -> None:
    """After the administrator's help the app is set up anew; the password alone still opens nothing."""
    user = with_password(city, "privacy")
    first = Client()
    give(first, user)
    set_up_app(first)
    change(admin, user, "step")
    client = Client()
    assert give(client, user).url == "/beveiliging/app/"
    assert client.get("/toegang/").url == "/beveiliging/app/"


def test_a_link_ends_a_lock(city: City, admin: StaffClient) -> None:
    """Who called the administrator need not wait a quarter of an hour."""
    user = with_password(city, "privacy")
    for _ in range(5):
        give(Client(), user, "verkeerd wachtwoord")
    assert give(Client(), user).status_code == 429
    change(admin, user, "link")
    assert give(Client(), user).status_code == 302


@pytest.mark.parametrize("do", ["end", "close", "step", "link", "role"])
def test_nobody_changes_their_own_account(city: City, admin: StaffClient, do: str) -> None:
    """An administrator becomes nothing else alone."""
    member = Membership.objects.get(user=city.user("admin"))
    before = list(Membership.objects.values_list("pk", "role", "ends_on"))
    page = change(admin, city.user("admin"), do, role="privacy_officer" if do == "role" else member.pk).content.decode()
    assert "Vraag het een collega" in page
    assert list(Membership.objects.values_list("pk", "role", "ends_on")) == before
    assert User.objects.get(pk=city.user("admin").pk).is_active


def test_the_colleague_of_another_municipality_is_not_there(city: City, admin: StaffClient) -> None:
    """Neither in the list nor under a known address, and none of the buttons works."""
    stranger = city.user("elsewhere")
    assert stranger.name not in admin.get("/beheer/").content.decode()
    assert admin.get(f"/beheer/{stranger.uuid}/").status_code == 404
    for do in ("link", "step", "close", "end", "role"):
        assert change(admin, stranger, do).status_code == 404


def test_a_role_of_another_municipality_cannot_be_ended(city: City, admin: StaffClient) -> None:
    """Somebody who works in both keeps the role in the other."""
    there = Membership.objects.create(
        user=city.user("privacy"), municipality=city.other, role="desk", starts_on="2022-01-01"
    )
    change(admin, city.user("privacy"), "end", role=there.pk)
    there.refresh_from_db()
    assert there.ends_on is None


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("work_coach", ""),
        ("work_coach", "department"),
        ("quality_officer", "team"),
        ("provider_teacher", ""),
        ("privacy_officer", "team"),
        ("work_coach", "elsewhere"),
    ],
)
def test_a_role_at_the_wrong_place_is_refused(city: City, role: str, place: str) -> None:
    """A coach without a team would see nothing; a team of another municipality is nobody's here."""
    where = {
        "": "", "team": f"team:{city.teams['Noord'].pk}",
        "department": f"department:{city.departments['Inburgering'].pk}",
        "elsewhere": f"team:{city.teams['elsewhere'].pk}",
    }[place]  # fmt: skip
    from tests.city import NOW

    with pytest.raises(staffing.Refused, match="place"):
        staffing.give_role(city.actor("admin"), city.user("desk").uuid, staffing.Role(role), where, now=NOW)


def test_only_the_administrator_comes_here(city: City) -> None:
    """Every other role is refused on every address."""
    user = city.user("desk")
    for name in city.users:
        status = 200 if name == "admin" else 403
        assert signed_in(city.user(name)).get("/beheer/").status_code == status
        assert signed_in(city.user(name)).get(f"/beheer/{user.uuid}/").status_code == status
        if name != "admin":
            assert signed_in(city.user(name)).post(f"/beheer/{user.uuid}/wijzigen/", {"do": "close"}).status_code == 403
            assert signed_in(city.user(name)).post("/beheer/nieuw/", {}).status_code == 403


def test_mistakes_are_told_beside_the_field(city: City, admin: StaffClient) -> None:
    """Nothing is made of half a form."""
    answer = admin.post("/beheer/nieuw/", {"name": "", "email": "geen adres", "role": "work_coach", "place": ""})
    assert answer.status_code == 422
    assert User.objects.count() == len(city.users)


def test_the_list_costs_few_queries(city: City, admin: StaffClient, django_assert_max_num_queries) -> None:
    """Independent of the number of colleagues."""
    with django_assert_max_num_queries(9):
        admin.get("/beheer/")
