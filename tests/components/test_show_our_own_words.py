"""What stands in a room's catalogue is what a reader sees: no other catalogue has the same words said otherwise."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext, pgettext

ROOMS = Path(__file__).resolve().parents[2] / "src" / "wegwijs"


def test_no_catalogue_hides_another() -> None:
    """Django lays all catalogues on one heap and the first with a text wins, the sign-in library's included."""
    hidden = []
    with translation.override("nl"):
        for catalogue in sorted(ROOMS.glob("*/locale/nl/LC_MESSAGES/django.po")):
            with catalogue.open("rb") as file:
                messages = [message for message in read_po(file) if isinstance(message.id, str) and message.id]
            for message in messages:
                shown = pgettext(message.context, message.id) if message.context else gettext(message.id)
                if shown != message.string:
                    hidden.append(f"{catalogue.parts[-5]}: {message.id!r} is {message.string!r}, shown as {shown!r}")
    assert hidden == []
