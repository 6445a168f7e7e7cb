"""Norms: what holds now, what is planned and who decided; a proposal by one person, its impact, yes by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number
from wegwijs.components import drafting
from wegwijs.desk import wording
from wegwijs.desk.rules import impact as impact_in_words
from wegwijs.desk.rules.looking import tabs
from wegwijs.desk.rules.norm_forms import NormForm, initial_value
from wegwijs.desk.rules.values import norm_in_words
from wegwijs.dossier import impact, snapshots
from wegwijs.norms import actions, queries
from wegwijs.norms.queries import EITHER, NormRow, Proposal
from wegwijs.policy import Norm, PolicyError

FORM = "norm"


@dataclass(frozen=True, slots=True)
class Row:
    """One norm in words. `own`: since when the municipality's own value holds; `later`: (value, from when)."""

    norm: Norm
    title: str
    value: str
    shipped: str
    why: str
    own: date | None
    later: tuple[tuple[str, date], ...]


@require()
@require_safe
def norms(request: StaffRequest) -> HttpResponse:
    """Every norm by topic, and for who decides the proposals that wait."""
    rows = queries.norms(request.actor)
    topics: dict[str, list[Row]] = {}
    for one in rows:
        topics.setdefault(wording.word("norm_topic", one.norm.topic), []).append(_row(one))
    decides = any(map(request.actor.may, EITHER))
    waiting = [(_said(one.norm, draft), draft) for one in rows for draft in one.drafts] if decides else []
    context = {
        "topics": list(topics.items()), "waiting": waiting, "decides": decides, "tabs": tabs(request, "norms"),
        "to_do": _to_do(request, rows),
    }  # fmt: skip
    return render(request, "desk/rules/norms.html", context)


def _to_do(request: StaffRequest, rows: list[NormRow]) -> int:
    """Cases that still have the answer of other norms; only where a norm of the municipality holds."""
    if not any(one.own is not None and one.norm.touches_cases for one in rows):
        return 0
    return snapshots.stale(request.today, request.actor.municipality_id)


@require(*EITHER)
@require_safe
def norm(request: StaffRequest, name: str) -> HttpResponse:
    """One norm: the value now, what is planned, and the whole history with who and why."""
    found = _norm(request, name)
    said = {one.uuid: _said(found.norm, one) for one in (*found.planned, *found.drafts, *found.past)}
    context = {
        "row": _row(found), "found": found, "may_propose": request.actor.may("norm.propose"),
        "own": [(_said(found.norm, found.own), found.own)] if found.own else [],
        "planned": [(said[one.uuid], one) for one in found.planned],
        "drafts": [(said[one.uuid], one) for one in found.drafts],
        "past": [(said[one.uuid], one) for one in found.past],
        "crumbs": [*_crumbs(), (wording.word("norm", name), "")],
    }  # fmt: skip
    return render(request, "desk/rules/norm.html", context)


