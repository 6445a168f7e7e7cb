"""The municipality's own sign-in (OpenID Connect). People are known by `sub`; groups decide what they may do."""

from __future__ import annotations

from typing import Any, cast

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from wegwijs.accounts.groups import Rule, follow, matching, read_rules
from wegwijs.accounts.models import User
from wegwijs.accounts.requests import ActingRequest


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """No group, no entrance; otherwise the account is there at first sign-in."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """After the provider's answer, before the session."""
        acting = cast("ActingRequest", request)
        rules = matching(read_rules(settings.WEGWIJS_OIDC_GROUPS), _groups(sociallogin))
        if rules and not sociallogin.is_existing:
            _recognise(request, sociallogin)
        if sociallogin.is_existing:
            follow(sociallogin.user, rules, today=acting.today, now=acting.now)
        if not rules:
            raise ImmediateHttpResponse(render(request, "accounts/no_group.html", status=403))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002  the library's signature
        """Whoever came this far has a group; but an address that is not verified takes over nobody's account."""
        return not User.objects.filter(email__iexact=sociallogin.user.email).exists()

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002  the library's signature
        """Without a form in between."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:  # noqa: ARG002
        """Name and address as the provider says; an address that nobody has when it gives none."""
        user: User = sociallogin.user
        user.email = data.get("email") or f"{sociallogin.account.uid}@oidc.invalid"
        names = (data.get("first_name"), data.get("last_name"))
        user.name = (data.get("name") or " ".join(name for name in names if name) or user.email)[:120]
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """A new account, with the roles of its groups."""
        acting = cast("ActingRequest", request)
        user: User = super().save_user(request, sociallogin, form)
        follow(user, _rules(sociallogin), today=acting.today, now=acting.now)
        return user


def _rules(sociallogin: Any) -> tuple[Rule, ...]:
    return matching(read_rules(settings.WEGWIJS_OIDC_GROUPS), _groups(sociallogin))


def _claims(sociallogin: Any) -> dict[str, Any]:
    """What the provider says: the token, and over it the userinfo."""
    data = sociallogin.account.extra_data
    return {**(data.get("id_token") or {}), **(data.get("userinfo") or {})}


def _groups(sociallogin: Any) -> list[str]:
    claim = _claims(sociallogin).get(settings.WEGWIJS_OIDC_CLAIM, [])
    return [claim] if isinstance(claim, str) else [str(group) for group in claim]


def _recognise(request: HttpRequest, sociallogin: Any) -> None:
    """Somebody who had a local account before: tied to it once, by an address that the provider says is verified."""
    claims = _claims(sociallogin)
    if claims.get("email_verified") is not True or not claims.get("email"):
        return
    known = User.objects.filter(email__iexact=claims["email"]).first()
    if known is not None and not SocialAccount.objects.filter(user=known).exists():
        sociallogin.connect(request, known)
