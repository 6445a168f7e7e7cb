"""Every text a page shows has its Dutch, in the catalogue of the room it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import messages

ROOMS = [room.name for room in messages.rooms()]


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_of_a_room_has_its_dutch(room: str) -> None:
    """Nothing is missing, doubtful, left over or has a placeholder that the source does not fill."""
    assert messages.faults_of(messages.SOURCE / room) == []


@pytest.mark.parametrize("path", messages.own_catalogues(), ids=lambda path: path.stem)
def test_every_text_of_a_room_without_django_has_its_dutch(path: Path) -> None:
    """The same for catalogues that are written by hand, such as those of the law."""
    assert messages._shape_faults(messages.load(path)) == []


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A room with one Python file and one template."""
    made = tmp_path / "hall"
    (made / "templates").mkdir(parents=True)
    (made / "__init__.py").write_text(
        'from django.utils.translation import gettext_lazy as _, ngettext\nA = _("Open")\n'
    )
    (made / "templates" / "page.html").write_text(
        '{% load i18n %}\n  <p title="{% translate "Closed" %}">\n'
        "    {% blocktranslate count n=n %}one key{% plural %}{{ n }} keys{% endblocktranslate %}</p>\n"
    )
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    return made


def test_texts_are_found_in_python_and_templates(room: Path) -> None:
    """Lazy texts, attributes and plurals are all collected."""
    assert messages.missing(room) == {"Open": "", "Closed": "", "one key": ["", ""]}


def test_a_translation_stays_when_texts_are_collected_again(room: Path) -> None:
    """Collecting keeps what was translated and reports what the source lost."""
    texts = {"Open": "Open", "Closed": "Dicht", "one key": ["een sleutel", "%(n)s sleutels"]}
    assert messages.fill(room, texts) == []
    assert messages.faults_of(room) == []
    (room / "templates" / "page.html").write_text("<p></p>")
    assert (
        messages.faults_of(room) == ["obsolete: 'Closed'", "obsolete: 'one key'"] or len(messages.faults_of(room)) == 2
    )
    messages.update(room, prune=True)
    assert messages.faults_of(room) == []


def test_a_placeholder_that_does_not_exist_is_reported(room: Path) -> None:
    """A translation that names another placeholder would break the page; it is refused."""
    messages.fill(room, {"Open": "Open", "Closed": "Dicht", "one key": ["een sleutel", "%(aantal)s sleutels"]})
    assert any(fault.startswith("placeholder") for fault in messages.faults_of(room))
