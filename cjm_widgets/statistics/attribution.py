"""What each step of a way is worth for an outcome: the removal effect of Markov chains, and rules of thumb.

A touch is a step that a case takes before its outcome, or before it ends without one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cjm_widgets.document.errors import check_choice
from cjm_widgets.statistics.arrays import Array, Index

RULES = ("markov", "first", "last", "linear", "position")
ENDS_OF_POSITION = 0.4
"""Which part the first and the last touch get each by position; the rest is shared by those between."""


class Removal(NamedTuple):
    """The share of cases with the outcome, and by how much of it each step's removal would lower it."""

    outcome: float
    effect: Array


def removal_effects(moves: Array, won: Array, lost: Array) -> Removal:
    """Estimate by how much fewer cases would come to the outcome without each step.

    Cases are a Markov chain: where one goes depends on where it is. Without a step, whoever would go there is
    lost. Solved exactly, as systems of linear equations.

    Parameters
    ----------
    moves
        How many went from each step to each other, shape ``(steps + 1, steps)``; the last row is the
        beginning. Each step is one that somebody takes.
    won, lost
        How many went from there to the outcome, and how many ended, shape ``(steps + 1,)``.

    Returns
    -------
    Removal
        The effect is 1 less the share of outcomes that would be left, shape ``(steps,)``; ``NaN`` where
        nobody has the outcome.

    References
    ----------
    Anderl, Becker, von Wangenheim and Schumann (2016), "Mapping the customer journey: lessons learned from
    graph-based online attribution modeling", International Journal of Research in Marketing 33.

    Examples
    --------
    >>> moves = np.array([[0, 1, 0], [0, 0, 2], [0, 0, 0], [2, 1, 0]])
    >>> removal = removal_effects(moves, won=np.array([0, 0, 1, 0]), lost=np.array([1, 0, 1, 0]))
    >>> round(removal.outcome, 3), removal.effect.round(3).tolist()
    (0.333, [0.5, 1.0, 1.0])
    """
    steps = len(moves) - 1
    leaving = moves.sum(axis=1) + won + lost
    parts = np.divide(moves, leaving[:, np.newaxis], out=np.zeros(moves.shape), where=leaving[:, None] > 0)
    to_outcome = np.divide(won, leaving, out=np.zeros(len(won)), where=leaving > 0)
    every = np.repeat(parts[np.newaxis], steps + 1, axis=0)
    every[np.arange(steps), :, np.arange(steps)] = 0  # of the last one nothing is removed
    chance = np.linalg.solve(np.eye(steps) - every[:, :steps], to_outcome[np.newaxis, :steps, np.newaxis])
    reached = (every[:, steps] * chance[..., 0]).sum(axis=1) + to_outcome[steps]
    whole = float(reached[-1])
    with np.errstate(divide="ignore", invalid="ignore"):
        return Removal(whole, 1 - reached[:-1] / whole)


def touch_credits(rule: str, touch: Index, start: Index, length: Index, weight: Array, steps: int) -> Array:
    """What each step is worth by a rule that looks at each case by itself.

    Parameters
    ----------
    rule
        ``"first"`` or ``"last"`` touch, ``"linear"``: all touches alike, or ``"position"``: 40 % to the
        first, 40 % to the last, and the rest to those between; of two touches half each.
    touch, start, length
        The steps of all cases with the outcome, one after another, where each case begins, and how many
        touches it has, at least one.
    weight
        What the outcome of each case is worth.
    steps
        How many steps there are.

    Examples
    --------
    >>> cases = np.array([0, 1, 1, 2]), np.array([0]), np.array([4])
    >>> touch_credits("position", *cases, np.array([1.0]), 3).round(3).tolist()
    [0.4, 0.2, 0.4]
    """
    check_choice("rule", rule, RULES)
    case = np.repeat(np.arange(len(length)), length)
    place = np.arange(len(touch)) - np.repeat(start, length)
    is_first, is_last = place == 0, place == length[case] - 1
    if rule == "first":
        part = is_first.astype(np.float64)
    elif rule == "last":
        part = is_last.astype(np.float64)
    elif rule == "linear":
        part = 1 / length[case]
    else:
        inner = (1 - 2 * ENDS_OF_POSITION) / np.maximum(length[case] - 2, 1)
        part = np.where(is_first | is_last, ENDS_OF_POSITION, inner)
        part = np.where(length[case] <= 2, 1 / length[case], part)
    return np.bincount(touch, part * weight[case], minlength=steps).astype(np.float64)
