"""Which rules a project runs, and on whom its maps are: ``[tool.cjm.lint]`` in a ``pyproject.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import CjmError
from cjm_widgets.lint.rule import Rule, chosen


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rules to run, as `chosen` reads them, and the true shares of values; see `MapContext`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    population: dict[str, dict[str, float]] = {}

    def rules(self) -> list[Rule]:
        """The rules that the project runs."""
        return chosen(self.select, self.ignore)


def settings_near(folder: Path) -> Settings:
    """The settings of the nearest ``pyproject.toml``, in a folder or above it; the usual ones without any.

    Raises
    ------
    CjmError
        The file is no TOML, or a setting is unknown or of another type.
    """
    for each in (folder, *folder.parents):
        path = each / "pyproject.toml"
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # there is none here, or none that may be read
        return _read(text, path)
    return Settings()


def _read(text: str, path: Path) -> Settings:
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CjmError(f"{path} is no TOML: {error}") from None
    for name in ("tool", "cjm", "lint"):
        table = table.get(name, {}) if isinstance(table, dict) else {}
    try:
        settings: Settings = decoded(table, Settings)
        settings.rules()
    except CjmError as error:
        raise CjmError(f"{path}: [tool.cjm.lint]: {error}") from None
    return settings
