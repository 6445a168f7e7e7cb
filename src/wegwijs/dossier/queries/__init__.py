"""What can be asked of the record. Everything goes through accounts.scope; results are frozen."""

from wegwijs.dossier.queries.case import Case, Contact, HistoryItem, Involved, Member, PersonView, case, case_ref
from wegwijs.dossier.queries.lists import ListFilter, ListPage, ListRow, case_list, tallies
from wegwijs.dossier.queries.search import SearchHit, search

__all__ = [
    "Case",
    "Contact",
    "HistoryItem",
    "Involved",
    "ListFilter",
    "ListPage",
    "ListRow",
    "Member",
    "PersonView",
    "SearchHit",
    "case",
    "case_list",
    "case_ref",
    "search",
    "tallies",
]
