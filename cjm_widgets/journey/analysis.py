"""What an analyst asks of a journey beyond its measures: comparisons, trends, distributions, curves.

Each verb answers from the counts of the joined rows. Edits made in pandas before it, to the map or to the
rows, are carried out first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from cjm_widgets import analysis, counts, measures
from cjm_widgets.document.errors import CjmError, check_choice
from cjm_widgets.document.names import labels, resolve
from cjm_widgets.journey import event_logs
from cjm_widgets.journey.core import Core, HasCore, core_of

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.analysis.compare import MeasureChoice

_TESTED = {
    "funnel": "steps",
    "transitions": "transitions",
    "paths": "paths",
    "conformance": "kinds of deviation",
}
"""What the tests of a family are of, besides pairs of segments."""


def compare(
    journey: HasCore,
    to: str | HasCore | None = None,
    *,
    wave: Literal[True] | Sequence[Any] | None = None,
    of: Literal["measures", "funnel", "transitions", "paths", "conformance"] = "measures",
    measure: MeasureChoice = None,
    test: str = "welch",
    adjust: str = "holm",
    level: float = 0.95,
    paired: bool | None = None,
) -> pd.DataFrame:
    """How segments, waves or two journeys differ, at each stage, tested together.

    The filters in force hold.

    Parameters
    ----------
    to
        A column joined with ``by``: every two of its values are compared; missing values are no
        segment. Or another journey, such as the future state: drawn emotions and measures at the
        stages that both have, by id, else by name.
    wave
        Instead: two waves, such as ``("2016", "2017")``, or True for each wave and the one before it.
    of
        What to compare: ``"measures"``, or of what cases did in joined events the ``"funnel"`` (who goes on
        from the stage before), ``"transitions"`` (who goes on from one stage to another), ``"paths"`` or
        ``"conformance"`` (who follows the drawn journey, and who deviates in which way). Rows are then about
        ``stage``, ``from`` and ``to``, ``path``, or ``kind``.
    measure
        A measure such as ``cjm.mean()``, the name of one that was joined, or several; by default all
        that were joined.
    test
        ``"welch"`` or ``"mann_whitney"``, for means. Transitions are tested by all permutations of cases over
        the two segments, which is Fisher's exact test. Shares are tested by the z test of two
        proportions, net shares such as NPS by Wald's, medians by Mann and Whitney's.
    adjust
        ``"holm"`` or ``"bh"`` (Benjamini and Hochberg). All stages and pairs of a source and measure
        are adjusted together.
    level
        Confidence of each interval, by itself, between 0 and 1; a difference is ``significant`` where
        ``p_adjusted`` is below ``1 - level``.
    paired
        With ``wave``: whether those who answered in both waves are compared with themselves: means by
        the paired t test, or with ``test="mann_whitney"`` by Wilcoxon's signed ranks, shares by McNemar's
        test. By default where ``respondent=`` said who answered, and at least half of the smaller wave
        did so in both; ``False`` takes waves for independent.

    Returns
    -------
    pandas.DataFrame
        ``source, stage, measure, options, segment_a, segment_b, n_a, n_b, value_a, value_b, difference, low,
        high, test, p, p_adjusted, significant, effect, effect_name, method``; a difference is ``a`` less
        ``b``. Of waves ``a`` is the later, so that the difference is the change; of journeys ``a`` is this
        one. Of pairs every number is of the respondents in both waves. ``NaN`` where there is no test or
        interval; the method says why. ``method`` and ``attrs`` say how segments and waves were tested, and
        with how many others they were adjusted. Simulated, 95 % intervals contain the difference of means in
        94 to 96 % of samples, of shares in 93 to 99 %, of net shares in 90 to 97 %.

    Raises
    ------
    UnknownNameError
        No source has the column, the wave or the measure; names the nearest.
    MeasureError
        There are fewer than two segments, or too many, or an option makes no sense.

    References
    ----------
    Welch (1947), Biometrika 34; Newcombe (1998), Statistics in Medicine 17, method 10; Rocks (2016),
    The American Statistician 70; Mann and Whitney (1947), Annals of Mathematical Statistics 18; Holm
    (1979), Scandinavian Journal of Statistics 6; Benjamini and Hochberg (1995), JRSS B 57; of pairs
    Wilcoxon (1945), Biometrics Bulletin 1, and Fagerland, Lydersen and Laake (2013), BMC Medical Research
    Methodology 13 (McNemar, mid-p); of transitions Fisher (1935), "The Design of Experiments".

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [4, 1, 5, 2, 5, 2] * 5, "year": [2016, 2017] * 15})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), wave="year")
    >>> row = journey.compare(wave=(2016, 2017), measure="mean").iloc[0]
    >>> row["segment_a"], float(row["difference"].round(2)), row["test"], bool(row["significant"])
    ('2017', -3.0, 'Welch', True)
    """
    if (to is None) == (wave is None):
        raise CjmError("compare takes a column of segments, another journey, or wave=; one of them")
    if paired is not None and wave is None:
        raise CjmError("paired= is for waves, in which the same respondents answered: say wave= too")
    analysis.events.compare.check_of(of)
    if of != "measures" and not (measure is None and paired is None and (to is None or isinstance(to, str))):
        raise CjmError(
            f"of={of!r} takes a column that events were joined by=, or wave=, and neither measure= nor "
            "paired="
        )
    how: dict[str, Any] = {"measure": measure, "test": test, "adjust": adjust, "level": level}
    with journey._core.in_sync() as core:
        stages, sources = labels(core.document.stages), core.sources
        if (other := core_of(to)) is not None:
            return analysis.omnibus.with_family(_compare_maps(core, other, how), adjust, "stages")
        if of != "measures" and (to is None or isinstance(to, str)):
            event_logs.event_counts.count_for(of, sources)
            if to is None:
                sources.count_waves()
            else:
                sources.count_crossing(to)
            measured, filters = sources.measured(), sources.filters
            frame = analysis.events.compare.compare_cases(
                of, to, measured, stages, filters, wave=wave, adjust=adjust, level=level
            )
            return analysis.omnibus.with_family(frame, adjust, f"{_TESTED[of]} and pairs")
        if wave is not None:
            sources.count_waves()
            frame = analysis.compare.compare_waves(
                wave, sources.measured(), stages, sources.filters, paired=paired, **how
            )
            return analysis.omnibus.with_family(frame, adjust, "stages and pairs")
        if not isinstance(to, str):
            raise CjmError(f"compare takes the name of a column or another journey, not {type(to).__name__}")
        sources.count_crossing(to)
        frame = analysis.compare.compare_frame(to, sources.measured(), stages, sources.filters, **how)
        return analysis.omnibus.with_family(frame, adjust, "stages and pairs")


def omnibus(
    journey: HasCore,
    column: str,
    *,
    of: Literal["measures", "transitions"] = "measures",
    measure: MeasureChoice = None,
    test: str = "welch",
    adjust: str = "holm",
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Whether all segments of a column are alike: one test for each stage and measure, or of all transitions.

    The filters in force hold. Where a test is significant, ``compare`` says which segments differ.

    Parameters
    ----------
    column
        A column joined with ``by``, or that of waves; missing values are no segment.
    of
        ``"measures"``; or ``"transitions"`` of joined events: one test of the whole matrix, by permutations
        of whole cases over the segments. The events must be joined in this session.
    measure
        As for ``compare``.
    test
        ``"welch"`` (Welch's analysis of variance) or ``"kruskal_wallis"``, for means. Medians are tested by
        Kruskal and Wallis's test, shares by Pearson's chi-squared, net shares such as NPS by Wald's.
    adjust
        ``"holm"`` or ``"bh"`` (Benjamini and Hochberg). All stages of a source and measure are adjusted
        together.
    level
        A test is ``significant`` where ``p_adjusted`` is below ``1 - level``; that of transitions, which is
        one test, where ``p`` is.
    draws, seed
        Of transitions: how many permutations to draw, at least 99, and the seed of the random numbers.

    Returns
    -------
    pandas.DataFrame
        ``source, stage, measure, segments, n, test, statistic, df, df_within, p, p_adjusted, significant,
        method``; ``segments`` is how many were tested, ``df_within`` the second degrees of freedom of an F.
        ``NaN`` where there is no test: with clusters, for ranks of weighted respondents, where respondents
        are too few or nothing varies. ``attrs`` names column, adjustment and family. Of transitions a row per
        source, without ``stage``, degrees of freedom and ``p_adjusted``. Its ``statistic`` is the sum over
        transitions and segments of ``n (p_segment - p)^2 / p``, where of ``n`` cases at a stage the share
        ``p_segment`` goes on to another, and ``p`` of all segments together.

    Raises
    ------
    UnknownNameError
        No source has the column or the measure; names the nearest.
    MeasureError
        There are fewer than two segments, or an option makes no sense.
    RowsError
        Of transitions: no events are joined, or they are not at hand.

    References
    ----------
    Welch (1951), Biometrika 38; Kruskal and Wallis (1952), JASA 47; Pearson (1900), Philosophical Magazine
    50; Cochran (1954), Biometrics 10; of transitions Anderson and Goodman (1957), Annals of Mathematical
    Statistics 28, and Phipson and Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [4, 1, 5, 2, 5, 3] * 8, "class": ["first", "second", "third"] * 16})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), by="class")
    >>> row = journey.omnibus("class", measure="mean").iloc[0]
    >>> int(row["segments"]), row["test"], float(row["statistic"].round(2)), bool(row["significant"])
    (3, 'Welch ANOVA', 4.07, True)
    """
    check_choice("of", of, ("measures", "transitions"))
    if of == "transitions" and (measure is not None or test != "welch" or adjust != "holm"):
        raise CjmError(
            "of='transitions' has one test of its own: it takes neither measure= nor test= nor adjust="
        )
    if of == "measures" and (draws, seed) != (1000, 0):
        raise CjmError("tests of measures draw nothing: draws= and seed= go with of='transitions'")
    with journey._core.in_sync() as core:
        sources, stages = core.sources, labels(core.document.stages)
        if of == "transitions":
            asked = event_logs.event_counts.asked(core, column, level)
            every = {source.name: source for source in asked.sources if column in source.counts.by}
            read = sources.visits(counts.survey.read_visits)
            visits = ((every[one.name], own) for one, own in read if one.name in every)
            return analysis.events.alike.alike_frame(
                column, visits, sources.filters, level=level, draws=draws, seed=seed
            )
        how: dict[str, Any] = {"measure": measure, "test": test, "adjust": adjust, "level": level}
        sources.count_crossing(column)
        return analysis.omnibus.omnibus_frame(column, sources.measured(), stages, sources.filters, **how)


