"""Does a text say who it is about? For words that leave the case without a name."""

from __future__ import annotations

import re

from anyascii import anyascii

from wegwijs.dossier import names
from wegwijs.dossier.models import ContactPoint, Person

SHORTEST = 3  # letters; shorter parts of names are in every text
HEARD = 4  # consonants by which another spelling is recognised; with fewer, ordinary words sound alike
_LONG_NUMBER = re.compile(r"(?:\d[\s.\-]?){8,}")


def mentions(trajectory_id: int, text: str) -> bool:
    """A part of the name in any script, a long one in another spelling too, an e-mail, or a number as long as a BSN."""
    person = Person.objects.get(trajectory=trajectory_id)
    known = {*names.tokens(person.given_names), *names.tokens(person.surname), *names.tokens(person.own_script_name)}
    said = set(names.tokens(text))
    if {word for word in known if len(word) >= SHORTEST} & said or _sounds(known) & _sounds(said):
        return True
    if _LONG_NUMBER.search(anyascii(text)):
        return True
    mails = ContactPoint.objects.filter(person=person, kind="email").values_list("folded", flat=True)
    return any(mail and mail in names.fold(text) for mail in mails)


def _sounds(words: set[str]) -> set[str]:
    return {heard for heard in map(names.sound, words) if len(heard) >= HEARD}


def name_of(trajectory_id: int) -> str:
    """The name as lists show it."""
    person = Person.objects.get(trajectory=trajectory_id)
    return names.display(person.given_names, person.prefix, person.surname, surname_first=person.surname_first)
