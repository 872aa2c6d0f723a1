"""What may be observed of a journey: its traits by name, and kinds of change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from traitlets import All

from cjm_widgets.document.errors import InvalidOperationError, quoted


def kind_of_change(kind: Any) -> Any:
    """What traitlets calls a kind of change: ``"change"``, or ``All``."""
    if kind is not All and not isinstance(kind, str):
        raise InvalidOperationError(f"type= takes the name of a kind of change, not {quoted(kind)}")
    return kind


def trait_names(names: Any) -> Any:
    """The names of traits, as traitlets takes them.

    Raises
    ------
    InvalidOperationError
        It is neither a name, nor several, nor ``All``.
    """
    if names is All or isinstance(names, str):
        return names
    several = [*names] if isinstance(names, Iterable) else None
    if several is None or not all(isinstance(name, str) for name in several):
        raise InvalidOperationError(f"names= takes the name of a trait, or several, not {quoted(names)}")
    return several
