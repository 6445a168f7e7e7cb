"""A request of somebody who is signed in, as every page of the desk gets it."""

from wegwijs.accounts.requests import StaffRequest

__all__ = ["StaffRequest"]
