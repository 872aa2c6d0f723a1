"""What Pyodide lacks, taken from CPython: ``pytest -p tests.pyodide.lacking`` runs tests as they would there.

Libraries without a wheel for Pyodide cannot be imported, and no thread starts.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import NoReturn

LIBRARIES = ("rapidfuzz", "re2", "vl_convert", "pycrdt")
"""Libraries that have no wheel for Pyodide, by the names they are imported by."""


class _Lacking(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in LIBRARIES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def _refuse(self: threading.Thread) -> NoReturn:
    raise RuntimeError("can't start new thread")  # as Pyodide says it


def take_away() -> None:
    """Take it from this process, for good."""
    sys.meta_path.insert(0, _Lacking())
    threading.Thread.start = _refuse  # type: ignore[method-assign]


def pytest_load_initial_conftests() -> None:
    """As a plugin: before anything of the tests is imported."""
    take_away()
