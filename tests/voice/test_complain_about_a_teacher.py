"""A complaint about a teacher reaches the contract manager without the person, unless she agrees; and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.city import NOW, TODAY, City, make_case, make_city, uuid_of
from tests.desk.case_pages import signed_in, text
from wegwijs.accounts.models import AccessEntry, AuditEntry
from wegwijs.voice import actions, queries
from wegwijs.voice.models import ProviderComplaint, Voice

pytestmark = pytest.mark.django_db
WORDS = "De docent geeft geen antwoord op onze vragen en kijkt op de telefoon."


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def case(city: City) -> int:
    return make_case(city)


def complain(city: City, case: int, who: str = "responsible", **changes: Any) -> UUID:
    assert city.organisation is not None
    heard = {"kind": "complaint", "subject": "teacher", "words": WORDS, "on": TODAY,
             "organisation_id": city.organisation.pk, **changes}  # fmt: skip
    return actions.hear(city.actor(who), case, actions.Heard(**heard), now=NOW, request_id=uuid4())


def manager_sees(city: City) -> str:
    """Everything that the contract manager can open, page by page."""
    client = signed_in(city, "contracts")
    bodies = [client.get(reverse("desk:complaints")).content.decode()]
    keys = [one.uuid for one in queries.complaints(city.actor("contracts"))]
    bodies += [client.get(reverse("desk:complaint", args=[key])).content.decode() for key in keys]
    return "\n".join(bodies)


def test_the_contract_manager_reads_what_was_said_and_not_who(city: City, case: int) -> None:
    """Words, provider and week; no name, no number, no address, no key of the case or of the complaint there."""
    said = complain(city, case)
    seen = manager_sees(city)
    assert "kijkt op de telefoon" in seen
    assert "Taalhuis Noord" in seen
    for one in ("Selam", "Tesfay", "ሰላም", str(uuid_of(case)), str(said)):
        assert one not in seen, one
    assert "16 mrt 2026" in seen, "the week"


def test_nothing_of_it_can_be_worked_out(city: City, case: int) -> None:
    """Not from the row, its key, its day, the order of the list, the access log of the reader or the audit."""
    other = make_case(city, surname="Anders", own_script_name="")
    first, second = complain(city, case, on=TODAY - timedelta(days=1)), complain(city, other, on=TODAY)
    rows = list(ProviderComplaint.objects.all())
    assert {row.uuid for row in rows}.isdisjoint({first, second})
    assert {row.week.weekday() for row in rows} == {0}
    columns = {field.name for field in ProviderComplaint._meta.get_fields()}
    assert not columns & {"trajectory", "voice", "person", "made_at", "heard_by", "heard_on"}
    in_order = [one.uuid for one in queries.complaints(city.actor("contracts"))]
    weeks = {row.uuid: row.week for row in rows}
    assert in_order == sorted(in_order, key=lambda key: (-weeks[key].toordinal(), str(key)))
    manager_sees(city)
    looked = AccessEntry.objects.filter(user_id=city.user("contracts").pk)
    assert looked.exists()
    assert set(looked.values_list("trajectory_ref", flat=True)) == {None}
    told = AuditEntry.objects.filter(subject__in=[row.uuid for row in rows])
    assert not told.exists()


def test_with_the_name_when_the_person_agrees(city: City, case: int) -> None:
    """Only then."""
    complain(city, case, name_agreed=True)
    assert "Selam Tesfay" in manager_sees(city)


@pytest.mark.parametrize(
    "words",
    ["Selam zegt dat de docent niet uitlegt", "Mevrouw Weldegabriel vindt de docent niet goed", "ሰላም ትብል ኣላ",
     "Bel 06 1234 5678 voor meer"],
)  # fmt: skip
def test_words_that_name_the_person_are_sent_back(city: City, words: str) -> None:
    """In another spelling or script, and numbers; unless the person agrees."""
    case = make_case(city, surname="Tesfay Weldegebriel")
    with pytest.raises(actions.Refused, match="names_the_person"):
        complain(city, case, words=words)
    assert not ProviderComplaint.objects.exists()
    complain(city, case, words=words, name_agreed=True)
    assert ProviderComplaint.objects.count() == 1


def test_about_which_school_must_be_known(city: City, case: int) -> None:
    """A complaint about a teacher without a school reaches nobody."""
    with pytest.raises(actions.Refused, match="which_provider"):
        complain(city, case, organisation_id=None)


def test_what_the_contract_manager_did_comes_back(city: City, case: int) -> None:
    """Whoever guides sees it, on the case and on *Vandaag*, and tells the person."""
    said = complain(city, case)
    passed = queries.complaints(city.actor("contracts"))[0]
    client = signed_in(city, "contracts")
    answer = client.post(
        reverse("desk:complaint", args=[passed.uuid]),
        {"version": "1", "words": "Gesprek met de school; de docent krijgt begeleiding."},
    )
    assert answer.status_code == 302
    found = queries.one(city.actor("responsible"), case, said)
    assert found is not None
    assert found.passed_on is not None
    assert found.passed_on.done.startswith("Gesprek met de school")
    assert "contractmanager heeft geantwoord" in text(signed_in(city, "responsible").get(reverse("desk:today")))


def test_an_empty_answer_is_not_kept(city: City, case: int) -> None:
    """Said beside the field."""
    complain(city, case)
    passed = queries.complaints(city.actor("contracts"))[0]
    page = signed_in(city, "contracts").post(
        reverse("desk:complaint", args=[passed.uuid]), {"version": "1", "words": " "}
    )
    assert page.status_code == 422
    assert ProviderComplaint.objects.get().done_on is None


@pytest.mark.parametrize(
    "who", ["responsible", "quality", "manager", "coordinator", "teacher", "desk", "privacy", "elsewhere"]
)
def test_only_the_contract_manager_has_the_list(city: City, case: int, who: str) -> None:
    """The provider itself least of all."""
    complain(city, case)
    assert queries.complaints(city.actor(who)) == ()
    answer = signed_in(city, who).get(reverse("desk:complaints"))
    assert answer.status_code == 403
    with pytest.raises(PermissionDenied):
        actions.handle(city.actor(who), ProviderComplaint.objects.get().uuid, 1, "x", now=NOW)


def test_the_contract_manager_reaches_no_case(city: City, case: int) -> None:
    """Not by its address either."""
    complain(city, case)
    client = signed_in(city, "contracts")
    for name in ("case", "record_menu", "card"):
        assert client.get(reverse(f"desk:{name}", args=[uuid_of(case)])).status_code in {403, 404}


def test_a_complaint_that_was_a_mistake_goes_there_too(city: City, case: int) -> None:
    """Taken back here is out of sight there; destroyed with the case."""
    said = complain(city, case)
    actions.take_back(city.actor("responsible"), case, said, 1, "verkeerde persoon", now=NOW)
    assert queries.complaints(city.actor("contracts")) == ()
    from wegwijs.voice import person_data

    person_data.destroy([case])
    assert not ProviderComplaint.objects.exists()


def test_a_complaint_about_whoever_guides_is_not_theirs_to_answer(city: City, case: int) -> None:
    """A quality officer answers; whoever guides knows that it is there and does not read the words."""
    said = actions.hear(
        city.actor("desk"), case, actions.Heard("complaint", "guidance", "Mijn coach luistert niet.", TODAY),
        now=NOW, request_id=uuid4(),
    )  # fmt: skip
    own = queries.one(city.actor("responsible"), case, said)
    assert own is not None
    assert (own.hidden, own.words) == (True, "")
    assert queries.to_do(city.actor("responsible")) == ()
    assert [one.uuid for one in queries.to_do(city.actor("quality"))] == [said]
    with pytest.raises(PermissionDenied):
        actions.answer(city.actor("responsible"), case, said, 1, actions.Answer("no", "Onzin."), now=NOW)
    actions.answer(city.actor("quality"), case, said, 1, actions.Answer("yes", "U krijgt een andere coach."), now=NOW)
    with pytest.raises(actions.Refused, match="not_about_oneself"):
        actions.hand_over(city.actor("quality"), case, said, 2, None, now=NOW)
    assert (
        "luistert niet"
        not in signed_in(city, "responsible").get(reverse("desk:case", args=[uuid_of(case)])).content.decode()
    )
    assert Voice.objects.get().passed_on is None
