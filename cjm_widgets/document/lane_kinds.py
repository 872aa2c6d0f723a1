"""What a lane is: the kinds there are, what each holds, and what a lane's name says of it.

The facts are in vocabulary.json, which js/src/document/lane-kinds.ts reads too. A new kind takes:

- its facts there, and its name in ``model.LaneKind`` (then ``npm run types``);
- how it looks, copies and pastes: a folder in js/src/lanes and a line in its index.ts;
- how it is painted, and told to screen readers: a line in ``render.scene.LANES``;
- its rows on a slide: a line in ``formats.slide._LANE_ROWS``.

Everything else asks what a lane holds. What files and frames do with a new ``Content`` is said in
``formats.table``, ``formats.tidy``, ``formats.markdown`` and ``frames.tables``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TypedDict

import msgspec

from cjm_widgets.document.errors import InvalidOperationError, quoted, unknown
from cjm_widgets.document.model import Document, Lane, LaneKind, Layer, Role
from cjm_widgets.document.names import slug

Content = Literal["cards", "emotions", "measures"]
"""Texts of the lane's own; the scores of the map's personas; numbers estimated from a source."""


class KindFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is true of every lane of a kind.

    Attributes
    ----------
    holds
        What its cells hold. Only cards are the lane's own and take text.
    role
        The role of such a lane where nothing else says one.
    icon
        The drawing in the header of such a lane, by its name in js/src/scene/icons.ts.
    once
        Whether a map has at most one: the emotions are the map's, so a second lane would repeat the first.
    """

    holds: Content
    role: Role
    icon: str
    once: bool = False


class _LaneWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A usual lane, ``name`` as it is offered on screen, ``words`` as ``slug`` writes them.

    One of the words anywhere in a name says the role of a lane of cards; only a name that is nothing but one
    of the words says the kind, since "Emotion drivers" are no emotions.
    """

    name: str
    words: tuple[str, ...]
    kind: LaneKind = "cards"
    role: Role | None = None
    icon: str = ""


class _LayerWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    layer: Layer
    words: tuple[str, ...]


class _Starter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    hint: str = ""


class _Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: dict[LaneKind, KindFacts]
    lanes: tuple[_LaneWords, ...]
    layers: tuple[_LayerWords, ...]
    start: tuple[_Starter, ...]


_VOCABULARY = msgspec.json.decode(Path(__file__).with_name("vocabulary.json").read_bytes(), type=_Vocabulary)

LANE_KINDS = _VOCABULARY.kinds
STARTERS = tuple(starter.name for starter in _VOCABULARY.start)
"""The lanes of a new map."""


class LaneFields(TypedDict):
    """The fields of a lane that follow from its name."""

    kind: LaneKind
    role: Role
    layer: Layer


def lane_called(name: str, kind: LaneKind | None = None) -> LaneFields:
    """What a lane of this name is.

    Parameters
    ----------
    name
        As people write it: case, accents and punctuation do not count.
    kind
        The lane's kind if it is chosen; it overrides the kind that the name suggests.

    Raises
    ------
    InvalidOperationError
        No such kind; the nearest is named.

    Examples
    --------
    >>> lane_called("Emotions")
    {'kind': 'emotion', 'role': 'emotion', 'layer': 'customer'}
    >>> lane_called("Backstage actions")
    {'kind': 'cards', 'role': 'actions', 'layer': 'backstage'}
    >>> lane_called("Emotion", "cards")
    {'kind': 'cards', 'role': 'other', 'layer': 'customer'}
    """
    if kind is not None and kind not in LANE_KINDS:
        raise InvalidOperationError(str(unknown("kind", kind, LANE_KINDS)))
    key = slug(name)
    of_name = (lane.kind for lane in _VOCABULARY.lanes if key in lane.words)
    choice: LaneKind = next(of_name, "cards") if kind is None else kind
    usual = (lane for lane in _VOCABULARY.lanes if lane.kind == choice and _contains(key, lane.words))
    roles = (lane.role for lane in usual if lane.role)
    layers = (one.layer for one in _VOCABULARY.layers if _contains(key, one.words))
    customer: Layer = "customer"
    return {"kind": choice, "role": next(roles, LANE_KINDS[choice].role), "layer": next(layers, customer)}


def _contains(key: str, words: Iterable[str]) -> bool:
    """Whether one of the words is in a name, whole: "Interactions" are no actions."""
    return any(f"-{word}-" in f"-{key}-" for word in words)


def lane_content(lane: Lane) -> Content:
    """What the cells of a lane hold."""
    return LANE_KINDS[lane.kind].holds


def lane_icon(lane: Lane) -> str:
    """The drawing in the header of a lane: its kind's, of a lane of cards its role's.

    Examples
    --------
    >>> lane_icon(Lane(id="a", name="Steps", role="actions")), lane_icon(Lane(id="b", name="Notes"))
    ('steps', 'table')
    """
    own = LANE_KINDS[lane.kind]
    if own.holds != "cards":
        return own.icon
    of_lanes = (usual.icon for usual in _VOCABULARY.lanes if usual.role == lane.role)
    of_kinds = (kind.icon for kind in LANE_KINDS.values() if kind.role == lane.role)
    return next(of_lanes, next(of_kinds, own.icon))


def card_lanes(document: Document) -> list[Lane]:
    """The lanes that hold cards."""
    return [lane for lane in document.lanes if lane_content(lane) == "cards"]


def emotion_lane(document: Document) -> Lane | None:
    """The lane that draws the emotions: the first, since files of old may have several."""
    return next((lane for lane in document.lanes if lane_content(lane) == "emotions"), None)


def twin_of(lane: Lane, lanes: Iterable[Lane]) -> Lane | None:
    """Another lane of a kind that a map has only once."""
    if not LANE_KINDS[lane.kind].once:
        return None
    return next((other for other in lanes if other.kind == lane.kind and other.id != lane.id), None)


def check_single(lane: Lane, lanes: Iterable[Lane]) -> None:
    """Refuse a second lane of a kind that a map has only once.

    Only edits are held to this. Files could have two emotion lanes before there was the rule: they open
    and are saved as they are, and undo brings the second one back (``again`` in operations.py).
    """
    if twin := twin_of(lane, lanes):
        raise InvalidOperationError(
            f"the map already has the {twin.kind} lane {quoted(twin.name)}; a map has one, for every persona"
        )
