"""`{% load ww %}`: the parts that pages are made of. See components/README.md for how to use them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from wegwijs.components import days
from wegwijs.components.icons import DIRECTED, ICONS

register = template.Library()
TONES = {"act": "alert", "watch": "clock", "good": "check", "neutral": "", "info": "info"}
SCRIPT_LANGUAGES = {"ARABIC": "ar", "ETHIOPIC": "ti", "CYRILLIC": "ru", "HEBREW": "he", "GREEK": "el", "CJK": "zh"}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon; hidden from screen readers, since words always stand beside it."""
    classes = " ".join(filter(None, ["icon", "icon-directed" if name in DIRECTED else "", extra]))
    drawing = mark_safe(ICONS[name])  # noqa: S308  our own drawings
    return format_html(
        '<svg class="{}" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        "{}</svg>",
        classes,
        drawing,
    )


@register.simple_tag
def tag(tone: str, words: object) -> SafeString:
    """A state in words with a shape; colour only helps. Tones: act, watch, good, info, neutral."""
    drawing = icon(TONES[tone]) if TONES[tone] else ""
    return format_html('<span class="tag tag-{}">{}{}</span>', tone, drawing, words)


@register.filter
def bdi(value: object) -> SafeString:
    """Keep a name, number or date whole inside text of the other direction."""
    return format_html("<bdi>{}</bdi>", value) if value not in (None, "") else SafeString("")


@register.filter
def day(value: date | None) -> str:
    """24 nov 2025."""
    return days.short(value)


@register.filter
def day_long(value: date | None) -> str:
    """Maandag 24 november 2025."""
    return days.long(value)


@register.filter
def moment(value: datetime | None) -> str:
    """24 nov 2025 14:05."""
    return days.moment(value)


@register.filter
def relative_days(value: date | None, today: date) -> str:
    """Over 9 dagen, vandaag, 3 dagen geleden: `{{ d|relative_days:today }}`."""
    return days.relative(value, today)


@register.filter
def due_in(value: date | None, today: date) -> str:
    """Over 9 dagen, vandaag, 3 dagen te laat: for a day on which something must be ready."""
    return days.until(value, today)


@register.simple_tag
def when(value: date | None) -> SafeString:
    """A day as <time>, for machines too."""
    return (
        format_html('<time datetime="{}"><bdi>{}</bdi></time>', value.isoformat(), days.short(value))
        if value
        else SafeString("")
    )


def _script_language(text: str) -> str:
    for letter in text:
        if letter.isalpha():
            return SCRIPT_LANGUAGES.get(unicodedata.name(letter, "").split(" ")[0], "")
    return ""


@register.simple_tag
def person_name(name: str, own_script: str = "", language: str = "") -> SafeString:
    """A name, with the person's own writing beside it in its own language and direction."""
    written = format_html("<bdi>{}</bdi>", name)
    if not own_script:
        return written
    lang = language or _script_language(own_script)
    own = format_html(
        '<bdi class="own-script" lang="{}">{}</bdi>' if lang else '<bdi class="own-script">{1}</bdi>', lang, own_script
    )
    return format_html("{} {}", written, own)


def _fact_day(origin: str) -> date | None:
    """The day of the fact that a step rests on, from "kind day"."""
    return days.parse(origin.rpartition(" ")[2]) if origin else None


def _step(step: Any) -> dict[str, Any]:
    """One step of a reason: already rendered (the contract's shape) or a step of the law."""
    if isinstance(step, dict):
        return {
            "text": step.get("text", ""),
            "article": step.get("article"),
            "calculation": step.get("arithmetic", ""),
            "fact_day": _fact_day(step.get("from") or ""),
            "unverified": str(step.get("confidence") or "").upper() == "L",
        }
    from wegwijs import law

    told = law.explain([step], get_language() or "nl")[0]
    return {
        "text": told.text,
        "article": told.article,
        "calculation": told.calculation,
        "fact_day": _fact_day(told.from_),
        "unverified": told.unverified,
    }


@register.inclusion_tag("components/why.html")
def why(steps: Iterable[Any], question: str = "", *, opened: bool = False) -> dict[str, Any]:
    """The reasons of a date or duty, in order, each with its article and the fact it rests on."""
    return {"steps": [_step(step) for step in steps], "question": question or gettext("Why?"), "opened": opened}


