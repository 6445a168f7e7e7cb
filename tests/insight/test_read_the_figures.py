"""Figures on pages and in files: what is counted stands beside them, what is hidden stands nowhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from tests.city import NOW, PEOPLE, City, make_city
from tests.desk.plan_pages import signed_in
from tests.insight.published import publish, timeliness
from wegwijs.accounts.models import AccessEntry
from wegwijs.insight.pages.showing import LISTS
from wegwijs.insight.queries import CODES
from wegwijs.insight.register.before_after import LINES

pytestmark = pytest.mark.django_db
READERS = {"policy", "researcher", "manager", "manager_other", "quality", "quality_other"}
BOARD = "/inzicht/timeliness/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return " ".join(unescape(response.content.decode()).split())


def sheet(client: Client, figure: str) -> list[tuple[Any, ...]]:
    """The rows of a figure's workbook."""
    book = load_workbook(io.BytesIO(client.get(f"{BOARD}{figure}/xlsx/").content))
    assert book.active is not None
    return list(book.active.iter_rows(values_only=True))


def section(html: str, code: str) -> str:
    """One figure of a dashboard."""
    return html[html.index(f'id="{code}"') :].split("</section>", maxsplit=1)[0]


def test_who_reads_figures(city: City) -> None:
    """Policy adviser, researcher, managers and quality officers; nobody who only works with people, and no provider."""
    publish(city)
    addresses = ("/inzicht/", BOARD, f"{BOARD}in_time/", f"{BOARD}in_time/csv/", f"{BOARD}veranderd/")
    for who in {*PEOPLE, "elsewhere"}:
        found = {signed_in(city, who).get(address).status_code for address in addresses}
        assert found == ({200} if who in READERS else {403}), who


def test_every_figure_says_what_is_counted(city: City) -> None:
    """Definition, numerator, denominator, date, caveat; a chart with its table; both files."""
    publish(city)
    html = page(signed_in(city, "policy"), BOARD)
    for code in ("in_time", "signal_to_plan", "due_in_time"):
        told = section(html, code)
        for words in ("Wat het is", "Geteld", "Van", "Peildatum", "28 feb 2026", "CSV", "XLSX", "<table", "<figure"):
            assert words in told, (code, words)
    assert "Let op" in section(html, "in_time")


def test_a_hidden_cell_is_hidden_in_every_way_out(city: City) -> None:
    """Page, chart, what the chart says to who hears it, CSV and XLSX show a dash; a reader outside sees less."""
    publish(city)
    label = "Nog geen PIP, termijn loopt"
    for who, hidden in (("policy", 4), ("researcher", 6)):
        client = signed_in(city, who)
        told = section(page(client, BOARD), "in_time")
        [row] = re.findall(rf'<th scope="row">{label}</th>(.*?)</tr>', told)
        assert re.findall(r'<td class="n">(.*?)</td>', row).count("–") == hidden
        assert f"{label}, Gezins- en overige migranten: –" in told
        text = client.get(f"{BOARD}in_time/csv/").content.decode("utf-8-sig")
        [line] = [line for line in csv.reader(io.StringIO(text), delimiter=";") if line and line[0] == label]
        [cells] = [row for row in sheet(client, "in_time") if row[0] == label]
        assert [str(cell) for cell in cells[1:]] == line[1:]
        assert line[1:].count("–") == hidden


def test_a_rounded_cell_says_so_in_every_way_out(city: City) -> None:
    """On the page, in the file, and in what the chart says; exact ones beside it stay numbers."""
    content = timeliness()
    content["figures"]["in_time"]["tables"][""]["counts"][1][0] = [50, None]
    publish(city, content)
    client = signed_in(city, "policy")
    told = section(page(client, BOARD), "in_time")
    assert '<td class="n">ca. 50</td>' in told
    assert "ca.: afgerond" in told
    assert "Te laat, Statushouders: ca. 25%" in told
    assert next(row for row in sheet(client, "in_time") if row[0] == "Te laat")[1:4] == ("ca. 50", "ca. 25%", 52)


def test_numbers_in_files_are_numbers(city: City) -> None:
    """And below them stands what they are, of which day, and who made them when."""
    publish(city)
    rows = sheet(signed_in(city, "policy"), "in_time")
    assert rows[1] == ("Op tijd", 140, 70, 90, 63, 230, 70)
    below = {row[0]: row[1] for row in rows if row[0] and len(row) > 1}
    assert below["Peildatum"] == "28 feb 2026"
    assert "Waterstad" in below["Gemaakt"]
    assert "minder dan 5 mensen" in below["Niet getoond"]
    assert AccessEntry.objects.filter(kind="export").values_list("detail", flat=True).last() == {
        "figure": "timeliness.in_time", "as": "xlsx",
    }  # fmt: skip


def test_each_reads_in_their_own_language(city: City) -> None:
    """Also when a colleague read the same figures in another one just before; what is drawn is kept apart."""
    publish(city)
    assert "Wat telt mee?" in page(signed_in(city, "policy"), BOARD)
    colleague = city.user("manager")
    colleague.language = "en"
    colleague.save()
    told = page(signed_in(city, "manager"), BOARD)
    assert "What is counted?" in told
    assert "Wat telt mee?" not in told
    assert "Wat telt mee?" in page(signed_in(city, "quality"), BOARD)


