"""Explain one subject in somebody's own language: to show on the screen, or to print and take along."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.talk import showing
from wegwijs.desk.talk.reach import crumbs, open_talk
from wegwijs.dossier.queries import Case
from wegwijs.dossier.route_map import Station
from wegwijs.intake.said import EXPLAINED
from wegwijs.letters.texts import LANGUAGES, Words
from wegwijs.letters.texts import words as texts_of


@dataclass(frozen=True, slots=True)
class Text:
    """One language of an explanation. `notice`: it has not been read by somebody yet."""

    code: str
    lang: str
    rtl: bool
    title: str
    sentences: tuple[str, ...]
    notice: str
    steps: tuple[tuple[str, str, str, str], ...]  # state, name, stand in words, why
    term: str


@require("case.read")
@require_safe
def explanation(request: StaffRequest, uuid: UUID, topic: str) -> HttpResponse:
    """The subject in the own language, large, with the Dutch beside it; the route with the person's own stations."""
    if topic not in EXPLAINED:
        raise Http404
    case = open_talk(request, uuid)
    wanted = request.GET.get("taal", "") or showing.letter_language(case)
    language = wanted if wanted in LANGUAGES else "nl"
    context = {
        "case": case,
        "topic": topic,
        "texts": [_text(case, topic, texts_of(code)) for code in dict.fromkeys((language, "nl"))],
        "language": language,
        "languages": showing.letter_languages(),
        "others": [(code, texts_of("nl").say(f"explain.{code}_title")) for code in EXPLAINED],
        "crumbs": crumbs(case, (_("Explanation"), "")),
    }
    return render(request, "desk/talk/explanation.html", context)


def _text(case: Case, topic: str, text: Words) -> Text:
    term = case.assessment.term if topic == "term" else None
    last_day = term.last_day if term else None
    return Text(
        text.code, text.read["lang"], text.rtl, text.say(f"explain.{topic}_title"),
        _split(text.say(f"explain.{topic}")),
        "" if text.reviewed else " · ".join(one.say("mijn_route.unreviewed") for one in (text, texts_of("nl"))),
        tuple(_step(one, text) for one in case.route_map.in_reading_order()) if topic == "route" else (),
        text.say("mijn_route.until", day=text.day(last_day.isoformat())) if last_day else "",
    )  # fmt: skip


def _split(paragraph: str) -> tuple[str, ...]:
    """Sentence by sentence, as they are said and waited for."""
    found, sentence = [], ""
    for letter in paragraph:
        sentence += letter
        if letter in ".?!؟።":
            found.append(sentence.strip())
            sentence = ""
    return tuple(one for one in (*found, sentence.strip()) if one)


def _step(station: Station, text: Words) -> tuple[str, str, str, str]:
    why = f"why.{station.code}"
    return (
        station.state, text.say(f"stations.{station.code}"), text.say(f"states.{station.state}"),
        text.say(why) if text.has(why) and station.state != "done" else "",
    )  # fmt: skip
