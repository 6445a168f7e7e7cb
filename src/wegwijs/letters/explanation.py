"""One subject explained, for anybody: Dutch beside the own language, a picture, nothing about a person.

The same words stand on the screen of a professional, on a public page and on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from wegwijs.letters.texts import Words, words

# Subject → its address. It may be read over a shoulder on a shared phone, so it says less than the subject.
ADDRESSES: Mapping[str, str] = {
    "rights": "gesprek", "plan": "plan", "term": "tijd", "pvt": "groep", "map": "werk", "exams": "examen",
    "practise": "oefenen",
}  # fmt: skip
_ENDS = ".?!؟።"


def sentences(text: Words, topic: str) -> tuple[str, ...]:
    """Sentence by sentence, as they are said and waited for. `topic`: also "route", which has no page of its own."""
    found, sentence = [], ""
    for letter in text.say(f"explain.{topic}"):
        sentence += letter
        if letter in _ENDS:
            found.append(sentence.strip())
            sentence = ""
    return tuple(one for one in (*found, sentence.strip()) if one)


def picture(topic: str) -> str:
    """The picture of a subject, as the name of a static file."""
    return f"letters/explain/{topic}.svg"


def explanation(data: Mapping[str, Any], languages: list[Words]) -> dict[str, Any]:
    topic = data["topic"]
    return {
        "title": words("nl").say(f"explain.{topic}_title"),
        "municipality": data["municipality_name"],
        "made_on": words("nl").day(data["made_on"]),
        "picture": (files("wegwijs.letters") / "static" / picture(topic)).read_text("utf-8"),
        "versions": [
            {"title": text.say(f"explain.{topic}_title"), "sentences": sentences(text, topic)} for text in languages
        ],
    }
