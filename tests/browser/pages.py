"""Every page of the product and the states it can be in: who opens it, where, and what is done there first.

`VISITS` holds at least one visit per address; `NO_PAGE` the addresses that are no page, each with the reason. A new
address without an entry fails `test_every_address_is_visited`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page

PASSWORD = "vier gele fietsen in de regen"


@dataclass(frozen=True)
class Visit:
    """`address` may hold names of places in braces (`scene.py`); `first` is done on the page before it is looked at."""

    name: str
    role: str
    address: str
    state: str = ""
    first: Callable[[Page], None] | None = None
    status: int = 0  # 0: the page itself, also with a form that was refused

    whole: bool = True  # False: one more of a kind that is looked at whole elsewhere
    language: str = "nl"

    @property
    def label(self) -> str:
        return f"{self.name.partition(':')[2] or self.name}{'-' + self.state if self.state else ''}-{self.role}"


def refused(page: Page) -> None:
    """Send the form of the page unfilled, past the browser's own checks: an error has a face too."""
    with page.expect_navigation():
        page.evaluate("""() => { const forms = [...document.querySelectorAll('main form[method=post]')];
        const form = forms.find(f => f.querySelector('input:not([type=hidden]), textarea, select')) || forms[0];
        form.noValidate = true; form.querySelectorAll('input[type=text], input[type=number], textarea').forEach(
        e => { if (e.required || /date|on$/.test(e.name)) e.value = ''; });
        (form.querySelector('button.btn-primary') || form.querySelector('button:not([type=button])')).click(); }""")
    assert page.locator(".form-errors").is_visible(), "no word of what is wrong"


def press(selector: str, *, goes_on: bool = True) -> Callable[[Page], None]:
    """Click on something of the page; `goes_on`: another page follows."""

    def act(page: Page) -> None:
        target = page.locator(selector).first
        if not goes_on:
            target.click()
            return
        with page.expect_navigation():
            target.click()

    return act


def search_for(text: str) -> Callable[[Page], None]:
    """Type into the search box of the page and send it."""

    def act(page: Page) -> None:
        box = page.locator("main input[name=q]")
        box.fill(text)
        with page.expect_navigation():
            box.press("Enter")

    return act


def opened(page: Page) -> None:
    """Everything that folds is open."""
    page.evaluate("document.querySelectorAll('main details').forEach(e => { e.open = true; })")


def looking_along(page: Page) -> None:
    """The switch with which the person looks along."""
    press("button[name=companion][value=on]")(page)


def another_route(page: Page) -> None:
    """Lessons on three days, of which one is a day with work, on another route."""
    page.locator("main input[name=route]").last.check()
    page.locator("main input[name=lessons_a_week]").fill("9")
    for name, day in (("lesson_days", 0), ("lesson_days", 2), ("work_days", 2)):
        page.locator(f"main input[name={name}][value='{day}']").check()
    page.locator("main form button.btn-primary").click()


def somebody_invented(page: Page) -> None:
    """A notice, a plan on the B1 route and some lessons."""
    for name, text in (("notified", "15-9-2025"), ("plan", "20-11-2025"), ("lessons", "570")):
        page.locator(f"main input[name={name}]").fill(text)
    page.locator("main input[name=route]").first.check()
    press("main form button.btn-primary")(page)


def without_title(page: Page) -> None:
    """Send a text of which the title was taken away."""
    page.locator("#id_title").fill("")
    press("main button[value=save]")(page)
    assert page.locator(".form-errors").first.is_visible(), "no word of what is wrong"


COACH, QUALITY, OFFICER, ADMIN = "work_coach", "quality_officer", "privacy_officer", "functional_admin"
POLICY = "policy_adviser"
CASE = "/dossiers/{plan_established}/"
RECORDINGS = (
    "contact", "invitation", "summons", "missed", "conversation", "test", "test-waived", "information", "completed",
    "absence", "early-start", "course", "pvt", "map", "self-reliance", "wish", "work", "move", "home", "benefit",
    "obligation", "request", "request-answer", "warning", "person", "contact-point", "household", "assign", "share",
    "transfer",
)  # fmt: skip

