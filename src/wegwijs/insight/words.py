"""Words of the dashboards: what each figure is, in a title, a definition, numerator, denominator and caveat."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Told:
    """Words of one figure. `rows`: code → label."""

    title: Text
    definition: Text
    numerator: Text
    denominator: Text
    caveat: Text = ""
    rows: tuple[tuple[str, Text], ...] = ()


DASHBOARDS: dict[str, tuple[Text, Text]] = {
    "timeliness": (_("Timeliness"), _("From the first signal to the plan: does everybody start in time?")),
    "pace": (_("Pace"), _("After the plan: how long do the steps take, and where do people wait?")),
    "fitting": (_("Fitting the person"), _("Routes, the test, what people wished and what was changed.")),
    "combining": (
        _("Learning and taking part"),
        _("Language together with work or practice, in the route and beside it."),
    ),
    "quality": (_("Quality"), _("Conversations, agreements, wishes and how they were answered.")),
    "results": (_("Results"), _("The highest level, knowledge of society, and taking part from the start.")),
}
GROUPS: dict[str, Text] = {
    "asylum": _("Asylum"), "family": _("Family and other migrants"), "total": _("Everybody"),
}  # fmt: skip
DIMENSIONS: dict[str, Text] = {
    "group": _("Target group"), "route": _("Route"), "cohort": _("Year of the signal"), "team": _("Team"),
    "provider": _("Provider"),
}  # fmt: skip
ROUTES: dict[str, Text] = {
    "b1": _("B1 route"), "education": _("Education route"), "self_reliance": _("Self-reliance route"),
    "none": _("No route yet"),
}  # fmt: skip
VALUES: dict[str, dict[str, Text]] = {
    "group": GROUPS, "route": ROUTES, "team": {"other": _("Small teams together")},
    "provider": {"none": _("No provider")},
}  # fmt: skip
MEASURES: dict[str, Text] = {
    "count": _("people"), "percent": _("percent"), "done": _("took the step"), "waiting": _("still waiting"),
    "left": _("left meanwhile"), "q25": _("a quarter by day"), "median": _("half by day"),
    "low": _("half: not before day"), "high": _("half: not after day"), "q75": _("three quarters by day"),
    "by_norm": _("percent by the norm"),
}  # fmt: skip
TOTAL = _("Everybody")
NUMERATOR, DENOMINATOR = _("Counted"), _("Of")
NOT_SPLIT = _("This figure is not split by this choice: the choice itself says in which row somebody is.")
_GUIDED_PLAN = _("people in guidance with a plan")
_EVER_PLAN = _("people who ever had a plan here, also who is done or left")
_KNOWN = _("everybody under the law of whom we had a signal")
_WAITED = _("day by which half (or a quarter, three quarters) had taken the step")
_WAIT_CAVEAT = _(
    "Who still waits counts as having waited until now; who left counts as left. So half may not be reached yet."
)
_STEP = _("Counted in calendar days from the first day of the one step to the first day of the other.")
_YES_NO: tuple[tuple[str, Text], ...] = (("yes", _("Yes")), ("no", _("Not yet")))


def _wait(title: Text, denominator: Text, definition: Text = _STEP) -> Told:
    return Told(title, definition, _WAITED, denominator, _WAIT_CAVEAT)


_TIMELINESS: dict[str, Told] = {
    "in_time": Told(
        _("Plan in time"),
        _("Whether the plan came by the last day that the law gives."),
        _("people by plan and last day"), _KNOWN,
        _("The last day is that of the present municipality, as the law computes it now."),
        (("in_time", _("In time")), ("late", _("Too late")), ("open", _("No plan yet, still in time")),
         ("missed", _("No plan yet, too late")), ("unknown", _("Last day cannot be told"))),
    ),
    "signal_to_plan": _wait(_("From signal to plan"), _KNOWN,
                            _("From the first signal (COA or DUO) to the first plan, beside the weeks of the law.")),
    "signal_to_intake": _wait(_("From signal to first conversation"), _KNOWN),
    "intake_to_plan": _wait(_("From first conversation to plan"), _("people with whom a conversation was held")),
    "test_to_plan": _wait(_("From learnability test to plan"), _("people who took the test")),
    "due_in_time": Told(
        _("Plans in time, by quarter"),
        _("Of everybody whose last day fell in the quarter: who had a plan by that day."),
        _("people with a plan by their last day"), _("people whose last day fell in the quarter"),
        _("A last day that changed counts in its new quarter."),
    ),
    "early_start": Told(
        _("Early start"), _("What people answered to the offer of an early start."),
        _("people by answer"), _("people to whom it was offered"), "",
        (("yes", _("Accepted")), ("no", _("Declined")), ("open", _("No answer yet"))),
    ),
}  # fmt: skip
_PACE: dict[str, Told] = {
    "stage": Told(
        _("Where people are after the plan"), _("The furthest that somebody with a plan has come."),
        _("people by stage"), _EVER_PLAN, "",
        (("waiting", _("Waiting for lessons")), ("in_course", _("Lessons began")), ("met", _("Completed")),
         ("left", _("Left or no longer obliged"))),
    ),
    "plan_to_course": _wait(_("From plan to first lesson"), _EVER_PLAN,
                            _("From the first plan to the first lesson, beside the norm of the municipality.")),
    "course_soon": Told(
        _("Lessons within the norm, by quarter"),
        _("Of everybody whose plan was made in the quarter: who had lessons within the norm."),
        _("people whose lessons began within the norm"), _("people whose plan was made in the quarter"),
        _("Who has not had the time of the norm yet is not counted."),
    ),
    "plan_to_pvt": _wait(_("From plan to participation statement (PVT)"), _EVER_PLAN),
    "plan_to_map": _wait(_("From plan to end of the MAP"), _("people with a plan for the B1 or self-reliance route")),
    "plan_to_exam": _wait(_("From plan to first exam"), _("people with a plan for the B1 or education route")),
}  # fmt: skip
_FITTING: dict[str, Told] = {
    "routes": Told(_("Routes"), _("The route of the latest plan."), _("people by route"), _GUIDED_PLAN, "",
                   tuple(ROUTES.items())[:3]),
    "test_and_route": Told(
        _("Test and route"),
        _("Whether route and learnability test go together: B1 feasible with the B1 or education route."),
        _("people by how route and test go together"), _("people in guidance with a plan and a test result"),
        _("Another route than the test says can be right: a second person looked along."),
        (("as_test", _("As the test says")), ("lighter", _("Lighter than the test says")),
         ("heavier", _("Heavier than the test says"))),
    ),
    "wish_and_route": Told(
        _("Wish and route"), _("Whether the latest plan has the route that the person wished."),
        _("people by wish and route"), _GUIDED_PLAN, _("Not recorded does not mean not asked."),
        (("as_wished", _("As wished")), ("otherwise", _("Another route")), ("not_asked", _("No wish recorded"))),
    ),
    "amended": Told(_("Plan changed"), _("Whether the plan was changed after it was made."),
                    _("people whose plan was changed"), _GUIDED_PLAN, "", _YES_NO),
    "downscaled": Told(_("Downscaled to A2"), _("Whether one or more parts were downscaled from B1 to A2."),
                       _("people with such a decision"), _("people in guidance with the B1 route"), "", _YES_NO),
}  # fmt: skip
_COMBINING: dict[str, Told] = {
    "practice": Told(
        _("Practice within the route"), _("Hours of participation and of practice for the MAP that were recorded."),
        _("people by hours"), _("people in guidance with the B1 or self-reliance route"),
        _("Hours that nobody recorded are not known."),
        (("0", _("No hours")), ("1", _("1 to 100 hours")), ("100", _("100 to 400 hours")),
         ("400", _("400 hours or more"))),
    ),
    "work": Told(
        _("Work and taking part beside the route"), _("The most that somebody ever did since the signal."),
        _("people by what they did"), _GUIDED_PLAN, _("Work that ended counts too."),
        (("paid", _("Paid work")), ("other", _("Volunteering, internship or practice")),
         ("none", _("Nothing recorded"))),
    ),
    "dutch_at_work": Told(
        _("Dutch at work"), _("Whether Dutch is spoken at the paid work."), _("people by language at work"),
        _("people in guidance with a plan and paid work"), "",
        (("yes", _("Dutch is spoken")), ("no", _("No Dutch")), ("unknown", _("Not asked"))),
    ),
    "plan_to_work": _wait(_("From plan to paid work"), _EVER_PLAN),
    "taking_part": Told(
        _("Taking part within a year, by quarter"),
        _("Of everybody whose plan was made in the quarter: who worked or took part within a year."),
        _("people who took part within a year"), _("people whose plan was made in the quarter"),
        _("Whose year is not over yet is not counted."),
    ),
}  # fmt: skip
_QUALITY: dict[str, Told] = {
    "conversations": Told(
        _("Progress conversations"), _("How long ago the latest conversation was, beside the norm for the group."),
        _("people by latest conversation"), _GUIDED_PLAN, _("Contact by phone in between does not count here."),
        (("recent", _("Within the norm")), ("longer_ago", _("Longer ago")), ("not_yet", _("Not yet"))),
    ),
    "agreement_plans": Told(_("Agreements on paper"), _("Whether an agreement plan was signed."),
                            _("people with a signed agreement plan"), _GUIDED_PLAN, "", _YES_NO),
    "wishes_answered": Told(
        _("Wishes and complaints answered"), _("Whether somebody with a wish or complaint had an answer."),
        _("people with at least one answer"), _("people with at least one wish or complaint"),
        _("One answer of several counts as answered."), _YES_NO,
    ),
    "wish_to_answer": _wait(_("From wish to answer"), _("people with at least one wish or complaint")),
    "routes_explained": Told(_("Routes explained"), _("Whether all routes were explained before the plan."),
                             _("people to whom the routes were explained"), _GUIDED_PLAN, "", _YES_NO),
    "alone_offered": Told(
        _("A moment alone"), _("Whether a moment alone was offered in a conversation."),
        _("people to whom it was offered"), _("people with whom a conversation was held"),
        _("Not recorded does not mean not offered."), _YES_NO,
    ),
    "absences": Told(
        _("Did not come to the intake"), _("The last time that somebody did not come."), _("people by last time"),
        _("people who did not come at least once"), "",
        (("excused", _("Sent word")), ("not_excused", _("Sent no word"))),
    ),
}  # fmt: skip
_RESULTS: dict[str, Told] = {
    "standing": Told(
        _("State of the trajectory"), _("How things stand on the reference date."), _("people by state"), _KNOWN, "",
        (("guided", _("In guidance")), ("completed", _("Completed")), ("left", _("Left the city")),
         ("ended", _("No longer obliged"))),
    ),
    "exam_level": Told(
        _("Level reached in exams"), _("The highest level at which all four skills were passed."),
        _("people by level"), _GUIDED_PLAN, _("Who completed is in the state of the trajectory."),
        (("b1", _("B1 or higher, all four skills")), ("a2", _("A2 or higher, all four skills")),
         ("some", _("One or more skills")), ("none", _("No exam passed yet"))),
    ),
    "estimated_level": Told(
        _("Estimated level"), _("The latest estimate of any skill."), _("people by level"),
        _("people in guidance whose lessons began"), _("An estimate by school or coach is no exam."),
        (("below", _("Below A1")), ("a1", "A1"), ("a2", "A2"), ("b1", _("B1 or higher")),
         ("unknown", _("No estimate"))),
    ),
    "knm": Told(_("Knowledge of society (KNM)"), _("Whether the KNM exam was passed."), _("people who passed"),
                _EVER_PLAN, "", _YES_NO),
    "from_the_start": Told(
        _("Taking part from the start"), _("When somebody first worked or took part, counted from the plan."),
        _("people by when"), _GUIDED_PLAN, _("Work and practice that nobody recorded are not known."),
        (("before", _("Already at the plan")), ("half_year", _("Within half a year")), ("later", _("Later")),
         ("not_yet", _("Not yet"))),
    ),
    "plan_to_met": _wait(_("From plan to completed"), _EVER_PLAN),
}  # fmt: skip
FIGURES: dict[str, Told] = {**_TIMELINESS, **_PACE, **_FITTING, **_COMBINING, **_QUALITY, **_RESULTS}
