"""Open a decision of a case: the case, what is being weighed, the framework, and whether this hat may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from wegwijs import law
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.desk.decisions import showing
from wegwijs.desk.decisions.showing import ENFORCEMENT
from wegwijs.desk.plan import opening
from wegwijs.dossier.queries import Case
from wegwijs.plans import actions, decisions, enforcing, weighing
from wegwijs.plans.checks import Finding
from wegwijs.plans.considered import HEALTH, KINDS, Considered
from wegwijs.plans.decisions import DecisionView
from wegwijs.plans.enforcing import Gate
from wegwijs.quality import queries as quality
from wegwijs.quality.queries import Framework


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything a page of one decision starts from. `gate`: of enforcement only."""

    case: Case
    kind: str
    all: list[DecisionView]
    open: DecisionView | None
    framework: Framework
    gate: Gate | None

    @property
    def title(self) -> str:
        """What kind of decision it is."""
        return wording.word("decision", self.kind)

    def crumbs(self, *last: tuple[str, str]) -> list[tuple[str, str]]:
        """The cases, this case, its decisions, this one."""
        trail = [] if self.kind == ENFORCEMENT else [(_("Decisions"), reverse("desk:decisions", args=[self.case.uuid]))]
        here = showing.url("decision", self.case.uuid, self.kind) if last else ""
        return opening.crumbs(self.case, *trail, (self.title, here), *last)

    def ground(self, request: StaffRequest, said: Considered) -> weighing.Ground:
        """What it is weighed against today."""
        return actions.ground_of(request.actor, self.case, self.kind, said)

    def weighed(self, ground: weighing.Ground, said: Considered) -> list[Finding]:
        """What is found about it."""
        return weighing.weigh(self.kind, said, ground)

    @property
    def talks(self) -> Mapping[str, str]:
        """Id of a talk → what it was and when."""
        return {str(fact.id): told(fact) for fact in self.gate.talks} if self.gate else {}


def told(fact: law.Fact) -> str:
    """A talk or warning in words."""
    return f"{wording.fact(fact.kind)}, {days.short(fact.on)}"


def open_decision(request: StaffRequest, uuid: UUID, kind: str, *, logged: bool = True) -> Opened:
    """404 out of reach or for no such kind; refused to who may not know of illness where it matters."""
    if kind not in KINDS:
        raise Http404
    if kind in HEALTH and not request.actor.may("health.read"):
        raise PermissionDenied
    case = opening.open_case(request, uuid, logged=logged, page="enforcement" if kind == ENFORCEMENT else "decision")
    found = decisions.decisions(request.actor, case.id)
    framework = quality.framework(request.actor.municipality_id, kind, request.today)
    gate = enforcing.gate(case) if kind == ENFORCEMENT else None
    return Opened(case, kind, found, decisions.open_of_kind(found, kind), framework, gate)
