"""The linter of a journey: it remembers what it found, and knows the settings of the journey's project."""

from __future__ import annotations

import threading
import weakref
from pathlib import Path

from cjm_widgets.document.model import Document
from cjm_widgets.journey.core import Core
from cjm_widgets.lint.linter import Linter
from cjm_widgets.lint.rule import Finding
from cjm_widgets.lint.settings import settings_near


class MapLinter:
    """The linter of one journey, with the settings of its project.

    Attributes
    ----------
    settings : Settings
        Those of the ``pyproject.toml`` nearest to the journey's file, or to the current folder.
    linter : Linter
    """

    def __init__(self, core: Core) -> None:
        path = core.autosave.path
        self.settings = settings_near(Path.cwd() if path is None else Path(path).resolve().parent)
        self.linter = Linter(self.settings.rules())
        self._lock = threading.Lock()

    def findings(self, document: Document) -> list[Finding]:
        """What the project's rules find in a map."""
        return self.look(document)[0]

    def look(self, document: Document) -> tuple[list[Finding], list[Finding]]:
        """What the project's rules find in a map, and what its waivers leave out of it; from any thread."""
        with self._lock:
            findings = self.linter.update(document, population=self.settings.population)
            return findings, self.linter.waived() if document.waivers else []


_LINTERS: weakref.WeakKeyDictionary[Core, MapLinter] = weakref.WeakKeyDictionary()


def linter_of(core: Core) -> MapLinter:
    """The linter of a journey, which remembers what it found; called under the journey's lock."""
    if core not in _LINTERS:
        _LINTERS[core] = MapLinter(core)
    return _LINTERS[core]
