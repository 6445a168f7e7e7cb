"""The Wet inburgering 2021 as code. Standard library only; no clock, no IO beyond loading its own figures and texts."""

from wegwijs.law.assessing import VERSION, assess
from wegwijs.law.case import effective as in_force
from wegwijs.law.duo_rules import pip_violations
from wegwijs.law.explaining import Figure, Told, explain, figures, paragraph
from wegwijs.law.outcome import (
    Assessment,
    Component,
    Deadline,
    Entitlements,
    Extension,
    Fine,
    Option,
    Relief,
    Signal,
    Step,
    Steps,
    Term,
    Verdict,
    Violation,
)
from wegwijs.law.reading import InputError, read_trajectory
from wegwijs.law.telling import FOLLOWS, Telling, tellings
from wegwijs.law.types import LEGAL_ONLY, Choices, Fact, Offence, Trajectory

__all__ = [
    "FOLLOWS",
    "LEGAL_ONLY",
    "VERSION",
    "Assessment",
    "Choices",
    "Component",
    "Deadline",
    "Entitlements",
    "Extension",
    "Fact",
    "Figure",
    "Fine",
    "InputError",
    "Offence",
    "Option",
    "Relief",
    "Signal",
    "Step",
    "Steps",
    "Telling",
    "Term",
    "Told",
    "Trajectory",
    "Verdict",
    "Violation",
    "assess",
    "explain",
    "figures",
    "in_force",
    "paragraph",
    "pip_violations",
    "read_trajectory",
    "tellings",
]
