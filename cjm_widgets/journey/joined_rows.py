"""What joins rows to a journey and chooses among them; ``sources.py`` does it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any

from cjm_widgets.journey.editing import Editing
from cjm_widgets.journey.source_record import JoinedSource
from cjm_widgets.journey.sources import Sources
from cjm_widgets.journey.traits import announce

if TYPE_CHECKING:
    import pandas as pd


class Freshness:
    """The part of a journey that holds its numbers against their rows."""

    if TYPE_CHECKING:
        editing: Editing
        sources: Sources

        @property
        def lock(self) -> threading.RLock: ...

    def stale(self) -> pd.DataFrame:
        """The sources whose rows are not what they were when they were counted.

        A file is told by its size and time, and where these differ by its content; a pandas frame by its
        edits; other rows that are at hand are counted for it. A source whose rows are not at hand, nor in a
        file that is known, cannot be told and is left out.

        Returns
        -------
        pandas.DataFrame
            ``source``, ``since`` (when it was read, ISO 8601) and ``why``; empty when all is fresh.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5] * 10})
        >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), name="Survey")
        >>> rows.loc[0, "Q1"] = 1
        >>> journey.stale()[["source", "why"]]
           source                   why
        0  Survey  its rows were edited
        >>> journey.sync()
        >>> journey.stale().empty
        True
        """
        with self.lock:
            return self.sources.stale()

    def refresh(self) -> pd.DataFrame:
        """Count every source again whose rows are at hand, or in a file that the map knows.

        Undo passes it over: it is news from outside. Where one source cannot be counted any more, or the
        counting is interrupted, the whole map keeps the numbers it had.

        Returns
        -------
        pandas.DataFrame
            A row per source that was counted: ``source``, ``changed``, ``rows_before``, ``rows``, ``stages``
            (those whose counts changed) and ``read``, when it was counted before.

        Raises
        ------
        CjmError
            Some rows cannot be counted any more.

        Examples
        --------
        >>> import pathlib, tempfile, cjm_widgets as cjm
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "survey.csv"
        >>> _ = path.write_text("Q1\\n" + "4\\n5\\n" * 10, encoding="utf-8")
        >>> journey = cjm.Journey(["Wait"])
        >>> source = journey.join(path, columns={"Q1": "Wait"}, scale=(1, 5))
        >>> _ = path.write_text("Q1\\n" + "4\\n5\\n" * 20, encoding="utf-8")
        >>> journey.refresh()[["changed", "rows_before", "rows", "stages"]].to_numpy().tolist()
        [[True, 20, 40, ['Wait']]]
        """
        with self.lock:
            self.editing.sync()
            return self.sources.recount()


# --- what joins rows to a journey and chooses among them; ``sources.py`` does it


class JoinedRows(Freshness):
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
        stages: Mapping[Any, str] | None = None,
        match: str = "exact",
        respondent: str | None = None,
        where: Mapping[str, Any] | None = None,
        measures: Any = None,
        scale: tuple[float, float] | None = None,
        missing: Any = (),
        by: str | Iterable[str] = (),
        wave: str | None = None,
        weight: str | None = None,
        cluster: str | None = None,
        per: str = "respondent",
        min_n: int = 10,
        name: str | None = None,
    ) -> JoinedSource:
        """Join survey rows to the stages; from then on the map shows their numbers, and follows their edits.

        Parameters
        ----------
        rows
            One row a respondent (``columns``), or one row an answer (``stage`` and ``score``): a pandas
            frame, one of pyarrow, polars, DuckDB, Dask, PySpark or Ibis, or the path of a Parquet or CSV
            file. They are counted where they are.
        columns
            Column to stage, for wide rows. Several columns of one stage: each respondent counts once,
            with the mean of what they answered there.
        stage, score
            Columns of long rows: which stage, which score.
        stages
            Long rows: what to look for in the stage column, and the stage it means. The first that fits
            decides; ``source.matches`` says what each matched. Without it the stages' names and ids.
        match
            How that is looked for: ``"exact"``; ``"ignore case"``, which does not mind spaces either;
            ``"glob"`` (``"checkout*"``) over the whole text; or ``"regex"``, found anywhere in the text and
            run by RE2. Beside exact texts the names and ids of the stages are understood too, beside
            patterns they are not.
        respondent
            The column that says who answered. Long rows: several answers of one person in a stage become
            one mean. Wide rows: the first row of each respondent counts, later ones are duplicates.
        where
            Rows that count, as column to value or values; the others are reconciled as filtered.
        measures
            One or several; ``[cjm.mean(), cjm.top_box()]`` by default, on a 0 to 10 scale
            ``[cjm.mean(), cjm.nps()]``. With ``cjm.total()``, ``cjm.rate()`` or ``cjm.money()`` among them
            the columns hold amounts, such as revenue or minutes, which have no scale.
        scale
            The lowest and the highest score; found in the rows of the map's stages when not given.
        missing
            A value or several that mean "no answer", as numbers or text: ``6`` matches ``"6"`` too.
        by
            Columns to filter and compare by.
        wave
            The column of time, one of those whether named there or not. Its order is that of its numbers or
            ISO dates, or its own as a categorical; ``journey.trend()`` follows it.
        weight
            A column of weights, positive.
        cluster
            The column that says who answered together, for cluster-robust intervals. Without it they assume
            independent respondents, and ``journey.measures.attrs["assumes"]`` says so.
        per
            Whose scores a stage with several questions holds: each ``"respondent"``'s mean, or every
            ``"answer"``, as if each were of another respondent; methods then say so.
        min_n
            Numbers of fewer respondents are withheld, everywhere, together with those they could be
            computed from; at least 5.
        name
            What to call the source. Joining again under the same name replaces it.

        Returns
        -------
        JoinedSource
            With ``reconciliation`` (what happened to every row), ``matches``, ``provenance`` and
            ``remove()``.

        Raises
        ------
        CjmError
            An unknown column or stage (with the nearest), no usable score; the map is as it was.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> journey = cjm.Journey(["Browse", "Checkout"])
        >>> rows = pd.DataFrame({"event": ["checkout_pay", "home"] * 10, "s": [2, 5] * 10})
        >>> source = journey.join(
        ...     rows, stage="event", score="s", scale=(1, 5), stages={"checkout*": "Checkout"}, match="glob"
        ... )
        >>> source.matches[["rule", "stage", "rows", "hit_rate", "examples"]]
                rule     stage  rows  hit_rate      examples
        0  checkout*  Checkout    10       0.5  checkout_pay
        1       None      None    10       0.5          home
        """
        with self.lock:
            self.editing.sync()
            return self.sources.join(
                rows,
                columns=columns,
                stage=stage,
                score=score,
                stages=stages,
                match=match,
                respondent=respondent,
                where=where or {},
                measures=measures,
                scale=scale,
                missing=_several(missing),
                by=_several(by),
                wave=wave,
                weight=weight,
                cluster=cluster,
                per=per,
                min_n=min_n,
                name=name,
            )

    def join_counts(
        self,
        table: Any,
        *,
        stage: str,
        n: str | int,
        score: str | None = None,
        percent: str | None = None,
        boxes: Mapping[Any, float] | None = None,
        stages: Mapping[Any, str] | None = None,
        match: str = "exact",
        measures: Any = None,
        scale: tuple[float, float] | None = None,
        missing: Any = (),
        by: str | Iterable[str] = (),
        wave: str | None = None,
        min_n: int = 10,
        name: str | None = None,
    ) -> JoinedSource:
        """Join a table that was counted already: how many gave each score, or which percentage of how many.

        Percentages become counts by the largest remainder, which the methods then say: a count can be off by
        as much as the percentages were rounded.

        Parameters
        ----------
        table
            A line per stage and score; or per stage, with a column of percentages for each box. Anything
            that ``join`` takes.
        stage
            The column that names the stage.
        n
            The column of respondents: how many gave the score, or of how many the percentages are; of
            percentages also one number for all lines.
        score
            The column of scores, or of answers, of which ``boxes`` says the score.
        percent
            The column of percentages, 0 to 100, where a line has one of them.
        boxes
            Which score a percentage is of: by its column, or with ``percent`` by the answer.
        stages, match, missing, by, wave, min_n, name
            As for ``join``.
        measures
            By default as for ``join``, of boxes ``[cjm.top_box(1), cjm.bottom_box(1)]``.
        scale
            The lowest and the highest score; by default those of the boxes, or found in the table.

        Returns
        -------
        JoinedSource
            Its ``reconciliation`` counts lines of the table.

        Raises
        ------
        CjmError
            An unknown column or stage, a number of respondents that is none, or percentages that do not add
            up to 100, as nearly as rounded ones do; the map is as it was.

        References
        ----------
        Balinski and Young (1982), "Fair Representation", on Hamilton's method of the largest remainder.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> journey = cjm.Journey(["Quiet at night"])
        >>> table = pd.DataFrame({"item": ["Quiet at night"], "low": [9], "mid": [29], "top": [62]})
        >>> boxes = {"low": 1, "mid": 2, "top": 3}
        >>> source = journey.join_counts(table, stage="item", boxes=boxes, n=210)
        >>> journey.measures[["measure", "n", "value"]].round(3)
                    measure    n  value
        0  top_box(boxes=1)  210  0.619
        1        bottom_box  210  0.090
        """
        with self.lock:
            self.editing.sync()
            return self.sources.join_counts(
                table,
                stage=stage,
                score=score,
                n=n,
                percent=percent,
                boxes=boxes or {},
                stages=stages,
                match=match,
                measures=measures,
                scale=scale,
                missing=_several(missing),
                by=_several(by),
                wave=wave,
                min_n=min_n,
                name=name,
            )

    def filter(self, **choice: Any) -> None:
        """Show only rows with these values: ``journey.filter(flight_type="international")``; nothing clears.

        Raises
        ------
        UnknownNameError
            A column or value that is not there, with the nearest.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5] * 10, "site": ["A", "B"] * 10})
        >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), by="site")
        >>> journey.filter(site="A")
        >>> journey.measures["value"].tolist()
        [4.0, 1.0]
        """
        with self.lock:
            old = self.filters
            self.sources.filter(choice)
            if self.filters != old:
                announce(self, "filters", old, self.filters)  # type: ignore[arg-type]  # a journey is one

    def measures_by(self, column: str) -> pd.DataFrame:
        """``measures`` for each value of a ``by`` column, or for each question, with a ``segment`` column.

        Parameters
        ----------
        column
            One of the columns joined with ``by`` or ``wave``; or ``"question"``, where no column is called
            so: each question of wide rows by itself, its column in ``segment``.

        Raises
        ------
        CjmError
            No source has the column, with the nearest; or none has questions.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> journey = cjm.Journey(["Wait"])
        >>> rows = pd.DataFrame({"Seat": [4, 5] * 10, "Noise": [2, 3] * 10})
        >>> source = journey.join(rows, columns={"Seat": "Wait", "Noise": "Wait"}, scale=(1, 5))
        >>> found = journey.measures_by("question").query("measure == 'mean'")
        >>> found[["stage", "segment", "n", "value"]].to_numpy().tolist()
        [['Wait', 'Seat', 20, 4.5], ['Wait', 'Noise', 20, 2.5]]
        """
        return self.sources.measures_by(column)


def _several(given: Any) -> tuple[Any, ...]:
    """One text or number, or several; nothing is none."""
    return (given,) if isinstance(given, str | Real) else tuple(() if given is None else given)
