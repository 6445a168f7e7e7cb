"""Somebody types, is called away, and finds it back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.test import Client

from tests.city import NOW, City
from tests.signing import signed_in
from wegwijs.accounts import drafts
from wegwijs.accounts.models import Draft

CASE = UUID("00000000-0000-4000-8000-000000000001")
TAB = UUID("00000000-0000-4000-8000-00000000000a")
OTHER = UUID("00000000-0000-4000-8000-000000000002")


def test_what_was_kept_comes_back(city: City) -> None:
    """One draft per form and subject; the newest replaces the one before."""
    actor = city.actor("responsible")
    for text in ("kok", "bakker"):
        drafts.save(actor, "plan", CASE, {"wish": [text]}, now=NOW)
    assert drafts.load(actor, "plan", CASE) == {"wish": ["bakker"]}
    assert drafts.load(actor, "plan", OTHER) is None
    assert drafts.load(actor, "intake", CASE) is None
    assert Draft.objects.count() == 1
    drafts.delete(actor, "plan", CASE)
    assert drafts.load(actor, "plan", CASE) is None


def test_a_draft_is_its_makers_alone(city: City) -> None:
    """Not the colleague in the same team, and not readable in the database."""
    drafts.save(city.actor("responsible"), "plan", CASE, {"wish": ["bakker worden"]}, now=NOW)
    assert drafts.load(city.actor("colleague"), "plan", CASE) is None
    assert b"bakker" not in bytes(Draft.objects.get().content)


def test_the_page_keeps_it_by_itself(city: City) -> None:
    """The script posts the form and hears under which version it stands; a stranger cannot; a novel is refused."""
    client = signed_in(city.user("responsible"))
    where = {"draft-tab": str(TAB), "draft-version": "0"}
    answer = client.post(f"/concept/plan/{CASE}/", {"wish": ["a", "b"], "csrfmiddlewaretoken": "x", **where})
    assert answer.json() == {"tab": str(TAB), "version": 1, "apart": False}
    assert drafts.load(city.actor("responsible"), "plan", CASE, TAB) == {"wish": ["a", "b"]}
    assert client.post(f"/concept/plan/{CASE}/", {"wish": "x" * 200_001, **where}).status_code == 413
    assert client.post(f"/concept/plan/{CASE}/", {"wish": "c"}).status_code == 400
    assert Client().post(f"/concept/plan/{CASE}/", {"wish": "c", **where}).status_code == 302


def test_two_tabs_of_one_form_keep_both(city: City) -> None:
    """Each has its own; two that went on with the same one part at the second save, and that is said."""
    actor = city.actor("responsible")
    for tab, text in ((TAB, "kok"), (OTHER, "bakker")):
        drafts.save(actor, "plan", CASE, {"wish": [text]}, now=NOW, tab=tab, version=0)
    assert {one.tab for one in drafts.kept(actor, "plan", CASE)} == {TAB, OTHER}
    again = drafts.save(actor, "plan", CASE, {"wish": ["kapper"]}, now=NOW, tab=TAB, version=1)
    assert (again.tab, again.version, again.apart) == (TAB, 2, False)
    late = drafts.save(actor, "plan", CASE, {"wish": ["slager"]}, now=NOW, tab=TAB, version=1)
    assert late.apart
    assert drafts.load(actor, "plan", CASE, TAB) == {"wish": ["kapper"]}
    assert drafts.load(actor, "plan", CASE, late.tab) == {"wish": ["slager"]}
    drafts.delete(actor, "plan", CASE, TAB)
    assert len(drafts.kept(actor, "plan", CASE)) == 2


def test_a_draft_is_thrown_away_on_wish(city: City) -> None:
    """By its maker; back to the form, never to another site."""
    actor = city.actor("responsible")
    drafts.save(actor, "plan", CASE, {}, now=NOW, tab=TAB)
    address = f"/concept/plan/{CASE}/{TAB}/weg/"
    signed_in(city.user("colleague")).post(address)
    assert drafts.kept(actor, "plan", CASE)
    client = signed_in(city.user("responsible"))
    assert client.post(address, {"next": "/dossiers/"}).headers["Location"] == "/dossiers/"
    assert client.post(address, {"next": "https://kwaad.example/"}).headers["Location"] == "/"
    assert not drafts.kept(actor, "plan", CASE)


def test_drafts_nobody_came_back_for_are_cleared(city: City) -> None:
    """After thirty days; not a moment before."""
    drafts.save(city.actor("responsible"), "plan", CASE, {}, now=NOW)
    assert drafts.clear_old(NOW + timedelta(days=30)) == 0
    assert drafts.clear_old(NOW + timedelta(days=30, seconds=1)) == 1
