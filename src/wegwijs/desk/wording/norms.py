"""Norms in words: what each is about. Codes: policy/defaults.toml; a test holds this list against that file."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

NORM: Mapping[str, Words] = {
    "assign_within_days": _("Choosing who guides somebody"),
    "invite_within_days": _("Inviting for the first conversation"),
    "intake_within_days": _("Intake after the invitation"),
    "reinvite_within_days": _("Inviting again"),
    "test_before_plan_days": _("Learnability test before the plan"),
    "chase_information_days": _("Asking for information again"),
    "tell_duo_within_days": _("Telling DUO the plan"),
    "course_start_days": _("Start of the course"),
    "conversation_days_asylum": _("Progress conversations, asylum permit holders"),
    "conversation_days_family": _("Progress conversations, family and other migrants"),
    "component_before_term_days": _("PVT and MAP before the end of the term"),
    "summons_respond_days": _("Time to answer a summons"),
    "influx_people": _("Announcing a large delivery"),
    "intakes_per_week": _("Room for intakes"),
    "pip_watch_days": _("First signal that the plan falls due"),
    "pip_act_days": _("Urgent signal that the plan falls due"),
    "a2_within_months": _("A2 reached"),
    "hours_behind_percent": _("Hours behind"),
    "pace_after_days": _("Looking at the pace"),
    "relief_ending_days": _("Financial relief ends"),
    "route_change_closing_days": _("Changing the route ends"),
    "childcare_wait_days": _("Waiting for childcare"),
    "exam_wait_days": _("Waiting for an exam"),
    "municipal_fines_asylum": _("Fines for people with asylum"),
    "pip_fine_ladder": _("Steps of the fine about the plan"),
    "access_log_years": _("Keeping the access log"),
    "audit_years": _("Keeping the record of changes"),
    "delivery_report_days": _("Keeping reports of deliveries"),
    "handed_copy_days": _("Keeping a copy that was handed over"),
    "alert_kept_days": _("Keeping handled alerts"),
    "show_professional_names": _("Names of professionals in the list of who looked"),
    "alert_baseline_days": _("Alerts: comparing with earlier work"),
    "alert_cases_at_least": _("Alerts: many cases in an hour"),
    "alert_cases_times": _("Alerts: busier than usual"),
    "alert_night_from": _("Alerts: the night begins"),
    "alert_night_until": _("Alerts: the night ends"),
    "alert_searches": _("Alerts: searching without opening"),
    "alert_refusals": _("Alerts: refused pages"),
    "alert_glass_per_week": _("Alerts: opened with a reason"),
    "voice_answer_days": _("Answering a wish or complaint"),
    "warnings_before_enforcement": _("Warnings before enforcement"),
    "exemption_expected_days": _("How long an exemption takes"),
    "dispensation_expected_days": _("How long a dispensation takes"),
    "naturalisation_expected_days": _("How long a naturalisation takes"),
    "voice_look_again_days": _("Looking whether it came true"),
    "thumb_link_days": _("How long a link for thumbs works"),
    "referral_ask_days": _("Asking whether a referral helped"),
    "offer_check_days": _("Checking the social map"),
    "incident_kept_days": _("Keeping a report of an incident"),
    "few_inside": _("Small numbers inside the municipality"),
    "few_outside": _("Small numbers outside the municipality"),
    "whole_group": _("Small groups in which all are the same"),
    "figures_rounded": _("Rounding instead of hiding"),
    "matrix_in_intake": _("The self-sufficiency matrix in the broad intake"),
}
NORM_TOPIC: Mapping[str, Words] = {
    "intake": _("From the signal to the plan"),
    "route": _("On the route"),
    "fines": _("Fines"),
    "deliveries": _("Deliveries of people"),
    "keeping": _("How long data stay"),
    "looking": _("Who looks at files"),
    "figures": _("Published figures"),
    "voice": _("Wishes and complaints"),
    "help": _("Help outside the municipality"),
    "talk": _("Conversations"),
}
# What a proposed norm or a changed figure does to a case (dossier.effects).
PART: Mapping[str, Words] = {
    "deadline": _("Day"),
    "term": _("Day"),
    "relief": _("Day"),
    "component": _("Part of the route"),
    "option": _("Way to change course"),
    "signal": _("Signal"),
    "step": _("Next step"),
}
HOW: Mapping[str, Words] = {"new": _("appears"), "gone": _("goes"), "other": _("becomes different")}
