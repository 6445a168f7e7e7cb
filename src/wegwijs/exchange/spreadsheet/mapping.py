"""Which column of a file is which column of the contract: proposed by name, shown to the user, and correctable."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .problems import Unreadable

# Contract 2, "Notices file". The first name is the column's own; the others are what deliveries call it.
NOTICE_COLUMNS: MappingOf[str, tuple[str, ...]] = MappingProxyType(
    {
        "bsn": ("burgerservicenummer", "sofinummer", "bsn nummer", "bsnnr", "burger service nr",
        "citizen service number"),
        "v_nummer": ("vreemdelingennummer", "vnr", "v nr", "vreemdelingnummer", "alien number"),
        "voornamen": ("voornaam", "first name", "first names", "given names", "roepnaam"),
        "tussenvoegsel": ("voorvoegsel", "voorvoegsels", "tussenvoegsels", "tussenv", "voorv", "prefix"),
        "geslachtsnaam": ("achternaam", "familienaam", "naam", "surname", "last name", "family name",
        "geslachtsnaam aanschrijving"),
        "geboortedatum": ("geb datum", "gebdatum", "geboren", "geboren op", "datum geboorte", "gebdat",
        "date of birth", "birth date"),
        "geslacht": ("geslachtsaanduiding", "sekse", "m v", "gender", "sex"),
        "nationaliteit": ("land", "land van nationaliteit", "nationaliteiten", "herkomstland", "nationality"),
        "doelgroep": ("doelgroep inburgering", "groep", "soort inburgeraar", "type inburgeraar", "target group",
        "group"),
        "datum_inburgeringsplicht": (
            "inburgeringsplicht", "inburgeringsplichtig vanaf", "inburgeringsplichtig sinds",
            "start inburgeringsplicht",
            "ingangsdatum inburgeringsplicht", "begindatum inburgeringsplicht", "datum start inburgeringsplicht",
            "datum plicht",
        ),
        "datum_kennisgeving": (
            "kennisgeving", "dagtekening kennisgeving", "datum brief", "datum kennisgeving duo", "kennisgeving duo",
            "kennisgevingsdatum",
        ),
        "datum_inschrijving_brp": (
            "inschrijving brp", "datum brp", "brp datum", "inschrijfdatum", "inschrijfdatum brp",
            "datum inschrijving", "datum vestiging",
            "vestigingsdatum",
        ),
        "verblijfsvergunning": ("vergunning", "soort vergunning", "type vergunning", "verblijfstitel", "permit"),
        "gekoppeld_door_coa_op": ("koppeldatum", "koppeldatum coa", "datum koppeling", "datum koppeling coa",
        "coa koppeling", "gekoppeld op", "gekoppeld door coa"),
        "locatie": ("opvanglocatie", "azc", "verblijfslocatie", "huidige locatie", "location"),
        "telefoon": ("telefoonnummer", "tel", "telnr", "telefoonnr", "mobiel", "mobiel nummer", "mobiele nummer",
        "gsm", "phone"),
        "e_mail": ("emailadres", "e mailadres", "mail", "mailadres", "e mail adres"),
        "taal": ("moedertaal", "voorkeurstaal", "spreektaal", "language"),
    }
)  # fmt: skip
NOTICE_NEEDED: tuple[tuple[str, ...], ...] = (
    ("bsn", "v_nummer"),
    ("geslachtsnaam",),
    ("geboortedatum",),
    ("doelgroep",),
    ("datum_inburgeringsplicht", "datum_kennisgeving", "gekoppeld_door_coa_op"),
)


def fold(name: str) -> str:
    """A name without case, diacritics, spaces and marks: `Geb.-datum` and `GEB_DATUM` are one name."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[^0-9a-z]+", "", "".join(mark for mark in plain if not unicodedata.combining(mark)))


@dataclass(frozen=True, slots=True)
class Mapping:
    """`targets[i]` is what column i of the file stands for, or None; `needed` lists sets of which one must be there."""

    header: tuple[str, ...]
    targets: tuple[str | None, ...]
    needed: tuple[tuple[str, ...], ...] = NOTICE_NEEDED

    @property
    def missing(self) -> tuple[tuple[str, ...], ...]:
        """The needs that no column meets."""
        return tuple(names for names in self.needed if not any(name in self.targets for name in names))

    @property
    def doubles(self) -> tuple[str, ...]:
        """Targets that more than one column stands for."""
        return tuple(name for name, count in Counter(self.targets).items() if name is not None and count > 1)

    @property
    def positions(self) -> dict[str, int]:
        """Where each target stands."""
        return {name: at for at, name in enumerate(self.targets) if name is not None}

    def check(self) -> None:
        """Raise Unreadable unless every need is met exactly once."""
        if not any(self.targets):
            raise Unreadable("no_header")
        if self.doubles:
            raise Unreadable("double_column", columns=", ".join(self.doubles))
        if self.missing:
            raise Unreadable("missing_column", columns="; ".join(" / ".join(names) for names in self.missing))


def propose(
    header: Sequence[str],
    columns: MappingOf[str, Sequence[str]] = NOTICE_COLUMNS,
    needed: tuple[tuple[str, ...], ...] = NOTICE_NEEDED,
) -> Mapping:
    """Recognise columns by name. A column with the contract's own name goes before one that only resembles it."""
    own = {fold(name): name for name in columns}
    other = {fold(synonym): name for name, synonyms in columns.items() for synonym in synonyms}
    exact = {own[fold(name)] for name in header if fold(name) in own}
    targets = []
    for name in header:
        target = own.get(fold(name)) or other.get(fold(name))
        targets.append(None if target in exact and fold(name) not in own else target)
    return Mapping(tuple(header), tuple(targets), needed)


def apply(mapping: Mapping, overrides: MappingOf[int | str, str | None]) -> Mapping:
    """What the user says of a column, by its position from 0 or its name in the file, replaces what was proposed.

    A target that the user gives to one column is taken from the column that had it. Unknown columns are left alone.
    """
    wanted = {at: overrides[key] for at, name in enumerate(mapping.header) for key in (at, name) if key in overrides}
    given = {target for target in wanted.values() if target}
    targets = (wanted.get(at, None if target in given else target) for at, target in enumerate(mapping.targets))
    return Mapping(mapping.header, tuple(targets), mapping.needed)
