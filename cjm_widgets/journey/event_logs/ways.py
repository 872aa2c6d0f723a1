"""Ways that cases went, made part of the drawn map; and who is left to rate its later stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cjm_widgets import analysis
from cjm_widgets.counts.events.names import END, START
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import RowsError, check_draws, check_level, listing, quoted
from cjm_widgets.document.links import drawn_ways, link_operations
from cjm_widgets.document.model import Document, Transition
from cjm_widgets.document.names import labels, resolve
from cjm_widgets.document.operations import Operation
from cjm_widgets.journey import event_logs
from cjm_widgets.journey.core import HasCore
from cjm_widgets.journey.sources import NO_EVENTS

if TYPE_CHECKING:
    import pandas as pd


def adopt(journey: HasCore, transition: tuple[str, str] | Mapping[str, Any] | pd.DataFrame) -> None:
    """Draw a way that cases went, and that nobody drew, as a link; one edit, which undo takes back.

    Parameters
    ----------
    transition
        Two stages, or a row of ``journey.transitions()``, or several of its rows as a frame, which are drawn
        together. Ways that are drawn already stay as they are.

    Raises
    ------
    RowsError
        No events are joined, or no case went so; draw such a way with ``journey.link``.
    UnknownNameError
        There is no such stage.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse", "Cart", "Pay"])
    >>> clicks = pd.DataFrame({"who": [1, 1, 2, 2], "what": ["Browse", "Pay", "Browse", "Cart"]})
    >>> clicks["at"] = pd.date_range("2026-01-01 10:00", periods=4, freq="min")
    >>> log = journey.join_events(clicks, case="who", activity="what", time="at", min_n=1)
    >>> journey.adopt(("Browse", "Pay"))
    >>> journey.links[["start", "end"]].values.tolist()
    [['Browse', 'Pay']]
    >>> journey.undo()
    'Draw what was seen'
    """
    with journey._core.in_sync() as core:
        ways = [*_ways(transition)]
        seen = [one for source in core.sources.shown() for one in _transitions(source)]
        if not any(source.kind == "events" for source in core.document.sources):
            raise RowsError(NO_EVENTS)
        document = core.document
        operations: list[Operation] = []
        for start, end in ways:
            own = _drawing(document, seen, start, end)
            document, _ = apply_all(document, own)
            operations += own
        if operations:
            core.editing.commit(lambda _: operations, "Draw what was seen")


def _transitions(source: Any) -> tuple[Transition, ...]:
    reading = source.read()
    return () if reading is None else reading.transitions


def _ways(transition: Any) -> Iterable[tuple[str, str]]:
    """The pairs of stages of a pair, of a row, or of a frame's rows."""
    if hasattr(transition, "iterrows"):
        for _, row in transition.iterrows():
            yield from _ways(row)
    elif hasattr(transition, "keys") and {"from", "to"} <= {*transition.keys()}:
        yield transition["from"], transition["to"]
    elif isinstance(transition, tuple | list) and len(transition) == 2:
        yield transition[0], transition[1]
    else:
        raise RowsError(
            'a transition is two stages, ("Browse", "Pay"), or a row of journey.transitions(), not '
            f"{quoted(transition)}"
        )


def _drawing(document: Document, seen: Iterable[Transition], start: str, end: str) -> tuple[Operation, ...]:
    """The link of a way that was seen; none where there is one."""
    if start == START or end == END:
        where = "begin" if start == START else "end"
        raise RowsError(f"where cases {where} is no stage, so there is nothing to link: {start} to {end}")
    stages = labels(document.stages)
    first, last = (resolve(document.stages, name, "stage") for name in (start, end))
    known = [(one.start, one.end) for one in seen]
    if (first, last) not in known:
        others = [stages[to] for begin, to in known if begin == first and to in stages and to != first]
        hint = f"; from there they went to {listing(others)}" if others else ""
        raise RowsError(
            f"no case went from {quoted(stages[first])} directly to {quoted(stages[last])}{hint}. "
            "journey.link() draws what nobody did"
        )
    if (first, last) in drawn_ways(document):
        return ()
    return link_operations(document, first, last, "direct", "")


def survivorship(
    journey: HasCore,
    *,
    respondent: str | None = None,
    survey: str | None = None,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Who rated each stage: later stages are rated only by those who stayed.

    Where a survey and events share who it is, cases that came no further than a stage are set against those
    that went on, and the curve is corrected: everyone who came to a stage counts for those like them, of the
    same scores so far, who left before. That is right as far as leaving depends on what was said until then.

    Parameters
    ----------
    respondent
        The column of the survey that says whose its answers are, with the same names as the cases of the
        events. By default the one it was joined with, or that which is called as the column of cases.
    survey
        The name of the survey; by default the first source with scores.
    level
        Confidence of the intervals, between 0 and 1.
    draws
        How many bootstrap samples of cases, at least 50.
    seed
        Of the random numbers; the same seed gives the same intervals.

    Returns
    -------
    pandas.DataFrame
        A row a stage: ``reached`` (cases that came so far or further), ``left`` (that came no further), ``n``
        (rated), ``n_left, score_left, n_on, score_on, difference, difference_low, difference_high`` (leavers
        less those who went on), ``score`` (the mean as it is), ``corrected, low, high``, and ``method``.
        Scores are on the survey's scale. Where the two do not share who it is, only ``reached`` and ``left``.
        Numbers of fewer than ``min_n`` cases are withheld. ``attrs`` has how many ``cases`` and
        ``respondents`` there are, and how many are ``shared``.

    Raises
    ------
    RowsError
        No events or no scores are joined, their rows are not at hand, or there are more than 10,000
        respondents.
    MeasureError
        ``level``, ``draws`` or ``seed`` makes no sense.

    References
    ----------
    Robins, Rotnitzky and Zhao (1995), JASA 90; Efron and Tibshirani (1993), "An Introduction to the
    Bootstrap".

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse", "Pay"])
    >>> log = pd.DataFrame({"who": [*range(40), *range(20)], "what": ["Browse"] * 40 + ["Pay"] * 20})
    >>> log["at"] = pd.date_range("2026-01-01 10:00", periods=60, freq="min")
    >>> events = journey.join_events(log, case="who", activity="what", time="at")
    >>> survey = pd.DataFrame({"who": range(40), "Q1": [4] * 20 + [2] * 20, "Q2": [4] * 20 + [None] * 20})
    >>> source = journey.join(survey, columns={"Q1": "Browse", "Q2": "Pay"}, scale=(1, 5))
    >>> journey.survivorship()[["stage", "left", "score_left", "score_on"]].to_numpy().tolist()
    [['Browse', 20, 2.0, 4.0], ['Pay', 20, 4.0, nan]]
    """
    check_level(level)
    check_draws(draws, seed, fewest=50)
    with journey._core.in_sync() as core:
        ratings = event_logs.ratings.stage_ratings(core.sources, core.document, respondent, survey)
        return analysis.events.survivorship.survivorship_frame(
            ratings, labels(core.document.stages), level, draws, seed
        )
