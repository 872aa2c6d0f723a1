"""Everything a map says, a line each thing, so that what changed is a changed line: for git and readers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from cjm_widgets.document.extra import unfolded
from cjm_widgets.document.model import Document, Part
from cjm_widgets.document.names import labels


def full_lines(document: Document) -> Iterator[str]:
    """Everything a map says, line by line.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> list(full_lines(Document(id="visit", title="A visit", stages=(Stage(id="wait", name="Wait"),))))
    ['map A visit', 'stage Wait']
    """
    stages, lanes, personas = (
        labels(things) for things in (document.stages, document.lanes, document.personas)
    )
    yield _line("map", document.title, document, {"id", "title"} | _WITHIN)
    for name in ("personas", "phases", "stages", "lanes", "sources"):
        for part in getattr(document, name):
            yield _line(name[:-1], part.name, part, {"id", "name", "counts", "figures"})
    for stage in document.stages:
        for persona, row in document.emotion.items():
            if score := row.get(stage.id):
                yield _line("emotion", f"{stages[stage.id]} / {personas[persona]}", score, set())
        for lane in document.lanes:
            for card in document.cells.get(lane.id, {}).get(stage.id, ()):
                yield _line("card", f"{stages[stage.id]} / {lanes[lane.id]}", card, {"id"})
    for source in document.sources:
        for id, figures in source.figures.items():
            for measure, figure in figures.items():
                yield _line("figure", f"{stages.get(id, id)} / {measure}", figure, {"method"})


_WITHIN = {"personas", "phases", "stages", "lanes", "cells", "emotion", "sources"}


def _line(what: str, name: str, part: Part, without: set[str]) -> str:
    told = {key: value for key, value in unfolded(part, newer=True).items() if key not in without}
    words = ", ".join(f"{key}: {said(value)}" for key, value in told.items())
    return f"{what} {name}" + (f"  ({words})" if words else "")


def said(value: Any) -> str:
    """A value in a line."""
    return f"{value:g}" if isinstance(value, float) else as_json(value, indent=None)


def as_json(value: Any, indent: int | None = 2) -> str:
    """A value for other programs."""
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=indent)
