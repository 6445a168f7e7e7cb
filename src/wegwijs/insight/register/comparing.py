"""Before and after a change, in words: what is seen, how sure that is, and what it does not say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wegwijs.analysis.interrupted import BeforeAfter, Estimate, Refused
from wegwijs.components import days
from wegwijs.components.charts import Line, Lines, Sign
from wegwijs.insight.pages.words import NOT_SHOWN, difference, said


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: a state in words, its tone, and the sentence."""

    words: str
    tone: str
    told: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page shows. The table has the same figures as the chart."""

    title: str
    lines: tuple[Told, ...]
    chart: Lines
    head: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    groups: tuple[tuple[str, int], ...] = ()
    hides: bool = False
    rounds: bool = False
    has_total: bool = False


def answer(title: str, change: Sign, found: BeforeAfter, starts: Sequence[date]) -> Answer:
    """Of a figure in percents."""
    label = period_words(starts)
    lines = (
        Line(_("measured"), tuple(step.value for step in found.steps)),
        Line(_("line through it"), tuple(step.fitted for step in found.steps), "fitted"),
        Line(
            _("if it had gone on as before"),
            tuple(step.expected for step in found.steps),
            "expected",
            tuple(step.lower for step in found.steps),
            tuple(step.upper for step in found.steps),
        ),
    )
    rows = tuple(
        (label(step.starts_on), tuple(_or_dash(value) for value in (step.value, step.fitted, step.expected)))
        for step in found.steps
    )
    return Answer(
        title, _sentences(found), Lines(title, tuple(starts), lines, percent, (change,)), _("Period"),
        tuple(line.name for line in lines), rows,
    )  # fmt: skip


def refusal(refused: Refused) -> str:
    """Why there is no answer, and what would be needed."""
    if refused.reason == "same":
        return _("The figure was the same in every period. There is nothing to compare.")
    return _(
        "There are %(before)d periods with a figure before the change and %(after)d after it. "
        "On each side at least %(needed)d are needed; with fewer, chance looks like a change."
    ) % {"before": refused.before, "after": refused.after, "needed": refused.needed}


def assumptions(found: BeforeAfter | None, *, rounded: bool = False) -> list[str]:
    """What has to be so for the answer to mean something."""
    said = [
        _("This shows what changed together with the policy, not that the policy did it. What else changed at that time is in it too."),  # noqa: E501
        _("The line of the periods before is carried on. If it would have bent by itself, the difference is not of the change."),  # noqa: E501
        _("The answer lies between the bounds 95 times out of 100, as far as this picture is right. Periods that follow each other resemble each other; that is counted in."),  # noqa: E501
        _("The people themselves may have changed: other ages, languages or countries. That is not taken out here."),
        _("The last periods may still move: what is recorded later counts then."),
    ]  # fmt: skip
    if rounded:
        said.append(_("Some periods are shown rounded. They are compared so."))
    if found is not None and found.left_out:
        said.append(
            ngettext(
                "%(n)d period is left out: too few people, or the change came halfway.",
                "%(n)d periods are left out: too few people, or the change came halfway.",
                found.left_out,
            )
            % {"n": found.left_out}
        )
    if found is not None and not found.whole_years:
        said.append(_("There is less than a year on one side: a season can look like a change."))
    return said


def percent(value: float) -> str:
    """63%."""
    return said(value, "percent")


def say(value: float) -> str:
    """How far two percentages lie apart."""
    return difference(value, "percent")


def _or_dash(value: float | None) -> str:
    return NOT_SHOWN if value is None else percent(value)


def _sentences(found: BeforeAfter) -> tuple[Told, ...]:
    return (
        Told(
            _("before"), "neutral",
            _("Per period it went %(difference)s (%(bounds)s).") % _in_words(found.slope),
        ),
        _told(
            found.jump,
            _("At the change itself it was %(difference)s than expected (%(bounds)s)."),
            _("At the change itself no clear difference: %(difference)s than expected (%(bounds)s)."),
        ),
        _told(
            found.bend,
            _("Since then it goes %(difference)s per period than before (%(bounds)s)."),
            _("Since then it goes no clearly other way: %(difference)s per period than before (%(bounds)s)."),
        ),
        _told(
            found.now,
            _("In the last period it is %(difference)s than if it had gone on as before (%(bounds)s)."),
            _("In the last period no clear difference: %(difference)s than if it had gone on as before (%(bounds)s)."),
        ),
    )  # fmt: skip


def _told(estimate: Estimate, clear: str, unclear: str) -> Told:
    if estimate.clear:
        return Told(_("clear difference"), "info", clear % _in_words(estimate))
    return Told(_("not clear"), "neutral", unclear % _in_words(estimate))


def _in_words(estimate: Estimate) -> dict[str, str]:
    if estimate.upper <= 0:
        bounds = _("between %(one)s and %(other)s lower") % {"one": say(-estimate.upper), "other": say(-estimate.lower)}
    elif estimate.lower >= 0:
        bounds = _("between %(one)s and %(other)s higher") % {"one": say(estimate.lower), "other": say(estimate.upper)}
    else:
        bounds = _("between %(one)s lower and %(other)s higher") % {
            "one": say(-estimate.lower), "other": say(estimate.upper),
        }  # fmt: skip
    return {"difference": _away(estimate.value), "bounds": bounds}


def _away(value: float) -> str:
    if value < 0:
        return _("%(amount)s lower") % {"amount": say(-value)}
    return _("%(amount)s higher") % {"amount": say(value)}


def period_words(starts: Sequence[date]) -> Callable[[date], str]:
    """How a period is called: a quarter as one, anything else by its month."""
    quarterly = len(starts) > 1 and (starts[1] - starts[0]).days > 80

    def words(day: date) -> str:
        if quarterly:
            return _("quarter %(quarter)d of %(year)d") % {"quarter": (day.month + 2) // 3, "year": day.year}
        return days.month(day)

    return words
