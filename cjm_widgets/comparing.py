"""How the numbers of a journey differ: between segments, from wave to wave, from another journey's."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.names import labels, resolve
from cjm_widgets.measures.compare import Wanted, compare_frame

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.document.model import Document
    from cjm_widgets.sources import Sources


class Comparing:
    """The part of a journey that tells differences from chance.

    Edits made in pandas before it, to the map or to the rows, are carried out first.
    """

    if TYPE_CHECKING:
        sources: Sources

        @property
        def lock(self) -> threading.RLock: ...
        @property
        def document(self) -> Document: ...
        def sync(self) -> None: ...

    def compare(
        self,
        to: str | Comparing | None = None,
        *,
        wave: Literal[True] | Sequence[Any] | None = None,
        measure: Wanted = None,
        test: str = "welch",
        adjust: str = "holm",
        level: float = 0.95,
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
            Instead: before and after, such as ``("2016", "2017")``, or True for each wave and the one
            before it.
        measure
            A measure such as ``cjm.mean()``, the name of one that was joined, or several; by default all
            that were joined.
        test
            ``"welch"`` or ``"mann_whitney"``, for means. Shares are tested by the z test of two
            proportions, net shares such as NPS by Wald's, medians by Mann and Whitney's.
        adjust
            ``"holm"`` or ``"bh"`` (Benjamini and Hochberg). All stages and pairs of a source and measure
            are adjusted together.
        level
            Confidence of each interval, by itself, between 0 and 1; a difference is ``significant`` where
            ``p_adjusted`` is below ``1 - level``.

        Returns
        -------
        pandas.DataFrame
            ``source, stage, measure, segment_a, segment_b, n_a, n_b, value_a, value_b, difference, low,
            high, test, p, p_adjusted, significant, effect, effect_name, method``; a difference is ``a``
            less ``b``. Of waves ``a`` is the later, so that the difference is the change; of journeys ``a``
            is this one. ``NaN`` where respondents are too few.

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
        (1979), Scandinavian Journal of Statistics 6; Benjamini and Hochberg (1995), JRSS B 57.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> journey = cjm.Journey(["Wait"])
        >>> rows = pd.DataFrame({"Q1": [4, 1, 5, 2, 5, 2] * 5, "year": [2016, 2017] * 15})
        >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), wave="year")
        >>> found = journey.compare(wave=(2016, 2017), measure="mean").iloc[0]
        >>> found["segment_a"], float(found["difference"].round(2)), found["test"], bool(found["significant"])
        ('2017', -3.0, 'Welch', True)
        """
        if (to is None) == (wave is None):
            raise CjmError("compare takes a column of segments, another journey, or wave=; one of them")
        how: dict[str, Any] = {"measure": measure, "test": test, "adjust": adjust, "level": level}
        with self.lock:
            self.sync()
            stages, sources = labels(self.document.stages), self.sources
            if isinstance(to, Comparing):
                return self._compare_to(to, how)
            if wave is not None:
                from cjm_widgets.measures.waves import compare_waves

                return compare_waves(wave, sources.measured(), stages, sources.filters, **how)
            if not isinstance(to, str):
                raise CjmError(
                    f"compare takes the name of a column or another journey, not {type(to).__name__}"
                )
            return compare_frame(to, sources.measured(), stages, sources.filters, **how)

    def _compare_to(self, other: Comparing, how: dict[str, Any]) -> pd.DataFrame:
        from cjm_widgets.measures.compare_maps import Side, compare_maps

        sides = []
        for journey in (self, other):
            with journey.lock:
                journey.sync()
                sides.append(Side(journey.document, journey.sources.measured(), journey.sources.filters))
        return compare_maps(*sides, **how)

    def trend(
        self,
        stage: str | None = None,
        *,
        measure: Wanted = None,
        test: str = "welch",
        adjust: str = "holm",
        level: float = 0.95,
    ) -> pd.DataFrame:
        """How numbers move from wave to wave: each wave, its change against the one before, and the slope.

        The filters in force hold. Sources joined without ``wave`` are left out.

        Parameters
        ----------
        stage
            One stage; by default all. The family that p-values are adjusted in is then its own.
        measure, test, adjust, level
            As for ``compare``; of waves, all stages and changes of a source and measure are adjusted
            together.

        Returns
        -------
        pandas.DataFrame
            By source, stage, measure and wave: ``source, stage, measure, wave, n, value, low, high, change,
            change_low, change_high, test, p, p_adjusted, significant, slope, slope_low, slope_high,
            slope_test, slope_p, method``. ``slope`` is that of the least-squares line through the waves, in
            units per wave, and the same for all waves of a stage; ``slope_test`` says how it was tested: as
            a linear contrast of independent estimates. Medians and totals have none.

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
        from cjm_widgets.measures.trend import trend_frame

        with self.lock:
            self.sync()
            stages = labels(self.document.stages)
            if stage is not None:
                id = resolve(self.document.stages, stage, "stage")
                stages = {id: stages[id]}
            return trend_frame(
                self.sources.measured(),
                stages,
                self.sources.filters,
                measure=measure,
                test=test,
                adjust=adjust,
                level=level,
            )
