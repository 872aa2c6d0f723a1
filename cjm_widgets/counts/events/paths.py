"""The paths that cases take through the stages, and how well these follow the drawn journey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from cjm_widgets.counts.events.names import (
    DEVIATIONS,
    FOLLOWS,
    OUT_OF_ORDER,
    REPEATED,
    SKIPPED,
    UNDRAWN,
    path_name,
)
from cjm_widgets.document.model import Id
from cjm_widgets.rows.events import Visits
from cjm_widgets.statistics.alignment import Sequences, fitness, unavoidable, without_steps
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole
from cjm_widgets.statistics.permutation import Moves

Keys: TypeAlias = np.ndarray[Any, np.dtype[np.uint64]]
MOST_KEYS = 2_000_000
"""Of so many paths of a log that is read in parts the rarest are forgotten on the way."""


class PathCounts(NamedTuple):
    """How many cases take each path, by its key."""

    key: Keys
    n: Whole

    def add(self, paths: Paths) -> PathCounts:
        """The same with the cases of another part of a log."""
        key = np.concatenate([self.key, paths.key])
        n = np.concatenate([self.n, np.bincount(paths.of_case, minlength=len(paths))])
        order = np.lexsort(key.T)
        is_new = np.append(True, (key[order][1:] != key[order][:-1]).any(axis=1))
        n = np.add.reduceat(n[order], np.flatnonzero(is_new))
        key = key[order][is_new]
        if len(n) > MOST_KEYS:
            frequent = np.argpartition(-n, MOST_KEYS // 2)[: MOST_KEYS // 2]
            return PathCounts(key[frequent], n[frequent])
        return PathCounts(key, n)

    def most_frequent(self, cases: int, most: int, min_n: int) -> Keys:
        """The paths that are counted by themselves: of enough cases, as must be all others together."""
        order = np.argsort(-self.n, kind="stable")
        shown = [one for one in order[:most].tolist() if self.n[one] >= max(min_n, 1)]
        rest = cases - int(self.n[shown].sum())
        while shown and 0 < rest < min_n:  # the difference to all cases would tell of few
            rest += int(self.n[shown.pop()])
        return self.key[shown]


NO_PATHS = PathCounts(np.zeros((0, 2), np.uint64), np.zeros(0, np.int64))


@dataclass(frozen=True)
class Paths:
    """The different paths of cases.

    Parameters
    ----------
    stages
        The ids of the stages that the steps are places of.
    sequences
        The stages of each path; the last path has none.
    of_case
        The path of each case.
    key
        Two numbers that tell each path from others, also of other cases; shape ``(paths, 2)``.
    """

    stages: tuple[Id, ...]
    sequences: Sequences
    of_case: Index
    key: Keys

    def at(self, visited: Sequence[Id]) -> Paths:
        """The same paths, with the steps as places of the visited stages."""
        place = np.searchsorted([self.stages.index(id) for id in visited], self.sequences.step)
        return replace(self, stages=tuple(visited), sequences=self.sequences._replace(step=place))

    def __len__(self) -> int:
        return len(self.sequences.length)

    def name(self, path: int) -> str:
        """How a document calls a path."""
        start, length = self.sequences.start[path], self.sequences.length[path]
        places = self.sequences.step[start : start + length].tolist()
        return path_name([self.stages[place] for place in places])


def paths_of(visits: Visits) -> Paths:
    """Find the different sequences of stages, in the order of the first case that takes each.

    Sequences are told apart by sums of random numbers, one for each place, so that cases need no loop.

    Examples
    --------
    >>> at = np.arange(4) * 60_000_000
    >>> visits = Visits(("a", "b"), np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), at, None, 3, {}, 0)
    >>> paths = paths_of(visits)
    >>> paths.of_case.tolist(), [paths.name(path) for path in range(len(paths))]
    ([0, 0, 1], ['a\\nb', ''])
    """
    begins = np.flatnonzero(visits.first)
    length = np.diff(np.append(begins, len(visits.case)))
    step = np.arange(len(visits.case)) - np.repeat(begins, length)
    random = np.random.default_rng(0).integers(1, 2**63, (int(step.max(initial=0)) + 1, 2), np.uint64)
    stage = visits.stage.astype(np.uint64) + np.uint64(1)
    sums = [begins, begins]
    if len(begins):
        sums = [np.add.reduceat(column[step] * stage, begins) for column in random.T]
    order = np.lexsort(sums)
    differs = np.any([one[order][1:] != one[order][:-1] for one in sums], axis=0)
    is_new = np.append(True, differs)[: len(order)]
    group = np.empty(len(order), np.intp)
    group[order] = np.cumsum(is_new) - 1
    example = np.full(int(is_new.sum()), len(order))
    np.minimum.at(example, group, np.arange(len(order)))
    rank = np.argsort(example, kind="stable")
    place = np.empty_like(rank)
    place[rank] = np.arange(len(rank))
    of_case = np.full(visits.cases, len(rank))
    of_case[visits.case[begins]] = place[group]
    chosen = example[rank]
    sequences = Sequences(
        visits.stage, np.append(begins[chosen], len(visits.case)), np.append(length[chosen], 0)
    )
    key = np.stack([np.append(one[chosen], 0) for one in sums], axis=1).astype(np.uint64)
    return Paths(visits.stages, sequences, of_case, key)


def moves_of(paths: Paths) -> Moves:
    """The moves of each path, each once, as of walks: from the beginning, between stages, and to the end.

    Examples
    --------
    >>> moves = moves_of(named_paths(["a\\nb", "b"], ["a", "b"]))
    >>> moves.origin.tolist(), moves.walk.tolist(), moves.move.tolist()
    ([0, 1, 2, 2], [0, 0, 0, 1, 1], [0, 1, 2, 1, 3])
    """
    size, length = len(paths.stages) + 1, paths.sequences.length
    path = np.repeat(np.arange(len(paths)), length)
    at = np.arange(len(path)) - np.repeat(np.cumsum(length) - length, length)
    stage = paths.sequences.step[np.repeat(paths.sequences.start, length) + at]
    is_last = at == length[path] - 1
    following = np.where(is_last, size - 1, np.append(stage[1:], size - 1)[: len(stage)])
    walk = np.concatenate([path[at == 0], path])
    start = np.concatenate([np.full(int((at == 0).sum()), size - 1), stage])
    end = np.concatenate([stage[at == 0], following])
    walk, way = np.divmod(np.unique(walk * size * size + start * size + end), size * size)
    ways, move = np.unique(way, return_inverse=True)
    own, state = np.divmod(np.unique(path * size + stage), size)
    everyone = np.arange(len(paths))  # is at the beginning
    return Moves(
        walk,
        move,
        ways // size,
        np.concatenate([everyone, own]),
        np.concatenate([np.full(len(paths), size - 1), state]),
    )


def named_paths(names: Iterable[str], stages: Sequence[Id]) -> Paths:
    """Paths by their names, each taken by one case; those of stages that are gone are left out.

    Examples
    --------
    >>> named_paths(["a\\nb", ""], ["a", "b"]).sequences.length.tolist()
    [2, 0]
    """
    place = {id: number for number, id in enumerate(stages)}
    every = [[place[id] for id in name.split("\n") if id] for name in names]
    length = np.array([len(own) for own in every], np.intp)
    step = np.array([one for own in every for one in own], np.intp)
    sequences = Sequences(step, np.cumsum(length) - length, length)
    return Paths(tuple(stages), sequences, np.arange(len(every)), np.zeros((len(every), 2), np.uint64))


def drawn_moves(stages: Sequence[Id], links: Iterable[tuple[Id, Id]], visited: Sequence[Id]) -> Mask:
    """Which moves between visited stages the drawn journey has.

    From each stage to the next, in the order of the map, from the beginning to the first and from the last to
    the end; and those of links, which add branches, loops, and with no end ways out. A stage that no event is
    at is passed by.

    Parameters
    ----------
    stages
        All stages of the map, in order.
    links
        Where each begins and where it ends; nothing stands for outside.
    visited
        The stages that events are at, in the same order.

    Returns
    -------
    ndarray
        Shape ``(visited + 1, visited + 1)``; see `statistics.alignment`.

    Examples
    --------
    >>> drawn_moves(["a", "b", "c"], [("a", "c")], ["a", "c"]).astype(int).tolist()
    [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    """
    size = len(stages)
    place = {id: number for number, id in enumerate(stages)} | {"": size}
    moves = np.zeros((size + 1, size + 1), np.bool_)
    moves[np.arange(-1, size), np.arange(size + 1)] = True
    for start, end in links:
        if start in place and end in place:
            moves[place[start], place[end]] = True
    return without_steps(moves, np.array([id not in {*visited} for id in stages], np.bool_))


class Conformance(NamedTuple):
    """How paths follow a drawing, by path.

    ``does`` says of each kind of deviation, and of ``follows``, which paths do so; ``steps`` the same for
    each kind and the stage at which they do, or for undrawn moves their two stages.
    """

    fitness: Array
    does: Mapping[str, Mask]
    steps: Mapping[tuple[str, str], Mask]


def conformance(paths: Paths, moves: Mask) -> Conformance:
    """Compare paths with a drawing of the same stages.

    A path follows the drawing where it begins and ends where a drawn way does, and every move in between is
    drawn. Where it does not, at least one of these is so:

    ================ ===================================================================================
    ``skipped``      it does not come to a stage that all drawn ways lead through, or begins or ends where
                     no drawn way does
    ``repeated``     it comes back, by a move that is not drawn, to a stage where it was before
    ``out of order`` it goes back, by a move that is not drawn, to an earlier stage where it was not
    ``undrawn``      it has a move from stage to stage that is not drawn
    ================ ===================================================================================

    Examples
    --------
    >>> paths = named_paths(["a\\nb\\nc", "a\\nc\\nb", "a\\nc", ""], ["a", "b", "c"])
    >>> result = conformance(paths, drawn_moves(["a", "b", "c"], [], ["a", "b", "c"]))
    >>> result.fitness.round(3).tolist(), result.does["out of order"].tolist()
    ([1.0, 0.667, 0.8, 0.0], [False, True, False, False])
    """
    sequences, size = paths.sequences, len(paths.stages)
    path = np.repeat(np.arange(len(paths)), sequences.length)
    place = np.arange(len(path)) - np.repeat(np.cumsum(sequences.length) - sequences.length, sequences.length)
    stage = sequences.step[np.repeat(sequences.start, sequences.length) + place]
    before = np.where(place == 0, size, np.append(size, stage[:-1])[: len(stage)])
    again = np.ones(len(stage), np.bool_)
    again[np.unique(path * size + stage, return_index=True)[1]] = False
    astray = ~moves[before, stage] & (place > 0)
    back = astray & again
    earlier = astray & ~again & (stage < before)
    visited = np.zeros((len(paths), size), np.bool_)
    visited[path, stage] = True
    first, last = np.full(len(paths), size), np.full(len(paths), size)
    first[path[place == 0]] = stage[place == 0]
    is_last = np.append(path[1:] != path[:-1], True)[: len(path)]
    last[path[is_last]] = stage[is_last]
    lacking = ~visited & unavoidable(moves)
    elsewhere = ~moves[size, first] | ~moves[last, size]

    def any_of(own: Mask) -> Mask:
        does: Mask = np.bincount(path[own], minlength=len(paths)) > 0
        return does

    does = {
        SKIPPED: lacking.any(axis=1) | elsewhere,
        REPEATED: any_of(back),
        OUT_OF_ORDER: any_of(earlier),
        UNDRAWN: any_of(astray),
    }
    does[FOLLOWS] = ~(does[SKIPPED] | does[UNDRAWN])
    steps = {(SKIPPED, id): lacking[:, number] for number, id in enumerate(paths.stages)}
    for kind, own in ((REPEATED, back), (OUT_OF_ORDER, earlier)):
        at = np.zeros((size, len(paths)), np.bool_)
        at[stage[own], path[own]] = True
        steps |= {(kind, id): at[number] for number, id in enumerate(paths.stages)}
    return Conformance(
        fitness(moves, sequences),
        {name: does[name] for name in (FOLLOWS, *DEVIATIONS)},
        {name: own for name, own in steps.items() if own.any()},
    )
