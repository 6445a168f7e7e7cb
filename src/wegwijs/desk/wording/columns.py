"""Columns of a delivery of people, as people call them (contract 2, notices file)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COLUMN: Mapping[str, str | Promise] = {
    "bsn": _("BSN"),
    "v_nummer": _("V-number"),
    "voornamen": _("Given names"),
    "tussenvoegsel": _("Prefix"),
    "geslachtsnaam": _("Surname"),
    "geboortedatum": _("Date of birth"),
    "geslacht": _("Sex"),
    "nationaliteit": _("Nationality"),
    "doelgroep": _("Target group"),
    "datum_inburgeringsplicht": _("Start of the duty"),
    "datum_kennisgeving": _("Notice of DUO"),
    "datum_inschrijving_brp": _("Registration in the BRP"),
    "verblijfsvergunning": _("Residence permit"),
    "gekoppeld_door_coa_op": _("Matched by COA on"),
    "locatie": _("Location"),
    "telefoon": _("Phone"),
    "e_mail": _("E-mail"),
    "taal": _("Language"),
}
STATUS: Mapping[str, str | Promise] = {
    "received": _("waits for you"),
    "checking": _("is being checked"),
    "checked": _("checked, not taken over yet"),
    "running": _("is being taken over"),
    "done": _("taken over"),
    "refused": _("could not be read"),
    "discarded": _("thrown away"),
}