# Of the forms of recording these are looked at whole: buttons that save, cards, columns, groups, a list of people.
WHOLE = {"contact", "conversation", "test", "person", "household", "assign"}

VISITS: tuple[Visit, ...] = (
    Visit("desk:home", "reception", "/", "without-work"),
    Visit("desk:today", COACH, "/vandaag/", "full"),
    Visit("desk:today", "intake_coach", "/vandaag/", "full"),
    Visit("desk:today", QUALITY, "/vandaag/", "full"),
    Visit("desk:today", "integration_counsellor", "/vandaag/", "full"),
    Visit("desk:today", "employment_adviser", "/vandaag/", "empty"),
    Visit("desk:cases", COACH, "/dossiers/", "full"),
    Visit("desk:cases", COACH, "/dossiers/?whose=team&sort=name", "team"),
    Visit("desk:cases", COACH, "/dossiers/?phase=finished&due=late", "empty"),
    Visit("desk:cases", "team_manager", "/dossiers/", "manager"),
    Visit(
        "desk:assign", "team_manager", "/dossiers/", "chosen", press("main tbody input[type=checkbox]", goes_on=False)
    ),
    Visit("desk:assigned", QUALITY, "/dossiers/toewijzen/recent/", "full"),
    Visit("desk:assigned", COACH, "/dossiers/toewijzen/recent/", "empty"),
    Visit("desk:search", COACH, "/zoeken/", "before"),
    Visit("desk:search", COACH, "/zoeken/", "found", search_for("Weldegebriel")),
    Visit("desk:search", COACH, "/zoeken/", "nobody", search_for("Xqzwv")),
    Visit("desk:search", "desk", "/zoeken/", "card", search_for("Tesfay")),
    Visit("desk:participants", "provider_coordinator", "/deelnemers/"),
    Visit("desk:participants", "provider_teacher", "/deelnemers/"),
    Visit("desk:participants", "provider_volunteer", "/deelnemers/"),
    Visit("desk:style", COACH, "/stijl/"),
    Visit("desk:case", COACH, CASE, "long"),
    Visit("desk:case", COACH, CASE, "opened", opened),
    Visit("desk:case", COACH, "/dossiers/{bare}/", "bare"),
    Visit("desk:case", COACH, "/dossiers/{in_intake}/", "intake"),
    Visit("desk:case", COACH, "/dossiers/{on_route}/", "route"),
    Visit("desk:case", COACH, "/dossiers/{finished}/", "finished"),
    Visit("desk:case", COACH, "/dossiers/{on_route}/?bekend=1-6-2025", "known"),
    Visit("desk:case", COACH, "/dossiers/{on_route}/?bekend=31-31-2025", "refused"),
    Visit("desk:case", COACH, "/dossiers/{nobody}/", "not-there", status=404),
    Visit("desk:case", "desk", "/dossiers/{on_route}/", "not-yours", status=403),
    Visit("desk:case", COACH, "/dossiers/{revised}/", "revised"),
    Visit("desk:revisions", COACH, "/dossiers/{revised}/herzien/", "open"),
    Visit("desk:revisions", COACH, f"{CASE}herzien/", "empty"),
    Visit("desk:break_glass", "team_manager", "/dossiers/{of_others}/openen/"),
    Visit("desk:break_glass", "team_manager", "/dossiers/{of_others}/openen/", "refused", refused),
    Visit("desk:safety", COACH, f"{CASE}vertrouwelijk/", "closed"),
    Visit("desk:safety", COACH, f"{CASE}vertrouwelijk/", "open", press("main button[value=open]")),
    Visit("desk:record_menu", COACH, f"{CASE}vastleggen/"),
    *(Visit("desk:record", COACH, f"{CASE}vastleggen/{code}/", code, whole=code in WHOLE) for code in RECORDINGS),
    *(
        Visit("desk:record", COACH, f"/dossiers/{{bare}}/vastleggen/{code}/", f"{code}-refused", refused)
        for code in ("contact", "conversation", "test", "household", "contact-point")
    ),
    Visit("desk:what_if", COACH, "/dossiers/{on_route}/wat-als/", "now"),
    Visit("desk:what_if", COACH, "/dossiers/{on_route}/wat-als/", "asked", another_route),
    Visit("desk:correct", COACH, f"{CASE}feiten/{{fact}}/verbeteren/"),
    Visit("desk:withdraw", COACH, f"{CASE}feiten/{{fact}}/intrekken/"),
    Visit("desk:appointment_new", COACH, "/dossiers/{bare}/agenda/", "new"),
    Visit("desk:appointment_new", COACH, "/dossiers/{bare}/agenda/", "refused", refused),
    Visit("desk:appointment", COACH, f"{CASE}agenda/{{meet_now}}/", "clash", opened),
    Visit("desk:appointment", COACH, f"{CASE}agenda/{{meet_old}}/", "moved"),
    Visit("desk:appointment_move", COACH, f"{CASE}agenda/{{meet_now}}/verzetten/"),
    Visit("desk:talk", COACH, "/dossiers/{bare}/gesprek/", "new"),
    Visit("desk:talk", COACH, f"{CASE}gesprek/", "open"),
    Visit("desk:conversation", COACH, f"{CASE}gesprek/{{talk_open}}/", "progress"),
    Visit("desk:conversation", COACH, f"{CASE}gesprek/{{talk_open}}/", "opened", opened),
    Visit("desk:conversation", COACH, "/dossiers/{plan_ready}/gesprek/{talk_intake}/", "intake", opened),
    Visit("desk:conversation", COACH, "/dossiers/{plan_ready}/gesprek/{talk_intake}/", "refused", refused),
    Visit("desk:conversation", COACH, f"{CASE}gesprek/{{talk_finished}}/", "finished"),
    Visit("desk:agreed", COACH, f"{CASE}afspraken/{{talk_drafted}}/", "drafted", opened),
    Visit("desk:agreed", COACH, f"{CASE}afspraken/{{talk_signed}}/", "signed"),
    Visit("desk:agreed_versions", COACH, f"{CASE}afspraken/"),
    Visit("desk:agreed_versions", COACH, "/dossiers/{bare}/afspraken/", "empty"),
    Visit("desk:explanation", COACH, f"{CASE}uitleg/route/?taal=ar", "arabic"),
    Visit("desk:explanation", COACH, f"{CASE}uitleg/term/?taal=ti", "tigrinya"),
    Visit("desk:explained", "", "/uitleg/gesprek/ar/", "arabic", language="ar"),
    Visit("desk:explained", "", "/uitleg/examen/ti/", "tigrinya", language="ti"),
    Visit("desk:plan", COACH, "/dossiers/{plan_ready}/plan/", "new"),
    Visit("desk:plan", COACH, "/dossiers/{plan_draft}/plan/", "draft"),
    Visit("desk:plan", COACH, "/dossiers/{bare}/plan/", "bare"),
    Visit("desk:plan", COACH, f"{CASE}plan/", "established"),
    Visit("desk:plan_amend", COACH, f"{CASE}plan/wijzigen/"),
    Visit("desk:plan_review", COACH, "/dossiers/{plan_draft}/plan/vaststellen/", "troubles"),
    Visit("desk:plan_review", COACH, "/dossiers/{plan_asked}/plan/vaststellen/", "asked"),
    Visit("desk:plan_versions", COACH, f"{CASE}plan/versies/"),
    Visit("desk:decisions", COACH, "/dossiers/{decision_taken}/besluiten/", "taken"),
    Visit("desk:decisions", COACH, "/dossiers/{decision_asked}/besluiten/", "asked"),
    Visit("desk:decisions", COACH, "/dossiers/{bare}/besluiten/", "bare"),
    Visit("desk:decision", COACH, "/dossiers/{decision_ready}/besluiten/downscaling/", "downscaling"),
    Visit(
        "desk:decision",
        COACH,
        "/dossiers/{decision_ready}/besluiten/route_change/",
        "route-refused",
        press("main button[value=review]"),
    ),
    Visit("desk:decision", COACH, "/dossiers/{decision_ready}/besluiten/extension_advice/", "extension"),
    Visit("desk:decision", COACH, "/dossiers/{decision_ready}/besluiten/exemption_advice/", "exemption", whole=False),
    Visit("desk:decision", COACH, "/dossiers/{decision_ready}/besluiten/map_sign_off/", "map", whole=False),
    Visit("desk:decision_review", COACH, "/dossiers/{decision_asked}/besluiten/downscaling/nalezen/", "asked"),
    Visit("desk:decision_review", COACH, "/dossiers/{decision_agreed}/besluiten/downscaling/nalezen/", "agreed"),
    Visit("desk:decision_question", QUALITY, "/akkoord/besluit/{decision_asked_question}/"),
    Visit("desk:enforcement", COACH, "/dossiers/{decision_unwarned}/handhaving/", "closed"),
    Visit("desk:enforcement", COACH, "/dossiers/{decision_ready}/handhaving/", "off"),
    Visit("desk:enforcement", COACH, "/dossiers/{decision_warned}/handhaving/", "open"),
    Visit("desk:enforcement_review", COACH, "/dossiers/{decision_warned}/handhaving/nalezen/", "asked"),
    Visit("desk:enforcement_question", QUALITY, "/akkoord/handhaving/{decision_warned_question}/"),
    Visit("desk:requests", COACH, "/aanvragen-duo/", "full"),
    Visit("desk:requests", QUALITY, "/aanvragen-duo/", "department"),
    Visit("desk:requests", "employment_adviser", "/aanvragen-duo/", "empty"),
    Visit("desk:agreements", QUALITY, "/akkoord/"),
    Visit("desk:agreements", "employment_adviser", "/akkoord/", "empty"),
    Visit("desk:agreement", QUALITY, "/akkoord/{plan_question}/"),
    Visit("desk:agreement", QUALITY, "/akkoord/{plan_question}/", "refused", press("main button[value=returned]")),
    Visit("desk:deliveries", QUALITY, "/leveringen/", "full"),
    Visit("desk:deliveries", QUALITY, "/leveringen/", "refused", refused),
    Visit("desk:deliveries", "functional_admin", "/leveringen/", "without-content"),
    Visit("desk:messages", QUALITY, "/berichten-duo/", "with-content"),
    Visit("desk:messages", "functional_admin", "/berichten-duo/", "without-content"),
    Visit("desk:delivery", QUALITY, "/leveringen/{delivery_received}/", "columns"),
    Visit("desk:delivery", QUALITY, "/leveringen/{delivery_checked}/", "preview"),
    Visit("desk:delivery", QUALITY, "/leveringen/{delivery_done}/", "report"),
    Visit("desk:delivery", QUALITY, "/leveringen/{delivery_discarded}/", "discarded"),
    Visit("desk:delivery", QUALITY, "/leveringen/{delivery_unreadable}/", "unreadable"),
    Visit("desk:delivery", "functional_admin", "/leveringen/{delivery_done}/", "without-content"),
    Visit("desk:delivery_held", QUALITY, "/leveringen/vragen/"),
    Visit("desk:delivery_differences", QUALITY, "/leveringen/verschillen/"),
    Visit("desk:duo", COACH, "/dossiers/{duo_told}/duo/", "told"),
    Visit("desk:duo", COACH, "/dossiers/{bare}/duo/", "never-asked"),
    Visit("desk:duo_messages", QUALITY, "/berichten-duo/ontvangen/", "waiting"),
    Visit("desk:texts", COACH, "/werkwijze/", "coach"),
    Visit("desk:texts", QUALITY, "/werkwijze/", "quality"),
    Visit("desk:text", COACH, "/werkwijze/guide/intake/", "guide"),
    Visit("desk:text", QUALITY, "/werkwijze/guide/progress/", "own"),
    Visit("desk:text", COACH, "/werkwijze/instruction/conversation/", "instruction", whole=False),
    Visit("desk:text_version", COACH, "/werkwijze/versie/{text_own}/", "own"),
    Visit("desk:text_version", QUALITY, "/werkwijze/versie/{text_sent}/", "to-approve"),
    Visit(
        "desk:text_version", QUALITY, "/werkwijze/versie/{text_sent}/", "refused", press("main button[value=return]")
    ),
    Visit("desk:text_edit", QUALITY, "/werkwijze/versie/{text_draft}/bewerken/"),
    Visit("desk:text_edit", QUALITY, "/werkwijze/versie/{text_draft}/bewerken/", "refused", without_title),
    Visit("desk:text_compare", QUALITY, "/werkwijze/versie/{text_shipped}/vergelijken/{text_own}/"),
    Visit("desk:voice", COACH, f"{CASE}wensen/{{voice_open}}/", "open"),
    Visit("desk:voice", COACH, f"{CASE}wensen/{{voice_open}}/", "refused", refused),
    Visit("desk:voice", COACH, f"{CASE}wensen/{{voice_answered}}/", "answered", opened),
    Visit("desk:voice_take_up", COACH, f"{CASE}wensen/opnemen/"),
    Visit("desk:person_message", COACH, f"{CASE}bericht/"),
    Visit("desk:person_message", COACH, f"{CASE}bericht/", "refused", refused),
    Visit("desk:card", "desk", "/kaart/{on_route}/"),
    Visit("desk:card_wish", "desk", "/kaart/{on_route}/wens/"),
    Visit("desk:card_wish", "desk", "/kaart/{on_route}/wens/", "refused", refused),
    Visit("desk:thumbs", COACH, "/duimen/", "coach"),
    Visit("desk:thumbs", COACH, "/duimen/", "made", press("main form button.btn-primary")),
    Visit("desk:thumbs", QUALITY, "/duimen/", "counts"),
    Visit("desk:thumbs", "provider_coordinator", "/duimen/", "provider"),
    Visit("desk:topics", QUALITY, "/groepen/"),
    Visit("desk:voices_measured", QUALITY, "/gehoord/"),
    Visit("desk:topics", QUALITY, "/groepen/", "refused", refused),
    Visit("desk:topics", "team_manager", "/groepen/", "reads"),
    Visit("desk:topic", QUALITY, "/groepen/{topic}/"),
    Visit("desk:thumb", "", "/duim/{thumb}/?taal=nl", "nl"),
    Visit("desk:thumb", "", "/duim/x/?taal=nl", "not-there", status=404),
    Visit("desk:complaints", "contract_manager", "/klachten/"),
    Visit("desk:complaint", "contract_manager", "/klachten/{complaint}/"),
    Visit("desk:complaint", "contract_manager", "/klachten/{complaint}/", "refused", refused),
    Visit("desk:incidents", COACH, "/incidenten/"),
    Visit("desk:incidents", COACH, "/incidenten/", "refused", refused),
    Visit("desk:incidents", "team_manager", "/incidenten/", "department"),
    Visit("desk:incident", COACH, "/incidenten/{incident}/", "told"),
    Visit("desk:incident", "team_manager", "/incidenten/{incident}/", "to-answer"),
    Visit("desk:offers", COACH, "/sociale-kaart/"),
    Visit("desk:offers", "desk", "/sociale-kaart/?subject=safety&language=uk", "nothing"),
    Visit("desk:offer", COACH, "/sociale-kaart/{offer}/"),
    Visit("desk:offer_add", COACH, "/sociale-kaart/nieuw/"),
    Visit("desk:offer_add", COACH, "/sociale-kaart/nieuw/", "refused", refused),
    Visit("desk:offer_change", COACH, "/sociale-kaart/{offer}/wijzigen/"),
    Visit("desk:referral_choose", COACH, f"{CASE}hulp/"),
    Visit("desk:referral_refer", COACH, f"{CASE}hulp/{{offer}}/"),
    Visit("desk:referral_refer", COACH, f"{CASE}hulp/{{offer}}/", "refused", refused),
    Visit("desk:referral", COACH, f"{CASE}verwijzingen/{{referral}}/"),
    Visit("desk:rules", COACH, "/regels/"),
    Visit("desk:rules", COACH, "/regels/?q=xqzwv", "nothing"),
    Visit("desk:figures", COACH, "/regels/getallen/"),
    Visit("desk:norms", COACH, "/regels/normen/"),
    Visit("desk:norms", ADMIN, "/regels/normen/", "deciding"),
    Visit("desk:norm", ADMIN, "/regels/normen/handed_copy_days/", "history"),
    Visit("desk:norm", ADMIN, "/regels/normen/exam_wait_days/", "empty"),
    Visit("desk:norm_propose", ADMIN, "/regels/normen/exam_wait_days/voorstel/"),
    Visit("desk:norm_propose", ADMIN, "/regels/normen/exam_wait_days/voorstel/", "refused", refused),
    Visit("desk:norm_propose", ADMIN, "/regels/normen/municipal_fines_asylum/voorstel/", "switch"),
    Visit("desk:norm_change", ADMIN, "/regels/normen/voorstel/{norm_draft}/wijzigen/"),
    Visit("desk:norm_proposal", ADMIN, "/regels/normen/voorstel/{norm_draft}/", "mine"),
    Visit("desk:norm_proposal", QUALITY, "/regels/normen/voorstel/{norm_draft}/", "cases"),
    Visit("desk:norm_proposal", ADMIN, "/regels/normen/voorstel/{norm_planned}/", "planned"),
    Visit("desk:norm_proposal", ADMIN, "/regels/normen/voorstel/{norm_withdrawn}/", "withdrawn"),
    Visit("desk:law_checks", ADMIN, "/regels/getallen/anders/"),
    Visit("desk:law_checks", ADMIN, "/regels/getallen/anders/", "refused", refused),
    Visit("desk:law_check", ADMIN, "/regels/getallen/anders/{figures_done}/", "done"),
    Visit("desk:law_check", ADMIN, "/regels/getallen/anders/{figures_failed}/", "failed"),
    Visit("desk:rule_try", COACH, "/regels/proberen/", "empty"),
    Visit("desk:rule_try", COACH, "/regels/proberen/", "answer", somebody_invented),
    Visit("insight:start", POLICY, "/inzicht/"),
    Visit("insight:dashboard", POLICY, "/inzicht/timeliness/", "full"),
    Visit("insight:dashboard", "researcher", "/inzicht/timeliness/?group=asylum&only=route.b1", "narrowed"),
    Visit("insight:figure", "team_manager", "/inzicht/timeliness/signal_to_plan/", "curve"),
    Visit("insight:figure", POLICY, "/inzicht/timeliness/due_in_time/", "line", opened),
    Visit("insight:changed", POLICY, "/inzicht/timeliness/veranderd/"),
    Visit("insight:register", POLICY, "/inzicht/beleid/", "own"),
    Visit("insight:register", QUALITY, "/inzicht/beleid/", "to-read"),
    Visit("insight:note", POLICY, "/inzicht/beleid/nieuw/"),
    Visit("insight:note", POLICY, "/inzicht/beleid/nieuw/", "refused", refused),
    Visit("insight:change", POLICY, "/inzicht/beleid/{policy_change}/"),
    Visit("insight:before_after", POLICY, "/inzicht/beleid/{policy_change}/voor-en-na/", "compared"),
    Visit("insight:before_after", POLICY, "/inzicht/beleid/{policy_late}/voor-en-na/", "too-few"),
    Visit("accounts:access_log", "privacy_officer", "/toegang/"),
    Visit("desk:privacy", OFFICER, "/privacy/", "full"),
    Visit("desk:privacy", OFFICER, "/privacy/", "refused", refused),
    Visit("desk:privacy_case", OFFICER, "/privacy/dossier/{privacy_number}/"),
    Visit("desk:privacy_seen", OFFICER, "/privacy/dossier/{privacy_number}/gezien/"),
    Visit("desk:privacy_alerts", OFFICER, "/privacy/meldingen/"),
    Visit("desk:privacy_alerts", OFFICER, "/privacy/meldingen/?gedaan=1", "answered"),
    Visit("desk:privacy_alert", OFFICER, "/privacy/meldingen/{privacy_alert}/"),
    Visit("desk:privacy_alert", OFFICER, "/privacy/meldingen/{privacy_alert}/", "refused", refused),
    Visit("desk:privacy_alert", OFFICER, "/privacy/meldingen/{privacy_answered}/", "answered"),
    Visit("desk:privacy_lists", OFFICER, "/privacy/vernietigen/"),
    Visit("desk:privacy_list", OFFICER, "/privacy/vernietigen/{privacy_open}/", "open"),
    Visit("desk:privacy_list", "team_manager", "/privacy/vernietigen/{privacy_proposed}/", "proposed"),
    Visit("desk:privacy_list", OFFICER, "/privacy/vernietigen/{privacy_done}/", "done"),
    Visit("desk:privacy_copy", OFFICER, "/privacy/kopie/{privacy_copy}/"),
    Visit("desk:privacy_register", OFFICER, "/privacy/register/"),
    Visit("desk:copies", COACH, "/kopieen/"),
    Visit("desk:copies", QUALITY, "/kopieen/", "quality"),
    Visit("desk:copy_review", COACH, "/kopieen/{privacy_copy}/", "opened", opened),
    Visit("desk:case", COACH, "/dossiers/{privacy_restricted}/", "stands-still"),
    Visit("desk:record_menu", COACH, "/dossiers/{privacy_restricted}/vastleggen/", "stands-still", status=403),
    Visit("accounts:resume", COACH, "/verder/"),
    Visit("desk:offices", "functional_admin", "/organisatie/"),
    Visit("desk:office_new", "functional_admin", "/organisatie/team/", "refused", refused),
    Visit("desk:office_new", "functional_admin", "/organisatie/aanbieder/"),
    Visit("desk:office_new", "functional_admin", "/organisatie/kamer/", "room", whole=False),
    Visit("desk:office", "functional_admin", "/organisatie/", "change", press("main a[href*='/afdeling/']")),
    Visit("accounts:configure", "functional_admin", "/beheer/"),
    Visit("accounts:worker_add", "functional_admin", "/beheer/", "refused", refused),
    Visit("accounts:worker", "functional_admin", "/beheer/{worker}/"),
    Visit("accounts:worker_change", "functional_admin", "/beheer/{worker}/", "link", press("main button[value=link]")),
    Visit("mfa_index", COACH, "/beveiliging/"),
    Visit("account_login", "", "/inloggen/", "demo"),
    Visit("account_logout", COACH, "/uitloggen/"),
    Visit("account_inactive", "", "/inloggen/geblokkeerd/"),
    Visit("socialaccount_login_cancelled", "", "/inloggen/gestopt/"),
    Visit("account_reset_password_from_key", "", "/wachtwoord/nieuw/x-y/", "used"),
    Visit("account_reset_password_from_key_done", "", "/wachtwoord/klaar/"),
    Visit("not-found", "", "/bestaat-niet/", status=404),
    Visit("not-found", COACH, "/bestaat-niet/", status=404),
    Visit("forbidden", "reception", "/dossiers/", status=403),
    # Last: from here on this session shows only what somebody who looks along may see.
    Visit("desk:companion", COACH, CASE, "on", looking_along),
    Visit("desk:conversation", COACH, f"{CASE}gesprek/{{talk_open}}/", "looking-along"),
    Visit("desk:agreed", COACH, f"{CASE}afspraken/{{talk_drafted}}/", "looking-along"),
    Visit("desk:today", COACH, "/vandaag/", "looking-along"),
)