@register.inclusion_tag("components/deadline.html")
def deadline(
    label: str, due: date | None, today: date, state: str = "open", steps: Iterable[Any] = (), done: date | None = None
) -> dict[str, Any]:
    """A day that counts: what, when, how it stands in words, and why.

    States: open, met, missed, not_determinable, passed (asked nothing of anybody).
    `done`: the day on which it was done after all, when it was late.
    """
    left = (due - today).days if due else None
    if state == "not_determinable" or due is None:
        tone, words = "neutral", gettext("cannot be calculated yet")
    elif state == "passed":
        tone, words = "neutral", gettext("this day has been")
    elif state == "met":
        tone, words = "good", gettext("deadline met")
    elif state == "missed" and done is not None:
        # It is behind us: a fact, no call to act.
        words = gettext("done on %(day)s, %(late)s") % {"day": days.short(done), "late": days.until(due, done)}
        tone = "neutral"
    elif state == "missed" or (left is not None and left < 0):
        tone, words = "act", days.until(due, today) if left is not None and left < 0 else gettext("deadline not met")
    else:
        tone, words = "watch" if left is not None and left <= 14 else "neutral", days.until(due, today)
    return {"label": label, "due": due, "tone": tone, "words": words, "steps": list(steps), "state": state}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str = "", label: str = "", kind: str = "") -> dict[str, Any]:
    """A form field with label, explanation and error, tied together. `kind` of choices: "cards", "inline"."""
    widget = bound.field.widget
    described = [f"{bound.auto_id}_helptext"] if hint or bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attributes: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    grouped = widget.use_fieldset
    return {
        "bound": bound,
        "hint": hint or bound.help_text,
        "label": label or bound.label,
        "kind": kind,
        "grouped": grouped,
        "checkbox": getattr(widget, "input_type", "") == "checkbox" and not grouped,
        "described": attributes.get("aria-describedby", ""),
        "control": bound.as_widget(attrs={} if grouped else attributes),
    }


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """What is not right yet, at the top of the form, with a link to each field; the focus goes here."""
    entries = []
    for name in form.errors:
        if name in form.fields:
            bound = form[name]
            target = f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else bound.auto_id
            entries += [(bound.label, target, error) for error in bound.errors]
    return {"general": list(form.non_field_errors()), "entries": entries}


@register.inclusion_tag("components/pagination.html")
def pagination(previous: str = "", following: str = "", total: object = "") -> dict[str, Any]:
    """Earlier and later page of a list that goes by key; `total` in words or as "1000+"."""
    return {"previous": previous, "following": following, "total": total}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """Nothing here: says so, why, and what can be done."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("components/tabs.html")
def tabs(links: Iterable[Any], label: str) -> dict[str, Any]:
    """Views of one thing, as links. Takes `frame.Link`s."""
    return {"links": list(links), "label": label}


@register.simple_tag
def bar(value: float, most: float, words: str) -> SafeString:
    """How far, as a bar with the same in words for who cannot see it."""
    return format_html(
        '<progress class="bar" value="{}" max="{}" aria-label="{}">{}</progress>', value, most or 1, words, words
    )


@register.inclusion_tag("components/sign.html")
def sign(url: str) -> dict[str, Any]:
    """The neutral sign that opens on purpose; it does not say what is behind it."""
    return {"url": url}


@register.inclusion_tag("components/companion_toggle.html", takes_context=True)
def companion_toggle(context: template.Context, *, ending: bool = False) -> dict[str, Any]:
    """The button that hides from the screen what is not for the person who looks along; `ending` shows all again."""
    known = {name: context.get(name) for name in ("frame", "request", "csrf_token")}
    return {**known, "ending": ending}


@register.simple_tag
def copy_button(target: str, words: str = "") -> SafeString:
    """Copies the text of the element with that id; hidden where the browser cannot."""
    label = words or gettext("Copy")
    done = gettext("Copied")
    return format_html(
        '<button type="button" class="btn btn-small" data-copy="{}" data-done="{}" hidden>{}<span>{}</span></button>',
        target,
        done,
        icon("copy"),
        label,
    )


@register.simple_tag
def route_map(drawn: Any) -> SafeString:
    """The picture of the trajectory, with the same as a list."""
    from wegwijs.components import route_map as picture

    return mark_safe(render_to_string("components/route_map.html", picture.context_for(drawn)))  # noqa: S308  a template


@register.filter
def words_or_dash(value: object) -> SafeString | str:
    """A value, or a dash that a screen reader reads as "not known"."""
    if value in (None, ""):
        return format_html(
            '<span class="muted"><span aria-hidden="true">–</span><span class="visually-hidden">{}</span></span>',
            gettext("not known"),
        )
    return format_html("{}", value)


@register.simple_tag
def draft_form(draft: Any) -> SafeString:
    """In the tag of a form: what is typed is kept at this address. Nothing without a draft (components.drafting)."""
    return format_html('data-draft-url="{}"', draft.url) if draft else SafeString("data-dirty")


@register.simple_tag
def draft_fields(draft: Any) -> SafeString:
    """Inside the form: under which tab and version."""
    if not draft:
        return SafeString("")
    return format_html(
        '<input type="hidden" name="draft-tab" value="{}"><input type="hidden" name="draft-version" value="{}">',
        draft.tab,
        draft.version,
    )
