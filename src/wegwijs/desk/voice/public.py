"""The page of a thumb: for anybody with a link, in six languages, without signing in; it asks nothing else."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from wegwijs.accounts.crypto import lookup_index
from wegwijs.accounts.lockout import client_address
from wegwijs.accounts.requests import ActingRequest
from wegwijs.voice import texts, thumbs

# A page for one click; who asks more often is a machine. Counted in memory, under a digest of the address.
MOST, WITHIN = 40, 10 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def thumb(request: ActingRequest, token: str) -> HttpResponse:
    """The question with four answers; after one of them thanks. A used or unknown link says so."""
    words = texts.words(_language(request))
    if _too_many(request):
        answer = _page(request, words, "busy", status=429)
        answer.headers["Retry-After"] = str(WITHIN)
        return answer
    kind = thumbs.kind_of(token)
    if kind is None:
        return _page(request, words, "gone", status=404)
    score = request.POST.get("score", "")
    if request.method != "POST" or score not in {str(one) for one in thumbs.SCORES}:
        return _page(request, words, "ask", kind=kind)
    return (
        _page(request, words, "thanks")
        if thumbs.give(token, int(score), request.today)
        else _page(request, words, "gone", status=404)
    )


def _page(request: ActingRequest, words: texts.Words, what: str, *, kind: str = "", status: int = 200) -> HttpResponse:
    said = words.read["thumb"]
    others = [texts.words(code) for code in texts.LANGUAGES]
    context = {
        "words": words, "lang": words.read["lang"], "said": said, "what": what,
        "question": said[kind] if kind else said["title"],
        "answers": [(score, said[f"s{score}"]) for score in reversed(thumbs.SCORES)],
        "languages": [(one.code, one.read["name"], one.read["lang"]) for one in others],
    }  # fmt: skip
    return render(request, "desk/voice/thumb.html", context, status=status)


def _language(request: ActingRequest) -> str:
    """What was chosen on the page; else what the browser speaks."""
    chosen = request.GET.get("taal", "")
    if chosen in texts.LANGUAGES:
        return chosen
    for part in request.headers.get("Accept-Language", "").split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        if texts.closest(code) == code or (code and texts.closest(code) != "nl"):
            return texts.closest(code)
    return "nl"


def _too_many(request: ActingRequest) -> bool:
    key = "thumb:" + lookup_index(client_address(request))
    cache.add(key, 0, WITHIN)
    return int(cache.incr(key)) > MOST