def _compare_maps(one: Core, other: Core, how: dict[str, Any]) -> pd.DataFrame:
    sides = []
    for core in (one, other):
        with core.in_sync():
            sides.append(
                analysis.compare_maps.MapSide(core.document, core.sources.measured(), core.sources.filters)
            )
    return analysis.compare_maps.compare_maps(*sides, **how)


def trend(
    journey: HasCore,
    stage: str | None = None,
    *,
    of: Literal["measures", "funnel", "transitions", "paths", "conformance"] = "measures",
    measure: MeasureChoice = None,
    test: str = "welch",
    adjust: str = "holm",
    level: float = 0.95,
) -> pd.DataFrame:
    """How numbers move from wave to wave: each wave, its change against the one before, and the slope.

    The filters in force hold. Sources joined without ``wave`` are left out.

    Parameters
    ----------
    stage
        One stage; by default all. The family that p-values are adjusted in is then its own. Of transitions
        those from the stage.
    of
        What to follow, as for ``compare``: ``"measures"``, among them those of events, or of what cases did
        the ``"funnel"``, ``"transitions"``, ``"paths"`` or ``"conformance"``. Rows are then about ``stage``,
        ``from`` and ``to``, ``path``, or ``kind``. Cases of the last wave had less time to go on than others:
        times at a stage take that into account (log-rank), shares do not.
    measure, test, adjust, level
        As for ``compare``; of waves, all stages and changes of a source and measure are adjusted
        together.

    Returns
    -------
    pandas.DataFrame
        By source, stage, measure and wave: ``source, stage, measure, options, wave, n, value, low, high,
        change, change_low, change_high, test, p, p_adjusted, significant, slope, slope_low, slope_high,
        slope_test, slope_p, method``. ``slope`` is that of the least-squares line through the waves, in units
        per wave, and the same for all waves of a stage; ``slope_test`` says how it was tested: as a linear
        contrast. Medians and totals have none. Respondents and clusters in several waves are taken into
        account. Simulated, 95 % intervals contain the slope of means in 94 to 98 % of samples, of shares and
        net shares in 94 to 100 %.

    Raises
    ------
    UnknownNameError
        There is no such stage or measure; names the nearest.
    MeasureError
        No source has waves, or an option makes no sense.

    References
    ----------
    Satterthwaite (1946), "An approximate distribution of estimates of variance components", Biometrics
    Bulletin 2.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [4, 3, 2, 5, 4, 3] * 10, "year": [2015, 2016, 2017] * 20})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), wave="year")
    >>> journey.trend("Wait", measure="mean")[["wave", "n", "value", "change", "slope"]].round(2)
       wave   n  value  change  slope
    0  2015  20    4.5     NaN   -1.0
    1  2016  20    3.5    -1.0   -1.0
    2  2017  20    2.5    -1.0   -1.0
    """
    analysis.events.compare.check_of(of)
    if of != "measures" and measure is not None:
        raise CjmError(f"of={of!r} and measure= are two things to follow: say one of them")
    if of in ("paths", "conformance") and stage is not None:
        raise CjmError(f"of={of!r} is of all stages: leave the stage out")
    with journey._core.in_sync() as core:
        stages = labels(core.document.stages)
        only = None if stage is None else resolve(core.document.stages, stage, "stage")
        core.sources.count_waves()
        if of != "measures":
            event_logs.event_counts.count_for(of, core.sources)
            measured, filters = core.sources.measured(), core.sources.filters
            frame = analysis.events.trend.trend_cases(
                of, measured, stages, filters, only=only, adjust=adjust, level=level
            )
            return analysis.omnibus.with_family(frame, adjust, f"{_TESTED[of]} and changes")
        if only is not None:
            stages = {only: stages[only]}
        return analysis.trend.trend_frame(
            core.sources.measured(),
            stages,
            core.sources.filters,
            measure=measure,
            test=test,
            adjust=adjust,
            level=level,
        )


