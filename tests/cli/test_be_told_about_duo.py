"""Whoever runs Wegwijs is told of a certificate that ends and of messages to DUO that need somebody: counts only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from tests.city import NOW, make_city
from tests.plans.making import establish, ready_case
from wegwijs.cli import doctor, doctor_duo
from wegwijs.cli.doctor_duo import GOOD, MIND, WRONG
from wegwijs.outbox.models import Message

BEGINS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
MONTH = timedelta(days=30)
SECOND = timedelta(seconds=1)


class Pair:
    """A certificate and its key, as files."""

    def __init__(self, folder: Path, name: str, password: bytes = b"") -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Waterstad")])
        made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        made = made.serial_number(1).not_valid_before(BEGINS).not_valid_after(ENDS)
        self.certificate, self.key = folder / f"{name}.pem", folder / f"{name}.key"
        self.certificate.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        sealed = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        self.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, sealed))
        self.key.chmod(0o600)


@pytest.fixture
def pair(tmp_path: Path, settings: Any) -> Pair:
    """A sound installation with a line."""
    made = Pair(tmp_path, "ours")
    settings.WEGWIJS_DUO_URL = "https://duo.invalid:1234"
    settings.WEGWIJS_DUO_CERTIFICATE, settings.WEGWIJS_DUO_KEY = str(made.certificate), str(made.key)
    settings.WEGWIJS_DUO_CA = ""
    return made


def _levels(now: datetime = NOW) -> list[str]:
    return [level for level, _ in doctor_duo.certificate(now)]


@pytest.mark.parametrize(
    ("now", "level"),
    [
        (BEGINS - SECOND, WRONG), (BEGINS, GOOD), (ENDS - MONTH, GOOD), (ENDS - MONTH + SECOND, MIND), (ENDS, MIND),
        (ENDS + SECOND, WRONG),
    ],
)  # fmt: skip
def test_a_certificate_is_told_of_a_month_before_it_ends(pair: Pair, settings: Any, now: datetime, level: str) -> None:
    """Our own, and those by which we know DUO; with the day and the setting to change."""
    settings.WEGWIJS_DUO_CA = str(pair.certificate)
    found = list(doctor_duo.certificate(now))
    assert [one for one, _ in found] == [level, level]
    if now > ENDS:
        assert "verlopen op 01-01-2027" in found[0][1]
        assert ["WEGWIJS_DUO_CERTIFICATE" in found[0][1], "WEGWIJS_DUO_CA" in found[1][1]] == [True, True]


def test_files_that_do_not_fit_are_named(pair: Pair, tmp_path: Path, settings: Any) -> None:
    """Not there, no certificate, another's key, a key with a password, a key that others may read, no certificate."""
    assert _levels() == [GOOD]
    pair.key.chmod(0o640)
    assert _levels() == [GOOD, MIND]
    settings.WEGWIJS_DUO_KEY = str(Pair(tmp_path, "theirs").key)
    assert _levels() == [WRONG]
    locked = Pair(tmp_path, "locked", b"geheim")
    settings.WEGWIJS_DUO_CERTIFICATE, settings.WEGWIJS_DUO_KEY = str(locked.certificate), str(locked.key)
    assert _levels() == [WRONG]
    settings.WEGWIJS_DUO_CERTIFICATE = str(locked.key)
    assert _levels() == [WRONG]
    settings.WEGWIJS_DUO_CERTIFICATE = settings.WEGWIJS_DUO_CA = str(tmp_path / "nowhere.pem")
    assert _levels() == [WRONG, WRONG]
    settings.WEGWIJS_DUO_CERTIFICATE = settings.WEGWIJS_DUO_CA = ""
    assert _levels() == [WRONG]
    settings.WEGWIJS_DUO_KEY = ""
    assert _levels() == [MIND]
    settings.WEGWIJS_DUO_URL = "http://localhost:8001"
    assert _levels() == []
    settings.WEGWIJS_DUO_URL = ""
    assert _levels() == [GOOD]


@pytest.mark.django_db
def test_messages_that_need_somebody_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Refused, held and failing for long, with what to do; one that failed a moment ago is not told of. No names."""
    city = make_city()
    for number in range(2):
        establish(city, ready_case(city, surname=f"Tesfay{number}"))
    first, second, *others = Message.objects.order_by("pk")
    now = timezone.now()
    Message.objects.update(queued_at=now, state="queued", code="")
    assert [level for level, _ in doctor_duo.messages(now)] == [GOOD]
    Message.objects.filter(pk=first.pk).update(state="failing", attempts=5)
    assert [level for level, _ in doctor_duo.messages(now)] == [GOOD]
    Message.objects.filter(pk=first.pk).update(attempts=6)
    Message.objects.filter(pk=second.pk).update(state="refused")
    Message.objects.filter(pk__in=[one.pk for one in others]).update(state="held")
    doctor.run([])
    said = capsys.readouterr().out
    assert "let op  berichten aan DUO: 1 komen steeds niet aan." in said
    assert "let op  berichten aan DUO: 3 geweigerd of tegengehouden." in said
    assert "Tesfay" not in said
