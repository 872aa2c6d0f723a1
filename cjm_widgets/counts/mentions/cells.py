"""Mentions as cells: of everyone at a stage, how many do not mention an option, and how many do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cjm_widgets.document.model import Id
from cjm_widgets.statistics.histograms import Histograms


def mention_cells(
    options: Mapping[Id, tuple[Sequence[str], Histograms]], everyone: Histograms, stages: Sequence[Id]
) -> dict[str, Histograms]:
    """For each option the cells of those who do not mention it (0) and those who do (1).

    Parameters
    ----------
    options
        For each stage its options, and the cells of those who mention them, of shape
        ``(groups, options, values)``.
    everyone
        Those who mention anything, of shape ``(groups, stages, values)``.
    stages
        Their stages. Where an option does not occur, nobody is counted.
    """
    cells = {}
    for option in dict.fromkeys(name for names, _ in options.values() for name in names):
        places = [
            (place, options[stage][1], options[stage][0].index(option))
            for place, stage in enumerate(stages)
            if stage in options and option in options[stage][0]
        ]
        cells[option] = _option_cells(everyone, places)
    return cells


def _option_cells(everyone: Histograms, places: Sequence[tuple[int, Histograms, int]]) -> Histograms:
    """The cells of one option, which occurs at some places, among the options of a stage at another."""
    withheld = everyone.withheld_cells.copy()
    for place, own, at in places:
        withheld[:, place] |= own.withheld_cells[:, at]

    def spread(name: str) -> Any:
        every = getattr(everyone, name)
        if every is None:
            return None
        both = np.zeros((*withheld.shape, 2), every.dtype)
        for place, own, at in places:
            mention = getattr(own, name)[:, at].sum(axis=-1)
            both[:, place, 0] = np.maximum(every[:, place].sum(axis=-1) - mention, 0)
            both[:, place, 1] = mention
        both[withheld] = 0
        return both

    return Histograms(
        np.array([0.0, 1.0]), spread("n"), spread("weights"), spread("weights_squared"), withheld
    )
