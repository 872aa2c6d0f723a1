"""How a journey is displayed. The journey knows no widget: the package says at import what shows one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

Mimebundle: TypeAlias = tuple[dict[str, Any], dict[str, Any]]
"""Data and metadata by MIME type, as IPython's ``_repr_mimebundle_`` returns them."""
Display: TypeAlias = Callable[[Any], Mimebundle]

_display: Display | None = None


def use(display: Display) -> None:
    """Let ``display`` say from now on what a displayed journey holds."""
    global _display
    _display = display


def mimebundle(journey: object, **kwargs: Any) -> Mimebundle:
    """The display bundle of a journey; see `cjm_widgets.renderers`."""
    assert _display is not None  # the package chose one when it was imported
    return _display(journey)
