"""Libraries that only some formats need: loaded when one is used, and named in a sentence where missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cjm_widgets.document.errors import CjmError


def needed(module: str, purpose: str) -> Any:
    """The module, or a sentence that says how to get it.

    Raises
    ------
    CjmError
        It is not installed.

    Examples
    --------
    >>> needed("pptx_missing", "PowerPoint slides")
    Traceback (most recent call last):
    cjm_widgets.document.errors.CjmError: PowerPoint slides need the library 'pptx_missing', which the extra \
'export' brings: pip install 'cjm_widgets[export]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise
        raise CjmError(
            f"{purpose} need the library {error.name!r}, which the extra 'export' brings: "
            "pip install 'cjm_widgets[export]'"
        ) from None
