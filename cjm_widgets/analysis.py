"""What an analyst asks of a journey beyond its measures: distributions, curves, assumptions."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cjm_widgets.comparing import Comparing
from cjm_widgets.document.names import labels
from cjm_widgets.measures import estimate, mean
from cjm_widgets.measures.assumptions import assumptions_frame
from cjm_widgets.measures.curve import Curve, curves_frame
from cjm_widgets.measures.distribution import distribution_frame

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.document.model import Document
    from cjm_widgets.sources import Sources


class Analysis(Comparing):
    """Each method answers from the counts of the joined rows.

    Edits made in pandas before it, to the map or to the rows, are carried out first.
    """

    if TYPE_CHECKING:
        sources: Sources

        @property
        def lock(self) -> threading.RLock: ...
        @property
        def document(self) -> Document: ...
        def sync(self) -> None: ...

    def distribution(self, level: float = 0.95) -> pd.DataFrame:
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
        with self.lock:
            self.sync()
            stages = labels(self.document.stages)
            return distribution_frame(self.sources.measured(), stages, self.sources.filters, level)

    def summary(self) -> pd.DataFrame:
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
        with self.lock:
            self.sync()
            document, measure = self.document, mean()
            stages = labels(document.stages)
            curves = []
            for source in self.sources.measured():
                if source.amounts:
                    continue
                only_mean = replace(source, measures=(measure,))
                found = estimate(only_mean, [*stages], self.sources.filters)[measure.name]
                curves.append(Curve("measured", source.name, source.scale, found.value))
            for id, persona in labels(document.personas).items():
                drawn = document.emotion.get(id, {})
                scores = [drawn[stage].value if stage in drawn else np.nan for stage in stages]
                curves.append(Curve("drawn", persona, document.scale, np.array(scores, np.float64)))
            return curves_frame(curves, stages, {stage.id: stage.duration for stage in document.stages})

    def assumptions(self, level: float = 0.95) -> pd.DataFrame:
        """Whether each drawn emotion lies inside the interval of what was measured.

        A persona that names a segment is set against the respondents of that segment, and left out for a
        source that cannot tell it apart; any other persona against all respondents. The filters in force
        do not matter: an assumption is about the persona, not about what is being looked at.

        Parameters
        ----------
        level
            Confidence of the intervals, between 0 and 1.

        Returns
        -------
        pandas.DataFrame
            ``source, persona, stage, n, drawn, measured, low, high, inside, difference, method``, all
            numbers on the map's scale of emotion; the difference is drawn less measured. Where respondents
            are too few for an interval, ``inside`` is ``NA``.

        Raises
        ------
        MeasureError
            ``level`` is no confidence.

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
        with self.lock:
            self.sync()
            return assumptions_frame(self.document, self.sources.measured(), level)
