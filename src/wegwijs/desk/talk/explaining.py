"""Explain one subject in somebody's own language: to show on the screen, to scan, to print or to send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components.qr import qr_code
from wegwijs.desk.talk import public, showing
from wegwijs.desk.talk.reach import crumbs, open_talk
from wegwijs.desk.voice.messages import WayForm
from wegwijs.desk.voice.wording import refusal
from wegwijs.dossier.queries import Case
from wegwijs.dossier.route_map import Station
from wegwijs.exchange.messaging.gateway import connected
from wegwijs.intake.said import EXPLAINED
from wegwijs.letters.explanation import ADDRESSES, picture, sentences
from wegwijs.letters.rendering import render as set_letter
from wegwijs.letters.texts import LANGUAGES, Words
from wegwijs.letters.texts import words as texts_of
from wegwijs.voice import messaging
from wegwijs.voice.actions import Refused


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
    aloud: Mapping[str, str]  # the words of the button that reads it aloud


@require("case.read")
@require_http_methods(["GET", "HEAD", "POST"])
def explanation(request: StaffRequest, uuid: UUID, topic: str) -> HttpResponse:
    """The subject in the own language, large, with the Dutch beside it; to scan, to print, or to send as a link."""
    if topic not in EXPLAINED:
        raise Http404
    case = open_talk(request, uuid)
    wanted = request.GET.get("taal", "") or showing.letter_language(case)
    language = wanted if wanted in LANGUAGES else "nl"
    url = _public(request, topic, language)
    ways = messaging.ways(case.contacts) if url and request.actor.may("case.write") else ()
    form = WayForm(request.POST or None, ways=ways, initial={})
    told = messaging.Explained(url)
    if request.method == "POST" and form.is_valid():
        try:
            return _send(request, case, form, told, language)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refusal(refused))
    context = {
        "case": case,
        "topic": topic,
        "picture": picture(topic),
        "texts": [_text(case, topic, texts_of(code)) for code in dict.fromkeys((language, "nl"))],
        "language": language,
        "languages": showing.letter_languages(),
        "others": [(code, texts_of("nl").say(f"explain.{code}_title")) for code in EXPLAINED],
        "url": url,
        "qr": qr_code(url, _("QR code of this explanation")) if url else "",
        "form": form if form.by_key else None,
        "message": told.words(language).splitlines(),
        "connected": connected(),
        "crumbs": crumbs(case, (_("Explanation"), "")),
    }
    return render(request, "desk/talk/explanation.html", context, status=422 if form.errors else 200)


@require("case.read")
@require_safe
def printed(request: StaffRequest, address: str, language: str) -> HttpResponse:
    """The same on a page of paper, Dutch beside the own language. Nothing in it is about a person."""
    topic = public.topic_at(address)
    if language not in LANGUAGES:
        raise Http404
    data = {
        "municipality_name": request.actor.municipality_name, "made_on": request.today.isoformat(), "topic": topic,
    }  # fmt: skip
    answer = HttpResponse(set_letter("explanation", data, language), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="uitleg-{address}-{language}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _public(request: StaffRequest, topic: str, language: str) -> str:
    """Where anybody reads it; "" for the route, which is the person's own."""
    if topic not in ADDRESSES:
        return ""
    return request.build_absolute_uri(reverse("desk:explained", args=[ADDRESSES[topic], language]))


def _send(
    request: StaffRequest, case: Case, form: WayForm, told: messaging.Explained, language: str
) -> HttpResponse:  # fmt: skip
    got = form.cleaned_data
    messaging.send(
        request.actor, case, form.chosen(), told, language, agreed=got["agreed"], now=request.now,
        request_id=got["request_id"],
    )  # fmt: skip
    messages.success(request, _("The message is on its way."))
    return redirect(request.get_full_path())


def _text(case: Case, topic: str, text: Words) -> Text:
    term = case.assessment.term if topic == "term" else None
    last_day = term.last_day if term else None
    return Text(
        text.code, text.read["lang"], text.rtl, text.say(f"explain.{topic}_title"),
        sentences(text, topic),
        "" if text.reviewed else " · ".join(one.say("mijn_route.unreviewed") for one in (text, texts_of("nl"))),
        tuple(_step(one, text) for one in case.route_map.in_reading_order()) if topic == "route" else (),
        text.say("mijn_route.until", day=text.day(last_day.isoformat())) if last_day else "",
        text.read["explaining"],
    )  # fmt: skip


def _step(station: Station, text: Words) -> tuple[str, str, str, str]:
    why = f"why.{station.code}"
    return (
        station.state, text.say(f"stations.{station.code}"), text.say(f"states.{station.state}"),
        text.say(why) if text.has(why) and station.state != "done" else "",
    )  # fmt: skip
