"""Drafts on a page: offered when the form is opened, gone on with on wish, gone when the form was sent.

The template puts `{% draft_form %}` in the form's tag and `{% draft_fields %}` inside it, and includes
`components/draft_offer.html` above it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from wegwijs.accounts import drafts
from wegwijs.accounts.drafts import Kept
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.sent import sent_number

TAB, VERSION = "draft-tab", "draft-version"
OPEN = "concept"  # ?concept=<tab>: go on with that one


@dataclass(frozen=True, slots=True)
class Drafting:
    """Where this form keeps what is typed, what it was filled with, and what else waits."""

    url: str
    form: str
    subject: UUID
    tab: UUID
    version: int
    offers: tuple[Kept, ...] = ()
    content: MultiValueDict[str, str] | None = field(default=None)

    def first(self) -> dict[str, Any]:
        """The content as initial values of a form with single fields; empty when nothing was restored."""
        return {name: self.content[name] for name in self.content} if self.content else {}


def opened(request: StaffRequest, form: str, subject: UUID) -> Drafting:
    """The state of a form that is being shown: opened anew, gone on with, or sent and come back."""
    url = reverse("accounts:draft", args=[form, subject])
    if TAB in request.POST:
        version = request.POST.get(VERSION, "")
        return Drafting(url, form, subject, _tab(request.POST), sent_number(version))
    waiting = drafts.kept(request.actor, form, subject)
    wanted = request.GET.get(OPEN, "") or request.POST.get(OPEN, "")
    chosen = next((one for one in waiting if str(one.tab) == wanted), None)
    content = drafts.load(request.actor, form, subject, chosen.tab) if chosen else None
    if chosen is None or content is None:
        return Drafting(url, form, subject, uuid4(), 0, waiting)
    data = QueryDict(mutable=True)
    for name, values in content.items():
        data.setlist(name, values)
    return Drafting(
        url, form, subject, chosen.tab, chosen.version, tuple(one for one in waiting if one is not chosen), data
    )


def sent(request: StaffRequest, form: str, subject: UUID) -> None:
    """The form did what it was for: its draft goes, those of other tabs stay."""
    drafts.delete(request.actor, form, subject, _tab(request.POST))


def _tab(data: QueryDict) -> UUID:
    try:
        return UUID(data.get(TAB, ""))
    except ValueError:
        return uuid4()
