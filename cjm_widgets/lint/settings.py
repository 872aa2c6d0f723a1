"""Which rules a project runs, and on whom its maps are: ``[tool.cjm.lint]`` in a ``pyproject.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import CjmError, number_text, quoted
from cjm_widgets.lint.rule import Rule, chosen

_ROUNDING = 0.01
"""By how much shares that were rounded may exceed 1 together."""


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


def check_population(population: Any) -> dict[str, dict[str, float]]:
    """The true shares of values, as `MapContext` takes them.

    Parameters
    ----------
    population
        For each column a mapping, such as a pandas Series, of each value's share.

    Raises
    ------
    CjmError
        It is no such mapping, a share is not from 0 to 1, or those of a column are more than 1 together.

    Examples
    --------
    >>> check_population({"sex": {"woman": 0.5, "man": 0.5}})
    {'sex': {'woman': 0.5, 'man': 0.5}}
    """
    try:
        shares: dict[str, dict[str, float]] = decoded(_plain(population), dict[str, dict[str, float]])
    except CjmError:
        example = "{'sex': {'woman': 0.5, 'man': 0.5}}"
        raise CjmError(f"population= takes the shares of each column's values, such as {example}") from None
    for column, each in shares.items():
        for value, share in each.items():
            if not 0 <= share <= 1:
                raise CjmError(
                    f"the share of {quoted(value)} in {quoted(column)} is {number_text(share)}; shares are "
                    "from 0 to 1"
                )
        if (total := sum(each.values())) > 1 + _ROUNDING:
            raise CjmError(
                f"the shares of {quoted(column)} are {number_text(round(total, 3))} together; they are at "
                "most 1"
            )
    return shares


def _plain(population: Any) -> Any:
    """Mappings of any kind as those of JSON."""
    if not isinstance(population, Mapping) and not hasattr(population, "to_dict"):
        return population
    return {str(key): _plain(value) for key, value in population.items()}


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
        check_population(settings.population)
    except CjmError as error:
        raise CjmError(f"{path}: [tool.cjm.lint]: {error}") from None
    return settings
