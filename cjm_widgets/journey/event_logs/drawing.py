"""Comparing what people did with the drawn journey, and what stages or channels are worth for an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cjm_widgets import analysis, counts
from cjm_widgets.document.errors import RowsError, check_choice, check_level
from cjm_widgets.document.links import drawn_ways
from cjm_widgets.document.names import labels, resolve
from cjm_widgets.journey import event_logs
from cjm_widgets.journey.core import Core, HasCore
from cjm_widgets.statistics.attribution import RULES

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.analysis.events.attribution import Touches
    from cjm_widgets.rows.events import EventPlan, Visits


def conformance(journey: HasCore, *, level: float = 0.95) -> pd.DataFrame:
    """How cases follow the drawn journey: its stages in their order, and the branches and loops of its links.

    The drawn journey begins at the first stage, goes from each stage to the next, and ends at the last. A
    link between stages adds its way (one back and forth both), and a link without an end a way out. Stages
    that no event is at are passed by. The whole way of a case is compared: whoever leaves early does not
    follow.

    Parameters
    ----------
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``measure, value, low, high, n, steps, method``, a row each:

        ``follows``
            The share of cases whose every move is drawn, from a drawn beginning to a drawn end.
        ``fitness``
            The mean of how well cases fit, from 0 to 1: 2 LCS / (a + b) where the map is a line, with the
            longest common subsequence and both lengths; with links 1 less the cost of the best alignment over
            the greatest cost, which is the same on a line. With Student's interval.
        ``skipped``
            The share that does not come to a stage that all drawn ways lead through, or does not begin or end
            where the drawn journey does.
        ``repeated``
            The share that comes back to a stage by a way that is not drawn.
        ``out of order``
            The share that goes back, by a way that is not drawn, to an earlier stage where it was not.
        ``undrawn``
            The share with any move between stages that is not drawn; the two kinds before are some of these.

        ``steps`` names the most frequent stages, or moves, of a deviation, the most frequent first. ``n`` is
        how many cases the row speaks of: all of them, unless the journey is drawn otherwise than when its
        events were counted and these are not at hand. Then it is those whose path the file tells apart, and
        the method says which share of all they are.

    Raises
    ------
    RowsError
        No events are joined.

    References
    ----------
    Wilson (1927), JASA 22; Adriansyah, van Dongen and van der Aalst (2011), "Conformance checking using
    cost-based fitness analysis", EDOC 2011.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse", "Cart", "Pay"])
    >>> clicks = pd.DataFrame({"who": [1, 1, 1, 2, 2], "what": ["Browse", "Cart", "Pay", "Browse", "Pay"]})
    >>> clicks["at"] = pd.date_range("2026-01-01 10:00", periods=5, freq="min")
    >>> log = journey.join_events(clicks, case="who", activity="what", time="at", min_n=1)
    >>> journey.conformance()[["measure", "value", "n"]].head(3)
       measure  value  n
    0  follows    0.5  2
    1  fitness    0.9  2
    2  skipped    0.5  2
    """
    return _conformance(journey, None, level)


def conformance_by(journey: HasCore, column: str, *, level: float = 0.95) -> pd.DataFrame:
    """``conformance`` for each value of a ``by`` column, with a ``segment`` column; see ``funnel_by``.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> minutes = pd.to_timedelta([0, 5, 0, 9], unit="min")
    >>> log = pd.DataFrame({"case": [1, 1, 2, 2], "activity": ["Arrive", "Wait"] * 2})
    >>> log = log.assign(at=pd.Timestamp("2026-05-01") + minutes, device=["phone", "phone", "web", "web"])
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> _ = journey.join_events(log, case="case", activity="activity", time="at", by=["device"], min_n=1)
    >>> journey.conformance_by("device").query("measure == 'fitness'")[["segment", "value"]].values.tolist()
    [['phone', 1.0], ['web', 1.0]]
    """
    return _conformance(journey, column, level)


def _conformance(journey: HasCore, column: str | None, level: float) -> pd.DataFrame:
    check_level(level)
    with journey._core.in_sync() as core:
        as_drawn = event_logs.event_counts.count_as_drawn(core.sources)
        return analysis.events.conformance.conformance_frame(
            event_logs.event_counts.asked(core, column, level), drawn_ways(core.document), as_drawn
        )


def value_of(
    journey: HasCore,
    outcome: str | None = None,
    *,
    of: str | None = None,
    rule: str = "markov",
    level: float = 0.95,
) -> pd.DataFrame:
    """What each stage, or channel, is worth for an outcome.

    What a case came to before it had the outcome, or ended without it, are its touches. The events must be
    joined in this session, and all of them count, whatever filters are in force.

    Parameters
    ----------
    outcome
        A stage: coming there is the outcome. By default the column that events were joined with as
        ``outcome=``; the event that has it is then the last touch.
    of
        A column of the events whose values are the touches, such as a channel; by default the stages are.
    rule
        ``"markov"``: by how much the share of cases with the outcome falls where whoever would go to the
        touch is lost, of a first-order chain, solved exactly. ``"first"`` or ``"last"`` touch; ``"linear"``:
        all touches of a case alike; ``"position"``: 40 % to the first, 40 % to the last, and 20 % to those
        between.
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``touch, n, share, low, high, effect, outcomes, value, method``, in the order of the map, or of the
        values of the column. ``n`` cases had the touch; ``share`` is its part of all that is attributed, with
        the percentile interval of a bootstrap over cases; ``effect`` is the removal effect, from 0 to 1, of
        Markov's rule; ``outcomes`` is the part in cases, and ``value`` in the ``value=`` of the join.
        Touches of fewer than ``min_n`` cases are withheld, with another where one alone would follow; values
        of a column that few have are together ``other (withheld)``.

    Raises
    ------
    RowsError
        No events are joined, or not in this session; there is no outcome.
    MeasureError
        There is no such rule.

    References
    ----------
    Anderl, Becker, von Wangenheim and Schumann (2016), "Mapping the customer journey", International Journal
    of Research in Marketing 33.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["C1", "C2", "C3"])
    >>> log = pd.DataFrame({"who": [1, 1, 1, 2, 3, 3], "what": ["C1", "C2", "C3", "C1", "C2", "C3"]})
    >>> log = log.assign(at=pd.date_range("2026-01-01", periods=6), sold=[0, 0, 1, 0, 0, 0])
    >>> source = journey.join_events(log, case="who", activity="what", time="at", outcome="sold", min_n=1)
    >>> journey.value_of()[["touch", "effect", "share"]].round(3).to_numpy().tolist()
    [['C1', 0.5, 0.2], ['C2', 1.0, 0.4], ['C3', 1.0, 0.4]]
    """
    check_level(level)
    check_choice("rule", rule, RULES)
    with journey._core.in_sync() as core:
        stages = core.document.stages
        reaching = None if outcome is None else resolve(stages, outcome, "stage")
        called = labels(stages)
        name = "the outcome" if reaching is None else f"{called[reaching]!r}"
        return analysis.events.attribution.value_frame(
            _touches(core, reaching, of), {} if of else called, rule, name, level
        )


def _touches(core: Core, reaching: str | None, of: str | None) -> Iterator[Touches]:
    """What the cases of every source of events touched."""

    def read(rows: Any, plan: EventPlan) -> tuple[Visits, Visits]:
        visits = counts.survey.read_visits(rows, plan)
        return visits, visits if of is None else counts.survey.read_channels(rows, plan, str(of))

    for source, (visits, touched) in core.sources.visits(read):
        if reaching is None and source.outcome is None:
            raise RowsError(
                f"{source.name!r} has no outcome: name a stage, journey.value_of('stage'), or the column "
                "that says who had it, join_events(..., outcome=column)"
            )
        place = None if reaching is None else visits.stages.index(reaching)
        if of is not None and place is not None:
            touched, place = replace(touched, won=counts.events.counting.first_at(visits, place)), None
        own = analysis.events.attribution.touches_until(source, touched, place)
        yield own if of is None else analysis.events.attribution.with_named_touches(own)
