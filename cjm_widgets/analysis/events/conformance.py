"""How cases follow the drawn journey, as a tidy table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.events.cases import (
    NUMBER,
    Asked,
    CaseGroup,
    N,
    doing,
    share_of,
    tabulate,
)
from cjm_widgets.counts.events.names import (
    CONFORMING,
    DEVIATING,
    DEVIATIONS,
    FITNESS,
    FOLLOWS,
    MOVES,
    OTHER_PATHS,
    PATHS,
    UNDRAWN,
    path_stages,
    stages_of,
)
from cjm_widgets.counts.events.paths import Paths, conformance, drawn_moves, named_paths
from cjm_widgets.document.model import Id
from cjm_widgets.measures.measure import percent
from cjm_widgets.statistics.arrays import Array, Mask
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import t_interval

_CONFORMANCE: dict[str, Any] = {"measure": object, "value": NUMBER, "low": NUMBER, "high": NUMBER, "n": N}
_CONFORMANCE |= {"steps": object, "method": object}
MOST_STEPS = 5
"""How many stages a kind of deviation names, the most frequent ones."""
Links = Collection[tuple[Id, Id]]


def conformance_frame(asked: Asked, links: Links, as_drawn: Mapping[str, bool]) -> pd.DataFrame:
    """How cases follow the drawn journey; see ``Journey.conformance``.

    Parameters
    ----------
    links
        The links between stages; see `drawn_moves`.
    as_drawn
        Of each source by name, whether the journey is drawn as it was when its events were counted.
    """

    def rows(group: CaseGroup) -> Iterable[dict[str, Any]]:
        visited = [id for id in asked.stages if id in group.groups.counts.stages]
        moves = drawn_moves([*asked.stages], links, visited)
        if as_drawn[group.source.name]:
            return _of_counts(group, asked, moves, visited)
        return _of_paths(group, asked, moves, visited)

    return tabulate(asked, _CONFORMANCE, rows)


def _of_counts(group: CaseGroup, asked: Asked, moves: Mask, visited: list[Id]) -> Iterable[dict[str, Any]]:
    """As it was counted of all cases when events were joined."""
    does = group.cells(CONFORMING, (FOLLOWS, *DEVIATIONS))
    total, n = does.n.sum(axis=-1), doing(does)
    steps = _steps(group, asked, moves, visited)
    fit = group.cells(FITNESS, [FITNESS])
    for place, kind in enumerate((FOLLOWS, *DEVIATIONS)):
        if does.withheld_cells[place] or not total[place]:
            yield {"measure": kind}
        else:
            yield _share_row(
                kind, int(n[place]), int(total[place]), "of all cases", steps.get(kind), asked.level
            )
        if kind == FOLLOWS:
            known = not fit.withheld_cells[0] and fit.n[0].any()
            yield _fitness_row(*_moments(fit), moves, "", asked.level) if known else {"measure": FITNESS}


def _of_paths(group: CaseGroup, asked: Asked, moves: Mask, visited: list[Id]) -> Iterable[dict[str, Any]]:
    """Computed from the paths that counts hold, where the journey was drawn otherwise meanwhile."""
    names = [name for name in group.names(PATHS) if name != OTHER_PATHS]
    names = [name for name in names if {*path_stages(name)} <= {*visited}]
    n = group.cells(PATHS, names).n.sum(axis=-1)
    total = int(n.sum())
    if not total or not group.cases:
        for kind in (FOLLOWS, FITNESS, *DEVIATIONS):
            yield {"measure": kind}
        return
    paths: Paths = named_paths(names, visited)
    result = conformance(paths, moves)
    which = (
        f"of the {total / group.cases:.0%} of cases whose path the counts tell apart, as the journey was "
        "drawn otherwise when its events were counted"
    )
    for kind, own in result.does.items():
        steps = {stage: int(n[mask].sum()) for (other, stage), mask in result.steps.items() if other == kind}
        named = None if kind == UNDRAWN else _most_frequent(steps, asked.stages)
        yield _share_row(kind, int(n[own].sum()), total, which, named, asked.level)
        if kind == FOLLOWS:
            sums = np.array([(n * result.fitness**power).sum() for power in (1, 2)])
            yield _fitness_row(total, sums, moves, f", {which}", asked.level)


def _share_row(
    kind: str, n: int, total: int, which: str, steps: tuple[str, ...] | None, level: float
) -> dict[str, Any]:
    share = share_of("", n, total, level)
    return {
        "measure": kind,
        "value": share["share"],
        "low": share["low"],
        "high": share["high"],
        "n": total,
        "steps": steps or (),
        "method": f"share {which}, Wilson {percent(level)}",
    }


def _fitness_row(total: int, sums: Array, moves: Mask, which: str, level: float) -> dict[str, Any]:
    """The mean fitness, of the sums of fitness and of its square."""
    size = len(moves) - 1
    line = int(moves.sum()) == size + 1
    how = "2 LCS / (a + b)" if line else "1 - alignment cost / greatest cost"
    mean = float(sums[0] / total)
    variance = max(float(sums[1] / total) - mean**2, 0.0)
    low = high = np.nan
    if total > 1 and variance > 1e-15:
        error = np.sqrt(variance / (total - 1))
        low, high = (float(end) for end in t_interval(np.array(mean), error, np.array(total - 1), level))
    return {
        "measure": FITNESS,
        "value": mean,
        "low": max(low, 0.0) if low == low else np.nan,
        "high": min(high, 1.0) if high == high else np.nan,
        "n": total,
        "steps": (),
        "method": f"mean of {how}{which}, t {percent(level)}",
    }


def _moments(fit: Histograms) -> tuple[int, Array]:
    """How many cases there are, and the sums of their fitness and of its square."""
    n = fit.n[0]
    if fit.exact is not None:
        return int(n.sum()), fit.exact.sums[0][:2]
    values = np.broadcast_to(fit.values, fit.n.shape)[0]
    return int(n.sum()), np.array([(n * values**power).sum() for power in (1, 2)])


def _steps(group: CaseGroup, asked: Asked, moves: Mask, visited: list[Id]) -> Mapping[str, tuple[str, ...]]:
    """Where cases deviate most, by kind."""

    def numbers(name: str, own: list[str]) -> dict[str, int]:
        return dict(zip(own, doing(group.cells(name, own)).tolist(), strict=True))

    steps = {}
    for kind in DEVIATIONS:
        names = [name for name in group.names(DEVIATING) if stages_of(name)[0] == kind]
        n = numbers(DEVIATING, names)
        steps[kind] = _most_frequent({stages_of(name)[1]: n[name] for name in names}, asked.stages)
    place = {id: number for number, id in enumerate(visited)}
    astray = []
    for name in group.names(MOVES):
        start, end = stages_of(name)
        if start in place and end in place and not moves[place[start], place[end]]:
            astray.append(name)
    astray.sort(key=lambda name: [place[id] for id in stages_of(name)])
    labels = {name: " > ".join(asked.stages[id] for id in stages_of(name)) for name in astray}
    return steps | {UNDRAWN: _most_frequent(numbers(MOVES, astray), labels)}


def _most_frequent(n: Mapping[str, int], labels: Mapping[str, str]) -> tuple[str, ...]:
    every = sorted((name for name in labels if n.get(name)), key=lambda name: -n[name])
    return tuple(labels[name] for name in every[:MOST_STEPS])
