"""The most frequent ways through the map as a tidy table, and patterns that choose among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.events.cases import (
    NUMBER,
    Asked,
    CaseGroup,
    N,
    doing,
    mean_of,
    median_minutes,
    share_of,
    tabulate,
)
from cjm_widgets.counts.events.names import (
    OTHER_PATHS,
    PATH_MINUTES,
    PATH_OUTCOMES,
    PATH_VALUES,
    PATHS,
    path_stages,
)
from cjm_widgets.document.errors import MeasureError, quoted
from cjm_widgets.document.model import Id
from cjm_widgets.measures.measure import percent

_PATHS: dict[str, Any] = {"path": object, "cases": N, "share": NUMBER, "low": NUMBER, "high": NUMBER}
_PATHS |= {"outcome": NUMBER, "minutes": NUMBER, "value": NUMBER, "method": object}
ANY, ANY_ONE = "*", "?"
"""What stands in a pattern for any stages, also none, and for any one stage."""
_PARTS = ">"


def paths_frame(asked: Asked, top: int, pattern: Sequence[Id] | None) -> pd.DataFrame:
    """The most frequent sequences of stages; see ``Journey.paths``."""
    method = f"of all cases, Wilson {percent(asked.level)}"
    fits = (lambda path: True) if pattern is None else matcher(pattern)

    def rows(group: CaseGroup) -> Iterable[dict[str, Any]]:
        names = [name for name in group.names(PATHS) if name != OTHER_PATHS and fits(path_stages(name))]
        cells = {name: group.cells(name, names) for name in (PATHS, PATH_OUTCOMES, PATH_MINUTES, PATH_VALUES)}
        n = cells[PATHS].n.sum(axis=-1)
        has_outcomes = bool(group.names(PATH_OUTCOMES))
        order = sorted(range(len(names)), key=lambda number: (-int(n[number]), names[number]))
        for number in [one for one in order if n[one]][:top]:
            path = path_stages(names[number])
            outcomes, values = cells[PATH_OUTCOMES], cells[PATH_VALUES]
            outcome = float([*asked.stages][-1] in path)
            if has_outcomes:
                known = int(outcomes.n[number].sum())
                outcome = float(doing(outcomes)[number]) / known if known else np.nan
            yield {
                "path": tuple(asked.stages.get(id, id) for id in path),
                "cases": int(n[number]),
                **share_of("", int(n[number]), group.cases or 0, asked.level),
                "outcome": outcome,
                "minutes": median_minutes(cells[PATH_MINUTES], number, asked.level),
                "value": mean_of(values, number) if values.n[number].any() else np.nan,
                "method": method,
            }

    return tabulate(asked, _PATHS, rows)


def read_pattern(pattern: str, stage_of: Callable[[str], Id]) -> tuple[str, ...]:
    """The parts of a pattern: ids of stages, ``*`` and ``?``.

    Parameters
    ----------
    pattern
        Names of stages with ``>`` between, such as ``"search > basket > *"``.
    stage_of
        Gives the id of a stage by its name, or raises.

    Raises
    ------
    MeasureError
        A part of it is empty.

    Examples
    --------
    >>> read_pattern("Search > ? > *", str.lower)
    ('search', '?', '*')
    """
    example = 'such as "search > basket > *": stages with > between, * for any, ? for any one'
    parts = [part.strip() for part in pattern.split(_PARTS)]
    if not all(parts):
        raise MeasureError(f"pattern= has an empty part in {quoted(pattern)}; it is {example}")
    return tuple(part if part in (ANY, ANY_ONE) else stage_of(part) for part in parts)


def matcher(pattern: Sequence[str]) -> Callable[[Sequence[Id]], bool]:
    """Whether a path fits a pattern from its beginning to its end.

    Examples
    --------
    >>> fits = matcher(["search", "*", "pay"])
    >>> fits(["search", "pay"]), fits(["search", "basket", "pay"]), fits(["search"])
    (True, True, False)
    """

    def fits(path: Sequence[Id]) -> bool:
        reach = {0}  # how much of the pattern may be used up by what was read so far
        for id in (*path, None):
            while more := {at + 1 for at in reach if pattern[at : at + 1] == [ANY]} - reach:
                reach |= more
            if id is None:
                break
            reach = {
                at if pattern[at] == ANY else at + 1
                for at in reach
                if at < len(pattern) and pattern[at] in (ANY, ANY_ONE, id)
            }
        return len(pattern) in reach

    pattern = [*pattern]
    return fits