def test_half_that_is_not_reached_is_said(city: City) -> None:
    """Never a number made up, and never left empty."""
    publish(city)
    told = section(page(signed_in(city, "manager"), BOARD), "signal_to_plan")
    assert "de helft na 80 dagen" in told
    assert "de helft nog niet bereikt" in told
    assert "norm: 70 dagen" in told
    [row] = re.findall(r"<th scope=\"row\">Gezins- en overige migranten</th>(.*?)</tr>", told)
    assert "niet bereikt" in row


def test_a_choice_stands_in_the_address(city: City) -> None:
    """Group and one thing to narrow by; links to figures and files keep it; what is not there is said."""
    publish(city)
    client = signed_in(city, "quality")
    html = page(client, f"{BOARD}?group=asylum&only=route.b1")
    assert "Statushouders · Leerroute: B1-route" in html
    assert "/inzicht/timeliness/in_time/csv/?group=asylum&only=route.b1" in html
    assert "Gezins- en overige migranten</th>" not in section(html, "in_time")
    answer = client.get(f"{BOARD}?only=team.Nergens", follow=True)
    assert answer.redirect_chain == [(BOARD, 302)]
    assert "Van die keuze zijn er geen cijfers" in answer.content.decode()


def test_the_permanent_address_shows_what_was_published_then(city: City) -> None:
    """A second version of the day stands beside it; the address of the first still shows the first."""
    publish(city)
    client = signed_in(city, "policy")
    html = page(client, f"{BOARD}in_time/?group=asylum")
    permanent = urlsplit(re.search(r'id="permanent" href="([^"]+)"', html).group(1))  # type: ignore[union-attr]
    later = timeliness()
    later["figures"]["in_time"]["tables"][""]["counts"][0] = [150, 90, 240]
    publish(city, later, version=2, changes=[["in_time", "", "in_time", "asylum", 140, 150]])
    assert '<td class="n">150</td>' in page(client, f"{BOARD}in_time/?group=asylum")
    assert '<td class="n">140</td>' in page(client, f"{permanent.path}?{permanent.query}")


def test_a_new_version_says_what_changed(city: City) -> None:
    """On the page of the figure, and for the whole dashboard."""
    publish(city)
    publish(city, timeliness(), version=2, changes=[["in_time", "", "in_time", "asylum", 138, 140]])
    client = signed_in(city, "policy")
    assert "/inzicht/timeliness/veranderd/?v=" in page(client, BOARD)
    for address in (f"{BOARD}in_time/", f"{BOARD}veranderd/"):
        told = page(client, address)
        assert "Op tijd · Statushouders" in told
        assert re.search(r"138</td>.*?140</td>", told)


def test_a_first_version_changed_nothing(city: City) -> None:
    """The page says so, and the dashboard has no link to it."""
    publish(city)
    client = signed_in(city, "policy")
    assert "veranderd/" not in page(client, BOARD)
    assert "Er veranderde niets" in page(client, f"{BOARD}veranderd/")


def test_another_day_can_be_chosen(city: City) -> None:
    """Of the days of which there are figures, the latest first."""
    publish(city)
    publish(city, on=date(2026, 1, 31))
    html = page(signed_in(city, "policy"), f"{BOARD}?on=2026-01-31")
    assert "Cijfers op 31 jan 2026" in html
    assert re.search(r'<option value="2026-01-31" selected>', html)


def test_own_cases_are_a_list_away_for_who_may_see_lists(city: City) -> None:
    """The list shows what it shows to them anyway; who sees no lists gets no link."""
    publish(city)
    wanted = "/dossiers/?phase=intake&group=asylum&route=b1"
    for who in READERS:
        html = page(signed_in(city, who), f"{BOARD}in_time/?group=asylum&only=route.b1")
        assert (wanted in html) == (who not in {"policy", "researcher"}), who
    assert signed_in(city, "manager").get(wanted).status_code == 200
    assert set(LISTS) == set(CODES)


def test_before_the_first_night_there_is_a_reason_instead_of_figures(city: City) -> None:
    """And of a figure or file that is not there nothing."""
    client = signed_in(city, "policy")
    for address in ("/inzicht/", BOARD):
        assert "Er zijn nog geen cijfers gemaakt" in page(client, address)
    for address in (f"{BOARD}in_time/", f"{BOARD}in_time/csv/", "/inzicht/xyz/", f"{BOARD}veranderd/"):
        assert client.get(address).status_code == 404
    publish(city)
    for address in (f"{BOARD}xyz/", f"{BOARD}in_time/pdf/", f"{BOARD}in_time/?on=2020-01-31"):
        assert client.get(address).status_code == 404


def test_figures_of_another_municipality_are_not_there(city: City) -> None:
    """Also not by the address of what was published."""
    row = publish(city)
    row.pk, row.uuid, row.municipality = None, "7b6f3f0e-3f6e-4a51-9c4e-111111111111", city.other
    row.save()
    assert signed_in(city, "policy").get(f"{BOARD}in_time/?v={row.uuid}").status_code == 404


def test_the_lines_are_those_of_the_definitions() -> None:
    """What before and after offers is every figure that is a line through time."""
    from wegwijs.analysis.dashboards.definitions import Series
    from wegwijs.analysis.dashboards.figures import DASHBOARDS

    found: list[Any] = [(b.code, one.code) for b in DASHBOARDS for one in b.figures if isinstance(one, Series)]
    assert list(LINES) == found
