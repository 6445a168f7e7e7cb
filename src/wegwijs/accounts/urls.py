"""Addresses of accounts. `entrance` holds those of the sign-in library that we use, under names it looks up itself."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path, re_path

from wegwijs.accounts import demo, entrances, public, staffing_views, views
from wegwijs.accounts.second_step import SetUp, TakeAway

app_name = "accounts"
urlpatterns = [
    path("rol/", views.hat, name="hat"),
    path("sessie/", views.keep_alive, name="keep_alive"),
    path("concept/<slug:form>/<uuid:subject>/", views.draft, name="draft"),
    path("concept/<slug:form>/<uuid:subject>/<uuid:tab>/weg/", views.draft_drop, name="draft_drop"),
    path("verder/", views.resume, name="resume"),
    path("toegang/", views.access_log, name="access_log"),
    path("beheer/", staffing_views.workers, name="configure"),
    path("beheer/nieuw/", staffing_views.add, name="worker_add"),
    path("beheer/<uuid:uuid>/", staffing_views.worker, name="worker"),
    path("beheer/<uuid:uuid>/wijzigen/", staffing_views.change, name="worker_change"),
    path("demo/", demo.enter, name="demo"),
]
machines = [
    path(".well-known/security.txt", public.security_txt, name="security_txt"),
    path("robots.txt", public.robots_txt, name="robots_txt"),
    path("health", public.health, name="health"),
]
# No sign-up, no e-mail pages, no reset by mail: an administrator hands out a link for a first or new password.
entrance = [
    path("inloggen/", entrances.sign_in, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("inloggen/geblokkeerd/", account.account_inactive, name="account_inactive"),
    path("bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("inloggen/code/", mfa.authenticate, name="mfa_authenticate"),
    path("bevestigen/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("beveiliging/", mfa.index, name="mfa_index"),
    path("beveiliging/app/", SetUp.as_view(), name="mfa_activate_totp"),
    path("beveiliging/app/weg/", TakeAway.as_view(), name="mfa_deactivate_totp"),
    path("beveiliging/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("beveiliging/codes/nieuw/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("inloggen/gemeente/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("inloggen/gemeente/<slug:provider_id>/terug/", openid.callback, name="openid_connect_callback"),
    path("inloggen/gestopt/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("wachtwoord/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
