"""What can be done with plans."""

from wegwijs.plans.actions.agreeing import NotYours, StaleQuestion, answer, ask
from wegwijs.plans.actions.agreement_plans import NextTalk, NotWhole, draw_up, rewrite, settle, sign
from wegwijs.plans.actions.documents import request_documents
from wegwijs.plans.actions.drafting import drop, save
from wegwijs.plans.actions.establishing import NotReady, establish, tell_duo_by_hand

__all__ = [
    "NextTalk",
    "NotReady",
    "NotWhole",
    "NotYours",
    "StaleQuestion",
    "answer",
    "ask",
    "draw_up",
    "drop",
    "establish",
    "request_documents",
    "rewrite",
    "save",
    "settle",
    "sign",
    "tell_duo_by_hand",
]
