"""What can be asked of the record. Everything goes through accounts.scope; results are frozen."""

from wegwijs.dossier.queries.bulk_actions import BulkView, bulk_actions
from wegwijs.dossier.queries.card import Card, card
from wegwijs.dossier.queries.case import (
    Case,
    Contact,
    HistoryItem,
    Involved,
    Member,
    PersonView,
    Reached,
    case,
    case_ref,
    reach_case,
    read_case,
)
from wegwijs.dossier.queries.lists import CAP, ListFilter, ListPage, ListRow, case_list, tallies
from wegwijs.dossier.queries.mentioned import mentions, name_of
from wegwijs.dossier.queries.present import Question, of_all, of_one
from wegwijs.dossier.queries.requests import WaitingRequest, waiting_requests
from wegwijs.dossier.queries.revisions import (
    RevisionView,
    WaitingRevision,
    revision_rows,
    revisions,
    seen_rows,
    waiting_revisions,
)
from wegwijs.dossier.queries.search import LIMIT, SearchHit, kind_of, search
from wegwijs.dossier.queries.since import RecordedSince, recorded_since
from wegwijs.dossier.queries.team_work import CaseKey, Participant, case_keys, caseloads, participants
from wegwijs.dossier.queries.telling import Tellable, tellable

__all__ = [
    "CAP",
    "LIMIT",
    "BulkView",
    "Card",
    "Case",
    "CaseKey",
    "Contact",
    "HistoryItem",
    "Involved",
    "ListFilter",
    "ListPage",
    "ListRow",
    "Member",
    "Participant",
    "PersonView",
    "Question",
    "Reached",
    "RecordedSince",
    "RevisionView",
    "SearchHit",
    "Tellable",
    "WaitingRequest",
    "WaitingRevision",
    "bulk_actions",
    "card",
    "case",
    "case_keys",
    "case_list",
    "case_ref",
    "caseloads",
    "kind_of",
    "mentions",
    "name_of",
    "of_all",
    "of_one",
    "participants",
    "reach_case",
    "read_case",
    "recorded_since",
    "revision_rows",
    "revisions",
    "search",
    "seen_rows",
    "tallies",
    "tellable",
    "waiting_requests",
    "waiting_revisions",
]
