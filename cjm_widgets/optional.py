"""Libraries that only some kinds of files need: loaded on use, and a sentence names the missing one."""

from __future__ import annotations

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
