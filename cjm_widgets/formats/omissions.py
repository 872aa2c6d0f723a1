"""What of a map another tool's format has no place for, named when it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Literal

from cjm_widgets.document.errors import CjmWarning, warn
from cjm_widgets.document.lane_kinds import lane_called, lane_content
from cjm_widgets.document.model import Document, Part
from cjm_widgets.document.sequence import usual_fields
from cjm_widgets.frames.tables import cards_in_order

What = Literal["title", "scenario", "cards", "fields of cards", "fields of emotions", "details"]
_REFERENCES = ("id", "name", "extra", "text", "value", "phase", "guidance")
"""Fields that every format has, or has no need of; guidance is no content."""


def warn_of_omissions(document: Document, format: str, holds: Collection[What]) -> None:
    """Warn once of what a format leaves out, each thing with how often the map has it.

    Parameters
    ----------
    format
        As people call it, in the sentence.
    holds
        What it has a place for.
    """
    omitted = Counter(_omissions(document, holds))
    if omitted:
        some = ", ".join(f"{what} ({count:,})" for what, count in omitted.items())
        warn(f"{format} has no place for, and leaves out: {some}; .cjm.json holds all of the map", CjmWarning)


def _omissions(document: Document, holds: Collection[What]) -> Iterator[str]:
    """A name for each thing that is left out."""
    for what, text in (("title", document.title), ("scenario", document.scenario)):
        if text and what not in holds:
            yield what
    details = "details" in holds
    if document.kind != "current" and not details:
        yield "kind"
    if document.origin and not details:
        yield "origin"
    for log in ("decisions", "interviews", "walkthroughs"):
        yield from (log for _ in getattr(document, log))
    if document.metric is not None:
        yield "metric"
    for _, _, card in cards_in_order(document):
        if "cards" not in holds:
            yield "cards"
        elif "fields of cards" not in holds:
            yield from (f"{name} of cards" for name in _filled(card))
    for row in document.emotion.values():
        for score in row.values():
            if "fields of emotions" not in holds:
                yield from (f"{name} of emotions" for name in _filled(score))
    for values in document.future.values():
        yield from ("emotions of the future state" for _ in values)
    for stage in document.stages:
        yield from (f"{name} of stages" for name in _filled(stage) if not details)
    for lane in document.lanes:
        usual = lane_called(lane.name, lane.kind)
        if lane_content(lane) == "measures":
            yield "lanes of measures"
        elif not details:
            plain = {name for name in ("kind", "role", "layer") if getattr(lane, name) == usual.get(name)}
            yield from (f"{name} of lanes" for name in _filled(lane) if name not in plain | {"kind"})
    for persona in document.personas:
        yield from (f"{name} of personas" for name in _filled(persona) if name == "photo" or not details)
    for _ in document.links:
        yield "links"
    for _ in document.comments:
        yield "comments of the map"
    for _ in document.sources:
        yield "counts of sources"


def _filled(part: Part) -> Iterator[str]:
    """The fields of a part that are not as when it was new."""
    for name, usual in usual_fields(part).items():
        if name not in _REFERENCES and getattr(part, name) != usual:
            yield name.replace("_", " ")
