"""Two people changed the same field, as `components.collisions` tells it."""

from wegwijs.components.collisions import Collision, asked, given_up, not_chosen, resolved

__all__ = ["Collision", "asked", "given_up", "not_chosen", "resolved"]
