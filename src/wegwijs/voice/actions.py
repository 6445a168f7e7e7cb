"""What can be done with what people say. Rooms above import from here, never from models."""

from wegwijs.voice.answering import Answer, answer, handle, postpone, realise
from wegwijs.voice.hearing import (
    FACTS,
    LONGEST,
    Heard,
    Refused,
    check,
    correct,
    follow_withdrawal,
    hand_over,
    hear,
    hear_contact,
    take_back,
)
from wegwijs.voice.promising import check_promise, fulfil, promise

__all__ = [
    "FACTS",
    "LONGEST",
    "Answer",
    "Heard",
    "Refused",
    "answer",
    "check",
    "check_promise",
    "correct",
    "follow_withdrawal",
    "fulfil",
    "hand_over",
    "handle",
    "hear",
    "hear_contact",
    "postpone",
    "promise",
    "realise",
    "take_back",
]
