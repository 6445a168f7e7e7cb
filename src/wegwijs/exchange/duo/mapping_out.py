"""What we tell DUO, in DUO's names and codes: the request for each kind of message, and how to ask whether it arrived.

Pure. `mapping` is its counterpart for what DUO tells us.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
Content = Mapping[str, Any] | None

ROUTE = {"b1": "B", "education": "O", "self_reliance": "Z"}
LITERACY = {"literacy": "A", "other_script": "AA", "none": "NVT"}
_YES_NO = {True: "Ja", False: "Nee"}
_HOURS = {
    "hours_intake": ("uren/bredeintake/taallesknm", "TaallesEnKnmBredeIntake"),
    "hours_participation": ("uren/participatieactiviteiten", "ParticipatieactiviteitenBredeIntake"),
    "hours_course": ("uren/participatietaalles", "ParticipatieAlsTaalles"),
}
_MOST_HOURS = 9999
_INSTITUTION = re.compile(r"[0-9A-Za-z]{10}")
_NOT_IN_NAMES = re.compile(r"[^\s'‘.\w-]|[\d_]")


@dataclass(frozen=True, slots=True)
class Request:
    """`path` below /personen/{bsn}. `ask`: where to read what DUO has (""= it cannot be asked; sending twice is once).

    `arrived` tells from that answer (None: nothing there) whether this very message was processed.
    """

    method: str
    path: str
    body: Json | None
    ask: str = ""
    arrived: Callable[[Any], bool] = lambda _answer: False


class Unmappable(ValueError):
    """The content does not fit DUO's interface; the text is a code."""


def request_for(kind: str, content: Content, *, municipality_code: str, number: str = "") -> Request:
    """The request for a message; `number` is DUO's number of the school or contact person. Raises `Unmappable`."""
    if kind == "pip":
        return _plan(content, municipality_code)
    if kind in {"map", "pvt"}:
        return _closing(kind, content)
    if kind == "self_reliance":
        return Request("PUT", "zroute", {"datumAfrondingZroute": content["on"]} if content else {})
    if kind in _HOURS:
        return _hours(kind, content, municipality_code)
    if kind == "offer":
        return _offer(content, number)
    raise Unmappable("unknown_kind")


def _plan(content: Content, municipality_code: str) -> Request:
    def same(answer: Any) -> bool:
        """DUO adds the level when we leave it out: only what we send is compared."""
        if not isinstance(answer, Mapping) or answer.get("gemeentecode") != municipality_code:
            return body is None
        there = answer.get("pip")
        return body is not None and isinstance(there, Mapping) and all(there.get(n) == v for n, v in body.items())

    if content is None:
        body: Json | None = None
        return Request("DELETE", "PIP", None, "PIP", same)
    told = {
        "dagtekeningPip": content["on"],
        "leerroute": ROUTE[content["route"]],
        "indicatorAlfabetiseringsonderwijs": LITERACY[content["literacy"]],
    }
    if "level" in content:
        told["niveau"] = content["level"].upper()
    if "intensity_hours" in content:
        told["geschatteIntensiteitB1Route"] = content["intensity_hours"]
    if content.get("may_finish_education"):
        told["indicatorMagOpleidingAfmaken"] = True
    body = told
    return Request("POST", "PIP", body, "PIP", same)


def _closing(kind: str, content: Content) -> Request:
    """The whole resource is replaced: what is left out is taken back."""
    name = {"map": "datumEindgesprekMap", "pvt": "datumOndertekeningPvt"}[kind]
    body: dict[str, Any] = {name: content["on"]} if content else {}
    if content and "culpable" in content:
        body["verwijtbaar"] = _YES_NO[content["culpable"]]

    def same(answer: Any) -> bool:
        """DUO's answer does not say `verwijtbaar`: with it, sending again is the only way to be sure."""
        there = answer.get(name) if isinstance(answer, Mapping) else None
        return "verwijtbaar" not in body and there == body.get(name)

    return Request("PUT", kind, body, kind, same)


def _hours(kind: str, content: Content, municipality_code: str) -> Request:
    path, name = _HOURS[kind]
    body = {"uren": min(_MOST_HOURS, content["hours"] if content else 0)}

    def same(answer: Any) -> bool:
        own = [one for one in answer or [] if isinstance(one, Mapping) and one.get("gemeentecode") == municipality_code]
        return any(one.get(name) == body for one in own)

    return Request("PUT", path, body, "uren", same)


def _offer(content: Content, number: str) -> Request:
    """A new one for the same school takes the place of the old one, so sending twice is once."""
    if not _INSTITUTION.fullmatch(number):
        raise Unmappable("school_unknown")
    path = f"Inburgeringsaanbod/{number}"
    if content is None:
        return Request("DELETE", path, None)
    body = {
        "datumInburgeringsaanbod": content["on"],
        "indicatorAlfabetiseringsonderwijs": LITERACY[content.get("literacy", "none")],
    }
    return Request("POST", path, body)


def institution(told: Any, school: str) -> str:
    """DUO's number of a school, by that number itself or by its name; empty when it is not exactly one."""
    listed = [one for one in told or [] if isinstance(one, Mapping)]
    wanted = _folded(school)
    numbers = {
        str(one.get("instellingsnummer", ""))
        for one in listed
        if wanted in {_folded(str(one.get("naam", ""))), str(one.get("instellingsnummer", ""))}
    }
    return numbers.pop() if len(numbers) == 1 else ""


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def contact_body(content: Json) -> dict[str, str]:
    """A contact person; the specification takes letters only in a name. Raises `Unmappable`."""
    if not content.get("phone"):
        raise Unmappable("phone_missing")
    name = " ".join(_NOT_IN_NAMES.sub(" ", str(content["name"])).split())[:100]
    return {"naam": name, "email": str(content["email"])[:241], "telefoonnummer": str(content["phone"])[:22]}


def contact_number(answer: Any) -> str:
    """The number that DUO gave to a new contact person; empty when it gave none."""
    found = answer.get("id") if isinstance(answer, Mapping) else None
    return str(found) if isinstance(found, int) else ""
