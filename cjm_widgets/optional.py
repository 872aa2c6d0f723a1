"""What only some maps need is loaded on use: libraries of an extra, and the modules of whole rooms."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from cjm_widgets.document.errors import CjmError


def require_library(module: str, purpose: str, extra: str = "export") -> Any:
    """Import a library of an extra, or say how to install it.

    Parameters
    ----------
    module
        What to import, such as ``"pptx.util"``.
    purpose
        What needs it, in the plural: the first words of the sentence.
    extra
        The extra that brings it.

    Raises
    ------
    CjmError
        The library is not installed.

    Examples
    --------
    >>> require_library("pptx_missing", "PowerPoint slides")
    Traceback (most recent call last):
    cjm_widgets.document.errors.CjmError: PowerPoint slides need the library 'pptx_missing', which the extra \
'export' brings: pip install 'cjm_widgets[export]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise  # the library is there, and something that it needs is not
        raise CjmError(
            f"{purpose} need the library {error.name!r}, which the extra {extra!r} brings: "
            f"pip install 'cjm_widgets[{extra}]'"
        ) from None


def modules_on_use(room: str) -> Callable[[str], Any]:
    """The ``__getattr__`` of a room whose modules load when they are first used.

    Most maps have no rows, and what reads and counts them takes longer to load than all the rest. So what
    every map loads imports the room, ``from cjm_widgets import analysis``, and says
    ``analysis.compare.compare_frame(...)`` where it needs it; within a room, and between rooms that load
    late, imports are as usual.

    Parameters
    ----------
    room
        The ``__name__`` of the package.

    Examples
    --------
    >>> find = modules_on_use("cjm_widgets.statistics")
    >>> find("intervals").__name__
    'cjm_widgets.statistics.intervals'
    """

    def find(name: str) -> Any:
        if not name.startswith("__"):
            try:
                return import_module(f"{room}.{name}")
            except ModuleNotFoundError as error:
                if error.name != f"{room}.{name}":
                    raise  # the module is there, and something that it needs is not
        raise AttributeError(f"module {room!r} has no attribute {name!r}")

    return find
