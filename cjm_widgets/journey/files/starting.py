"""Documents to start from: names, a frame. Templates are in `templates` beside it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.check import check_document, decoded
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.gestures import set_cell_operations
from cjm_widgets.document.lane_kinds import STARTERS, check_single, lane_called
from cjm_widgets.document.model import Document, Lane, Persona, Stage
from cjm_widgets.document.names import fresh_id, slug

if TYPE_CHECKING:
    import pandas as pd


_PERSONAS = ("Customer",)
T = TypeVar("T", Stage, Persona)


def document(
    stages: Iterable[str],
    lanes: Iterable[str] | None,
    *,
    title: str,
    personas: Iterable[str] | None,
    scenario: str,
) -> Document:
    """A document of these stages, lanes and personas, and nothing in the cells."""
    blank = Document(
        id=slug(title) if title else "journey",
        title=title,
        scenario=scenario,
        stages=_parts(Stage, "stages", stages),
        lanes=_lanes(STARTERS if lanes is None else lanes),
        personas=_parts(Persona, "personas", _PERSONAS if personas is None else personas),
    )
    return _valid(blank)


def frame_document(frame: pd.DataFrame, *, title: str) -> Document:
    """A document of a frame's rows (stages), columns (lanes) and texts."""
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise InvalidOperationError(f"from_frame takes a pandas DataFrame, not {type(frame).__name__}")
    result = document(_labels(frame.index), (), title=title, personas=None, scenario="")
    texts = [
        column
        for column in range(frame.shape[1])
        if any(isinstance(value, str) and value for value in frame.iloc[:, column])
    ]
    result = replace(result, lanes=_lanes(_labels(frame.columns), texts))
    for row, stage in enumerate(result.stages):
        for column, lane in enumerate(result.lanes):
            value = frame.iat[row, column]
            if pd.api.types.is_scalar(value) and pd.isna(value):  # type: ignore[arg-type]  # a scalar, as just seen
                continue
            if not isinstance(value, str):
                raise InvalidOperationError(
                    f"the cell {stage.name!r}, {lane.name!r} holds {value!r}; a cell takes text"
                )
            result, _ = apply_all(result, set_cell_operations(result, stage.id, lane.id, value))
    return _valid(result)


def _labels(index: pd.Index) -> list[Any]:
    if index.nlevels > 1:
        raise InvalidOperationError("stages and lanes have one label each, not several levels")
    return list(index)


def _names(what: str, names: Iterable[str]) -> list[str]:
    if isinstance(names, str):
        raise InvalidOperationError(
            f"{what} takes a list of names, not the text {names!r}; did you mean [{names!r}]?"
        )
    every = list(names)
    for name in every:
        if not isinstance(name, str) or not name:
            raise InvalidOperationError(f"{what} are named by text, not {name!r}")
    return every


def _parts(kind: type[T], what: str, names: Iterable[str]) -> tuple[T, ...]:
    result: list[T] = []
    for name in _names(what, names):
        result.append(kind(id=fresh_id(slug(name), {thing.id for thing in result}), name=name))
    return tuple(result)


def _lanes(names: Iterable[str], texts: Container[int] = ()) -> tuple[Lane, ...]:
    """Lanes whose names say what they are; one with texts, by its position, holds cards whatever its name."""
    result: list[Lane] = []
    for at, name in enumerate(_names("lanes", names)):
        id = fresh_id(slug(name), {lane.id for lane in result})
        lane = Lane(id=id, name=name, **lane_called(name, "cards" if at in texts else None))
        check_single(lane, result)
        result.append(lane)
    return tuple(result)


def _valid(document: Document) -> Document:
    import msgspec

    result: Document = decoded(msgspec.to_builtins(document), Document)
    check_document(result)
    return result
