"""The page to play DUO on: whom it knows, what it holds, what happens, how the line behaves. For practice only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from . import events, forms, showing
from .changes import NotPossible, Told
from .conduct import Mode
from .notifying import notify
from .person import Person
from .store import Database, Store, moment

HERE = Path(__file__).resolve().parent
STYLES = HERE.parents[2] / "components" / "static" / "wegwijs"
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
URLS = Map(
    [
        Rule("/", endpoint="home"),
        Rule("/berichten", endpoint="messages"),
        Rule("/personen/<int:row>", endpoint="person"),
        Rule("/personen", endpoint="add", methods=["POST"]),
        Rule("/personen/<int:row>/gebeurtenis", endpoint="event", methods=["POST"]),
        Rule("/gedrag", endpoint="behave", methods=["POST"]),
        Rule("/notificaties/<int:row>/opnieuw", endpoint="again", methods=["POST"]),
        Rule("/opnieuw", endpoint="reset", methods=["POST"]),
        Rule("/vorm/<path:name>", endpoint="style"),
    ]
)
PER_PAGE = 50


class Control:
    """Answers one request of somebody at the page."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self.store, self.now = store, clock()

    def __call__(self, request: Request) -> Response:
        if request.method == "POST" and request.headers.get("Origin", request.host_url).rstrip("/") != (
            request.host_url.rstrip("/")
        ):
            return Response("Dit verzoek kwam van een andere pagina.", 403)
        try:
            endpoint, names = URLS.bind_to_environ(request.environ).match()
            answer: Response = getattr(self, f"_{endpoint}")(request, **names)
        except HTTPException as error:
            return Response(showing.page("gone.html", {}), error.code or 404, mimetype="text/html")
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer

    def _home(self, request: Request) -> Response:
        sought = request.args.get("zoek", "").strip()
        with self.store.open() as held:
            like = f"%{sought}%"
            rows = held.rows(
                "SELECT id, bsn, label, responsible, held FROM person WHERE label LIKE ? OR bsn = ? "
                "ORDER BY changed_at DESC, id DESC LIMIT ?", like, sought, PER_PAGE,
            )  # fmt: skip
            total = held.rows("SELECT count(*) AS n FROM person")[0]["n"]
            content = {
                "people": [showing.line(row) for row in rows], "total": total, "sought": sought,
                "fields": forms.new_person(held, self.now.date()), **self._frame(held, request),
            }  # fmt: skip
        return _html("home.html", content)

    def _frame(self, held: Database, request: Request) -> dict[str, Any]:
        waiting = held.rows("SELECT count(*) AS n FROM notification WHERE outcome = ''")[0]["n"]
        mode = held.setting("mode", Mode.NORMAL)
        return {
            "mode": forms.mode_text(mode), "modes": forms.modes(mode), "seed": held.setting("seed", "0"),
            "patience": held.setting("patience", "20"), "hold_terms": held.setting("hold_terms") == "yes",
            "waiting": waiting, "notify": held.setting("notify"), "said": request.args.get("melding", ""),
        }  # fmt: skip

    def _person(self, request: Request, row: int, wrong: str = "") -> Response:
        with self.store.open() as held:
            found = _find(held, row)
            if found is None:
                return _html("gone.html", {}, 404)
            content = {
                "row": row, "person": found, "holds": showing.holds(found),
                "groups": forms.groups(held, found, self.now),
                "messages": showing.messages(held, bsn=found.bsn), "sent": showing.notifications(held, bsn=found.bsn),
                "wrong": wrong, **self._frame(held, request),
            }  # fmt: skip
        return _html("person.html", content, 422 if wrong else 200)

    def _messages(self, request: Request) -> Response:
        with self.store.open() as held:
            content = {
                "messages": showing.messages(held), "sent": showing.notifications(held), **self._frame(held, request)
            }  # fmt: skip
        return _html("messages.html", content)

    def _add(self, request: Request) -> Response:
        today = self.now.date()
        with self.store.open() as held:
            try:
                person, event, on = forms.read_person(held, request.form)
            except forms.Wrong as error:
                return _html("wrong.html", {"wrong": str(error)}, 422)
            self._happen(held, person, event, forms.told(event, request.form, on, today))
            row = held.rows("SELECT id FROM person WHERE bsn = ?", person.bsn)[0]["id"]
        return _back(f"/personen/{row}", f"{event.code} verstuurd.")

    def _happen(self, held: Database, person: Person, event: events.Event, told: Told) -> None:
        code = events.happen(person, event, told)
        held.keep(person, self.now)
        if event.told:
            notify(held, code, person.bsn, event.code, self.now)

    def _happen_to(self, held: Database, row: int, request: Request) -> str:
        """The event done; or what is wrong with it."""
        event = events.EVENTS.get(request.form.get("event", ""))
        found = _find(held, row)
        if event is None or found is None:
            return "Deze gebeurtenis is er niet."
        try:
            on = forms.day(request.form.get("on", ""), "de datum")
            self._happen(held, found, event, forms.told(event, request.form, on, self.now.date()))
        except (NotPossible, forms.Wrong) as error:
            return str(error)
        return ""

    def _event(self, request: Request, row: int) -> Response:
        with self.store.open() as held:
            wrong = self._happen_to(held, row, request)
        if wrong:
            return self._person(request, row, wrong)
        return _back(f"/personen/{row}", f"{request.form['event']} verwerkt.")

    def _behave(self, request: Request) -> Response:
        mode, seed, patience = (request.form.get(name, "") for name in ("mode", "seed", "patience"))
        if (
            mode not in set(Mode)
            or not re.fullmatch(r"\d{1,9}", seed)
            or not re.fullmatch(r"\d{1,3}(\.\d+)?", patience)
        ):
            return _html("wrong.html", {"wrong": "Kies een gedrag, en vul bij de andere velden een getal in."}, 422)
        with self.store.open() as held:
            held.set("mode", mode)
            held.set("seed", seed)
            held.set("patience", patience)
            held.set("hold_terms", "yes" if request.form.get("hold_terms") else "no")
            for counter in ("written", "asked", "doubled"):
                held.set(counter, "0")
        return _back("/", "Het gedrag is ingesteld.")

    def _again(self, _request: Request, row: int) -> Response:
        with self.store.open() as held:
            held.connection.execute(
                "UPDATE notification SET outcome = '', due_at = ? WHERE id = ?", (moment(self.now), row)
            )
        return _back("/berichten", "De notificatie gaat nog een keer.")

    def _reset(self, request: Request) -> Response:
        if not request.form.get("sure"):
            return _html("wrong.html", {"wrong": "Zet eerst het vinkje: alles wat DUO weet, gaat weg."}, 422)
        with self.store.open() as held:
            held.empty()
        return _back("/", "Alles is leeg.")

    def _style(self, _request: Request, name: str) -> Response:
        for root in (HERE / "static", STYLES):
            path = (root / name).resolve()
            if path.is_file() and path.is_relative_to(root):
                kind = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}.get(path.suffix)
                return Response(path.read_bytes(), mimetype=kind or "application/octet-stream")
        return Response("", 404)


def _find(held: Database, row: int) -> Person | None:
    found = held.rows("SELECT bsn FROM person WHERE id = ?", row)
    return held.person(found[0]["bsn"]) if found else None


def _html(template: str, content: dict[str, Any], status: int = 200) -> Response:
    return Response(showing.page(template, content), status, mimetype="text/html")


def _back(where: str, said: str) -> Response:
    """After a change the page is asked for anew, so that reloading does not repeat it."""
    answer: Any = redirect(f"{where}?melding={quote(said)}", 303, Response)
    found: Response = answer
    return found
