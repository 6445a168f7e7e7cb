"""The second pass over a delivery of people: plan a chunk, then store it whole, or its records one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.db import DataError, IntegrityError, transaction

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier import names
from wegwijs.dossier.actions import FactRefused, NewCase, NewContact, NewFact, open_cases
from wegwijs.dossier.actions.fill import Filling, fill
from wegwijs.dossier.actions.open_cases import states_ahead
from wegwijs.dossier.ahead import Assessor, Rows
from wegwijs.dossier.queries.known import KnownPerson, alike, known_people, plan_days
from wegwijs.eventlog.vocabulary import PayloadError

from . import keeping
from .dedupe import Read, Repeats
from .problems import Problem
from .records import Notice, facts_of, old_law
from .report import Report
from .weighing import NOTICE_KINDS, Weighed, weigh

SOURCE = "aanlevering"
# What one record can do wrong to a whole chunk. Anything else (a full disk, a lost connection) ends the import.
RECORD_FAULTS = (IntegrityError, DataError, FactRefused, PayloadError, Conflict)
_ORIGIN = {"by": "delivery", "name": SOURCE}


@dataclass(frozen=True, slots=True)
class Planned:
    """What will be done with one record. `outcome`: accepted, updated, unchanged, held or rejected."""

    line: int
    outcome: str
    problems: tuple[Problem, ...] = ()
    notice: Notice | None = None
    known: KnownPerson | None = None
    weighed: Weighed | None = None
    case: NewCase | None = None


@dataclass(slots=True)
class NoticeImport:
    """One run over one file. `delivery_id` is None in a dry run; nothing is written then."""

    actor: Actor
    municipality_code: str
    read: Read
    repeats: Repeats
    in_force_from: date
    now: datetime
    report: Report
    new_plans: Counter[date]
    delivery_id: int | None = None
    assessor: Assessor | None = None
    waiting: tuple[list[Planned], int] | None = None
    mixed: bool = False  # the file has people with a BSN only and people with a V-number only
    lacks_bsn: dict[tuple[str, tuple[int | None, ...]], bool] = field(default_factory=dict)

    def take(self, rows: Sequence[Any], done: int) -> None:
        """Plan a chunk of rows and store it; `done` is how many rows of the file are behind us after it.

        With an assessor the storing runs one chunk behind: `finish` stores the last one.
        """
        planned = self._plan(rows)
        if self.delivery_id is None:
            self._count(planned)
            self._count_plans_ahead(planned)
        elif self.assessor is None:
            self._put(self.delivery_id, planned, done, None)
        else:
            waiting, self.waiting = self.waiting, (planned, done)
            assessed = self.assessor.result() if waiting else None
            self.assessor.submit(states_ahead(self.actor, self._new_cases(planned)))
            if waiting:
                self._put(self.delivery_id, *waiting, assessed)

    def finish(self) -> None:
        """Store what still waits."""
        if self.waiting and self.assessor and self.delivery_id:
            planned, done = self.waiting
            self._put(self.delivery_id, planned, done, self.assessor.result())

    def _put(self, delivery_id: int, planned: Sequence[Planned], done: int, assessed: Rows | None) -> None:
        try:
            with transaction.atomic():
                opened = self._store(delivery_id, planned, done, assessed)
        except RECORD_FAULTS:
            for one in planned:
                self._take_alone(delivery_id, one, done)
            return
        self._count(planned)
        self.new_plans.update(plan_days(opened))

    def _take_alone(self, delivery_id: int, one: Planned, done: int) -> None:
        """A chunk failed: each record again by itself, looked at anew, so that a faulty one costs only itself."""
        if one.notice is not None:
            one = self._judge([one.notice])[0]
        try:
            with transaction.atomic():
                opened = self._store(delivery_id, [one], done)
        except RECORD_FAULTS:
            one = Planned(one.line, "rejected", (Problem(one.line, "", "not_stored"),))
            with transaction.atomic():
                opened = self._store(delivery_id, [one], done)
        self._count([one])
        self.new_plans.update(plan_days(opened))

    def _plan(self, rows: Sequence[Any]) -> list[Planned]:
        planned: list[Planned] = []
        notices: list[Notice] = []
        conflicts, again, read = self.repeats.conflicts, self.repeats.again, self.read
        for row in rows:
            line = row.line
            if line in conflicts:
                lines = ", ".join(map(str, conflicts[line][:20]))
                planned.append(Planned(line, "rejected", (Problem(line, "bsn", "conflicting_rows", {"lines": lines}),)))
                continue
            found = read(row)
            if not isinstance(found, Notice):
                planned.append(Planned(line, "rejected", tuple(found)))
            elif line in again:
                self.report.repeated += 1
            else:
                notices.append(found)
        planned += self._judge(notices)
        return planned

    def _judge(self, notices: Sequence[Notice]) -> list[Planned]:
        """Compare with who is known; fixed number of queries."""
        known = known_people(
            self.actor.municipality_id,
            {notice.bsn for notice in notices if notice.bsn},
            {notice.v_number for notice in notices if notice.v_number},
            NOTICE_KINDS,
        )
        planned: list[Planned] = []
        fresh: list[Notice] = []
        for notice in notices:
            by_bsn = known.by_bsn.get(notice.bsn or "")
            person = by_bsn or known.by_v_number.get(notice.v_number or "")
            if person is None:
                fresh.append(notice)
                continue
            other = known.by_v_number.get(notice.v_number or "", person)
            if other.trajectory_id != person.trajectory_id or (notice.bsn and person.bsn_index and by_bsn is None):
                problem = Problem(notice.line, "v_nummer", "person_mismatch")
                planned.append(Planned(notice.line, "rejected", (problem,)))
                continue
            weighed = weigh(notice, person, self.municipality_code)
            outcome = "updated" if weighed.adds else "unchanged"
            planned.append(Planned(notice.line, outcome, (), notice, person, weighed))
        return planned + self._judge_fresh(fresh)

    def _judge_fresh(self, fresh: Sequence[Notice]) -> list[Planned]:
        held: list[tuple[Notice, Problem]] = []
        for notice in fresh:
            problem = old_law(notice, self.in_force_from)
            if problem:
                held.append((notice, problem))
        set_apart = {notice.line for notice, _ in held}
        held += self._alike([notice for notice in fresh if notice.line not in set_apart])
        set_apart = {notice.line for notice, _ in held}
        left = keeping.decided_to_leave(self.actor, [notice for notice, _ in held])
        planned = [
            Planned(notice.line, "unchanged" if notice.line in left else "held", (problem,), notice)
            for notice, problem in held
        ]
        planned += [
            Planned(notice.line, "accepted", (), notice, case=new_case(notice, self.municipality_code))
            for notice in fresh
            if notice.line not in set_apart
        ]
        return planned

    def _alike(self, fresh: Sequence[Notice]) -> list[tuple[Notice, Problem]]:
        """Same name and birth date, and no number to tell apart by: one has a BSN only, the other a V-number only."""
        found: list[tuple[Notice, Problem]] = []
        for lacking, without in (("bsn", "v_number"), ("v_number", "bsn_index")):
            asked = [notice for notice in fresh if not getattr(notice, lacking) and notice.born.day]
            if not asked:
                continue
            doubtful = alike(self.actor.municipality_id, [_key(notice) for notice in asked], without=without)
            found += [
                (notice, Problem(notice.line, "geslachtsnaam", "possible_duplicate"))
                for notice in asked
                if _key(notice) in doubtful or self._alike_in_file(notice)
            ]
        return found

    def _alike_in_file(self, notice: Notice) -> bool:
        """Was somebody alike, with the other number only, earlier in this file?"""
        lacks_bsn = notice.bsn is None
        return self.mixed and self.lacks_bsn.setdefault(_key(notice), lacks_bsn) != lacks_bsn

    def _new_cases(self, planned: Sequence[Planned]) -> list[NewCase]:
        return [one.case for one in planned if one.case]

    def _store(
        self, delivery_id: int, planned: Sequence[Planned], done: int, assessed: Rows | None = None
    ) -> list[int]:
        """Everything of these records, in the caller's transaction; the ids of the cases that were opened."""
        new = self._new_cases(planned)
        opened = open_cases(self.actor, new, now=self.now, assessed=assessed) if new else []
        for one in planned:
            if one.outcome == "updated" and one.weighed and one.known and one.notice:
                fill(self.actor, _filling(one.known, one.weighed), source=SOURCE, now=self.now)
        keeping.keep(self.actor, delivery_id, planned, done)
        return opened

    def _count(self, planned: Sequence[Planned]) -> None:
        report = self.report
        for one in planned:
            match one.outcome:
                case "accepted":
                    report.accepted += 1
                case "updated":
                    report.updated += 1
                case "unchanged":
                    report.unchanged += 1
                case "held":
                    report.held.append(one.problems[0])
                case _:
                    report.rejected.append(one.problems)
            if one.weighed:
                report.discrepancies += [
                    Problem(one.line, difference.column, "differs") for difference in one.weighed.differences
                ]

    def _count_plans_ahead(self, planned: Sequence[Planned]) -> None:
        for one in planned:
            if one.outcome == "accepted" and one.notice:
                due = plan_due(one.notice, self.municipality_code, self.actor.today)
                if due:
                    self.new_plans[due] += 1


