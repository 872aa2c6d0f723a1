"""How rows are to be read: which columns hold scores, for which stage, on what scale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from numbers import Real
from typing import Literal, TypeAlias, cast

from cjm_widgets.document.model import Id
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.measure import check_choice
from cjm_widgets.measures.release import check_min_n
from cjm_widgets.measures.rules import Match, Rules

Per: TypeAlias = Literal["respondent", "answer"]
PER: tuple[Per, ...] = ("respondent", "answer")


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
        Long rows: what to look for in the stage column, and the id of the stage it means.
    match
        Long rows: how that is looked for; see `Rules`.
    names
        What the stages are called, to suggest where nothing fits; by default the texts of ``stages``.
    respondent
        The column that says who answered. Long rows: several answers of one person in a stage become one
        mean; without it each row counts as a respondent. Wide rows: the first row of each respondent
        counts, and later ones are duplicates.
    where
        Rows that count: for each column the values to keep, as text, ``None`` for missing.
    missing
        Codes that mean "no answer". They match by value: ``6``, ``6.0`` and ``"6"`` are the same code.
    by
        Columns whose values tell segments apart.
    wave
        Which of them is time; it becomes the first of them, so that segments stand in its order.
    weight
        The column of weights, zero or more.
    cluster
        The column that says who answered together, such as one household or one clinic.
    per
        Whose scores a stage with several questions holds: the mean of each ``"respondent"``, or every
        ``"answer"``. Only wide rows have the choice; a long row without ``respondent`` is an answer anyway.
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
    match: Match = "exact"
    names: tuple[str, ...] = ()
    respondent: str | None = None
    where: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    missing: tuple[int | float | str, ...] = ()
    by: tuple[str, ...] = ()
    wave: str | None = None
    weight: str | None = None
    cluster: str | None = None
    per: Per = "respondent"
    min_n: int = 10

    def __post_init__(self) -> None:
        for name in ("missing", "by"):  # a lone code or column is a tuple of one, not of its letters
            given = getattr(self, name)
            alone = isinstance(given, str | Real) or given is None
            object.__setattr__(self, name, (() if given is None else (given,)) if alone else tuple(given))
        if len(set(self.by)) < len(self.by):
            raise RowsError(f"by= names a column twice: {', '.join(self.by)}")
        if self.wave is not None:
            object.__setattr__(self, "by", wave_first(self.wave, self.by))
        object.__setattr__(self, "scale", checked_scale(self.scale))
        check_min_n(self.min_n)
        check_choice("per", self.per, PER)
        self._check_form()
        _ = self.rules  # an expression that cannot be run is refused here

    @property
    def wide(self) -> bool:
        """Whether a row is a respondent and a column a question."""
        return bool(self.columns)

    @cached_property
    def rules(self) -> Rules:
        """Long rows: which stage a text of the stage column means."""
        return Rules(self.stages, self.match)

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What to suggest for a text that means no stage."""
        return self.names or tuple(self.stages)

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Every column the plan reads, each once."""
        single = (self.stage, self.score, self.respondent, self.weight, self.cluster)
        present = (name for name in single if name is not None)
        return tuple(dict.fromkeys([*self.columns, *present, *self.by, *self.where]))

    def _check_form(self) -> None:
        if self.per == "answer" and self.cluster is not None:
            raise RowsError(
                'per="answer" takes every answer for an independent respondent\'s, and cluster= says that '
                "they are not: give one of them"
            )
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
        if self.per == "answer" and not self.wide and self.respondent is not None:
            raise RowsError(
                'per="answer" lets every row of long rows count by itself: leave respondent= out, or per='
            )


def wave_first(wave: str, by: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that tell segments apart, with that of time at their head."""
    return (wave, *(column for column in by if column != wave))


def checked_scale(scale: object) -> tuple[float, float]:
    """The lowest and the highest score as numbers, or `RowsError` for what is no scale."""
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
