"""What a municipality chooses inside the law: defaults, dated overrides, and choices for the law. Pure."""

from wegwijs.policy.norms import (
    TOUCH_CASES,
    Norm,
    Override,
    Policy,
    PolicyError,
    Topic,
    catalogue,
    check_together,
    choices,
    fits,
    load,
    merge,
)

__all__ = [
    "TOUCH_CASES",
    "Norm",
    "Override",
    "Policy",
    "PolicyError",
    "Topic",
    "catalogue",
    "check_together",
    "choices",
    "fits",
    "load",
    "merge",
]
