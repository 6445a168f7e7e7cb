"""A delivery through the page: see its columns, try it, take it over, read what became of it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.city import City, make_city
from tests.exchange.deliveries import COLUMNS, person
from tests.signing import StaffClient
from wegwijs.accounts.models import AccessEntry, AuditEntry
from wegwijs.dossier.models import Trajectory
from wegwijs.exchange import inbox
from wegwijs.exchange.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city()


def table(rows: list[dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> bytes:
    """A CSV file with these people."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue().encode()


def send(client: StaffClient, content: bytes, name: str = "levering.csv") -> str:
    """Upload; the address of the delivery."""
    answer = client.post(reverse("desk:delivery_new"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def check(client: StaffClient, address: str, **changes: str) -> str:
    """Press "Levering nakijken" with the columns as they were recognised, some changed; the page that follows."""
    form = client.get(address).context["form"]
    data = {bound.html_name: bound.value() or "" for _, bound in form.rows}
    return client.post(f"{address}kolommen/", {**data, **changes}, follow=True).content.decode()


def test_238_of_250_people_become_cases_and_12_are_explained(client: StaffClient, city: City) -> None:
    """Whole records only; each bad one with line, column and what to do; nothing before the user says so."""
    rows = [person(number) for number in range(250)]
    for number in range(12):
        rows[number * 20]["doelgroep"] = "buurman"
    client.force_login(city.user("admin"))
    address = send(client, table(rows))
    page = check(client, address)
    assert Trajectory.objects.count() == 0
    assert "Nagekeken, nog niet overgenomen" in page
    assert page.count("group_unknown") == 12
    page = client.post(f"{address}overnemen/", follow=True).content.decode()
    assert Trajectory.objects.count() == 238
    assert page.count("group_unknown") == 12
    assert Delivery.objects.get().counts == {
        "rows": 250, "accepted": 238, "updated": 0, "unchanged": 0, "repeated": 0, "held": 0, "rejected": 12,
        "discrepancies": 0,
    }  # fmt: skip
    assert AuditEntry.objects.filter(action="delivery_imported").count() == 1


def test_the_same_delivery_again_changes_nothing(client: StaffClient, city: City) -> None:
    """A second time, and pressing the button twice: everybody unchanged."""
    client.force_login(city.user("admin"))
    content = table([person(number) for number in range(5)])
    for _ in range(2):
        address = send(client, content)
        check(client, address)
        client.post(f"{address}overnemen/")
        client.post(f"{address}overnemen/")
    assert Trajectory.objects.count() == 5
    assert Delivery.objects.latest("pk").counts["unchanged"] == 5


def test_a_column_with_another_name_can_be_pointed_out(client: StaffClient, city: City) -> None:
    """Not recognised by itself: said by the user, and used."""
    columns = tuple("wie" if name == "geslachtsnaam" else name for name in COLUMNS)
    rows = [{**person(1), "wie": "Haddad"}]
    client.force_login(city.user("admin"))
    address = send(client, table(rows, columns))
    assert "Een kolom die nodig is" in check(client, address) or Trajectory.objects.count() == 0
    page = check(client, address, **{f"column-{columns.index('wie')}": "geslachtsnaam"})
    assert "Elke regel klopt" in page


def test_two_columns_for_one_thing_are_refused(client: StaffClient, city: City) -> None:
    """The form says which."""
    client.force_login(city.user("admin"))
    address = send(client, table([person(1)]))
    page = check(client, address, **{f"column-{COLUMNS.index('locatie')}": "telefoon"})
    assert "staan voor hetzelfde: Telefoon" in page


def test_the_columns_page_shows_shapes_and_no_people(client: StaffClient, city: City) -> None:
    """Neither name nor number, for nobody."""
    row = person(3)
    for who in ("admin", "quality"):
        client.force_login(city.user(who))
        page = client.get(send(client, table([row]))).content.decode()
        assert "999999999" in page
        assert row["bsn"] not in page
        assert row["geslachtsnaam"] not in page


def test_values_of_the_file_are_for_who_may_see_contents(client: StaffClient, city: City) -> None:
    """A functional administrator reads line, column and code; a quality officer also the value that was not known."""
    content = table([person(1, doelgroep="buurman van Selam")])
    for who, shown in (("quality", True), ("admin", False)):
        client.force_login(city.user(who))
        page = check(client, send(client, content))
        assert "group_unknown" in page
        assert ("buurman van Selam" in page) is shown


def test_rejected_records_come_back_as_a_table_to_correct(client: StaffClient, city: City) -> None:
    """With the original cells for who may see them, no cell that runs as a formula, and the download is logged."""
    content = table([person(1), person(2, doelgroep="buurman", voornamen="=cmd|calc")])
    client.force_login(city.user("quality"))
    address = send(client, content)
    check(client, address)
    client.post(f"{address}overnemen/")
    answer = client.get(f"{address}niet-overgenomen.csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 2
    assert lines[1][0] == "3"
    assert "Doelgroep" in lines[1][1]
    assert "group_unknown" in lines[1][2]
    assert "'=cmd|calc" in lines[1]
    assert AccessEntry.objects.filter(kind="export").count() == 1
    client.force_login(city.user("admin"))
    plain = b"".join(client.get(f"{address}niet-overgenomen.csv")).decode()
    assert "cmd|calc" not in plain
    assert "group_unknown" in plain


def test_a_file_that_is_no_table_is_refused_with_what_to_do(client: StaffClient, city: City) -> None:
    """Said in words, by what is in the file and not by its name; it can be thrown away."""
    client.force_login(city.user("admin"))
    address = send(client, b"%PDF-1.7 something", "people.csv")
    page = client.get(address).content.decode()
    assert "Dit bestand is geen tabel" in page
    client.post(f"{address}weggooien/")
    assert Delivery.objects.get().status == "discarded"
    assert not inbox.has_file(Delivery.objects.get().uuid)


def test_what_waits_is_kept_encrypted_and_goes_when_it_is_done(client: StaffClient, city: City) -> None:
    """No readable BSN on disk; after an import without rejects the file is gone; old files are tidied away."""
    client.force_login(city.user("admin"))
    row = person(1)
    address = send(client, table([row]))
    folder = Path(settings.WEGWIJS_STORE) / "deliveries"
    uuid = Delivery.objects.get().uuid
    assert all(row["bsn"].encode() not in path.read_bytes() for path in folder.iterdir())
    check(client, address)
    assert all(row["geslachtsnaam"].encode() not in path.read_bytes() for path in folder.iterdir())
    client.post(f"{address}overnemen/")
    assert not inbox.has_file(uuid)
    send(client, table([row]))
    assert inbox.tidy(timezone.now()) == 0
    assert inbox.tidy(timezone.now() + timedelta(days=31)) >= 1


def test_a_large_delivery_is_done_by_the_worker_while_the_page_tells_how_far(
    client: StaffClient, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is there at once, says how far it is, works by looking again, and shows the report at the end."""
    from django_tasks_db.models import DBTaskResult

    from wegwijs.exchange import tasks

    monkeypatch.setattr(inbox, "SMALL", 10)
    client.force_login(city.user("admin"))
    address = send(client, table([person(number) for number in range(4)]))
    page = check(client, address)
    assert "De levering wordt nagekeken" in page
    assert "Kijk opnieuw" in page
    client.post(f"{address}kolommen/", {"again": "1"})
    queued = DBTaskResult.objects.first()
    assert queued is not None
    tasks.work.func(*queued.args_kwargs["args"], **queued.args_kwargs["kwargs"])
    assert "Overnemen" in client.get(address).content.decode()
    client.post(f"{address}overnemen/")
    assert "De mensen worden overgenomen" in client.get(address).content.decode()
    client.post(f"{address}overnemen/", {"again": "1"})
    for task in DBTaskResult.objects.all():
        if task.args_kwargs["args"][-1] == "running":
            tasks.work.func(*task.args_kwargs["args"])
    assert Trajectory.objects.count() == 4
    assert "Wat er is gebeurd" in client.get(address).content.decode()


def test_many_people_at_once_are_announced_with_their_weeks(client: StaffClient, city: City) -> None:
    """When a week asks for more plans than can be made, the delivery and the worklists say so."""
    notified = (timezone.localdate() - timedelta(days=2)).isoformat()
    rows = [person(2 * n + 1, datum_kennisgeving=notified, datum_inschrijving_brp=notified) for n in range(70)]
    client.force_login(city.user("quality"))
    address = send(client, table(rows))
    assert "Veel mensen tegelijk" in check(client, address)
    client.post(f"{address}overnemen/")
    page = client.get(address).content.decode()
    assert "Week vanaf" in page
    client.force_login(city.user("responsible"))
    assert "Er kwamen 70 nieuwe mensen in één levering" in client.get(reverse("desk:today")).content.decode()


@pytest.mark.parametrize(
    "who", ["responsible", "stranger", "manager", "desk", "adviser", "privacy", "coordinator", "reception"]
)
def test_other_roles_have_no_deliveries(client: StaffClient, city: City, who: str) -> None:
    """403 for every page and every button."""
    delivery = _stored(city)
    client.force_login(city.user(who))
    for name, arguments in (
        ("deliveries", []),
        ("delivery", [delivery]),
        ("delivery_rejected", [delivery]),
        ("delivery_held", []),
    ):
        assert client.get(reverse(f"desk:{name}", args=arguments)).status_code == 403
    for name in ("delivery_columns", "delivery_run", "delivery_discard"):
        assert client.post(reverse(f"desk:{name}", args=[delivery])).status_code == 403


def test_a_delivery_of_another_municipality_is_not_there(client: StaffClient, city: City) -> None:
    """404 for every page and every button, and not in the list."""
    delivery = _stored(city, elsewhere=True)
    client.force_login(city.user("admin"))
    assert "geheim.csv" not in client.get(reverse("desk:deliveries")).content.decode()
    for name in ("delivery", "delivery_rejected"):
        assert client.get(reverse(f"desk:{name}", args=[delivery])).status_code == 404
    for name in ("delivery_columns", "delivery_run", "delivery_discard"):
        assert client.post(reverse(f"desk:{name}", args=[delivery])).status_code == 404


def _stored(city: City, *, elsewhere: bool = False) -> UUID:
    place = city.other if elsewhere else city.municipality
    made = Delivery.objects.create(
        municipality=place, kind="notices", name="geheim.csv", status="done", received_at=timezone.now()
    )
    return made.uuid
