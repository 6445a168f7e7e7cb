"""Every rule that a step can name: its article, our confidence, and its text."""

from collections.abc import Mapping
from types import MappingProxyType

from wegwijs.law.rules import delivering, enforcing, learning, signalling, starting
from wegwijs.law.rules.figures import ARITHMETIC, FIGURES
from wegwijs.law.rules.rule import Rule
from wegwijs.law.rules.words import SUPPLIERS, WORDS

RULES: Mapping[str, Rule] = MappingProxyType(
    starting.RULES | learning.RULES | enforcing.RULES | delivering.RULES | signalling.RULES
)

__all__ = ["ARITHMETIC", "FIGURES", "RULES", "SUPPLIERS", "WORDS", "Rule"]
