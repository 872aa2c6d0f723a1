"""What must hold between the parts of a map: one set of rules, for whole documents and for single operations.

``apply`` holds an operation to the rules for what it touches, `check_document` holds a document to all of
them, so that every map an operation makes can be saved and read again. What a single value may be is in the
declarations (``model``, ``operations``), and said in a sentence by ``faults``. js/src/document/rules.ts has
the same rules.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Mapping
from typing import Any, cast

import msgspec

from cjm_widgets.document.errors import InvalidOperationError, number_text, quoted, unknown
from cjm_widgets.document.faults import refuse_fault
from cjm_widgets.document.lane_kinds import lane_content
from cjm_widgets.document.model import (
    MAX_SNAPSHOTS,
    VERSION,
    Card,
    Document,
    Image,
    Lane,
    Link,
    MapSnapshot,
    Persona,
    Score,
    Source,
)
from cjm_widgets.document.operations import Operation
from cjm_widgets.document.tallies import check_counts

_SHALLOW = 20
"""Levels within levels that every document may have; deeper values are looked at one by one."""
_LARGEST_WHOLE = 2**63
_NARROWEST, _WIDEST = 1e-300, 1e305
_RANGES = ("confidence", "ease", "effort", "impact", "reach")
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)
_IMAGE = re.compile(r"data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}", re.ASCII)
_VERSION = re.compile(r"([0-9]{1,6})\.([0-9]{1,6})", re.ASCII)

# --- single values


def checked(operation: Operation) -> Operation:
    """An operation built in Python, checked against its declaration.

    Raises
    ------
    InvalidOperationError
        With the field and what it takes.
    """
    return cast(Operation, decoded(plain_of(operation), Operation))


def plain_of(value: Any) -> Any:
    """The plain values of something built in Python; refuses objects that a file cannot hold."""
    try:
        return msgspec.to_builtins(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidOperationError(f"this cannot be part of a map: {error}") from None
    except RecursionError:
        raise InvalidOperationError("this cannot be part of a map: it is nested too deeply") from None


def decoded(value: Any, kind: Any) -> Any:
    """Plain values (as from JSON) as ``kind``; refuses wrong types, half surrogates, NaN and infinity."""
    if not _is_plain(value, 0):
        refuse_fault(value, kind)
        value = _numbers_of_json(value)
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        refuse_fault(value, kind)
    try:
        return msgspec.convert(_numbers_of_json(value), kind)
    except msgspec.ValidationError as error:
        raise InvalidOperationError(f"this cannot be part of a map: {error}") from None


def _numbers_of_json(value: Any) -> Any:
    """The value with its numbers as a browser has them: 3.0 is 3, and what has over 64 bits is a float."""
    if isinstance(value, dict):
        return {key: _numbers_of_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_numbers_of_json(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return int(value)
    return float(value) if isinstance(value, int) and abs(value) >= _LARGEST_WHOLE else value


def _is_plain(value: Any, depth: int) -> bool:
    """Whether all numbers are finite, all texts whole, and nothing is nested deeply."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return False
        return True
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) < _LARGEST_WHOLE
    if isinstance(value, dict):
        return depth < _SHALLOW and all(
            _is_plain(key, depth) and _is_plain(item, depth + 1) for key, item in value.items()
        )
    if isinstance(value, list | tuple):
        kinds = {*map(type, value)}
        if depth < _SHALLOW and kinds == {float}:  # most of a large map are lists of numbers
            return all(map(math.isfinite, value))
        if depth < _SHALLOW and kinds == {int}:
            return bool(min(value) > -_LARGEST_WHOLE and max(value) < _LARGEST_WHOLE)
        return depth < _SHALLOW and all(_is_plain(item, depth + 1) for item in value)
    return True


# --- the version of the file


def version_numbers(version: str) -> tuple[int, int] | None:
    """The two numbers of a version; None for a text that is no version."""
    match = _VERSION.fullmatch(version)
    return match and (int(match[1]), int(match[2]))