def distribution(journey: HasCore, level: float = 0.95) -> pd.DataFrame:
    """How many respondents gave each score at each stage, with Goodman's simultaneous intervals.

    The filters in force hold.

    Parameters
    ----------
    level
        Confidence, between 0 and 1, that the intervals of a stage hold all at once.

    Returns
    -------
    pandas.DataFrame
        ``source, stage, score, n, share, low, high, method``; shares from 0 to 1.

    Raises
    ------
    MeasureError
        ``level`` is no confidence.

    References
    ----------
    Goodman (1965), "On simultaneous confidence intervals for multinomial proportions", Technometrics 7.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [1, 3, 3, 3] * 5})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 3))
    >>> journey.distribution()[["stage", "score", "n", "share"]]
      stage  score   n  share
    0  Wait    1.0   5   0.25
    1  Wait    2.0   0   0.00
    2  Wait    3.0  15   0.75
    """
    with journey._core.in_sync() as core:
        stages = labels(core.document.stages)
        return analysis.distribution.distribution_frame(
            core.sources.measured(), stages, core.sources.filters, level
        )


def summary(journey: HasCore) -> pd.DataFrame:
    """What each curve comes to: peak, end, slope and biggest drop, a row for every source and persona.

    A source's curve is the mean score at each stage, on its own scale, for the rows that the filters in
    force keep; a persona's is the drawn one, on the map's scale of emotion.

    Returns
    -------
    pandas.DataFrame
        ``curve`` ("measured" or "drawn"), ``name``, ``scale``, ``stages`` (with a score), ``peak``,
        ``peak_stage``, ``end``, ``end_stage``, ``peak_end``, ``slope``, ``time_weighted_mean``,
        ``drop``, ``drop_from``, ``drop_to``, ``method``. The peak is the score furthest from the midpoint
        of the scale, good or bad, and of scores equally far the later stage's, as ``method`` says;
        ``peak_end`` is the mean of peak and end. The slope is least squares over the stages' places, in
        scores per stage. The time-weighted mean is there where all stages with scores have a duration.
        The drop is the biggest fall from a stage to the very next, of equal ones the later. Else ``NaN``
        and ``None``.

    References
    ----------
    Fredrickson and Kahneman (1993), "Duration neglect in retrospective evaluations of affective
    episodes", Journal of Personality and Social Psychology 65.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait", "Leave"])
    >>> journey.emotion["Customer"] = [0.5, -1.5, 1.0]
    >>> journey.summary()[["name", "peak", "peak_stage", "end", "peak_end", "slope", "drop"]]
           name  peak peak_stage  end  peak_end  slope  drop
    0  Customer  -1.5       Wait  1.0     -0.25   0.25   2.0
    """
    with journey._core.in_sync() as core:
        document, measure = core.document, measures.averages.mean()
        stages = labels(document.stages)
        curves = []
        for source in core.sources.measured():
            if not source.scored:
                continue
            only_mean = replace(source, measures=(measure,))
            means = measures.source.estimate(only_mean, [*stages], core.sources.filters)[measure.name]
            curves.append(analysis.summary.ScoreCurve("measured", source.name, source.scale, means.value))
        for id, persona in labels(document.personas).items():
            drawn = document.emotion.get(id, {})
            scores = [drawn[stage].value if stage in drawn else np.nan for stage in stages]
            curves.append(
                analysis.summary.ScoreCurve("drawn", persona, document.scale, np.array(scores, np.float64))
            )
        return analysis.summary.curves_frame(
            curves, stages, {stage.id: stage.duration for stage in document.stages}
        )