FRAGMENT, BUTTON, FILE, MACHINE = "part of a page", "only a button", "a file", "for machines"
WITHOUT_DEMO = "visited where signing in asks for a password (test_every_step_of_signing_in)"
NO_PAGE: Mapping[str, str] = {
    "desk:what_if_answer": FRAGMENT, "desk:rule_tried": FRAGMENT, "desk:norm_act": BUTTON,
    "desk:assign_undo": BUTTON, "desk:record_effect": FRAGMENT, "desk:correct_effect": FRAGMENT, "desk:undo": BUTTON,
    "desk:revision_seen": BUTTON, "desk:promise_kept": BUTTON,
    "desk:offer_act": BUTTON, "desk:referral_note": FILE, "desk:explained_print": FILE,
    "desk:text_begin": BUTTON, "desk:text_act": BUTTON,
    "desk:conversation_keep": FRAGMENT, "desk:conversation_doubt": FRAGMENT, "desk:agreed_sign": BUTTON,
    "desk:decision_check": FRAGMENT, "desk:decision_ask": BUTTON, "desk:decision_withdraw": BUTTON,
    "desk:enforcement_check": FRAGMENT, "desk:enforcement_ask": BUTTON, "desk:enforcement_withdraw": BUTTON,
    "desk:enforcement_final": BUTTON,
    "desk:end_contact_point": BUTTON, "desk:plan_check": FRAGMENT,
    "desk:plan_documents": FRAGMENT, "desk:plan_drop": BUTTON, "desk:plan_ask": BUTTON, "desk:plan_told": BUTTON,
    "desk:plan_bsn": FRAGMENT, "desk:delivery_run": BUTTON, "desk:delivery_discard": BUTTON,
    "desk:plan_send": BUTTON, "desk:message_act": BUTTON,
    "desk:messages_again": BUTTON,
    "desk:document": FILE, "desk:delivery_new": BUTTON, "desk:delivery_columns": BUTTON,
    "desk:delivery_rejected": FILE, "desk:delivery_decide": BUTTON, "desk:delivery_settle": BUTTON,
    "desk:duo_read": BUTTON, "desk:duo_settle": BUTTON, "desk:duo_seen": BUTTON, "desk:duo_decide": BUTTON,
    "desk:privacy_find": BUTTON, "desk:privacy_case_act": BUTTON, "desk:privacy_alerts_look": BUTTON,
    "desk:privacy_lists_look": BUTTON, "desk:privacy_list_act": BUTTON, "desk:privacy_copy_act": BUTTON,
    "desk:copy_review_act": BUTTON, "desk:privacy_seen_pdf": FILE, "desk:privacy_register_file": FILE,
    "desk:copy_pdf": FILE, "desk:copy_json": FILE,
    "insight:check": BUTTON, "insight:withdraw": BUTTON, "insight:figure_file": FILE, "insight:quarterly": FILE,
    "accounts:hat": BUTTON, "accounts:keep_alive": FRAGMENT, "accounts:draft": FRAGMENT, "accounts:demo": BUTTON,
    "accounts:draft_drop": BUTTON,
    "exchange:duo_notices": MACHINE, "security_txt": MACHINE, "robots_txt": MACHINE, "health": MACHINE,
    "metrics": MACHINE,
    "openid_connect_login": "another server", "openid_connect_callback": "another server",
    "account_reauthenticate": WITHOUT_DEMO, "mfa_authenticate": WITHOUT_DEMO, "mfa_reauthenticate": WITHOUT_DEMO,
    "mfa_activate_totp": WITHOUT_DEMO, "mfa_deactivate_totp": WITHOUT_DEMO, "mfa_view_recovery_codes": WITHOUT_DEMO,
    "mfa_generate_recovery_codes": WITHOUT_DEMO, "account_change_password": WITHOUT_DEMO,
}  # fmt: skip
