"""Every rule that a step can name: its article, our confidence, and its text."""

from collections.abc import Mapping
from types import MappingProxyType

from wegwijs.law.rules import delivering, enforcing, learning, signalling, starting
from wegwijs.law.rules.figures import ARITHMETIC, FIGURES
from wegwijs.law.rules.rule import Rule
from wegwijs.law.rules.words import SUPPLIERS, WORDS

TOPICS: Mapping[str, Mapping[str, Rule]] = MappingProxyType(
    {
        "starting": starting.RULES,
        "learning": learning.RULES,
        "enforcing": enforcing.RULES,
        "delivering": delivering.RULES,
        "signalling": signalling.RULES,
    }
)
RULES: Mapping[str, Rule] = MappingProxyType({code: rule for rules in TOPICS.values() for code, rule in rules.items()})

__all__ = ["ARITHMETIC", "FIGURES", "RULES", "SUPPLIERS", "TOPICS", "WORDS", "Rule"]
