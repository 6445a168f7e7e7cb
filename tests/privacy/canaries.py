"""One person of whom every field is a canary, everywhere the product keeps something; and where canaries still sing.

``python -m tests.privacy.canaries`` makes her in the database of the environment, destroys her, and exits.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection

from wegwijs.accounts.crypto import Undecipherable, decrypt, encrypt, lookup_index

BSN, V_NUMBER, PHONE = "999990019", "2733445566", "06 5551 9876"
CANARIES = (
    "Kanarievogel", "Zangeres", "ካናሪ", BSN, V_NUMBER, PHONE, "655519876", "kanarievogel@", "Kanariestraat",
    "geelgevederd", "kooideurtje", "zangzaad", "vogelvlucht", "zitstokje", "nestkastje", "veertjes", "snaveltje",
    "tralies", "voerbakje",
)  # fmt: skip


def make_her(city, now) -> int:
    """A case with everything: contacts, household, facts with words, plan with letters, notes, drafts, glass, copy."""
    from tests.plans.deciding import ask as ask_colleague
    from tests.plans.deciding import save as weigh
    from tests.plans.making import establish, ready_case
    from wegwijs.accounts import audit, drafts
    from wegwijs.dossier.actions import NewContact, set_household_member
    from wegwijs.dossier.models import Trajectory
    from wegwijs.exchange.models import Delivery, DeliveryRecord
    from wegwijs.letters import queries as letters
    from wegwijs.letters.actions import set_document
    from wegwijs.privacy import copies
    from wegwijs.support.actions import write_note

    contacts = [NewContact("phone", PHONE), NewContact("email", "kanarievogel@voorbeeld.example"),
                NewContact("address", "Kanariestraat 7")]  # fmt: skip
    uuid = ready_case(
        city, ("third_party_information_received", now.date(), {"from": "vogelvlucht"}),
        ("learnability_test_taken", now.date(), {"score": 70, "required": 60, "result": "b1_feasible"}),
        surname="Kanarievogel", given_names="Zangeres", own_script_name="ካናሪ", bsn=BSN, v_number=V_NUMBER,
        adaptation="geelgevederd", contacts=contacts,
    )  # fmt: skip
    number = Trajectory.objects.get(uuid=uuid).pk
    coach = city.actor("responsible")
    establish(city, uuid, wish_work="kooideurtje", agreements=["zangzaad"])
    decision = weigh(city, uuid, "extension_advice", wish="voerbakje", reason="voerbakje", happened_on=None)
    ask_colleague(city, decision)
    for document in letters.documents_of(coach, number):
        set_document(document.uuid, now=now)
    set_household_member(coach, number, "partner", name="zitstokje", birth_year=1990, now=now)
    write_note(coach, number, "nestkastje", now=now, request_id=uuid4())
    drafts.save(coach, "record-contact", uuid, {"note": ["veertjes"]}, now=now)
    drafts.save(coach, "interrupted", uuid4(), {"path": f"/dossiers/{uuid}/", "fields": [["x", "veertjes"]]}, now=now)
    audit.log_access(city.actor("manager"), "break_glass", now=now, trajectory_id=number, reason="over snaveltje")
    delivery = Delivery.objects.create(municipality=city.municipality, kind="notices", name="x.csv", status="done",
                                       received_at=now)  # fmt: skip
    DeliveryRecord.objects.create(municipality=city.municipality, delivery=delivery, line=1, outcome="discrepancy",
                                  code="differs", params={"value": "Kanarievogel"}, trajectory_ref=number)  # fmt: skip
    _duo(city, number, now)
    copies.register(city.actor("privacy"), number, now.date(), now=now)
    return number


def _duo(city, number: int, now) -> None:
    """What DUO told of her, also under her number only, and why somebody left a difference."""
    from wegwijs.exchange.models import DuoMessage, DuoReading, DuoVerdict

    values = {
        "municipality": city.municipality, "sender": "0" * 20, "event": "SS101", "registered_at": now,
        "received_at": now, "status": "handled", "content": encrypt(json.dumps({"bsn": BSN}).encode()),
    }  # fmt: skip
    for case, person in ((number, ""), (None, lookup_index(BSN)), (None, lookup_index(V_NUMBER))):
        DuoMessage.objects.create(**values, message_id=uuid4(), digest=uuid4().hex, occurrence=uuid4().hex,
                                  trajectory_id=case, person=person)  # fmt: skip
    answer = encrypt(json.dumps({"naam": "Kanarievogel"}).encode())
    DuoReading.objects.create(municipality=city.municipality, trajectory_id=number, content=answer, read_at=now)
    DuoVerdict.objects.create(municipality=city.municipality, trajectory_id=number, key="k", choice="left",
                              content=encrypt(b"wegens tralies"), decided_at=now)  # fmt: skip


def in_rows() -> list[str]:
    """Canaries in any column of any table, also inside what is encrypted."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                text = " ".join(map(_readable, row))
                found += [f"{table}: {canary}" for canary in CANARIES if canary in text]
    return found


def _readable(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        raw = bytes(value)
        try:
            return decrypt(raw).decode(errors="replace")
        except Undecipherable:
            return raw.decode(errors="replace")
    return str(value)


def in_files(folder: Path) -> list[str]:
    """Canaries in the bytes of any file below a folder, also inside what is sealed."""
    found = []
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        raw = path.read_bytes()
        with suppress(Undecipherable):
            raw += decrypt(raw)
        found += [f"{path.name}: {canary}" for canary in CANARIES if canary.encode() in raw]
    return found


def _somebody_reads() -> sqlite3.Connection:
    """Another process in the middle of reading: it holds up the emptying of the write-ahead log."""
    connection.cursor().execute("PRAGMA busy_timeout=200")
    other = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM dossier_person").fetchone()
    return other


def main() -> None:
    """For a test of the database file itself: make her, then destroy her as the nightly run does."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.city import NOW, make_city
    from tests.privacy.conftest import AFTER, approved
    from wegwijs.accounts import sealer
    from wegwijs.dossier.actions import NewFact, append
    from wegwijs.privacy import destroying

    call_command("migrate", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        # Some builds of SQLite overwrite what is deleted by themselves; the product must not count on it.
        connection.cursor().execute("PRAGMA secure_delete=OFF")
    city = make_city()
    number = make_her(city, NOW)
    sealer.seal_pending(NOW)
    append(city.system(), [NewFact(number, "obligation_met", NOW.date(), {"result": "diploma"})], now=NOW)
    sys.stdout.write(f"before {len(set(in_rows()))} {len(set(in_files(Path(settings.WEGWIJS_HOME))))}\n")
    later = AFTER.replace(month=4)
    reader = _somebody_reads() if connection.vendor == "sqlite" else None
    sys.stdout.write(f"destroyed {destroying.carry_out(approved(city, later), now=later)}\n")
    if reader is not None:
        reader.close()
        sys.stdout.write(f"log emptied {destroying.empty_write_ahead_log(later)}\n")
    # While the connection is open, so that the write-ahead log is still there.
    sys.stdout.write(f"after {in_files(Path(settings.WEGWIJS_HOME))}\n")
    connection.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijs.project.settings")
    main()
