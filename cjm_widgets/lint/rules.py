"""All rules: importing this declares them."""

from __future__ import annotations

from cjm_widgets.lint import (
    data,
    emotion,
    evidence,
    language,
    opportunities,
    people,
    privacy,
    structure,
)
from cjm_widgets.lint.rule import RULES

__all__ = [
    "RULES",
    "data",
    "emotion",
    "evidence",
    "language",
    "opportunities",
    "people",
    "privacy",
    "structure",
]
