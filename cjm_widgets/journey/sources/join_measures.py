"""What a join measures: the measures that its options name or that are usual, and the scale they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cjm_widgets.document.errors import RowsError
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.events import drop_off, reached, time_in_stage
from cjm_widgets.measures.gaps import gap
from cjm_widgets.measures.measure import Measure, check_suits
from cjm_widgets.measures.mentions import Mentions
from cjm_widgets.measures.nets import NetPromoterScore, nps
from cjm_widgets.measures.shares import bottom_box, top_box
from cjm_widgets.rows.events import EventPlan
from cjm_widgets.rows.reading import AnyPlan, CountedPlan
from cjm_widgets.rows.scores import NO_SCALE


def scale_of_options(
    planned: Mapping[str, Any], measures: Sequence[Measure] | None
) -> tuple[float, float] | None:
    """The scale, as the options or the measures say it; None where it is to be looked for in the rows."""
    if planned["cells"] is not None:
        if planned["scale"] is not None:
            raise RowsError("scale= is for scores, and cjm.mentions() reads options: leave it out")
        return 0, 1
    if planned["scale"] is not None:
        return planned["scale"]  # type: ignore[no-any-return]  # the plan checks it
    if planned.get("boxes") and (planned["score"] is None or planned["percent"] is not None):
        scores = {*planned["boxes"].values()}
        return (min(scores), max(scores)) if len(scores) > 1 else None
    if measures and all(isinstance(measure, NetPromoterScore) for measure in measures):
        return 0, 10
    if any(measure.suits == "amounts" for measure in measures or ()):
        return NO_SCALE
    return None


def several_measures(measures: Any) -> tuple[Measure, ...] | None:
    """The measures by themselves or in a list; None for the usual ones."""
    if measures is None or isinstance(measures, Measure):
        return None if measures is None else (measures,)
    is_several = isinstance(measures, Iterable) and not isinstance(measures, str)
    every = tuple(measures) if is_several else (measures,)
    for measure in every or (measures,):
        if not isinstance(measure, Measure):
            raise RowsError(f"measures= takes measures such as cjm.mean() or cjm.top_box(), not {measure!r}")
    return every


_MOST_BOXES = 10
"""The longest scale whose scores are boxes; a slider from 0 to 100 has means."""


def usual_measures(plan: AnyPlan) -> tuple[Measure, ...]:
    """The measures of a join that names none."""
    if isinstance(plan, EventPlan):
        return reached(), drop_off(), time_in_stage()
    if isinstance(plan, CountedPlan) and plan.of_percentages and plan.boxes:
        return top_box(1), bottom_box(1)
    gaps = (gap(),) if plan.expected else ()
    if plan.scale == (0, 10):
        return mean(), nps(), *gaps
    width = plan.scale[1] - plan.scale[0]
    if not 1 <= width <= _MOST_BOXES:
        return mean(), *gaps
    return mean(), top_box(2 if width >= 2 else 1), *gaps


def suited_measures(measures: tuple[Measure, ...], plan: AnyPlan) -> tuple[Measure, ...]:
    """Measures that suit what rows hold, and the scale."""
    for measure in measures:
        if isinstance(plan, EventPlan) != (measure.suits == "events"):
            of_events = "cjm.reached(), cjm.drop_off() and cjm.time_in_stage()"
            raise RowsError(
                f"join_events takes {of_events}, not {measure.name}"
                if isinstance(plan, EventPlan)
                else f"{measure.name} is of events: join them with journey.join_events()"
            )
        if not isinstance(measure, Mentions) and measure.suits != "events":
            check_suits(measure, amounts=plan.scale == NO_SCALE)
        measure.require(plan.scale)
    return measures
