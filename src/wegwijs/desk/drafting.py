"""Drafts on a page, as `components.drafting` keeps them."""

from wegwijs.components.drafting import Drafting, opened, sent

__all__ = ["Drafting", "opened", "sent"]
