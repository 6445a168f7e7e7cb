"""Random histories in which anything may happen, and the same figures counted by a loop over the facts."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from wegwijs.analysis.dashboards.definitions import Norms
from wegwijs.eventlog.log import LogCase, LogEvent

DAY = date(2024, 6, 30)
NORMS = Norms(DAY, plan_days=70, course_days=30, talk_days={"asylum": 91, "family": 182})
TEAMS = ("Noord", "Zuid")
_KINDS: dict[str, dict[str, list[str]]] = {
    "coa_matched": {}, "duo_notified": {}, "obligation_started": {}, "obligation_ended": {}, "moved_out": {},
    "moved_in": {}, "case_assigned": {}, "routes_explained": {}, "agreement_plan_signed": {}, "voice_answered": {},
    "wish_voiced": {}, "complaint_made": {}, "early_start_offered": {}, "early_start_accepted": {},
    "early_start_declined": {"cause": ["x", ""]}, "progress_conversation_held": {}, "downscaling_decided": {},
    "pvt_declaration_signed": {}, "map_final_interview_held": {}, "map_waived": {},
    "intake_conversation_held": {"alone_offered": ["true", "false", ""]},
    "intake_no_show": {"excused": ["true", "false"]},
    "learnability_test_taken": {"result": ["b1_feasible", "b1_not_feasible", "unknown"]},
    "route_preferred": {"route": ["b1", "education", "self_reliance"]},
    "pip_established": {"route": ["b1", "education", "self_reliance"]},
    "pip_amended": {"route": ["b1", "self_reliance"]},
    "work_started": {"kind_of_work": ["paid", "volunteer"], "dutch_spoken": ["true", "false", ""]},
    "hours_attended": {"component": ["language", "participation", "map_practice"], "hours": ["12", "130", "300.5"]},
    "level_estimated": {"level": ["literacy", "pre_a1", "a1", "a2", "b1", "b2"]},
    "exam_taken": {"part": ["reading", "listening", "writing", "speaking", "knm"], "level": ["a2", "b1", "b2"],
                   "result": ["passed", "passed", "failed"]},
    "obligation_met": {"result": ["diploma"]}, "course_started": {},
}  # fmt: skip


def history(chance: Random, number: int) -> LogCase:
    """One case; most begin with a signal, some get a plan."""
    first = date(2022, 1, 1) + timedelta(days=chance.randrange(700))
    kinds = ["coa_matched"] * (chance.random() < 0.8) + ["pip_established"] * (chance.random() < 0.6)
    kinds += chance.choices(list(_KINDS), k=chance.randrange(1, 14))
    days = sorted(first + timedelta(days=chance.randrange(500)) for _ in kinds)
    team = chance.choice(["Noord", "Zuid", "Klein", ""])
    events = []
    for kind, on in zip(kinds, days, strict=True):
        own = {name: chance.choice(values) for name, values in _KINDS[kind].items()}
        school = chance.choice(["A", "B", "C", ""]) if kind == "course_started" else ""
        events.append(LogEvent(kind, on, team, school, {name: text for name, text in own.items() if text}))
    about = {
        "group": chance.choice(["asylum", "family", "other"]), "sex": "f", "born": "1990", "nationality": "SY",
        "regime": chance.choice(["wi2021"] * 9 + ["wi2013"]),
        "pip_due": str(first + timedelta(days=chance.randrange(30, 400))) if chance.random() < 0.8 else "",
    }  # fmt: skip
    return LogCase(f"case{number}", about, tuple(events))


class Looped:
    """One case by a loop over its facts; `rows` says per figure in which row it is, None: not counted."""

    def __init__(self, case: LogCase, day: date = DAY) -> None:
        self.day = day
        self._rows: dict[str, str | None] = {}
        self.known = [event for event in case.events if event.on <= day]
        self.about = case.attributes
        self.signal = self.first("coa_matched", "duo_notified") or self.first("obligation_started")
        self.counts = self.signal is not None and case.attributes["regime"] != "wi2013"
        self.who = "asylum" if case.attributes["group"] == "asylum" else "family"
        self.met, self.plan_on = self.first("obligation_met"), self.first("pip_established")
        away = ended = False
        for event in self.known:
            away = {"moved_out": True, "moved_in": False}.get(event.activity, away)
            ended = {"obligation_ended": True, "obligation_started": False}.get(event.activity, ended)
        self.standing = "completed" if self.met else "left" if away else "ended" if ended else "guided"
        gone = [event.on for event in self.known if event.activity in {"moved_out", "obligation_ended"}]
        self.left_on = max(gone) if self.standing in {"left", "ended"} else None
        self.plan = self.last("route", "pip_established", "pip_amended")

    def first(self, *kinds: str) -> date | None:
        return min((event.on for event in self.known if event.activity in kinds), default=None)

    def last(self, name: str, *kinds: str) -> str | None:
        said = [event.attributes[name] for event in self.known if event.activity in kinds and name in event.attributes]
        return said[-1] if said else None

    def having(self, kind: str, **about: str) -> list[LogEvent]:
        return [
            event for event in self.known
            if event.activity == kind and all(event.attributes.get(name) == text for name, text in about.items())
        ]  # fmt: skip

    @property
    def slices(self) -> dict[str, str]:
        teams = [event.resource for event in self.known]
        schools = [event.organisation for event in self.having("course_started") if event.organisation]
        assert self.signal is not None
        return {
            "route": self.plan or "none", "cohort": str(self.signal.year),
            "team": max(teams) if max(teams) in TEAMS else "other", "provider": schools[-1] if schools else "none",
        }  # fmt: skip

    def wait(self, start: date | None, end: date | None) -> tuple[str, int] | None:
        """In which row, and after how many days."""
        if start is None:
            return None
        until = end or self.left_on or self.day
        return "done" if end else "left" if self.left_on else "waiting", max((until - start).days, 0)

    def quarter(self, day: date | None, so: bool, after: int = 0) -> str | None:
        over = self.day + timedelta(days=1)
        first = date(over.year, over.month - (over.month - 1) % 3, 1)  # of the quarter that runs
        if day is None or day > self.day - timedelta(days=after) or not date(2022, 1, 1) <= day < first:
            return None
        return f"{day.year}-{(day.month + 2) // 3} {'yes' if so else 'no'}"

    def waits(self) -> dict[str, tuple[str, int] | None]:
        first, plan = self.first, self.plan_on
        of_map = plan if self.plan in {"b1", "self_reliance"} else None
        of_exam = plan if self.plan in {"b1", "education"} else None
        paid = min((event.on for event in self.having("work_started", kind_of_work="paid")), default=None)
        return {
            "signal_to_plan": self.wait(self.signal, plan),
            "signal_to_intake": self.wait(self.signal, first("intake_conversation_held")),
            "intake_to_plan": self.wait(first("intake_conversation_held"), plan),
            "test_to_plan": self.wait(first("learnability_test_taken"), plan),
            "plan_to_course": self.wait(plan, first("course_started")),
            "plan_to_pvt": self.wait(plan, first("pvt_declaration_signed")),
            "plan_to_map": self.wait(of_map, first("map_final_interview_held", "map_waived")),
            "plan_to_exam": self.wait(of_exam, first("exam_taken")),
            "plan_to_work": self.wait(plan, paid),
            "plan_to_met": self.wait(plan, self.met),
            "wish_to_answer": self.wait(first("wish_voiced", "complaint_made"), first("voice_answered")),
        }

    def all_rows(self) -> dict[str, str | None]:
        """The row of every figure, told once."""
        if not self._rows:
            self._rows = self.rows() | {code: wait and wait[0] for code, wait in self.waits().items()}
        return self._rows

    def rows(self) -> dict[str, str | None]:
        """Every other figure."""
        plan, due = self.plan_on, date.fromisoformat(self.about["pip_due"]) if self.about["pip_due"] else None
        guided, course = self.standing == "guided", self.first("course_started")
        planned = guided and self.plan is not None
        late = due is not None and due < self.day
        took = self._took_part()
        found: dict[str, str | None] = {
            "in_time": "unknown" if due is None else ("in_time" if plan <= due else "late") if plan else
                       "missed" if late else "open",
            "due_in_time": self.quarter(due, bool(plan and due and plan <= due)),
            "early_start": self._early(),
            "stage": None if not plan else "met" if self.met else "left" if self.left_on else
                     "in_course" if course else "waiting",
            "course_soon": self.quarter(plan, bool(plan and course and (course - plan).days <= 30), 30),
            "taking_part": self.quarter(plan, bool(plan and took and (took - plan).days <= 365), 365),
            "knm": None if not plan else _yes(bool(self.having("exam_taken", part="knm", result="passed"))),
            "standing": self.standing,
            "alone_offered": None if not self.having("intake_conversation_held") else
                             _yes(bool(self.having("intake_conversation_held", alone_offered="true"))),
            "absences": {"true": "excused", "false": "not_excused", None: None}[self.last("excused", "intake_no_show")],
            "wishes_answered": _yes(bool(self.having("voice_answered")))
                               if self.first("wish_voiced", "complaint_made") else None,
        }  # fmt: skip
        estimated = {"literacy": "below", "pre_a1": "below", "b2": "b1", None: "unknown"}
        level = self.last("level", "level_estimated")
        found["estimated_level"] = estimated.get(level, level) if planned and course else None
        return found | {name: row if planned else None for name, row in self._planned(took).items()}

    def _planned(self, took: date | None) -> dict[str, str | None]:
        test, wish = self.last("result", "learnability_test_taken"), self.last("route", "route_preferred")
        paid = self.having("work_started", kind_of_work="paid")
        talks = [event.on for event in self.having("progress_conversation_held")]
        long = self.plan in {"b1", "education"}
        practice = sum(float(e.attributes["hours"]) for e in self._practice())
        dutch = [event.attributes.get("dutch_spoken", "") for event in paid]
        return {
            "routes": self.plan,
            "test_and_route": None if test not in {"b1_feasible", "b1_not_feasible"} else
                              "as_test" if (test == "b1_feasible") == long else "heavier" if long else "lighter",
            "wish_and_route": "not_asked" if wish is None else "as_wished" if wish == self.plan else "otherwise",
            "amended": _yes(bool(self.having("pip_amended"))),
            "downscaled": _yes(bool(self.having("downscaling_decided"))) if self.plan == "b1" else None,
            "practice": None if self.plan == "education" else
                        "400" if practice >= 400 else "100" if practice >= 100 else "1" if practice else "0",
            "work": "paid" if paid else "other" if took else "none",
            "dutch_at_work": {"true": "yes", "false": "no", "": "unknown"}[dutch[-1]] if paid else None,
            "conversations": "not_yet" if not talks else
                             "recent" if (self.day - max(talks)).days <= NORMS.talk_days[self.who] else "longer_ago",
            "agreement_plans": _yes(bool(self.having("agreement_plan_signed"))),
            "routes_explained": _yes(bool(self.having("routes_explained"))),
            "exam_level": self._exam_level(),
            "from_the_start": self._since(took),
        }  # fmt: skip

    def _practice(self) -> list[LogEvent]:
        return [*self.having("hours_attended", component="participation"),
                *self.having("hours_attended", component="map_practice")]  # fmt: skip

    def _took_part(self) -> date | None:
        return min((event.on for event in [*self.having("work_started"), *self._practice()]), default=None)

    def _since(self, took: date | None) -> str:
        if took is None or self.plan_on is None:
            return "not_yet" if took is None else "later"
        days = (took - self.plan_on).days
        return "before" if days <= 0 else "half_year" if days <= 183 else "later"

    def _early(self) -> str | None:
        if self.having("early_start_accepted"):
            return "yes"
        return "no" if self.having("early_start_declined") else "open" if self.having("early_start_offered") else None

    def _exam_level(self) -> str:
        passed = [event.attributes for event in self.having("exam_taken", result="passed")]
        skills = [(one["part"], one["level"]) for one in passed if one["part"] != "knm"]
        high = {part for part, level in skills if level != "a2"}
        if len(high) == 4:
            return "b1"
        return "a2" if len({part for part, _ in skills}) == 4 else "some" if skills else "none"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
