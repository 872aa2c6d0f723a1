"""How well sequences fit a drawing of allowed moves: alignments of least cost, and the fitness they give.

A drawing of ``k`` steps is a matrix of shape ``(k + 1, k + 1)``: ``moves[a, b]`` says that ``b`` may follow
``a``. The last row is the beginning, the last column the end.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Index, Mask


class Sequences(NamedTuple):
    """Many sequences of steps, one after another.

    ``step`` has the steps of all of them, ``start`` and ``length`` say where each begins and how long it is.
    """

    step: Index
    start: Index
    length: Index


def fitness(moves: Mask, sequences: Sequences) -> Array:
    """The fitness of each sequence, from 0 to 1 for one that the drawing allows.

    1 less the cost of the best alignment, as a part of the greatest that there can be: every step of the
    sequence that the drawing does not have there costs 1, and so does every drawn step that the sequence
    lacks; at worst all of both, on the shortest drawn way. Where the drawing is a line this is
    2 LCS / (a + b), with the length of the longest common subsequence and both lengths.

    Parameters
    ----------
    moves
        The drawing; some way must lead from the beginning to the end.
    sequences
        The sequences; one of no steps has fitness 0.

    References
    ----------
    Adriansyah, van Dongen and van der Aalst (2011), "Conformance checking using cost-based fitness analysis",
    EDOC 2011.

    Examples
    --------
    >>> line = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0]], bool)
    >>> sequences = Sequences(np.array([0, 1, 2, 0, 2, 1]), np.array([0, 3]), np.array([3, 3]))
    >>> fitness(line, sequences).round(3).tolist()
    [1.0, 0.667]
    """
    steps = len(moves) - 1
    longest = int(sequences.length.max(initial=0))
    # Whole numbers, none of which is beyond all steps that there are: few of them fit into 16 bits.
    beyond = longest + steps + 1
    whole = np.int16 if 3 * beyond < np.iinfo(np.int16).max else np.int64
    before = np.minimum(_skipped_before(moves), beyond).astype(whole)
    # cost[step, sequence]: of the best alignment so far whose last drawn step is this one, or the beginning.
    # The sequences lie side by side, of which there are many more, so that one pass looks at all of them.
    order = np.argsort(-sequences.length, kind="stable")
    cost = np.full((steps + 1, len(order)), beyond, whole)
    cost[steps] = 0
    unfinished = np.searchsorted(-sequences.length[order], -np.arange(longest), side="left")
    for place in range(longest):
        running = order[: unfinished[place]]
        step = sequences.step[sequences.start[running] + place]
        own = cost[:, : len(running)]
        together = (own + before.take(step, axis=1)).min(axis=0)
        own += 1
        places = np.arange(len(running))
        own[step, places] = np.minimum(own[step, places], together)
    least = np.empty(len(order))
    least[order] = (cost + before[:, steps, np.newaxis]).min(axis=0)
    fit: Array = 1 - least / (sequences.length + float(before[steps, steps]))
    return fit


def _skipped_before(moves: Mask) -> Array:
    """The fewest drawn steps between one step and another, or between it and the end; infinite for no way."""
    steps = len(moves) - 1
    between = np.where(moves, 0.0, np.inf)
    for middle in range(steps):
        between = np.minimum(between, between[:, middle, np.newaxis] + 1 + between[middle])
    return between


def unavoidable(moves: Mask) -> Mask:
    """Which steps are on every way from the beginning to the end.

    Examples
    --------
    >>> branch = np.array([[0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0]], bool)
    >>> unavoidable(branch).tolist()
    [True, False, True]
    """
    steps = len(moves) - 1
    on_all = np.zeros(steps, np.bool_)
    for step in range(steps):
        others = moves.copy()
        others[step] = others[:, step] = False
        on_all[step] = not np.isfinite(_skipped_before(others)[steps, steps])
    return on_all


def without_steps(moves: Mask, left_out: Mask) -> Mask:
    """The drawing without some steps, which are passed by: what may follow them may follow what is before.

    Examples
    --------
    >>> line = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0]], bool)
    >>> without_steps(line, np.array([False, True, False])).astype(int).tolist()
    [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    """
    moves = moves.copy()
    for step in np.flatnonzero(left_out).tolist():
        moves |= np.outer(moves[:, step], moves[step])
    remaining = np.append(~left_out, True)
    kept: Mask = moves[np.ix_(remaining, remaining)]
    return kept
