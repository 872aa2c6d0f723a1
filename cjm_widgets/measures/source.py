"""A source ready to be measured: its counts as arrays, its scale, and what to estimate."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

from cjm_widgets.counts.counting import range_of
from cjm_widgets.counts.stack import Filters, SegmentGroups, StackedCounts, stack
from cjm_widgets.counts.survey import POOLED
from cjm_widgets.document.model import Id, Source
from cjm_widgets.measures.averages import Mean, mean
from cjm_widgets.measures.events import DropOff, StageTime, minutes_range
from cjm_widgets.measures.gaps import Gap
from cjm_widgets.measures.measure import Estimates, Measure, Scale, Texts
from cjm_widgets.measures.mentions import Mentions, each_option
from cjm_widgets.measures.registry import known_measures

Who: TypeAlias = Literal["respondents", "answers", "cases"]


END_OF_JOURNEY = "the journey ends here, no stage follows"
"""Why there is nothing of those who go on from the last stage."""


@dataclass(frozen=True)
class MeasuredSource:
    """A source ready to be measured.

    Parameters
    ----------
    name
        What the source is called.
    counts
        Its counts.
    scale
        Its lowest and highest score.
    measures
        What to estimate.
    min_n
        How many respondents a number needs to be shown; see `release`.
    note
        What every method says besides.
    wave
        Which column of the counts is time.
    amounts
        Whether it holds amounts, which have no curve of emotion; the scale is then what they range over.
    mentions
        Whether it holds mentions of options, which have no curve either.
    events
        Whether it holds events, of which cases are counted.
    cluster
        Which column said who answered together.
    who
        Whom or what its numbers count; answers where nobody knows which are of one respondent.
    """

    name: str
    counts: StackedCounts
    scale: Scale
    measures: tuple[Measure, ...]
    min_n: int = 10
    note: str = ""
    wave: str | None = None
    amounts: bool = False
    mentions: bool = False
    events: bool = False
    cluster: str | None = None
    who: Who = "respondents"

    @property
    def scored(self) -> bool:
        """Whether it holds scores on a scale, which have a curve of emotion and a distribution."""
        return not (self.amounts or self.mentions or self.events)

    def suits(self, measure: Measure) -> bool:
        """Whether a measure is of what it holds, which mentions and events have to themselves."""
        return (measure.suits == "mentions", measure.suits == "events") == (self.mentions, self.events)

    def why_empty(self, asked: bool) -> str:
        """Why a number is nowhere though nothing is withheld, for a reader."""
        if self.events:
            return "no rows: no case was here" if asked else f"{END_OF_JOURNEY}, or no event is at the stage"
        return "nobody mentions it here" if self.mentions and not asked else empty_because(asked)

    @cached_property
    def shows_nothing(self) -> bool:
        """Whether all numbers of everyone are withheld."""
        cells = self.counts.select().cells(self.counts.stages)
        return bool(self.counts.stages) and bool(cells.withheld_cells.all())

    @property
    def assumes(self) -> str:
        """What its intervals take for granted, for a reader."""
        return assumption(self.cluster, self.who)

    def asked(self, name: str) -> Collection[Id]:
        """The stages that respondents were asked about, for the measure of a name."""
        if self.counts.mentions is not None:
            options = {one.name: one.option for one in self.measures if isinstance(one, Mentions)}
            own = self.counts.mentions.items()
            return [stage for stage, counts in own if options.get(name) in counts.stages]
        if self.events:
            ends = any(one.name == name and isinstance(one, DropOff | StageTime) for one in self.measures)
            return [stage for stage in self.counts.stages if not (ends and stage == self.counts.final)]
        gaps = [measure.name for measure in self.measures if isinstance(measure, Gap)]
        counts = self.counts.gaps if name in gaps else self.counts
        return counts.stages if counts is not None else ()

    @property
    def curve_measure(self) -> Mean:
        """The mean that its curve is drawn through: its own, or else the default one."""
        return next((measure for measure in self.measures if isinstance(measure, Mean)), mean())

    def method(self, variant: str) -> str:
        """How a number was computed, with what this source has to say besides."""
        return f"{variant}, {self.note}" if self.note else variant

    def methods(self, variants: Texts) -> Texts:
        """The same for every cell."""
        texts: Texts = variants + f", {self.note}" if self.note else variants
        return texts


def measured_source(source: Source) -> MeasuredSource | None:
    """A source of a document, ready to be measured; None for one that was never counted.

    Measures that this version does not know, as in a file of a newer one, stay in the document only.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> counts = Counts(respondents=(12,), stages={"shop": Tally((10.0, 40.0), ((3, 9),))})
    >>> orders = measured_source(Source(id="o", name="Orders", kind="amounts", scale=(0, 1), counts=counts))
    >>> orders.amounts, orders.scale
    (True, (0.0, 40.0))
    """
    if source.counts is None or source.scale is None:
        return None
    amounts, events = source.kind == "amounts", source.kind == "events"
    counts = stack(source.counts, source.wave)
    measures = known_measures(source.measures)
    return MeasuredSource(
        name=source.name,
        counts=counts,
        scale=range_of(source.counts) if amounts else minutes_range(counts) if events else source.scale,
        measures=tuple(
            own
            for one in measures
            for own in (each_option(one, counts) if isinstance(one, Mentions) else (one,))
        ),
        min_n=source.min_n,
        note=source.note,
        wave=source.wave,
        amounts=amounts,
        mentions=source.kind == "mentions",
        events=events,
        cluster=source.cluster,
        who=who_counts(source),
    )


def counts_answers(source: Source) -> bool:
    """Whether a source counts answers: of long rows that name no respondent, or of questions that are pooled.

    Examples
    --------
    >>> counts_answers(Source(id="s", name="S", stage="step")), counts_answers(Source(id="s", name="S"))
    (True, False)
    """
    unknown = source.stage is not None and source.respondent is None and source.kind != "counts"
    return unknown or source.per == "answer" or POOLED in source.note


def who_counts(source: Source) -> Who:
    """Whom or what the numbers of a source count.

    Examples
    --------
    >>> who_counts(Source(id="s", name="Log", kind="events"))
    'cases'
    """
    if source.kind == "events":
        return "cases"
    return "answers" if counts_answers(source) else "respondents"


def estimate(
    source: MeasuredSource, stages: Sequence[Id], filters: Filters | None = None
) -> dict[str, Estimates]:
    """Every measure of a source, at each stage, for the rows that the filters keep.

    Parameters
    ----------
    source
        The source.
    stages
        Ids, in the order wanted; one the source was not asked about has ``n`` 0.
    filters
        For each column the values to keep. A source without that column keeps nothing: its numbers would
        not be those of the rows chosen.

    Returns
    -------
    dict
        For each measure's name, arrays of shape ``(stages,)``. The methods are without the source's note.
    """
    grouped = estimate_groups(source, stages, source.counts.select(filters))
    return {
        name: Estimates(one.n[0], one.value[0], one.low[0], one.high[0], one.method[0], one.withheld[0])
        for name, one in grouped.items()
    }


def estimate_groups(
    source: MeasuredSource, stages: Sequence[Id], groups: SegmentGroups
) -> dict[str, Estimates]:
    """Every measure, in arrays of shape ``(groups, stages)``; otherwise as `estimate`."""
    cells = groups.cells(stages)
    bounded = not (source.amounts or source.events)
    return {
        measure.name: measure.estimate(cells, source.scale, bounded=bounded) for measure in source.measures
    }


def assumption(cluster: str | None, who: Who = "respondents") -> str:
    """What intervals take for granted of those who are counted, or of those who answered together.

    Examples
    --------
    >>> assumption(None), assumption("home")
    ('assumes independent respondents', 'assumes independent clusters by home, not independent respondents')
    """
    if cluster is None:
        return f"assumes independent {who}"
    return f"assumes independent clusters by {cluster}, not independent respondents"


def withheld_because(min_n: int, who: str = "respondents") -> str:
    """Why a number is withheld, for a reader.

    Examples
    --------
    >>> withheld_because(10)
    'withheld: fewer than 10 respondents, here or in what this would give away'
    """
    return f"withheld: fewer than {min_n} {who}, here or in what this would give away"


def empty_because(asked: bool) -> str:
    """Why a number is nowhere though nothing is withheld, for a reader.

    Examples
    --------
    >>> empty_because(True), empty_because(False)
    ('no rows: nobody answered here', 'not asked: no rows are about this stage')
    """
    return "no rows: nobody answered here" if asked else "not asked: no rows are about this stage"


def why_missing(groups: SegmentGroups, source: MeasuredSource) -> str:
    """Why numbers of these groups that are not there are missing, for a reader.

    Where a source shows nothing at all, its note says how many answered and which argument shows them.

    Examples
    --------
    >>> import numpy as np
    >>> from cjm_widgets.document.model import Counts
    >>> nobody = SegmentGroups(stack(Counts()), [""], np.zeros(0, np.intp), missing=("site", "year", "team"))
    >>> why_missing(nobody, MeasuredSource("Survey", stack(Counts()), (1, 5), ()))
    'not counted: join with by=[("site", "year", "team")]'
    """
    if not groups.missing:
        why = withheld_because(source.min_n, source.who)
        return f"{why}; {source.note}" if source.shows_nothing and source.note else why
    names = ", ".join(f'"{column}"' for column in groups.missing)
    return f"not counted: join with by=[({names})]"


def to_emotion(score: Any, scale: Scale, emotion: Scale = (-2.0, 2.0)) -> Any:
    """A score on a document's scale of emotion: the ends map to the ends, and between them a straight line.

    Parameters
    ----------
    score
        A number or an array; ``NaN`` stays. An interval's end beyond the scale stays beyond.
    scale
        Lowest and highest score.
    emotion
        Lowest and highest emotion of the document.

    Examples
    --------
    >>> to_emotion(4.0, scale=(1, 5))
    1.0
    """
    return emotion[0] + (score - scale[0]) / (scale[1] - scale[0]) * (emotion[1] - emotion[0])
