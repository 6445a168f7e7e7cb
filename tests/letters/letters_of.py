"""Invented people and what their letters say: an ordinary case, and the longest that the fields allow."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from tests.dossier import route_cases as cases
from wegwijs.dossier.route_map import build
from wegwijs.letters.fields import of_route_map

LONGEST_NAME = "Abdulrahman-Mohammed Gebremedhin van der Westhuizen-Tekleberhan de la Fuente Habtemariam"
LONGEST_PLACE = "Nederhorst aan den Waterstroom en Ommelanden"
AGREEMENTS = [
    "U begint op 1 september met de taalles op maandag, dinsdag en donderdag.",
    "Wij zoeken samen opvang voor uw kinderen. Het rooster van de school sturen wij mee.",
    "U belt ons als u ziek bent.",
]


def decision(**changes: Any) -> dict[str, Any]:
    """An ordinary decision, against the wish."""
    return {
        "municipality_name": "Waterstad",
        "municipality_address": ["Kadeplein 1", "1000 AA Waterstad"],
        "municipality_phone": "14 000",
        "recipient_name": "Selam Tesfay",
        "recipient_own_name": "ሰላም ተስፋይ",
        "recipient_address": ["Havenstraat 12", "1000 AB Waterstad"],
        "contact_name": "S. de Haan",
        "contact_phone": "06 0000 0034",
        "reference": "PIP-2025-00123",
        "decided_on": "2025-07-16",
        "is_amendment": False,
        "route": "b1",
        "level": "b1",
        "term_starts_on": "2025-07-17",
        "term_last_day": "2028-07-16",
        "explained_routes": ["b1", "education", "self_reliance"],
        "explained_language": "ti",
        "with_interpreter": True,
        "wish_route": "education",
        "wish_work": "Verpleegkundige in een ziekenhuis.",
        "wish_times": "Niet op woensdagmiddag, dan zijn de kinderen thuis.",
        "reason_wish": "Voor de onderwijsroute is nu meer Engels en rekenen nodig. Na B1 kijken wij opnieuw met u.",
        "course_hours": 900,
        "hours_per_week": 9.5,
        "pvt_hours": 12,
        "pvt_how": "In het eerste jaar, in een groep in of bij de eigen buurt.",
        "map_hours": 40,
        "map_how": "Als het Nederlands goed genoeg is voor de workshops.",
        "conversations_per_year": 4,
        "guidance": "Een vaste contactpersoon van de gemeente. Hulp bij regelen, wonen en gezondheid.",
        "relief_form": "heavy",
        "relief_last_day": "2025-12-31",
        "childcare": "Opvang op maandag, dinsdag en donderdag.",
        "agreements": AGREEMENTS,
        "objection_weeks": 6,
        "objection_until": "2025-08-27",
        **changes,
    }


def on_the_way(kind: str, **changes: Any) -> dict[str, Any]:
    """The letter of a decision or advice of this kind."""
    own: dict[str, dict[str, Any]] = {
        "downscaling": {"parts": ["writing", "speaking"], "others": ["reading", "listening"]},
        "extension_advice": {"supports": True},
        "exemption_advice": {"supports": False},
        "map_sign_off": {"happened_on": "2025-07-10"},
        "enforcement": {"basis": "intake", "amount": 250, "new_term_until": "2025-09-16"},
    }
    objection = (
        {"objection_weeks": 6, "objection_until": "2025-08-27"} if kind in {"downscaling", "enforcement"} else {}
    )
    kept = ("municipality_name", "municipality_address", "municipality_phone", "recipient_name", "recipient_own_name",
            "recipient_address", "contact_name", "contact_phone", "decided_on", "term_last_day")  # fmt: skip
    found = decision()
    return {
        **{name: found[name] for name in kept}, **own[kind], **objection, "kind": kind, "reference": "B-0123456789",
        "wish": "Ik wil verpleegkundige worden.", "reason": "U heeft hard gewerkt. Dit past nu beter.", **changes,
    }  # fmt: skip


MAPS = {
    "b1": build(cases.HALFWAY, cases.b1(), cases.TODAY, "asylum"),
    "fresh": build(cases.ESTABLISHED, cases.b1(*cases.SIDES), cases.PLAN, "asylum"),
    "self_reliance": build(
        cases.Z_FACTS, cases.answer(*cases.Z_PARTS, route="self_reliance", term=True), cases.TODAY, "asylum"
    ),
    "signal": build(cases.BEFORE[:1], cases.answer(phase="signal"), cases.SIGNAL, "family"),
    "finished": build(
        cases.FINISHED,
        cases.answer(*cases.ALL_DONE, phase="finished", route="b1", term=True),
        date(2028, 1, 10),
        "asylum",
    ),
}


def my_route(route_map: str = "b1", **changes: Any) -> dict[str, Any]:
    """An ordinary "Mijn route"."""
    return {
        "municipality_name": "Waterstad",
        "municipality_phone": "14 000",
        "recipient_name": "Selam Tesfay",
        "recipient_own_name": "ሰላም ተስፋይ",
        "made_on": "2026-11-23",
        **of_route_map(MAPS[route_map]),
        "course_hours": 800 if route_map == "self_reliance" else 900,
        "hours_per_week": 9,
        "pvt_hours": 12,
        "map_hours": 40,
        "participation_hours": 800 if route_map == "self_reliance" else None,
        "helpers": [
            {"role": "contact", "name": "S. de Haan", "phone": "06 0000 0034"},
            {"role": "school", "name": "Taalhuis De Brug", "phone": "06 0000 0035"},
            {"role": "social_guidance", "name": "Samen Wegwijs", "phone": None},
        ],
        "next": [
            {"code": "conversation", "on": "2026-12-01", "at": "10:00", "place": "Kadeplein 1"},
            {"code": "start_map", "on": None, "at": None, "place": None},
            {"code": "call_us", "on": None, "at": None, "place": None},
        ],
        **changes,
    }


def longest_route() -> dict[str, Any]:
    """Everything that "Mijn route" can hold, as long as it can be."""
    helper = {"name": f"{LONGEST_NAME} bij {LONGEST_PLACE}"[:120], "phone": "+31 6 0000 0000 0000"}
    return my_route(
        "self_reliance",
        municipality_name=LONGEST_PLACE,
        recipient_name=f"{LONGEST_NAME} {LONGEST_NAME}"[:200],
        recipient_own_name="عبدالرحمن محمد عبدالله الحسيني العثماني " * 3,
        helpers=[{"role": role, **helper} for role in ("contact", "school", "social_guidance", "legal_help")],
        next=[
            {
                "code": code,
                "on": "2026-12-01",
                "at": "10:00",
                "place": f"Zaal 3, {LONGEST_PLACE}straat 1234, {LONGEST_PLACE}",
            }
            for code in ("conversation", "take_part", "bring_papers")
        ],
    )


def agreements(**changes: Any) -> dict[str, Any]:
    """Two agreements: a standard sentence, and one in own words."""
    return {
        "municipality_name": "Waterstad",
        "municipality_phone": "14 000",
        "recipient_name": "Selam Tesfay",
        "recipient_own_name": "ሰላም ተስፋይ",
        "contact_name": "S. de Haan",
        "made_on": "2026-03-16",
        "number": 2,
        "items": [
            {"standard": "lesson", "who": "person", "by": "2026-06-16"},
            {
                "what": "Wij sturen u het adres van de bibliotheek.",
                "who": "municipality",
                "by": "2026-03-20",
                "measure": "U hebt het bericht gekregen.",
            },
        ],
        "next_on": "2026-06-18",
        "next_at": "10:00",
        **changes,
    }


def longest_agreements() -> dict[str, Any]:
    """As many agreements as there can be, as long as they can be."""
    item = {"what": "Gebremedhin " * 41, "who": "together", "by": "2026-06-16", "measure": "Habtemariam " * 24}
    return agreements(recipient_name=f"{LONGEST_NAME} {LONGEST_NAME}"[:200], items=[item] * 10)


def overview(**changes: Any) -> dict[str, Any]:
    """A copy with one row."""
    row = {"section": "Brieven", "title": "Besluit", "lines": ["Route: B1"]}
    return {
        "municipality_name": "Waterstad", "made_on": "2026-03-16", "kind": "copy", "rows": [row], **changes,
    }  # fmt: skip


def figures(**changes: Any) -> dict[str, Any]:
    """A report of one figure."""
    table = {
        "goal": "Tijdigheid", "title": "PIP op tijd", "definition": "Of het PIP er op tijd was.", "notes": ["Let op."],
        "head": "\tstatushouders\tprocent", "body": ["Op tijd\t1.204\t67%", "Te laat\t–\t–"],
    }  # fmt: skip
    return {
        "municipality_name": "Waterstad", "made_on": "2026-04-03", "reference_date": "2026-03-31", "few": 5,
        "figures": [table], **changes,
    }  # fmt: skip


def appointment(**changes: Any) -> dict[str, Any]:
    """An appointment at the office, for the post."""
    return {
        "municipality_name": "Waterstad",
        "municipality_address": ["Stadsplein 1", "0000 AA Waterstad"],
        "municipality_phone": "010 000 0000",
        "recipient_name": "Selam Tesfay",
        "recipient_own_name": "ሰላም ተስፋይ",
        "recipient_address": ["Kade 12", "0000 BB Waterstad"],
        "made_on": "2025-07-16",
        "what": "text",
        "on": "2025-07-28",
        "at": "14:30",
        "mode": "physical",
        "place": "Stadsplein 1, 0000 AA Waterstad, Kamer 2",
        **changes,
    }


# Every letter there is, with an ordinary content.
def note(**changes: Any) -> dict[str, Any]:
    """A note to take along, with a question of one's own."""
    return {
        "municipality_name": "Waterstad",
        "made_on": "2025-07-16",
        "offer_name": "Geldloket De Haven",
        "offer_address": "Kadeplein 3",
        "offer_phone": "010 000 0101",
        "offer_how": "Inloop op maandag, 9 tot 12 uur.",
        "subject": "money",
        "question": "Kunt u meekijken naar de brief?",
        "contact_name": "S. de Haan",
        "contact_phone": "06 0000 0034",
        **changes,
    }


def explanation() -> dict[str, Any]:
    """One subject, for anybody."""
    return {"municipality_name": "Waterstad", "made_on": "2026-11-30", "topic": "plan"}


ALL: Mapping[str, Callable[..., dict[str, Any]]] = {
    "agreements": agreements,
    "appointment": appointment,
    "beschikking": decision,
    "decision": partial(on_the_way, "downscaling"),
    "explanation": explanation,
    "figures": figures,
    "mijn_route": my_route,
    "note": note,
    "overview": overview,
}
