"""A record is taken whole, or every reason why not is told. No text repeats a number of a person."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from wegwijs.exchange.spreadsheet.problems import shown
from wegwijs.exchange.spreadsheet.records import Notice, facts_of, old_law

from .deliveries import TODAY, bsn, person, read, write_csv

SURE = bsn(28_374_655)


def one(tmp_path: Path, **changes: str) -> Notice | list[tuple[str, str]]:
    notices, problems = read(write_csv(tmp_path / "d.csv", [person(1, **changes)]))
    return notices[0] if notices else [(problem.field, problem.code) for problem in problems]


def notice(tmp_path: Path, **changes: str) -> Notice:
    found = one(tmp_path, **changes)
    assert isinstance(found, Notice), found
    return found


TOMORROW = (TODAY + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"bsn": "123456789"}, "bsn", "bsn_invalid"),
        ({"bsn": SURE[1:]}, "bsn", "bsn_invalid"),
        ({"bsn": "000000000"}, "bsn", "bsn_invalid"),
        ({"bsn": SURE + "0"}, "bsn", "bsn_invalid"),
        ({"bsn": "١٢٣٤٥٦٧٨٢"}, "bsn", "bsn_invalid"),
        ({"v_nummer": "123456789"}, "v_nummer", "v_number_invalid"),
        ({"v_nummer": "v270000001"}, "v_nummer", "v_number_invalid"),
        ({"bsn": "", "v_nummer": ""}, "bsn", "bsn_or_v_number_missing"),
        ({"geslachtsnaam": "  "}, "geslachtsnaam", "surname_missing"),
        ({"geslachtsnaam": "123"}, "geslachtsnaam", "name_invalid"),
        ({"geslachtsnaam": "a" * 201}, "geslachtsnaam", "too_long"),
        ({"geboortedatum": ""}, "geboortedatum", "birth_date_missing"),
        ({"geboortedatum": "1990-13-01"}, "geboortedatum", "date_invalid"),
        ({"geboortedatum": "19900230"}, "geboortedatum", "date_invalid"),
        ({"geboortedatum": "19900015"}, "geboortedatum", "date_invalid"),
        ({"geboortedatum": "00000500"}, "geboortedatum", "date_invalid"),
        ({"geboortedatum": "32874"}, "geboortedatum", "date_invalid"),
        ({"geboortedatum": "05/04/1990"}, "geboortedatum", "date_ambiguous"),
        ({"geboortedatum": TOMORROW}, "geboortedatum", "date_in_future"),
        ({"geboortedatum": "1850"}, "geboortedatum", "date_too_early"),
        ({"geslacht": "paars"}, "geslacht", "gender_unknown"),
        ({"nationaliteit": "Atlantis"}, "nationaliteit", "country_unknown"),
        ({"doelgroep": ""}, "doelgroep", "group_missing"),
        ({"doelgroep": "toerist"}, "doelgroep", "group_unknown"),
        ({"datum_kennisgeving": "2025-09"}, "datum_kennisgeving", "date_incomplete"),
        ({"datum_kennisgeving": "20250900"}, "datum_kennisgeving", "date_incomplete"),
        ({"datum_kennisgeving": TOMORROW}, "datum_kennisgeving", "date_in_future"),
        ({"datum_inburgeringsplicht": "1901-01-01"}, "datum_inburgeringsplicht", "date_before_birth"),
        ({"datum_kennisgeving": "", "datum_inburgeringsplicht": ""}, "datum_kennisgeving", "date_missing"),
        ({"gekoppeld_door_coa_op": "2025-01-01"}, "gekoppeld_door_coa_op", "coa_not_asylum"),
        ({"verblijfsvergunning": "visum"}, "verblijfsvergunning", "permit_unknown"),
        ({"telefoon": "bel mij"}, "telefoon", "phone_invalid"),
        ({"telefoon": "06123"}, "telefoon", "phone_invalid"),
        ({"e_mail": "ali at example"}, "e_mail", "email_invalid"),
        ({"taal": "Marsiaans"}, "taal", "language_unknown"),
    ],
)
def test_a_wrong_value_is_told_with_its_field(tmp_path: Path, changes: dict[str, str], field: str, code: str) -> None:
    """One thing wrong gives one problem: the field and a code that stays."""
    assert one(tmp_path, **changes) == [(field, code)]


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Who corrects a record does not have to come back for the next mistake."""
    found = one(tmp_path, bsn="1", geboortedatum="gisteren", doelgroep="")
    assert found == [("bsn", "bsn_invalid"), ("geboortedatum", "date_invalid"), ("doelgroep", "group_missing")]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1990-05-01", "1990-05-01"),
        ("1990-05", "1990-05"),
        ("1990", "1990"),
        ("19900501", "1990-05-01"),
        ("19900500", "1990-05"),
        ("19900000", "1990"),
        ("00000000", ""),
        ("1990-05-00", "1990-05"),
        ("1-5-1990", "1990-05-01"),
        ("2000-02-29", "2000-02-29"),
        ("1990-05-01T00:00:00", "1990-05-01"),
        (TODAY.isoformat(), TODAY.isoformat()),
    ],
)
def test_birth_dates_may_be_partial(tmp_path: Path, text: str, iso: str) -> None:
    """ISO, BRP notation with unknown parts, and the Dutch order."""
    early = {"datum_inburgeringsplicht": TODAY.isoformat(), "datum_kennisgeving": "", "datum_inschrijving_brp": ""}
    assert notice(tmp_path, geboortedatum=text, **early).born.iso() == iso


