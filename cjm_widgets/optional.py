"""Libraries that only some exports and imports need: loaded on use, and a sentence names the missing one."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cjm_widgets.document.errors import CjmError


def require_library(module: str, purpose: str) -> Any:
    """Import a library of the extra ``export``, or say how to install it.

    Parameters
    ----------
    module
        What to import, such as ``"pptx.util"``.
    purpose
        What needs it, in the plural: the first words of the sentence.

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
            f"{purpose} need the library {error.name!r}, which the extra 'export' brings: "
            "pip install 'cjm_widgets[export]'"
        ) from None