def assumptions(journey: HasCore, level: float = 0.95, *, tolerance: float | None = None) -> pd.DataFrame:
    """Whether each drawn emotion lies inside the interval of what was measured, and whether that matters.

    A persona that names a segment is set against the respondents of that segment, and left out for a
    source that cannot tell it apart; any other persona against all respondents. The filters in force
    do not matter: an assumption is about the persona, not about what is being looked at.

    Parameters
    ----------
    level
        Confidence of each interval by itself, between 0 and 1.
    tolerance
        The part of the scale of emotion, 0 to 1, up to which a difference does not matter: 0.3 of -2 to 2
        is 1.2. By default the map's, which ``set_map(tolerance=...)`` changes, and by which the map rings
        what it calls outside the measured interval.

    Returns
    -------
    pandas.DataFrame
        ``source, persona, stage, n, drawn, measured, low, high, inside, difference, matters, method``, all
        numbers on the map's scale of emotion; the difference is drawn less measured, and ``matters`` where
        the drawn emotion is outside the interval by more than the tolerance. Where respondents are too few
        for an interval, ``inside`` and ``matters`` are ``NA``. ``attrs["multiplicity"]`` says how many
        intervals are read together: they are not adjusted for their number.

    Raises
    ------
    MeasureError
        ``level`` is no confidence, or ``tolerance`` no part of the scale.

    References
    ----------
    Student (1908), "The probable error of a mean", Biometrika 6.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> journey.set_emotion("Wait", -1.5)
    >>> rows = pd.DataFrame({"Q1": [4, 4, 5, 5] * 3})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5))
    >>> journey.assumptions()[["persona", "stage", "drawn", "measured", "inside", "difference"]]
        persona stage  drawn  measured  inside  difference
    0  Customer  Wait   -1.5       1.5   False        -3.0
    """
    with journey._core.in_sync() as core:
        return analysis.assumptions.assumptions_frame(
            core.document, core.sources.measured(), level, tolerance
        )