def new_case(notice: Notice, municipality_code: str) -> NewCase:
    """The case that a notice opens."""
    contacts = [
        NewContact(kind, value)
        for kind, value in (("phone", notice.phone), ("email", notice.email), ("address", notice.location))
        if value
    ]
    told = {
        "given_names": notice.given_names, "prefix": notice.prefix, "surname": notice.surname,
        "birth_year": notice.born.year,
        "sex": notice.sex, "nationality": notice.nationality, "mother_tongue": notice.mother_tongue,
    }  # fmt: skip
    return NewCase(
        group=notice.group,
        surname=notice.surname,
        facts=facts_of(notice, municipality_code),
        bsn=notice.bsn,
        v_number=notice.v_number,
        given_names=notice.given_names,
        prefix=notice.prefix,
        born=notice.born,
        sex=notice.sex,
        nationality=notice.nationality,
        permit=notice.permit,
        mother_tongue=notice.mother_tongue,
        contacts=contacts,
        source=SOURCE,
        sources={name: _ORIGIN for name, value in told.items() if value},
    )


def plan_due(notice: Notice, municipality_code: str, today: date) -> date | None:
    """The last day for the plan of somebody who would be taken up today."""
    facts = tuple(law.Fact(kind, on, payload) for kind, on, payload in facts_of(notice, municipality_code))
    trajectory = law.Trajectory(
        id="",
        group=cast("law.types.Group", notice.group),
        facts=facts,
        born=notice.born.iso() or None,
        permit=cast("law.types.Permit | None", notice.permit or None),
        nationality=notice.nationality or None,
    )
    assessment = law.assess(trajectory, today)
    due = [
        deadline.due
        for deadline in assessment.deadlines
        if deadline.code == "pip_due" and deadline.state in {"open", "missed"}
    ]
    return max((day for day in due if day), default=None)


def _filling(known: KnownPerson, weighed: Weighed) -> Filling:
    facts = [
        NewFact(known.trajectory_id, kind, on, payload, supersedes=supersedes, source=SOURCE)
        for kind, on, payload, supersedes in weighed.facts
    ]
    return Filling(
        known.trajectory_id,
        known.version,
        weighed.fields,
        weighed.bsn,
        weighed.v_number,
        weighed.permit,
        weighed.contacts,
        facts,
    )


def _key(notice: Notice) -> tuple[str, tuple[int | None, ...]]:
    return names.sort_key(notice.given_names, notice.surname), tuple(notice.born)
