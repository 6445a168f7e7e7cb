"""Meeting somebody safely: what whoever plans a conversation keeps to. No online meeting, an interpreter who is a
professional and no acquaintance, not alone.
"""

from __future__ import annotations

MEASURES = ("in_person", "professional_interpreter", "second_colleague")
