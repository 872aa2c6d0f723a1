"""How rows are to be read: which columns hold scores, for which stage, on what scale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import cast

from cjm_widgets.document.model import Id
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.release import check_min_n


@dataclass(frozen=True)
class Plan:
    """How to read rows: wide (``columns``) or long (``stage`` and ``score``).

    Parameters
    ----------
    scale
        Lowest and highest score; a value outside is never a score.
    columns
        Wide rows, one respondent a row: each column of scores, and the id of its stage. Several columns
        may share a stage; its value is then each respondent's mean over those answered.
    stage, score
        Long rows, one answer a row: the column that names the stage, and the one that holds the score.
    stages
        Long rows: every accepted text of the stage column, and the id of the stage it means.
    respondent
        Long rows: the column that says who answered, so that several answers of one person in a stage
        become one mean. Without it each row counts as a respondent.
    missing
        Codes that mean "no answer". They match by value: ``6``, ``6.0`` and ``"6"`` are the same code.
    by
        Columns whose values tell segments apart.
    weight
        The column of weights, zero or more.
    min_n
        Respondents that a number needs to be told, at least 5; see `release`.

    Raises
    ------
    RowsError
        When both or neither of the two forms are given, or the scale is no scale.

    Examples
    --------
    >>> Plan(scale=(1, 5), columns={"Q14": "security"}, missing=(0, 6), by=("flight_type",)).wide
    True
    """

    scale: tuple[float, float]
    columns: Mapping[str, Id] = field(default_factory=dict)
    stage: str | None = None
    score: str | None = None
    stages: Mapping[str, Id] = field(default_factory=dict)
    respondent: str | None = None
    missing: tuple[int | float | str, ...] = ()
    by: tuple[str, ...] = ()
    weight: str | None = None
    min_n: int = 10

    def __post_init__(self) -> None:
        for name in ("missing", "by"):  # a lone code or column is a tuple of one, not of its letters
            given = getattr(self, name)
            alone = isinstance(given, str | Real) or given is None
            object.__setattr__(self, name, (() if given is None else (given,)) if alone else tuple(given))
        object.__setattr__(self, "scale", _checked_scale(self.scale))
        check_min_n(self.min_n)
        self._check_form()
        if len(set(self.by)) < len(self.by):
            raise RowsError(f"by= names a column twice: {', '.join(self.by)}")

    @property
    def wide(self) -> bool:
        """Whether a row is a respondent and a column a question."""
        return bool(self.columns)

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Every column the plan reads, each once."""
        single = (self.stage, self.score, self.respondent, self.weight)
        return tuple(dict.fromkeys([*self.columns, *(name for name in single if name is not None), *self.by]))

    def _check_form(self) -> None:
        long = self.stage is not None or self.score is not None
        if self.wide and long:
            raise RowsError(
                "columns= is for wide rows, stage= and score= are for long ones: give one form, not both"
            )
        if not self.wide and (self.stage is None or self.score is None):
            if long:
                given, lacking = ("stage", "score") if self.score is None else ("score", "stage")
                raise RowsError(f"{given}= needs {lacking}= beside it: long rows have a column for each")
            raise RowsError(
                "say where the scores are: columns={column: stage} for wide rows, "
                "or stage= and score= for long ones"
            )
        if self.wide and self.respondent is not None:
            raise RowsError("respondent= is for long rows; a wide row already is one respondent")


def _checked_scale(scale: object) -> tuple[float, float]:
    ends = tuple(scale) if isinstance(scale, tuple | list) else ()
    numbers = len(ends) == 2 and all(
        isinstance(end, Real) and not isinstance(end, bool) and math.isfinite(end) for end in ends
    )
    if not numbers:
        raise RowsError(f"scale= is the lowest and the highest score, such as (1, 5), not {scale!r}")
    low, high = (float(cast("float", end)) for end in ends)
    if low >= high:
        raise RowsError(f"scale=({low:g}, {high:g}) is upside down: the lowest score comes first")
    return low, high
