"""The quarterly report holds what was published for its reader, and nothing that was hidden."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from tests.city import City
from tests.desk.plan_pages import signed_in
from tests.insight.test_publish_figures import APRIL, MARCH_END, MAY, city, people  # noqa: F401  the fixture of the room
from wegwijs.accounts.models import AccessEntry
from wegwijs.insight import queries
from wegwijs.insight.actions import publish_due
from wegwijs.insight.report import quarter_end, report

pytestmark = pytest.mark.django_db


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_report_of_a_quarter(city: City) -> None:  # noqa: F811
    """The last quarter's end, all six goals, with day, definition and the words for what is not shown."""
    people(city, 60, plan=40)
    publish_due(city.municipality.pk, now=APRIL)
    people(city, 30, plan=30, start=100)
    publish_due(city.municipality.pk, now=MAY)
    actor = city.actor("policy")
    assert quarter_end(actor) == MARCH_END
    told = text(report(actor, MARCH_END, now=MAY + timedelta(days=1)))
    for words in ("31 maart 2026", "Tijdigheid", "Snelheid", "Maatwerk", "Dualiteit", "Kwaliteit", "Resultaten"):
        assert words in told
    assert "minder dan 5 mensen" in told
    assert "Of het PIP er was op de uiterste dag" in told


def test_a_researcher_gets_what_is_for_outside(city: City) -> None:  # noqa: F811
    """Seven people without a plan: told inside, not outside; who may not see figures gets no report."""
    people(city, 60, plan=53)
    publish_due(city.municipality.pk, now=APRIL)
    inside, outside = (text(report(city.actor(name), MARCH_END, now=APRIL)) for name in ("policy", "researcher"))
    row = "Nog geen PIP, termijn voorbij – – – – "
    assert f"{row}7 12%" in inside
    assert f"{row}– –" in outside
    with pytest.raises(PermissionDenied):
        report(city.actor("desk"), MARCH_END, now=APRIL)
    with pytest.raises(queries.NothingPublished):
        report(city.actor("policy"), MARCH_END.replace(day=1), now=APRIL)


def test_it_is_one_click_away(city: City) -> None:  # noqa: F811
    """A card on the page of insight; the download is logged; without figures there is none."""
    with time_machine.travel(APRIL, tick=False):
        client = signed_in(city, "policy", APRIL)
        assert client.get("/inzicht/kwartaalbericht/").status_code == 404
        people(city, 60, plan=40)
        publish_due(city.municipality.pk, now=APRIL)
        assert "/inzicht/kwartaalbericht/" in client.get("/inzicht/").content.decode()
        found = client.get("/inzicht/kwartaalbericht/")
    assert (found.status_code, found["Content-Type"]) == (200, "application/pdf")
    assert 'filename="cijfers-2026-03-31.pdf"' in found["Content-Disposition"]
    assert AccessEntry.objects.filter(kind="export", detail__figure="quarterly").count() == 1
