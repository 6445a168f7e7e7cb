"""What a municipality chooses inside the law: shipped defaults, dated overrides, and the choices handed to the law. Pure."""

from wegwijs.policy.norms import Override, Policy, PolicyError, choices, load, merge

__all__ = ["Override", "Policy", "PolicyError", "choices", "load", "merge"]
