"""`RowTable`: rows on some engine, and what comes with them: labels of values, other names of columns.

`table_of` knows the frames that people join: headers of several lines, and the pairs that pyreadstat returns.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.document.errors import CjmWarning, warn
from cjm_widgets.document.model import SourceFile

if TYPE_CHECKING:
    from cjm_widgets.rows.delimited import Dialect
    from cjm_widgets.rows.reading import AnyPlan

IMPORT_ID = '{"ImportId":'
"""How the third header line of a Qualtrics file begins."""


@dataclass(frozen=True)
class RowTable:
    """Rows and what comes with them.

    Parameters
    ----------
    rows
        What `open_rows` takes.
    names
        Other names of columns, such as the text of a question, and the column each means.
    value_labels
        For each column the labels of its numbers, as statistics programs store them.
    faults
        The files of delimited text behind the rows, to look for the line that an engine cannot read.
    origin
        What was joined.
    file
        The file that it is, as it was before the rows were read.
    """

    rows: Any
    names: Mapping[str, str] = field(default_factory=dict)
    value_labels: Mapping[str, Mapping[float, str]] = field(default_factory=dict)
    faults: tuple[tuple[str, Dialect], ...] = ()
    origin: Any = None
    file: SourceFile | None = None

    def labelled(self, plan: AnyPlan) -> RowTable:
        """The same rows with value labels in place of codes in all columns but those of scores."""
        own = {*plan.by, *plan.where, *([plan.stage] if plan.stage else [])} - {*plan.score_columns}
        columns = [column for column in self.value_labels if column in own]
        if not columns:
            return self
        frame = self.rows.assign(**{column: self._in_words(column) for column in columns})
        return replace(self, rows=frame)

    def _in_words(self, column: str) -> pd.Series[Any]:
        labels = self.value_labels[column]
        values = self.rows[column]
        others = [value for value in values.dropna().unique() if value not in labels]
        words = dict(labels) | {value: _code(value) for value in others}
        order = [*dict.fromkeys(words[value] for value in sorted(words))]
        return pd.Series(pd.Categorical(values.map(words), categories=order), index=values.index, name=column)


def _code(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def table_of(rows: Any) -> RowTable:
    """A frame or relation, or the pair that pyreadstat returns, as a `RowTable`."""
    if isinstance(rows, tuple) and len(rows) == 2 and hasattr(rows[1], "variable_value_labels"):
        return value_labels_of(*rows)
    if isinstance(rows, pd.DataFrame) and isinstance(rows.columns, pd.MultiIndex):
        return _of_levels(rows)
    return _without_headers(rows)


def value_labels_of(frame: Any, meta: Any) -> RowTable:
    """A frame of pyreadstat with the labels of its values and the texts of its questions.

    Parameters
    ----------
    frame, meta
        As ``pyreadstat.read_sav`` returns them. Values that were replaced by their labels need none.
    """
    if not isinstance(frame, pd.DataFrame):
        frame = frame.to_pandas()
    labels = {
        str(column): {float(value): str(label) for value, label in every.items() if _is_number(value)}
        for column, every in meta.variable_value_labels.items()
        if column in frame.columns and pd.api.types.is_numeric_dtype(frame[column])
    }
    questions = {str(name): str(text) for name, text in meta.column_names_to_labels.items() if text}
    return RowTable(frame, other_names(questions, frame.columns), labels)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and value == value


def other_names(questions: Mapping[str, str], columns: Iterable[Any]) -> dict[str, str]:
    """The texts that only one column has and that are no column's name."""
    texts = [*questions.values()]
    known = {str(column) for column in columns}
    return {text: name for name, text in questions.items() if text not in known and texts.count(text) == 1}


# --- headers of several lines


def _of_levels(frame: pd.DataFrame) -> RowTable:
    """A frame whose columns have several levels, as ``read_csv(header=[0, 1, 2])`` makes them.

    A column is called by its first level where that is its own, and any other level that is its own is
    another name of it.
    """
    levels = [
        [str(label) for label in frame.columns.get_level_values(level)]
        for level in range(frame.columns.nlevels)
    ]
    whole = [str(label) for label in frame.columns]
    first = levels[0]
    own = [one if first.count(one) == 1 else full for one, full in zip(first, whole, strict=True)]
    names: dict[str, str] = {}
    for level in (*levels[1:], whole):
        for text, column in zip(level, own, strict=True):
            if level.count(text) == 1 and text not in own:
                names.setdefault(text, column)
    return RowTable(frame.set_axis(own, axis="columns"), names)


def _without_headers(rows: Any) -> RowTable:
    """Rows without the second and third header line of a Qualtrics file, which were read as answers."""
    top = _second_rows(rows)
    if top is None:
        return RowTable(rows)
    frame, first = top
    columns = [str(name) for name in getattr(frame, "column_names", frame.columns)]
    questions = {name: str(text) for name, text in zip(columns, first, strict=True)}
    warn(
        "the first two rows are header lines of a Qualtrics file, not answers: left out; a column can be "
        "named by the text of its question too",
        CjmWarning,
    )
    return RowTable(frame, other_names(questions, columns))


def _second_rows(rows: Any) -> tuple[Any, list[Any]] | None:
    """The rows from the third on and the first one, where the second holds the ids of Qualtrics."""
    if isinstance(rows, pd.DataFrame):
        if len(rows) < 2 or not _has_text(rows) or not has_import_ids(rows.iloc[1].tolist()):
            return None
        return rows.iloc[2:], rows.iloc[0].tolist()
    module = type(rows).__module__.partition(".")[0]
    if module == "polars" and hasattr(rows, "height") and rows.height > 1:
        return (rows[2:], list(rows.row(0))) if has_import_ids(rows.row(1)) else None
    if module == "pyarrow" and hasattr(rows, "num_rows") and rows.num_rows > 1:
        first, second = _values(rows.slice(0, 1)), _values(rows.slice(1, 1))
        return (rows.slice(2), first) if has_import_ids(second) else None
    return None


def _values(row: Any) -> list[Any]:
    """The values of an arrow table of one row."""
    return [*row.to_pylist()[0].values()]


def _has_text(frame: pd.DataFrame) -> bool:
    return any(not pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes)


def has_import_ids(values: Iterable[Any]) -> bool:
    """Whether these are the third header line of a Qualtrics file, which holds ids."""
    return any(isinstance(value, str) and value.startswith(IMPORT_ID) for value in values)


# --- labels of columns


def is_dataset(rows: Any) -> bool:
    """Whether rows are a data set of pyarrow, which reads the columns it is asked for."""
    return "pyarrow.dataset" in sys.modules and isinstance(rows, sys.modules["pyarrow.dataset"].Dataset)


def named_by_text(rows: Any) -> Any:
    """Rows as narwhals needs them: no data set of pyarrow, and columns named by text, also those of Dask."""
    if is_dataset(rows):
        return rows.to_table()
    if type(rows).__module__.partition(".")[0] not in ("pandas", "dask", "modin", "cudf"):
        return rows
    columns = getattr(rows, "columns", None)
    if not isinstance(columns, pd.Index) or all(isinstance(label, str) for label in columns):
        return rows
    if isinstance(rows, pd.DataFrame):
        return rows.set_axis([str(label) for label in columns], axis="columns")
    return rows.rename(columns={label: str(label) for label in columns})