@pytest.mark.parametrize(
    ("field", "text", "attribute", "value"),
    [
        ("nationaliteit", "Syrië", "nationality", "SY"),
        ("nationaliteit", "syrie", "nationality", "SY"),
        ("nationaliteit", "Syrische", "nationality", "SY"),
        ("nationaliteit", "Democratische Republiek Congo", "nationality", "CD"),
        ("nationaliteit", "Zuid-Soedan", "nationality", "SS"),
        ("nationaliteit", "onbekend", "nationality", ""),
        ("taal", "Tigrinya", "mother_tongue", "ti"),
        ("taal", "Dari", "mother_tongue", "prs"),
        ("taal", "Koerdisch (Sorani)", "mother_tongue", "ckb"),
        ("taal", "Oekraïens", "mother_tongue", "uk"),
        ("doelgroep", "Asielstatushouder", "group", "asylum"),
        ("doelgroep", "Gezinsvormer met Asielstatushouder", "group", "asylum"),
        ("doelgroep", "gezinsmigrant", "group", "family"),
        ("doelgroep", "Overig", "group", "other"),
        ("verblijfsvergunning", "regulier bij asielstatushouder", "permit", "regular_with_asylum_holder"),
        ("verblijfsvergunning", "Geestelijk bedienaar", "permit", "clergy"),
        ("geslacht", "Vrouw", "sex", "f"),
        ("geslacht", "onbekend", "sex", ""),
        ("telefoon", "06 - 12 34 56 78", "phone", "+31612345678"),
        ("telefoon", "0031 (0)6 12345678", "phone", "+31612345678"),
        ("telefoon", "+31 (0)6 12345678", "phone", "+31612345678"),
        ("telefoon", "612345678", "phone", "+31612345678"),
        ("telefoon", "+49 151 12345678", "phone", "+4915112345678"),
        ("bsn", f"{SURE[:4]}.{SURE[4:6]}.{SURE[6:]}", "bsn", SURE),
        ("e_mail", "Élodie.o'neil+x@voorbeeld.example", "email", "Élodie.o'neil+x@voorbeeld.example"),
        ("geslachtsnaam", "  van   den Berg ", "surname", "van den Berg"),
        ("voornamen", "علی\u200cرضا", "given_names", "علی\u200cرضا"),
        ("geslachtsnaam", "Ngũgĩ", "surname", "Ngũgĩ"),
        ("tussenvoegsel", "'t", "prefix", "'t"),
    ],
)
def test_values_become_our_words(tmp_path: Path, field: str, text: str, attribute: str, value: str) -> None:
    """Dutch words of a delivery in any spelling become codes; names stay as the person writes them."""
    row = {"gekoppeld_door_coa_op": ""}
    assert getattr(notice(tmp_path, **(row | {field: text})), attribute) == value


def test_the_facts_that_a_notice_yields(tmp_path: Path) -> None:
    """Each date is one fact; registration counts as housing for statushouders only (Huisvestingswet art. 28)."""
    family = notice(tmp_path)
    assert facts_of(family, "9001") == [
        ("obligation_started", date(2025, 9, 1), {}),
        ("duo_notified", date(2025, 9, 15), {}),
        ("brp_registered", date(2025, 8, 20), {"municipality": "9001", "housing": False}),
    ]
    asylum = notice(tmp_path, doelgroep="statushouder", verblijfsvergunning="asiel", gekoppeld_door_coa_op="2025-07-01")
    assert ("coa_matched", date(2025, 7, 1), {"municipality": "9001"}) in facts_of(asylum, "9001")
    assert ("brp_registered", date(2025, 8, 20), {"municipality": "9001", "housing": True}) in facts_of(asylum, "9001")


@pytest.mark.parametrize(
    ("changes", "held"),
    [
        ({"datum_inburgeringsplicht": "2021-12-31"}, True),
        ({"datum_inburgeringsplicht": "2022-01-01"}, False),
        ({"datum_inburgeringsplicht": "", "datum_kennisgeving": "2021-12-31"}, True),
        ({"datum_inburgeringsplicht": "2022-01-01", "datum_kennisgeving": "2021-12-31"}, False),
    ],
)
def test_the_old_law_is_set_apart(tmp_path: Path, changes: dict[str, str], held: bool) -> None:
    """Wi art. 54: a duty that started before 1 January 2022 is for a human to look at (law.md 1.10)."""
    found = old_law(notice(tmp_path, **changes), date(2022, 1, 1))
    assert (found is not None) is held
    if found:
        assert "01-01-2022" in found.text


def test_no_message_repeats_a_number_or_a_name(tmp_path: Path) -> None:
    """Even when the columns have shifted, no BSN comes out in a message."""
    changes = dict.fromkeys(person(1), SURE) | {"bsn": SURE[1:], "voornamen": "=" + SURE}
    _, problems = read(write_csv(tmp_path / "d.csv", [person(1, **changes)]))
    assert len(problems) > 8
    assert not [problem for problem in problems if SURE[:4] in problem.text or SURE[-4:] in problem.text]
    assert shown("1234 56.782 x") == "… x"
