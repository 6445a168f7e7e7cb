"""Columns are recognised by name, shown, and can be corrected."""

import pytest

from wegwijs.exchange.spreadsheet.mapping import NOTICE_COLUMNS, apply, fold, propose
from wegwijs.exchange.spreadsheet.problems import Unreadable

ENOUGH = ["bsn", "geslachtsnaam", "geboortedatum", "doelgroep", "datum_kennisgeving"]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("BSN", "bsn"),
        ("Burgerservicenummer", "bsn"),
        ("BSN-nummer", "bsn"),
        ("V-nummer", "v_nummer"),
        ("v nr.", "v_nummer"),
        ("Vreemdelingennummer", "v_nummer"),
        ("Voornaam", "voornamen"),
        ("voorvoegsel", "tussenvoegsel"),
        ("Achternaam", "geslachtsnaam"),
        ("Geb.datum", "geboortedatum"),
        ("GEBOORTE_DATUM", "geboortedatum"),
        ("Telefoonnummer", "telefoon"),
        ("E-mailadres", "e_mail"),
        ("e-mail", "e_mail"),
        ("Moedertaal", "taal"),
        ("Datum  kennisgeving", "datum_kennisgeving"),
        ("gekoppeld door COA op", "gekoppeld_door_coa_op"),
        ("Nationalitëit", "nationaliteit"),
        ("Schoenmaat", None),
        ("", None),
        ("اسم", None),
    ],
)
def test_a_column_is_recognised_by_any_of_its_names(name: str, target: str | None) -> None:
    """Case, spaces, marks and diacritics do not matter; what is not known is left out."""
    assert propose([name]).targets == (target,)


def test_every_column_of_the_contract_is_recognised_by_its_own_name() -> None:
    """The contract's own names always work, and no synonym stands for two columns."""
    assert propose(list(NOTICE_COLUMNS)).targets == tuple(NOTICE_COLUMNS)
    names = {(fold(name), own) for own, others in NOTICE_COLUMNS.items() for name in (own, *others)}
    assert len(names) == len({name for name, _own in names})


def test_a_file_that_lacks_a_needed_column_is_told_which() -> None:
    """BSN or V-number is enough, one of three dates is enough; what is missing is named."""
    propose(ENOUGH).check()
    propose(["v_nummer", *ENOUGH[1:4], "gekoppeld_door_coa_op"]).check()
    with pytest.raises(Unreadable) as error:
        propose(["bsn", "geslachtsnaam", "datum_kennisgeving"]).check()
    assert error.value.params["columns"] == "geboortedatum; doelgroep"


def test_the_own_name_goes_before_a_synonym() -> None:
    """With `geslachtsnaam` and `naam` in one file the first counts; two synonyms are a question for the user."""
    assert propose(["naam", *ENOUGH]).targets[0] is None
    doubled = propose(["naam", "achternaam", "bsn", "geboortedatum", "doelgroep", "datum_kennisgeving"])
    assert doubled.doubles == ("geslachtsnaam",)
    with pytest.raises(Unreadable) as error:
        doubled.check()
    assert error.value.code == "double_column"
    apply(doubled, {0: None}).check()


def test_the_user_corrects_the_mapping() -> None:
    """By position or by name; a target given to one column is taken from the column that had it."""
    proposed = propose(["nummer", "bsn", "geslachtsnaam", "geboortedatum", "doelgroep", "brief van"])
    corrected = apply(proposed, {"brief van": "datum_kennisgeving", 0: "bsn"})
    assert corrected.targets == ("bsn", None, "geslachtsnaam", "geboortedatum", "doelgroep", "datum_kennisgeving")
    corrected.check()
