"""What can be done with plans."""

from wegwijs.plans.actions.agreeing import NotYours, StaleQuestion, answer, ask
from wegwijs.plans.actions.documents import request_documents
from wegwijs.plans.actions.drafting import drop, save
from wegwijs.plans.actions.establishing import NotReady, establish, tell_duo_by_hand

__all__ = [
    "NotReady",
    "NotYours",
    "StaleQuestion",
    "answer",
    "ask",
    "drop",
    "establish",
    "request_documents",
    "save",
    "tell_duo_by_hand",
]