def is_newer(version: str) -> bool:
    """Whether a file of that version may have keys that this one does not know."""
    numbers, ours = version_numbers(version), version_numbers(VERSION)
    return numbers is not None and ours is not None and numbers > ours


def check_version(version: str) -> None:
    """Refuse a version that is none, or that a document cannot have: files of older ones are migrated."""
    numbers, ours = version_numbers(version), version_numbers(VERSION)
    if numbers is None:
        raise InvalidOperationError(f"{quoted(version)} is not a version such as {quoted(VERSION)}")
    if ours is not None and (numbers[0] != ours[0] or numbers < ours):
        raise InvalidOperationError(f"this is of format {version}; this version reads {VERSION}")


# --- between parts


def check_ids(what: str, ids: Iterable[str], things: Iterable[Any]) -> None:
    """Refuse the id of a thing that is not there."""
    every = {thing.id for thing in things}
    for id in sorted(ids):
        if id not in every:
            raise InvalidOperationError(str(unknown(what, id, (thing.id for thing in things))))


def check_lane_of_cards(lane: Lane) -> None:
    """Refuse cards in a lane that shows something else."""
    if lane_content(lane) != "cards":
        raise InvalidOperationError(f"lane {quoted(lane.name)} shows {lane_content(lane)} and holds no cards")


def check_cells(document: Document, cells: Iterable[str]) -> None:
    """Refuse cells of lanes that are not there or hold no cards; ``cells`` are the lanes' ids."""
    lanes = sorted(cells)
    check_ids("lane", lanes, document.lanes)
    by_id = {lane.id: lane for lane in document.lanes}
    for id in lanes:
        check_lane_of_cards(by_id[id])


def check_scores(document: Document, scores: Mapping[str, Score]) -> None:
    """Refuse emotions off the scale."""
    check_future(document, {key: score.value for key, score in scores.items()})


def check_future(document: Document, values: Mapping[str, float]) -> None:
    """Refuse emotions of a future state off the scale."""
    low, high = document.scale
    for _, value in sorted(values.items()):
        if not low <= value <= high:
            nearest = low if value < low else high
            raise InvalidOperationError(
                f"an emotion is a number from {number_text(low)} to {number_text(high)}, not "
                f"{number_text(value)}; the nearest is {number_text(nearest)}"
            )


def check_scale(scale: tuple[float, float]) -> None:
    """Refuse a scale that does not run from low to high, or that no picture can show."""
    low, high = scale
    ends = f"from {number_text(low)} to {number_text(high)}"
    if not low < high:
        raise InvalidOperationError(f"the scale must run from low to high, not {ends}")
    if not _NARROWEST <= high - low <= _WIDEST:
        raise InvalidOperationError(f"no picture can show a scale {ends}")


def check_source(source: Source) -> None:
    """Refuse a source whose scale runs downwards, or whose counts do not fit one another."""
    if source.scale is not None and not 0 <= source.scale[1] - source.scale[0] <= _WIDEST:
        ends = " to ".join(map(number_text, source.scale))
        raise InvalidOperationError(
            f"the scale of {quoted(source.name)} must run from low to high, not {ends}"
        )
    check_counts(source.name, source.counts)


def check_card(card: Card) -> None:
    """Refuse a range that does not run from low to high, a day that is none, and an image of another kind."""
    for name in _RANGES:
        value = getattr(card, name)
        if isinstance(value, tuple) and not value[0] < value[1]:
            low, high = map(number_text, value)
            raise InvalidOperationError(f"the {name} must run from low to high, not from {low} to {high}")
    check_day("due", card.due)
    check_image("image", card.image)


def check_day(what: str, day: str) -> None:
    """Refuse a text that is neither a day nor empty."""
    if day and not _DAY.fullmatch(day):
        raise InvalidOperationError(f"the {what} is a day such as '2026-06-30', not {quoted(day)}")


