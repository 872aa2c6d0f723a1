"""What an analyst asks of a journey beyond its measures: distributions, differences, curves, assumptions."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from cjm_widgets.document.names import labels
from cjm_widgets.measures.distribution import distribution_frame

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.document.model import Document
    from cjm_widgets.sources import Sources


class Analysis:
    """Each method answers from the counts of the joined rows, under the filters in force.

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
        >>> rows = pd.DataFrame({"Q1": [1, 3, 3, 3]})
        >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 3))
        >>> journey.distribution()[["stage", "score", "n", "share"]]
          stage  score  n  share
        0  Wait    1.0  1   0.25
        1  Wait    2.0  0   0.00
        2  Wait    3.0  3   0.75
        """
        with self.lock:
            self.sync()
            stages = labels(self.document.stages)
            return distribution_frame(self.sources.measured(), stages, self.sources.filters, level)
