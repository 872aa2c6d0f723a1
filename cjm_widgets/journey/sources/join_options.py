"""The options of a join as a user says them, made into those that plans of reading rows have."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from numbers import Real
from typing import Any

from cjm_widgets.document.errors import RowsError, check_choice
from cjm_widgets.document.faults import is_finite
from cjm_widgets.document.model import Document
from cjm_widgets.document.names import resolve
from cjm_widgets.journey.sources.source_record import drawn_journey, stage_ids
from cjm_widgets.practice.questionnaire import EXPECTATION, EXPERIENCE, columns_of
from cjm_widgets.rows.event_times import minutes_of
from cjm_widgets.rows.events import WHETHER, EventPlan
from cjm_widgets.rows.opening import as_table, open_rows
from cjm_widgets.rows.reading import MATCHES, AnyPlan, column_options, several
from cjm_widgets.rows.scores import text
from cjm_widgets.rows.table import RowTable

_MAPPINGS = {
    "columns": "a mapping of columns to stages, such as {'Q1': 'Wait'}",
    "stages": "a mapping of texts to stages, such as {'wait*': 'Wait'}",
    "where": "a mapping of columns to the values that count, such as {'country': ['AT', 'DE']}",
    "boxes": "a mapping of columns or answers to scores, such as {'low': 1, 'top': 3}",
    "labels": "a mapping of answers to scores, such as {'Strongly disagree': 1, 'Strongly agree': 5}",
    "expected": "a mapping of stages to columns, such as {'Wait': 'Q1_expected'}",
}


def plan_options(kind: type[AnyPlan], options: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """The options as plans have them: columns as text, stages by id, codes and values as counts know them."""
    planned = dict(options)
    for option in column_options(kind):
        if planned.get(option) is not None:
            planned[option] = _column(option, planned[option])
    planned["by"], planned["crossings"] = _segment_columns(options["by"])
    if "reverse" in planned:
        planned["reverse"] = tuple(_column("reverse", column) for column in several(options["reverse"]))
    planned["waves"] = several(options["waves"])
    planned["missing"] = tuple(_code(code) for code in several(options["missing"]))
    check_choice("match", options["match"], MATCHES)
    for option, example in _MAPPINGS.items():
        if option in planned:
            mapping = {} if planned[option] is None else planned[option]
            if not isinstance(mapping, Mapping):
                raise RowsError(f"{option}= is {example}, not {mapping!r}")
            planned[option] = {_text_of(option, key): value for key, value in mapping.items()}
    for option in ("stages", "columns"):
        if option in planned:
            planned[option] = stage_ids(document, planned[option])
    if "expected" in planned:
        planned["expected"] = {
            resolve(document.stages, stage, "stage"): _column("expected", column)
            for stage, column in planned["expected"].items()
        }
    if "where" in planned:
        planned["where"] = {column: as_texts(values) for column, values in planned["where"].items()}
    return planned


def with_questions(
    document: Document, rows: Any, options: Mapping[str, Any]
) -> tuple[RowTable, dict[str, Any]]:
    """The rows and the options, which name the columns that are questions of the map's questionnaire."""
    table = as_table(rows, sheet=options["sheet"])
    names = [*open_rows(table).columns]
    columns = columns_of(document, names, EXPERIENCE)
    expected = {stage: name for name, stage in columns_of(document, names, EXPECTATION).items()}
    if columns:
        options = {**options, "columns": columns, "expected": options["expected"] or expected or None}
    return table, dict(options)


def event_options(options: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """The options of events as plans have them: spans in minutes, and what the journey is drawn like."""
    session, until, window = options["session"], options["until"], options["window"]
    spans = window if isinstance(window, list | tuple) else [] if window is None else [window]
    named = {name: value for name, value in options.items() if name not in ("case", "activity", "window")}
    named |= {"respondent": options["case"], "stage": options["activity"], "missing": ()}
    return plan_options(EventPlan, named, document) | {
        "session": None if session is None else minutes_of(session, "session"),
        "until": "" if until is None else text(until),
        "windows": tuple(dict.fromkeys(minutes_of(span, "window") for span in spans)),
        "scale": WHETHER,
        **drawn_journey(document),
    }


def _segment_columns(by: Any) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The columns of ``by=``, and the crossings of them that are named as tuples or lists."""
    every = several(by)
    crossings = [
        tuple(_column("by", column) for column in each) for each in every if isinstance(each, tuple | list)
    ]
    single = [_column("by", each) for each in every if not isinstance(each, tuple | list)]
    for crossing in crossings:
        if len(crossing) < 2 or len({*crossing}) < len(crossing):
            raise RowsError(f"by= names a crossing as two columns or more, each once, not {crossing!r}")
    inside = [column for crossing in crossings for column in crossing if column not in single]
    return (*single, *dict.fromkeys(inside)), tuple(crossings)


def _text_of(option: str, key: Any) -> str:
    """A key of a mapping as text; of ``labels`` and ``boxes`` it may be a number."""
    return text(key) if option in ("labels", "boxes") else str(key)


def _column(option: str, label: Any) -> str:
    if not isinstance(label, Hashable) or callable(label):
        raise RowsError(f"{option}= is the name of a column, not {label!r}")
    return str(label)


def as_texts(values: Any) -> tuple[str | None, ...]:
    """One value or several as the texts that counts know them by."""
    every = [values] if isinstance(values, str) or not isinstance(values, Iterable) else values
    return tuple(None if value is None else text(value) for value in every)


def _code(code: Any) -> int | float | str:
    """A missing code as the document can hold it; numpy's whole numbers are not Python's."""
    if isinstance(code, Real) and is_finite(code):
        value = float(code)
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return str(code)
