"""What joins rows to a journey and chooses among them; ``sources.py`` holds and counts them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

from cjm_widgets.editing import Editing
from cjm_widgets.live_trait import announce
from cjm_widgets.sources import JoinedSource, Sources

if TYPE_CHECKING:
    import pandas as pd


class JoinedRows:
    """The part of a journey that deals with joined rows."""

    if TYPE_CHECKING:
        editing: Editing
        sources: Sources
        filters: dict[str, tuple[str | None, ...]]

        @property
        def lock(self) -> threading.RLock: ...

    def join(
        self,
        rows: Any,
        *,
        columns: Mapping[str, str] | None = None,
        stage: str | None = None,
        score: str | None = None,
        respondent: str | None = None,
        measures: Sequence[Any] | None = None,
        scale: tuple[float, float] | None = None,
        missing: Any = (),
        by: str | Iterable[str] = (),
        weight: str | None = None,
        min_n: int = 10,
        name: str | None = None,
    ) -> JoinedSource:
        """Join survey rows to the stages; from then on the map shows their numbers, and follows their edits.

        Parameters
        ----------
        rows : pandas.DataFrame
            One row a respondent (``columns``), or one row an answer (``stage`` and ``score``).
        columns
            Column to stage, for wide rows. Several columns of one stage: each respondent counts once,
            with the mean of what they answered there.
        stage, score, respondent
            Columns of long rows: which stage, which score, and whose answer (optional).
        measures
            ``[cjm.mean(), cjm.top_box()]`` by default, ``[cjm.nps()]`` on a 0 to 10 scale.
        scale
            The lowest and the highest score; found in the rows when not given.
        missing
            A value or several that mean "no answer", as numbers or text: ``6`` matches ``"6"`` too.
        by
            Columns to filter and compare by.
        weight
            A column of weights, positive.
        min_n
            Numbers of fewer respondents are withheld, everywhere, together with those they could be
            computed from; at least 5.
        name
            What to call the source. Joining again under the same name replaces it.

        Returns
        -------
        JoinedSource
            With ``reconciliation`` (what happened to every row) and ``remove()``.

        Raises
        ------
        CjmError
            An unknown column or stage (with the nearest), no usable score; the map is as it was.
        """
        with self.lock:
            self.editing.sync()
            return self.sources.join(
                rows,
                columns=columns,
                stage=stage,
                score=score,
                respondent=respondent,
                measures=measures,
                scale=scale,
                missing=(missing,) if isinstance(missing, str | Real) else tuple(missing),
                by=(by,) if isinstance(by, str) else tuple(by),
                weight=weight,
                min_n=min_n,
                name=name,
            )

    def filter(self, **choice: Any) -> None:
        """Show only rows with these values: ``journey.filter(flight_type="international")``; nothing clears.

        Raises
        ------
        UnknownNameError
            A column or value that is not there, with the nearest.
        """
        with self.lock:
            old = self.filters
            self.sources.filter(choice)
            if self.filters != old:
                announce(self, "filters", old, self.filters)  # type: ignore[arg-type]  # a journey is one

    def measures_by(self, column: str) -> pd.DataFrame:
        """``measures`` for each value of a ``by`` column, with a ``segment`` column."""
        return self.sources.measures_by(column)
