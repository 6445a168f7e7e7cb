"""Somebody who is in a file twice is one person, or a question; never the last row that happened to win."""

from pathlib import Path

from wegwijs.exchange.spreadsheet.dedupe import PersonIndex, Repeats
from wegwijs.exchange.spreadsheet.mapping import propose
from wegwijs.exchange.spreadsheet.reading import open_delivery
from wegwijs.exchange.spreadsheet.records import reader

from .deliveries import TODAY, person, write_csv


def first_pass(tmp_path: Path, rows: list[dict[str, str]]) -> Repeats:
    delivery = open_delivery(write_csv(tmp_path / "d.csv", rows))
    mapping = propose(delivery.header)
    index = PersonIndex(mapping)
    for row in delivery.rows():
        index.add(row)
    return index.repeats(delivery.rows, reader(mapping, TODAY))


def test_the_same_row_twice_is_one_person(tmp_path: Path) -> None:
    """The later line only repeats; also when the same date is written in another way or a column is not ours."""
    rows = [person(1), person(2), person(1), person(2, geboortedatum=person(2)["geboortedatum"].replace("-", ""))]
    assert first_pass(tmp_path, rows) == Repeats({}, frozenset({4, 5}), 4)


def test_two_different_rows_for_one_bsn_are_both_kept_out(tmp_path: Path) -> None:
    """All rows of that person are told, with all their lines; others are not touched."""
    rows = [person(1), person(2), person(1, geslachtsnaam="Anders"), person(1)]
    assert first_pass(tmp_path, rows).conflicts == dict.fromkeys((2, 4, 5), (2, 4, 5))


def test_a_row_with_bsn_and_one_with_v_number_join_through_a_third(tmp_path: Path) -> None:
    """Rows that share a V-number with a row that has both numbers are about one person."""
    rows = [person(1, v_nummer=""), person(1, bsn=""), person(1), person(3)]
    assert set(first_pass(tmp_path, rows).conflicts) == {2, 3, 4}
    assert first_pass(tmp_path, rows[:2]).conflicts == {}


def test_numbers_are_the_same_with_and_without_dots(tmp_path: Path) -> None:
    """`1234.56.782` and `123456782` are one BSN."""
    row = person(1, v_nummer="")
    dotted = row | {"bsn": f"{row['bsn'][:4]}.{row['bsn'][4:6]}.{row['bsn'][6:]}"}
    assert first_pass(tmp_path, [row, dotted]) == Repeats({}, frozenset({3}), 2)


def test_a_faulty_row_beside_a_sound_one_is_a_conflict(tmp_path: Path) -> None:
    """A sound row is not chosen over a faulty one for the same person."""
    assert set(first_pass(tmp_path, [person(1), person(1, taal="Marsiaans")]).conflicts) == {2, 3}