def check_cards(row: Mapping[str, Iterable[Card]]) -> None:
    """Refuse what a card of some cells cannot say."""
    for _, cards in sorted(row.items()):
        for card in cards:
            check_card(card)


def check_persona(persona: Persona) -> None:
    """Refuse a photo that is no image of a kind that every browser shows and none runs."""
    check_image("photo", persona.photo)


def check_image(what: str, image: Image | None) -> None:
    """Refuse an image that is no data URL of a PNG, JPEG or WebP."""
    if image is not None and not _IMAGE.fullmatch(image.data):
        raise InvalidOperationError(
            f"the {what} must be a PNG, JPEG or WebP as a data URL, not {quoted(image.data[:40])}"
        )


def check_link(link: Link) -> None:
    """Refuse a link that starts or ends at nothing or at two things; only an open one may end nowhere."""
    for what, anchor in (("start", link.start), ("end", link.end)):
        if anchor is not None and (anchor.card is None) == (anchor.stage is None):
            raise InvalidOperationError(f"the {what} of a link is one card or one stage")
    if link.end is None and link.kind != "open":
        raise InvalidOperationError("only an open link ends nowhere; say where this one ends")


def check_snapshot(snapshot: MapSnapshot) -> None:
    """Refuse a snapshot that holds snapshots, or of what is no map."""
    if snapshot.map.snapshots:
        raise InvalidOperationError("a snapshot holds no snapshots")
    check_document(snapshot.map)


def check_number_of_snapshots(number: int) -> None:
    """Refuse more snapshots than a map keeps."""
    if number > MAX_SNAPSHOTS:
        raise InvalidOperationError(
            f"a map keeps at most {MAX_SNAPSHOTS} snapshots; remove one that is not needed any more"
        )


def check_once(what: str, ids: Iterable[str]) -> None:
    """Refuse an id that is there twice."""
    earlier: set[str] = set()
    twice: set[str] = set()
    for id in ids:
        (twice if id in earlier else earlier).add(id)
    if twice:
        raise InvalidOperationError(f"two {what}s have the id {quoted(min(twice))}")


def check_free(ids: Iterable[str], in_use: Container[str]) -> None:
    """Refuse card ids that other cards have, or that are there twice."""
    earlier: set[str] = set()
    taken: set[str] = set()
    for id in ids:
        (taken if id in in_use or id in earlier else earlier).add(id)
    if taken:
        raise InvalidOperationError(f"the card id {quoted(min(taken))} is taken")


def check_document(document: Document) -> None:
    """Refuse a document whose ids repeat, whose references point nowhere, or whose file could not be read.

    Raises
    ------
    InvalidOperationError
        Naming the first thing that is wrong.
    """
    check_version(document.cjm)
    for what in ("stage", "lane", "persona", "phase", "source", "link", "snapshot"):
        check_once(what, (thing.id for thing in getattr(document, what + "s")))
    cells, emotion = document.cells, document.emotion
    check_once("card", (card.id for row in cells.values() for cards in row.values() for card in cards))
    phases = [stage.phase for stage in document.stages if stage.phase is not None]
    check_ids("phase", phases, document.phases)
    check_scale(document.scale)
    check_day("review", document.review)
    check_cells(document, cells)
    for _, row in sorted(cells.items()):
        check_ids("stage", row, document.stages)
        check_cards(row)
    check_ids("persona", emotion, document.personas)
    for _, scores in sorted(emotion.items()):
        check_ids("stage", scores, document.stages)
        check_scores(document, scores)
    check_ids("persona", document.future, document.personas)
    for _, values in sorted(document.future.items()):
        check_ids("stage", values, document.stages)
        check_future(document, values)
    for source in document.sources:
        check_source(source)
    for persona in document.personas:
        check_persona(persona)
    for link in document.links:
        check_link(link)
    check_number_of_snapshots(len(document.snapshots))
    for snapshot in document.snapshots:
        check_snapshot(snapshot)
