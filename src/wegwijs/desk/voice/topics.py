"""What groups raised, what was done with it, and that they heard it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk.case.forms.base import line, lines
from wegwijs.desk.menu import heard_tabs
from wegwijs.desk.voice import wording
from wegwijs.voice import topics
from wegwijs.voice.actions import Refused

FORUM = {
    "group_meeting": gettext_lazy("group meeting"),
    "expert_pool": gettext_lazy("expert pool"),
    "advisory_group": gettext_lazy("advisory group"),
}
STATE = {
    "open": ("watch", gettext_lazy("to take up")),
    "done": ("watch", gettext_lazy("done, still to tell the group")),
    "back": ("good", gettext_lazy("told the group")),
}


class TopicForm(forms.Form):
    """What was raised; about the group, never about a person in it."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    forum = forms.ChoiceField(label=gettext_lazy("Where?"), choices=list(FORUM.items()), widget=PlainSelect)
    raised_on = DayField(label=gettext_lazy("When"))
    subject = forms.ChoiceField(
        label=gettext_lazy("About what?"), widget=PlainSelect,
        choices=lambda: [("", _("choose a subject")), *wording.subjects()],
    )  # fmt: skip
    title = line(gettext_lazy("In one line"), 120, required=True)
    words = lines(
        gettext_lazy("What was said"), 1000,
        help_text=gettext_lazy("What the group says together. Leave out who said it."),
    )  # fmt: skip


class FollowUpForm(forms.Form):
    """What was done, and that the group heard it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    done = lines(gettext_lazy("What was done with it?"), 1000, required=True)
    back_on = DayField(label=gettext_lazy("Told the group on"), required=False)
    back_how = line(gettext_lazy("How?"), 200, help_text=gettext_lazy("For example: at the next meeting."))


@require("topic.read")
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: StaffRequest) -> HttpResponse:
    """All topics; what still needs something first; and the form for a new one."""
    actor = request.actor
    may_write = actor.may("topic.write")
    initial = {"request_id": uuid4(), "raised_on": request.today}
    form = TopicForm(request.POST or None, initial=initial, label_suffix="") if may_write else None
    if request.method == "POST" and form is not None and form.is_valid():
        got = form.cleaned_data
        try:
            topics.raise_topic(
                actor, got["forum"], got["raised_on"], got["subject"], got["title"], got["words"], now=request.now,
                request_id=got["request_id"],
            )  # fmt: skip
        except Refused as refused:
            form.add_error(refused.field, wording.refusal(refused))
        else:
            messages.success(request, _("Recorded. It stays here until the group has heard what was done."))
            return redirect("desk:topics")
    rows = [(one, FORUM[one.forum], wording.subject(one.subject), *STATE[one.state]) for one in topics.topics(actor)]
    context = {
        "waiting": [row for row in rows if row[0].state != "back"],
        "told": [row for row in rows if row[0].state == "back"],
        "form": form,
        "tabs": heard_tabs(request),
    }
    return render(request, "desk/voice/topics.html", context, status=422 if form is not None and form.errors else 200)


@require("topic.read")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: StaffRequest, topic: UUID) -> HttpResponse:
    """One topic and what became of it."""
    found = topics.topic(request.actor, topic)
    if found is None:
        raise Http404
    initial = {"version": found.version, "done": found.done, "back_on": found.back_on, "back_how": found.back_how}
    form = FollowUpForm(request.POST or None, initial=initial, label_suffix="")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            got = form.cleaned_data
            try:
                topics.follow_up(
                    request.actor, topic, got["version"], done=got["done"], back_on=got["back_on"],
                    back_how=got["back_how"], now=request.now,
                )  # fmt: skip
            except Refused as refused:
                form.add_error(refused.field, wording.refusal(refused))
            except Conflict:
                form.add_error(None, _("A colleague changed this at the same time. Look again."))
                status = 409
            else:
                messages.success(request, _("Saved."))
                return redirect("desk:topics")
    tone, state = STATE[found.state]
    context = {
        "topic": found, "forum": FORUM[found.forum], "subject": wording.subject(found.subject), "tone": tone,
        "state": state, "form": form, "may_write": request.actor.may("topic.write"),
        "crumbs": [(_("Groups"), reverse("desk:topics")), (found.title, "")],
    }  # fmt: skip
    return render(request, "desk/voice/topic.html", context, status=status)
