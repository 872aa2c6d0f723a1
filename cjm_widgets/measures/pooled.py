"""Stages that hold every answer to their questions, instead of a mean of each respondent.

Hazard: the answers of one respondent are counted as if they were of several, so intervals are too narrow.
What is pooled are released counts of single questions, so few respondents with many answers stay withheld.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from msgspec.structs import replace

from cjm_widgets.document.model import Counts, Id, Tally

POOLED = "answers pooled"
"""What the methods of such a source say besides."""


def pool(counts: Counts, columns: Mapping[str, Id]) -> Counts:
    """Let each stage with several questions hold all answers to them; ``n`` then counts answers.

    Parameters
    ----------
    counts
        Released counts; see `release`. Where a question is withheld, so is its stage.
    columns
        Each question's stage.

    Examples
    --------
    >>> questions = {"Q1": Tally((4.0, 5.0), ((10, 20),)), "Q2": Tally((3.0, 5.0), ((5, 10),))}
    >>> pooled = pool(Counts(questions=questions), {"Q1": "wait", "Q2": "wait"})
    >>> pooled.stages["wait"].values, pooled.stages["wait"].n
    ((3.0, 4.0, 5.0), ((5, 10, 30),))
    """
    of: dict[Id, list[Tally]] = {}
    for question, stage in columns.items():
        if question in counts.questions:
            of.setdefault(stage, []).append(counts.questions[question])
    pooled = {stage: _together(several) for stage, several in of.items() if len(several) > 1}
    return replace(
        counts,
        stages=counts.stages | pooled,
        coarser=tuple(pool(coarser, columns) for coarser in counts.coarser),
    )


def _together(tallies: list[Tally]) -> Tally:
    values = sorted({value for tally in tallies for value in tally.values})
    withheld = sorted({segment for tally in tallies for segment in tally.withheld})

    def add_up(field: str) -> Any:
        if not getattr(tallies[0], field):
            return ()
        rows = np.zeros((len(tallies[0].n), len(values)), np.array(getattr(tallies[0], field)).dtype)
        for tally in tallies:
            rows[:, np.searchsorted(values, tally.values)] += getattr(tally, field)
        rows[withheld] = 0
        return tuple(tuple(row) for row in rows.tolist())

    return Tally(
        values=tuple(values),
        n=add_up("n"),
        weights=add_up("weights"),
        weights_squared=add_up("weights_squared"),
        withheld=tuple(withheld),
    )
