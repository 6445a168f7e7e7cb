"""The page to sign in on: own account, the municipality's sign-in, and in the demo a button for each role."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView

from wegwijs.accounts import demo


class SignIn(LoginView):  # type: ignore[misc]  # the library has no types
    """The library's view, with the demo's buttons beside it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`demo_choices` is empty outside demo mode."""
        return {**super().get_context_data(**kwargs), "demo_choices": demo.choices()}


sign_in = SignIn.as_view()
