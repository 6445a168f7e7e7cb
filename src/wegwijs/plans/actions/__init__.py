"""What can be done with plans and decisions."""

from wegwijs.plans.actions.agreeing import NotYours, StaleQuestion, answer, ask
from wegwijs.plans.actions.agreement_plans import NextTalk, NotWhole, draw_up, rewrite, settle, sign
from wegwijs.plans.actions.considering import (
    answer_about_decision,
    ask_about_decision,
    save_decision,
    withdraw_decision,
)
from wegwijs.plans.actions.deciding import decide, ground_of
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
    "answer_about_decision",
    "ask",
    "ask_about_decision",
    "decide",
    "draw_up",
    "drop",
    "establish",
    "ground_of",
    "request_documents",
    "rewrite",
    "save",
    "save_decision",
    "settle",
    "sign",
    "tell_duo_by_hand",
    "withdraw_decision",
]
