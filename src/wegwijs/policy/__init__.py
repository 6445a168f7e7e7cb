"""What a municipality chooses inside the law: defaults, dated overrides, and choices for the law. Pure."""

from wegwijs.policy.norms import Override, Policy, PolicyError, choices, explained, load, merge

__all__ = ["Override", "Policy", "PolicyError", "choices", "explained", "load", "merge"]
