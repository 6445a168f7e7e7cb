"""The product's way of storing passwords with as little work as it allows: many tests sign in, and none guesses."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm, one round over eight kilobytes."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
