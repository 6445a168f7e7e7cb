"""What a wish or complaint may be about, and which complaints a provider answers for. Pure."""

from __future__ import annotations

from wegwijs.eventlog.words import VOICE_SUBJECTS

__all__ = ["COMES_TRUE", "OF_PROVIDERS", "VOICE_SUBJECTS", "by_another"]

# A complaint about one of these goes to the contract manager.
OF_PROVIDERS = frozenset({"teacher", "school", "group", "lesson_times", "lesson_level"})
# Decisions after which something is still to happen.
COMES_TRUE = frozenset({"yes", "partly", "later"})


def by_another(kind: str, subject: str) -> bool:
    """Nobody answers a complaint about oneself (Awb art. 9:7): a quality officer does."""
    return kind == "complaint" and subject == "guidance"
