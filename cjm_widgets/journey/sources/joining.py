"""Joining rows to a journey, filtering them, and checking whether they changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cjm_widgets.document.errors import RowsError, quoted
from cjm_widgets.journey.core import HasCore

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.journey.sources.source_record import JoinedSource


def join(
    journey: HasCore,
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
    labels: Mapping[Any, float] | None = None,
    reverse: str | Iterable[str] = (),
    by: str | Iterable[str | Iterable[str]] = (),
    wave: str | None = None,
    waves: Iterable[Any] = (),
    every: str | None = None,
    expected: Mapping[str, str] | None = None,
    weight: str | None = None,
    cluster: str | None = None,
    per: str = "respondent",
    min_n: int = 10,
    sheet: str | None = None,
    name: str | None = None,
) -> JoinedSource:
    """Join survey rows to the stages; from then on the map shows their numbers, and follows their edits.

    Parameters
    ----------
    rows
        One row a respondent (``columns``), or one row an answer (``stage`` and ``score``): a pandas
        frame, one of pyarrow, polars, DuckDB, Dask, PySpark or Ibis; the path of a file: Parquet, text of
        any separator and encoding, ``.xlsx``, SPSS's ``.sav`` or Stata's ``.dta``; or ``(frame, meta)`` of
        pyreadstat. They are counted where they are.
    columns
        Column to stage, for wide rows. Several columns of one stage: each respondent counts once,
        with the mean of what they answered there, or in shares and NPS with the share of their answers. The
        text of a question names its column too, where the rows have it: in SPSS and Stata files, and below
        the header of a Qualtrics file.
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
        one mean. Wide rows: the first row of each respondent counts, or with ``wave`` the first in each
        wave; later ones are duplicates. Who answered in several waves is compared with themselves, see
        ``journey.compare(wave=..., paired=...)``.
    where
        Rows that count, as column to value or values; the others are reconciled as filtered.
    measures
        One or several; ``[cjm.mean(), cjm.top_box()]`` by default, on a 0 to 10 scale
        ``[cjm.mean(), cjm.nps()]``. With ``cjm.total()``, ``cjm.rate()`` or ``cjm.money()`` among them
        the columns hold amounts, such as revenue or minutes, which have no scale. ``cjm.mentions()`` reads
        cells of several options, "Queue;Price", in a join of its own.
    scale
        The lowest and the highest score; found in the rows of the map's stages when not given, and refused
        where 99 or 11 stands apart like a code. "3,5", "4/5", "4 of 5" and "1 - Never" are numbers, and a
        warning says what was read; "1,234" is the one of 1.234 and 1234 that is on the scale.
    missing
        A value or several that mean "no answer", as numbers or text: ``6`` matches ``"6"`` too.
    labels
        The score of each answer in words, ``{"Strongly disagree": 1, ...}``, whatever the case. Without it an
        ordered categorical is its order, and the usual English scales of agreement, satisfaction, frequency,
        likelihood, quality and yes/no are recognised where their words leave no doubt: a warning, the methods
        and ``source.labels`` say how.
    reverse
        Columns whose lowest score is the best: they are turned round.
    by
        Columns to filter and compare by, and crossings of them: ``["a", "b", "c", ("a", "b", "c")]``. Of more
        than two columns not every crossing is counted, but each column, each with the wave, the crossings
        named here, and pairs while all together have at most 1,000 segments. A filter on another says so; its
        rows are counted at once where they are at hand.
    wave
        The column of time, one of those whether named there or not; ``journey.trend()`` follows its order
        in time. Understood are numbers, dates ("2023-01-31", "31.12.2023", "12/2023", "Q4 2023"), months,
        seasons, "Wave 2" before "Wave 10", pre and post, before and after, and ordered categoricals. What
        has no clear order is refused.
    waves
        The waves in time order, the earliest first, where their names do not say it.
    every
        ``"day"``, ``"week"``, ``"month"``, ``"quarter"`` or ``"year"``: dates and times of ``wave`` within
        one are one wave, such as "2023-01" or "2023-Q1".
    expected
        Wide rows: stage to the column of the score that respondents expected there. ``cjm.gap()`` is then
        among the usual measures: expected less received, respondent by respondent.
    weight
        A column of weights, positive; "0,5" is 0.5.
    cluster
        The column that says who answered together, for cluster-robust intervals. Without it they assume
        independent respondents, and ``journey.measures.attrs["assumes"]`` says so.
    per
        Whose scores a stage with several questions holds: each ``"respondent"``'s mean, or every
        ``"answer"``, as if each were of another respondent; methods then say so.
    min_n
        Numbers of fewer respondents are withheld, everywhere, together with those they could be
        computed from; at least 1. Below 5 the map and all it is saved as say "shows numbers of fewer than 5
        people". What a pair of sources or of saves tells together is not looked at: one respondent more is
        the difference between them.
    sheet
        The sheet of a workbook; by default the first that has rows.
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
    return _join(**locals())  # every option by its name: none is copied by hand


def _join(journey: HasCore, rows: Any, **options: Any) -> JoinedSource:
    core = journey._core
    with core.lock:
        core.editing.sync()
        with rows_errors(rows):
            return core.sources.join(rows, **options)


@contextmanager
def rows_errors(rows: Any) -> Iterator[None]:
    """What the system, or a server, says of a file that cannot be read, as a sentence that names the file."""
    try:
        yield
    except OSError as error:
        if isinstance(rows, str | os.PathLike):
            raise RowsError(f"the rows of {quoted(str(rows))} cannot be read: {error}") from None
        raise


def join_counts(
    journey: HasCore,
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
    by: str | Iterable[str | Iterable[str]] = (),
    wave: str | None = None,
    waves: Iterable[Any] = (),
    every: str | None = None,
    min_n: int = 10,
    sheet: str | None = None,
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
        The column of scores, or of answers, of which ``boxes`` says the score; the usual words are known.
    percent
        The column of percentages, 0 to 100, where a line has one of them.
    boxes
        Which score a percentage is of: by its column, or with ``percent`` by the answer; beside ``score``
        and ``n`` the score of an answer in words.
    stages, match, missing, by, wave, waves, every, min_n, sheet, name
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
    >>> journey.measures[["measure", "options", "n", "value"]].round(3)
          measure  options    n  value
    0     top_box  boxes=1  210  0.619
    1  bottom_box           210  0.090
    """
    if stage is None:
        raise RowsError("join_counts() needs stage=, the column that names the stage")
    return _join_counts(**locals())  # every option by its name: none is copied by hand


def _join_counts(journey: HasCore, table: Any, **options: Any) -> JoinedSource:
    core = journey._core
    with core.lock:
        core.editing.sync()
        with rows_errors(table):
            return core.sources.join_counts(table, **options)


def filter(journey: HasCore, **choice: Any) -> None:
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
    journey._core.filter(choice)


def measures_by(journey: HasCore, column: str) -> pd.DataFrame:
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
    >>> means = journey.measures_by("question").query("measure == 'mean'")
    >>> means[["stage", "segment", "n", "value"]].to_numpy().tolist()
    [['Wait', 'Seat', 20, 4.5], ['Wait', 'Noise', 20, 2.5]]
    """
    return journey._core.sources.measures_by(column)


def stale(journey: HasCore) -> pd.DataFrame:
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
    with journey._core.lock:
        return journey._core.sources.stale()


def refresh(journey: HasCore) -> pd.DataFrame:
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
    core = journey._core
    with core.lock:
        core.editing.sync()
        return core.sources.recount()
