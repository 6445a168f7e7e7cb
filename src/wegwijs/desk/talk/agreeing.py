"""The agreement plan: read together, put right while the person is there, printed twice, signed; versions compared."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number
from wegwijs.components import days, drafting
from wegwijs.desk.agenda import showing as agenda
from wegwijs.desk.talk import showing, words
from wegwijs.desk.talk.reach import crumbs, open_talk
from wegwijs.dossier.queries import Case
from wegwijs.intake.said import read
from wegwijs.letters.texts import words as texts_of
from wegwijs.plans import actions, agreement_queries
from wegwijs.plans.agreed import Item, compare
from wegwijs.plans.agreement_queries import Agreements

FORM = "agreements"


@require("case.read", "case.break_glass")
@require_safe
def versions(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """All versions, and each beside the one before it."""
    case = open_talk(request, uuid)
    found = agreement_queries.versions(request.actor, case.id)
    rows = [
        (one, words.STANDING[one.state], _differences(earlier, one) if earlier else None)
        for one, earlier in zip_longest(found, found[1:])
    ]
    context = {"case": case, "rows": rows, "terms": words, "crumbs": crumbs(case, (_("Agreements"), ""))}
    return render(request, "desk/talk/versions.html", context)


@require("case.read", "case.break_glass")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: StaffRequest, uuid: UUID, plan: UUID) -> HttpResponse:
    """One version, large enough to read together. While it is not signed its words can still be changed."""
    case = open_talk(request, uuid)
    found = agreement_queries.agreements(request.actor, case.id, plan)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _rewrite(request, case, found)
    return _page(request, case, found)


@require("case.write")
@require_POST
def sign(request: StaffRequest, uuid: UUID, plan: UUID) -> HttpResponse:
    """Signed by the person: on the screen with the name, or on paper."""
    case = open_talk(request, uuid)
    found = agreement_queries.agreements(request.actor, case.id, plan)
    how, name = request.POST.get("how", ""), request.POST.get("name", "").strip()
    if found is None or how not in {"screen", "paper"}:
        raise Http404
    if how == "screen" and not (name and request.POST.get("agrees") == "on"):
        return _page(request, case, found, wrong=_("Tick the box and write the name. Or sign on paper."), status=422)
    day = days.parse(request.POST.get("on", "")) or request.today
    if day > request.today:
        return _page(request, case, found, wrong=words.PROBLEMS["in_the_future"], status=422)
    version = sent_number(request.POST.get("version"))
    try:
        actions.sign(
            request.actor, case, plan, version, how=how,
            name=name if how == "screen" else "", on=day, now=request.now,
        )  # fmt: skip
    except Conflict:
        messages.error(request, _("A colleague changed the agreements meanwhile. Read them again before signing."))
        return redirect("desk:agreed", uuid, plan)
    messages.success(request, _("Signed. One copy is for the person, one for the file."))
    return redirect("desk:agreed", uuid, plan)


def _rewrite(request: StaffRequest, case: Case, found: Agreements) -> HttpResponse:
    values = {name: sent[-1] for name, sent in request.POST.lists() if name.startswith("item-")}
    said = read({**values, "plan_language": request.POST.get("plan_language", "")}, ())
    version = sent_number(request.POST.get("version"))
    errors = {one.field: str(words.PROBLEMS[one.code]) for one in said.problems}
    if not errors:
        try:
            actions.rewrite(
                request.actor, found.uuid, version, said.items,
                language=said.plan_language, now=request.now,
            )  # fmt: skip
        except Conflict:
            messages.error(request, _("A colleague changed the agreements meanwhile. What you typed stands below."))
            return _page(request, case, found, values=values, status=409)
        except actions.NotWhole as not_whole:
            errors = {
                f"item-{said.numbers[one.position]}-{one.field}": str(words.PROBLEMS[one.code])
                for one in not_whole.missing
            }
            if not errors:
                messages.error(request, _("Write at least one agreement."))
    if errors or not said.items:
        return _page(request, case, found, values=values, errors=errors, status=422)
    drafting.sent(request, FORM, found.uuid)
    messages.success(request, _("The agreements are changed. Read them together once more."))
    return redirect("desk:agreed", case.uuid, found.uuid)


def _page(
    request: StaffRequest,
    case: Case,
    found: Agreements,
    *,
    values: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    wrong: Any = "",
    status: int = 200,
) -> HttpResponse:
    own = texts_of(found.language) if found.language != "nl" else None
    may_write = request.actor.may("case.write") and found.state == "drafted"
    draft = drafting.opened(request, FORM, found.uuid) if may_write else None
    shown = values or (draft.first() if draft and draft.content else None) or _values(found)
    context = {
        "case": case,
        "plan": found,
        "standing": words.STANDING[found.state],
        "items": [
            (one, words.WHO[one.item.who], _own(one.item, own), words.OUTCOMES.get(one.outcome, ""))
            for one in found.items
        ],
        "own": own,
        "may_write": may_write,
        "rows": showing.items(shown, errors or {}),
        "editing": bool(values),
        "errors": errors or {},
        "wrong": wrong,
        "draft": draft,
        "plan_language_select": showing.select(
            "plan_language", showing.letter_languages(), request.POST.get("plan_language", "") or found.language
        ),
        "terms": words,
        "may_plan": request.actor.may("case.write"),
        **agenda.on_case(request.actor, case, any_planned=True),
        "crumbs": crumbs(case, (_("Agreements"), "")),
    }  # fmt: skip
    return render(request, "desk/talk/agreements.html", context, status=status)


def _own(item: Item, own: Any) -> dict[str, str]:
    """What can be said in the own language; own words stay Dutch."""
    if own is None:
        return {}
    measure = "" if item.measure or not item.standard else own.say(f"measures.{item.standard}")
    return {
        "what": own.say(f"sentences.{item.standard}") if item.standard else "",
        "who": own.say(f"agreements.who_{item.who}"),
        "measure": measure,
        "by": own.isolated(own.day(item.by.isoformat())) if item.by else "",
    }


def _values(found: Agreements) -> dict[str, str]:
    """The items as the form would send them."""
    return {
        f"item-{number}-{part}": value
        for number, one in enumerate(found.items)
        for part, value in (
            ("standard", one.item.standard), ("what", one.item.what), ("who", one.item.who),
            ("by", one.item.by.strftime("%d-%m-%Y") if one.item.by else ""), ("measure", one.item.measure),
            ("carried", str(one.item.carried or "")),
        )
    }  # fmt: skip


def _differences(before: Agreements, after: Agreements) -> list[tuple[Any, Item | None, Item | None]]:
    found = compare([(one.uuid, one.item) for one in before.items], [one.item for one in after.items])
    return [(words.CHANGES[one.change], one.before, one.after) for one in found]
