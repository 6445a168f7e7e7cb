"""An explanation for anybody who has its address: in their own language, without signing in, about nobody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wegwijs.letters.explanation import ADDRESSES, picture, sentences
from wegwijs.voice import texts

HOUR = 60 * 60


def topic_at(address: str) -> str:
    """The subject at an address; Http404 when there is none."""
    found = next((topic for topic, one in ADDRESSES.items() if one == address), None)
    if found is None:
        raise Http404
    return found


@require_safe
@cache_control(max_age=HOUR, public=True)
def explained(request: HttpRequest, address: str, language: str) -> HttpResponse:
    """One subject, large, with a picture; the other languages above it and the other subjects under it."""
    topic = topic_at(address)
    if language not in texts.LANGUAGES:
        raise Http404
    words = texts.words(language)
    others = [texts.words(code) for code in texts.LANGUAGES]
    context = {
        "words": words,
        "lang": words.read["lang"],
        "picture": picture(topic),
        "address": address,
        "title": words.say(f"explain.{topic}_title"),
        "sentences": sentences(words, topic),
        "said": words.read["explaining"],
        "choose": words.read["thumb"]["languages"],
        "unreviewed": "" if words.reviewed else words.say("mijn_route.unreviewed"),
        "languages": [(one.code, one.read["name"], one.read["lang"]) for one in others],
        "more": [(at, words.say(f"explain.{code}_title")) for code, at in ADDRESSES.items() if code != topic],
    }
    return render(request, "desk/talk/explained.html", context)