@require("norm.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def norm_propose(request: StaffRequest, name: str) -> HttpResponse:
    """Another value for a norm."""
    found = _norm(request, name)
    subject = uuid5(NAMESPACE_URL, f"norm {name}")
    draft = drafting.opened(request, FORM, subject)
    standing = {"value": initial_value(found.norm, found.value), "effective_from": request.today}
    form = NormForm(request.POST or None, found.norm, request.today, {**standing, **draft.first()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(request.actor, name, form.wanted(), now=request.now)
        except PolicyError as error:
            form.refuse(error)
        else:
            drafting.sent(request, FORM, subject)
            impact.ask(request.actor, made, now=request.now)
            messages.success(request, _("Proposed. Wegwijs works out what it would change."))
            return redirect("desk:norm_proposal", made)
    return _form(request, found, form, draft, "")


@require("norm.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def norm_change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Write a proposal differently; whoever does is its proposer from then on."""
    proposal = _proposal(request, uuid)
    if proposal.state != "draft":
        return redirect("desk:norm_proposal", uuid)
    found = _norm(request, proposal.name)
    draft = drafting.opened(request, FORM, uuid)
    standing = {
        "value": initial_value(found.norm, proposal.value), "effective_from": proposal.effective_from,
        "reason": proposal.reason,
    }  # fmt: skip
    form = NormForm(request.POST or None, found.norm, request.today, {**standing, **draft.first()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(request.actor, uuid, _version(request), form.wanted(), now=request.now)
        except PolicyError as error:
            form.refuse(error)
        except Conflict:
            form.add_error(None, _("A colleague changed this proposal meanwhile. Yours is still here; look first."))
        else:
            drafting.sent(request, FORM, uuid)
            if (now := _proposal(request, uuid)).check is None:
                impact.ask(request.actor, now.uuid, now=request.now)
            return redirect("desk:norm_proposal", uuid)
    return _form(request, found, form, draft, request.POST.get("version") or str(proposal.version))


@require(*EITHER)
@require_safe
def norm_proposal(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A proposal: from what to what, why, what it would change, and the yes of a second person."""
    proposal = _proposal(request, uuid)
    found = _norm(request, proposal.name)
    actor, mine, draft = request.actor, proposal.proposed_by_id == request.actor.user_id, proposal.state == "draft"
    context = {
        "proposal": proposal, "row": _row(found), "becomes": _said(found.norm, proposal), "mine": mine,
        "has_passed": draft and proposal.effective_from < request.today,
        "may_change": draft and actor.may("norm.propose"),
        "may_activate": draft and actor.may("norm.activate") and not mine,
        "asked_of_norm": True,
        "may_check_again": draft and (proposal.check is None or proposal.check.state != "running"),
        "is_checked": proposal.check is not None and proposal.check.state == "done",
        "may_withdraw": draft or (proposal.state == "active" and proposal.effective_from > request.today),
        "to_do": _to_do(request, [found]) if found.own and found.own.uuid == uuid else 0,
        "crumbs": [
            *_crumbs(), (wording.word("norm", proposal.name), reverse("desk:norm", args=[proposal.name])),
            (_("Proposal"), ""),
        ],
        **impact_in_words.shown(request, proposal.check),
    }  # fmt: skip
    return render(request, "desk/rules/proposal.html", context)


@require(*EITHER)
@require_POST
def norm_act(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Activate, withdraw, or work the impact out again; `do` says which."""
    proposal, what, version = _proposal(request, uuid), request.POST.get("do", ""), _version(request)
    try:
        if what == "activate":
            impact.activate(request.actor, uuid, version, now=request.now)
            messages.success(request, _("Put into force."))
        elif what == "withdraw" and request.POST.get("reason", "").strip():
            actions.withdraw(request.actor, uuid, version, request.POST["reason"][:500], now=request.now)
            messages.success(request, _("Withdrawn. It stays in the history."))
        elif what == "withdraw":
            messages.error(request, _("Say why you withdraw this, so that others can read it later."))
        elif what == "check" and proposal.state == "draft":
            impact.ask(request.actor, uuid, now=request.now)
        else:
            raise Http404
    except actions.SamePerson:
        messages.error(request, _("You wrote this proposal yourself. Ask a colleague to activate it."))
    except actions.NotChecked:
        messages.error(request, _("What this would change is not worked out yet. Wait for that first."))
    except actions.HoldsAlready:
        messages.error(request, _("This norm holds already. Propose another value to replace it."))
    except PolicyError:
        messages.error(request, _("This value does not fit the other norms any more. Change the proposal."))
    except Conflict:
        messages.info(request, _("A colleague changed this at the same time. Look again."))
    return redirect("desk:norm_proposal", uuid)


def _form(
    request: StaffRequest, found: NormRow, form: NormForm, draft: drafting.Drafting, version: str
) -> HttpResponse:
    name = found.norm.name
    crumbs = [
        *_crumbs(), (wording.word("norm", name), reverse("desk:norm", args=[name])), (_("Proposal"), ""),
    ]  # fmt: skip
    context = {"row": _row(found), "form": form, "draft": draft, "version": version, "crumbs": crumbs}
    return render(request, "desk/rules/norm_form.html", context, status=422 if form.errors else 200)


def _row(one: NormRow) -> Row:
    norm = one.norm
    return Row(
        norm, wording.word("norm", norm.name), norm_in_words(norm, one.value), norm_in_words(norm, norm.value),
        _(norm.why), one.own.effective_from if one.own else None,
        tuple((norm_in_words(norm, later.value), later.effective_from) for later in one.planned),
    )  # fmt: skip


def _said(norm: Norm, proposal: Proposal) -> str:
    return norm_in_words(norm, proposal.value)


def _norm(request: StaffRequest, name: str) -> NormRow:
    found = queries.norm(request.actor, name)
    if found is None:
        raise Http404
    return found


def _proposal(request: StaffRequest, uuid: UUID) -> Proposal:
    found = queries.proposal(request.actor, uuid)
    if found is None:
        raise Http404
    return found


def _version(request: StaffRequest) -> int:
    return sent_number(request.POST.get("version"))


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Norms"), reverse("desk:norms"))]
