"""What can be done to the record. Rooms above import from here, never from models."""

from wegwijs.dossier.actions.append import (
    AppendResult,
    FactRefused,
    NewFact,
    Refusal,
    append,
    append_one,
    refusal_of,
    withdraw,
)
from wegwijs.dossier.actions.assign_many import assign_many, put_back
from wegwijs.dossier.actions.involve import assign, break_glass, involve_provider, share, transfer
from wegwijs.dossier.actions.open_cases import NewCase, NewContact, open_cases
from wegwijs.dossier.actions.people import add_contact_point, end_contact_point, set_household_member, update_person
from wegwijs.dossier.actions.regroup import change_group
from wegwijs.dossier.actions.revisions import see_revision

__all__ = [
    "AppendResult",
    "FactRefused",
    "NewCase",
    "NewContact",
    "NewFact",
    "Refusal",
    "add_contact_point",
    "append",
    "append_one",
    "assign",
    "assign_many",
    "break_glass",
    "change_group",
    "end_contact_point",
    "involve_provider",
    "open_cases",
    "put_back",
    "refusal_of",
    "see_revision",
    "set_household_member",
    "share",
    "transfer",
    "update_person",
    "withdraw",
]
