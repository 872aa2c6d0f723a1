"""The sheet of details of a workbook: what the table has no place for of stages, lanes, personas and the map.

A row a field: ``part, name, field, value``, such as "stage", "Wait", "goal", "Board in time". Lists and such
are JSON. The table wins: details of what it has no more are left out with a warning.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from cjm_widgets.document.check import check_document, decoded
from cjm_widgets.document.errors import CjmError, CjmWarning, FileFormatError, listing, warn
from cjm_widgets.document.lane_kinds import card_lanes, lane_called
from cjm_widgets.document.model import Document, Lane, Part, Persona, Stage
from cjm_widgets.document.names import distinct_names
from cjm_widgets.document.sequence import usual_fields

COLUMNS = ("part", "name", "field", "value")
_MAP = ("kind", "scenario", "origin", "tolerance", "review")
"""Fields of the map itself."""
_ELSEWHERE: dict[Any, tuple[str, ...]] = {
    Stage: ("id", "name", "extra", "phase"),
    Lane: ("id", "name", "extra", "kind", "source", "measures", "target", "guidance"),
    Persona: ("id", "name", "extra", "photo"),
}
"""Fields that the table has, that are no use without their source, no content, or that no cell can hold."""
_PARTS: tuple[tuple[str, type[Any], str], ...] = (
    ("stage", Stage, "stages"),
    ("lane", Lane, "lanes"),
    ("persona", Persona, "personas"),
)
Row = list[str | float]


def detail_rows(document: Document) -> Iterator[Row]:
    """The rows of the sheet, without the names of its columns.

    Examples
    --------
    >>> list(detail_rows(Document(id="visit", stages=(Stage(id="wait", name="Wait", goal="Board"),))))
    [['stage', 'Wait', 'goal', 'Board']]
    """
    plain = Document(id=document.id)
    for field in _MAP:
        if getattr(document, field) != getattr(plain, field):
            yield ["map", "", field, _written(getattr(document, field))]
    for part, every, names in _things(document):
        for id, name in names.items():
            thing = every[id]
            usual = _usual(thing)
            for field in thing.__struct_fields__:
                value = getattr(thing, field)
                if field not in _ELSEWHERE[type(thing)] and value != usual[field]:
                    yield [part, name, field, _written(value)]


def _things(document: Document) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """Each kind of part: its word, its things and their names by id."""
    for part, kind, attribute in _PARTS:
        every: Sequence[Any] = getattr(document, attribute)
        every = card_lanes(document) if kind is Lane else every
        yield part, {thing.id: thing for thing in every}, distinct_names(every)


def _usual(thing: Part) -> dict[str, Any]:
    """The fields of a thing as they are when it is made; of a lane as its name makes them."""
    usual = dict(usual_fields(thing))
    return usual | dict(lane_called(thing.name, thing.kind)) if isinstance(thing, Lane) else usual


def _written(value: Any) -> str | float:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False)


def with_details(document: Document, records: Iterator[tuple[int, dict[str, str]]], name: str) -> Document:
    """The map with the fields that rows of the sheet give back.

    Parameters
    ----------
    document
        The map as the table has it.
    records
        The filled fields of each row, with its number.
    name
        The file's, for errors.

    Raises
    ------
    FileFormatError
        A field is unknown or its value is none; the sentence says which row.
    """
    things = {
        part: (every, {label: id for id, label in names.items()}) for part, every, names in _things(document)
    }
    changes: dict[tuple[str, str], dict[str, Any]] = {}
    lost: list[str] = []
    for number, row in records:
        part, label, field = (row.get(column, "") for column in COLUMNS[:3])
        where = f"{name} is not a map: sheet 'Details': row {number}"
        if part == "map" and field in _MAP:
            value = _read({"id": document.id}, Document, field, row.get("value", ""), where)
            document = replace(document, **{field: value})
            continue
        if part not in things:
            known = listing([*things, "map"])
            raise FileFormatError(f"{where}: {part!r} is no part with details; those are {known}")
        every, ids = things[part]
        if label not in ids:
            lost.append(f"{part} {label!r}")
            continue
        thing = every[ids[label]]
        if field in _ELSEWHERE[type(thing)] or field not in thing.__struct_fields__:
            raise FileFormatError(f"{where}: a {part} has no field {field!r} here")
        value = _read({"id": thing.id, "name": thing.name}, type(thing), field, row.get("value", ""), where)
        changes.setdefault((part, thing.id), {})[field] = value
    if lost:
        each = listing(dict.fromkeys(lost))
        warn(f"{name}: details of what the first sheet has not are left out: {each}", CjmWarning)
    for part, _, attribute in _PARTS:
        own = getattr(document, attribute)
        changed = tuple(replace(thing, **changes.get((part, thing.id), {})) for thing in own)
        document = replace(document, **{attribute: changed})
    try:
        check_document(document)
    except CjmError as error:
        raise FileFormatError(f"{name} is not a map: sheet 'Details': {error}") from None
    return document


def _read(thing: Mapping[str, Any], kind: type[Any], field: str, text: str, where: str) -> Any:
    """The value of a field: of what is no text, the JSON in a cell."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = text
    for candidate in (value, text):
        try:
            return getattr(decoded({**thing, field: candidate}, kind), field)
        except CjmError as error:
            refusal = error
    raise FileFormatError(f"{where}: {refusal}") from None
