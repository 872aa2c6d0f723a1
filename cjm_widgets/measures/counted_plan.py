"""How a table that was counted already is to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cjm_widgets.document.model import Id
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.plan import checked_scale, wave_first
from cjm_widgets.measures.release import check_min_n
from cjm_widgets.measures.rules import Match, Rules


@dataclass(frozen=True)
class CountedPlan:
    """How to read a table that was counted already.

    Parameters
    ----------
    stage
        The column that names the stage.
    n
        The column that says how many respondents, or their number for every line. Of percentages it is how
        many they are of.
    scale
        Lowest and highest score.
    stages, match, names, missing, by, wave, min_n
        As for `Plan`.
    score
        The column that holds the score, or the answer that ``boxes`` gives a score to.
    percent
        The column of percentages, 0 to 100, where a line has one of them.
    boxes
        Which score it is: of each column of percentages, or with ``percent`` of each answer.

    Raises
    ------
    RowsError
        When these do not say where the scores are.
    """

    stage: str
    n: str | int
    scale: tuple[float, float]
    stages: Mapping[str, Id]
    match: Match = "exact"
    names: tuple[str, ...] = ()
    score: str | None = None
    percent: str | None = None
    boxes: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[int | float | str, ...] = ()
    by: tuple[str, ...] = ()
    wave: str | None = None
    min_n: int = 10

    def __post_init__(self) -> None:
        if self.wave is not None:
            object.__setattr__(self, "by", wave_first(self.wave, self.by))
        object.__setattr__(self, "scale", checked_scale(self.scale))
        check_min_n(self.min_n)
        self._check_form()
        _ = self.rules

    @cached_property
    def rules(self) -> Rules:
        """Which stage a text of the stage column means."""
        return Rules(self.stages, self.match)

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What to suggest for a text that means no stage."""
        return self.names or tuple(self.stages)

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Every column the plan reads, each once."""
        boxes = self.boxes if self.score is None else ()
        single = (self.stage, self.score, self.percent, self.n if isinstance(self.n, str) else None)
        return tuple(dict.fromkeys([*(name for name in single if name is not None), *boxes, *self.by]))

    def _check_form(self) -> None:
        if self.score is None and (self.percent is not None or not self.boxes):
            raise RowsError(
                "say where the scores are: score= for a column of them, or boxes={column: score} for columns "
                "of percentages"
            )
        if self.score is not None and self.boxes and self.percent is None:
            raise RowsError("boxes= beside score= gives a score to each answer of percent=: say percent=")
        number_given = isinstance(self.n, int) and not isinstance(self.n, bool) and self.n > 0
        if not isinstance(self.n, str) and not number_given:
            raise RowsError(f"n= is the column of respondents, or how many there are, not {self.n!r}")
        if self.score is not None and self.percent is None and not isinstance(self.n, str):
            raise RowsError("n= is the column that says how many gave each score")
        for box, score in self.boxes.items():
            low, high = self.scale
            if not isinstance(score, int | float) or not low <= score <= high:
                raise RowsError(f"boxes= gives {box!r} {score!r}, which is no score from {low:g} to {high:g}")
