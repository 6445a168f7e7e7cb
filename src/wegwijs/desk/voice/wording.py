"""Wishes, complaints and answers in words, and the sentences for what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.components import days
from wegwijs.desk.wording.values import VALUES
from wegwijs.eventlog.words import VOICE_SUBJECTS
from wegwijs.voice.actions import Refused
from wegwijs.voice.queries import Said

Words = str | Lazy
KIND: Mapping[str, Words] = {"wish": gettext_lazy("Wish"), "complaint": gettext_lazy("Complaint")}
STATE: Mapping[str, tuple[str, Words]] = {
    "open": ("watch", gettext_lazy("to answer")),
    "decided": ("watch", gettext_lazy("decided, still to tell")),
    "answered": ("info", gettext_lazy("answered")),
    "realised": ("good", gettext_lazy("came true")),
}
BUTTON: Mapping[str, Words] = {
    "open": gettext_lazy("Answer"),
    "decided": gettext_lazy("Tell"),
    "answered": gettext_lazy("Look"),
    "realised": gettext_lazy("Look"),
}
HOW: list[tuple[str, Words]] = [
    ("conversation", gettext_lazy("in a conversation")),
    *[(code, words) for code, words in VALUES["channel"].items()],
]
DECISION: list[tuple[str, Words]] = list(VALUES["decision"].items())
REFUSALS: Mapping[str, Words] = {
    "empty": gettext_lazy("Fill this in."),
    "unknown": gettext_lazy("Choose one."),
    "too_long": gettext_lazy("Make it shorter: at most %(most)s characters."),
    "in_the_future": gettext_lazy(
        "This day is still to come. Record it when it has happened; fill in today or a day before."
    ),
    "not_in_the_future": gettext_lazy("Choose a day after today."),
    "has_been": gettext_lazy("Choose today or a day to come."),
    "before_it_was_said": gettext_lazy("This day is before the day on which it was said."),
    "was_told": gettext_lazy("The answer was told already. Put the day right, do not leave it empty."),
    "not_answered": gettext_lazy("Answer first; then say that it came true."),
    "names_the_person": gettext_lazy(
        "The name or a number of the person stands in this text, and it goes to the contract manager. "
        "Write it without, or ask whether the name may be known."
    ),
    "which_provider": gettext_lazy("Choose the school or provider where the teacher works."),
    "not_a_number": gettext_lazy("This is no phone number. Check it with the person, and put it right."),
    "landline": gettext_lazy("This is a landline: it cannot get a text. Call, or send a letter."),
    "app_not_allowed": gettext_lazy("The person did not say that messages by app are all right. Ask first."),
    "not_their_own": gettext_lazy(
        "This phone or mailbox is of somebody else. Ask the person first; then tick that they agree."
    ),
    "not_a_time": gettext_lazy("Write the time as 14:30."),
    "reveals": gettext_lazy(
        "Others may read this on the phone. Write an address, without words that tell what it is about."
    ),
    "number_unknown": gettext_lazy("This number is not in use any more. Ask for the new one, and put it right."),
    "mailbox_unknown": gettext_lazy("This mailbox does not exist. Check the address with the person."),
    "blocked": gettext_lazy("The person does not want messages from us this way. Call, or choose another way."),
    "not_about_oneself": gettext_lazy("Nobody answers a complaint about oneself. Choose a colleague."),
}


def subjects() -> list[tuple[str, Words]]:
    """Choices in the order of the vocabulary."""
    return [(code, VALUES["subject"][code]) for code in VOICE_SUBJECTS]


def subject(code: str) -> str:
    """In words; words of its own where an older fact has them."""
    return str(VALUES["subject"].get(code, code))


def refusal(refused: Refused) -> str:
    """The sentence that belongs to it."""
    return str(REFUSALS[refused.code]) % refused.params


@dataclass(frozen=True, slots=True)
class Row:
    """A wish or complaint for a list. `title`: what it is and about what; `how_far` in words for the tag."""

    said: Said
    title: str
    tone: str
    state: str
    due: date | None
    button: str
    url: str

    @property
    def words(self) -> str:
        """What was said, or that it is not for this reader."""
        return self.said.words if not self.said.hidden else _("Only the quality officer reads what was said.")

    @property
    def uuid(self) -> UUID:
        """Of the wish or complaint."""
        return self.said.uuid


def row(said: Said, today: date) -> Row:
    """For a list on that day; what is late says so."""
    tone, state = STATE[said.state]
    due = said.due
    words = str(state)
    if due is not None and said.state in {"open", "decided"}:
        tone = "act" if due < today else tone
        words = f"{words}, {days.until(due, today)}"
    elif due is not None and due <= today:
        tone, words = "watch", _("did it come true?")
    return Row(
        said, f"{KIND[said.kind]} · {subject(said.subject)}", tone, words, due, str(BUTTON[said.state]),
        reverse("desk:voice", args=[said.case_uuid, said.uuid]),
    )  # fmt: skip
