"""Links of a map: finding what one starts or ends at, and what people do to them, as operations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast, get_args

from msgspec.structs import replace

from cjm_widgets.document.errors import (
    InvalidOperationError,
    UnknownNameError,
    listing,
    nearest,
    quoted,
    unknown,
)
from cjm_widgets.document.model import Anchor, Card, Document, Id, Link, LinkKind
from cjm_widgets.document.names import fresh_id, labels, slug
from cjm_widgets.document.operations import AddLink, Operation, Remove


class CardPlace(NamedTuple):
    """A card, and the ids of the stage and the lane whose cell it is in."""

    stage: str
    lane: str
    card: Card


def cards_by_id(document: Document) -> dict[str, CardPlace]:
    """Every card and its place."""
    return {
        card.id: CardPlace(stage, lane, card)
        for lane, row in document.cells.items()
        for stage, cards in row.items()
        for card in cards
    }


def anchor_called(document: Document, name: str) -> Anchor:
    """The stage of that name or id, or else the card of that id or text.

    Raises
    ------
    UnknownNameError
        Nothing is called so (the message suggests the nearest), or several cards say it.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> anchor_called(Document(id="visit", stages=(Stage(id="wait", name="Wait"),)), "Wait").stage
    'wait'
    """
    stages, cards = labels(document.stages), cards_by_id(document)
    for id, label in stages.items():
        if label == name:
            return Anchor(stage=id)
    if name in stages:
        return Anchor(stage=name)
    if name in cards:
        return Anchor(card=name)
    same = [id for id, place in cards.items() if place.card.text == name]
    if len(same) > 1:
        raise UnknownNameError(f"{len(same)} cards say {quoted(name)}; name one by its id: {listing(same)}")
    if same:
        return Anchor(card=same[0])
    texts = [place.card.text for place in cards.values() if place.card.text]
    close = nearest(name, [*stages.values(), *texts]) if isinstance(name, str) else None
    if close is None:
        raise unknown("stage", name, stages.values())
    raise UnknownNameError(f"no stage or card is called {quoted(name)}; did you mean {quoted(close)}?")


def anchor_text(document: Document, anchor: Anchor) -> str | None:
    """What a start or end is called: the name of the stage, the text of the card; None if it is gone."""
    if anchor.stage is not None:
        return labels(document.stages).get(anchor.stage)
    place = cards_by_id(document).get(anchor.card or "")
    return None if place is None else place.card.text


def whole_links(document: Document) -> Iterator[Link]:
    """The links whose ends are there."""
    if not document.links:
        return  # most maps have none, and looking through all cards takes a while
    stages, cards = {stage.id for stage in document.stages}, cards_by_id(document)
    for link in document.links:
        ends = [link.start] if link.end is None else [link.start, link.end]
        if all(end.stage in stages if end.card is None else end.card in cards for end in ends):
            yield link


def drawn_ways(document: Document) -> tuple[tuple[Id, Id], ...]:
    """The pairs of stages that links lead from and to, each once; one back and forth is two.

    The empty text stands for where a link without an end leads.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> ends = {"start": Anchor(stage="a"), "end": Anchor(stage="b")}
    >>> stages = Stage(id="a", name="Arrive"), Stage(id="b", name="Leave")
    >>> drawn_ways(Document(id="visit", stages=stages, links=(Link(id="ab", kind="both", **ends),)))
    (('a', 'b'), ('b', 'a'))
    """
    ways: dict[tuple[Id, Id], None] = {}
    for link in whole_links(document):
        end = "" if link.end is None else link.end.stage
        if link.start.stage is None or end is None:
            continue
        ways[link.start.stage, end] = None
        if link.kind == "both" and end:
            ways[end, link.start.stage] = None
    return tuple(ways)


_FORMS = {
    "direct": "{start} to {end}",
    "back": "{start} back to {end}",
    "both": "{start} and {end}, back and forth",
    "controlled": "{start} to {end}, controlled",
    "controlled back": "{start} back to {end}, controlled",
    "open": "{start} to {end}, open",
    "open back": "{start} back to {end}, open",
    "out": "{start}, open end",
}
_BACK = {"direct": "back", "controlled": "controlled back", "open": "open back"}


def link_words(document: Document, link: Link) -> str:
    """A link as a sentence; its ends are there.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> document = Document(id="visit", stages=(Stage(id="a", name="Arrive"), Stage(id="b", name="Leave")))
    >>> ends = {"start": Anchor(stage="b"), "end": Anchor(stage="a")}
    >>> link_words(document, Link(id="ba", **ends, label="next trip"))
    'Leave back to Arrive: next trip'
    """
    start = anchor_text(document, link.start) or ""
    end = "" if link.end is None else anchor_text(document, link.end) or ""
    places = {stage.id: at for at, stage in enumerate(document.stages)}
    form: str = "out" if link.end is None else link.kind
    if link.end is not None and places.get(link.end.stage or "", len(places)) < places.get(
        link.start.stage or "", -1
    ):
        form = _BACK.get(form, form)
    words = _FORMS[form].format(start=start, end=end)
    return f"{words}: {link.label}" if link.label else words


def links_of_cards(document: Document) -> dict[str, list[Link]]:
    """For each card the links that start or end at it, also those by which a card names another's id.

    Examples
    --------
    >>> from cjm_widgets.document.model import Lane, Stage
    >>> cells = {"ideas": {"wait": (Card(id="a", text="A", links=("b",)), Card(id="b", text="B"))}}
    >>> stages, lanes = (Stage(id="wait", name="Wait"),), (Lane(id="ideas", name="Ideas"),)
    >>> document = Document(id="m", stages=stages, lanes=lanes, cells=cells)
    >>> {card: [link.id for link in links] for card, links in links_of_cards(document).items()}
    {'a': ['a b'], 'b': ['a b']}
    """
    by_card: dict[str, list[Link]] = {}
    own = (card for row in document.cells.values() for cards in row.values() for card in cards if card.links)
    ids = None
    links = list(whole_links(document)) if document.links else []
    for card in own:
        ids = cards_by_id(document) if ids is None else ids
        links += [
            Link(id=f"{card.id} {other}", start=Anchor(card=card.id), end=Anchor(card=other))
            for other in card.links
            if other in ids and other != card.id
        ]
    for link in links:
        for end in (link.start, link.end):
            if end is not None and end.card is not None:
                by_card.setdefault(end.card, []).append(link)
    return by_card


def link_counts(document: Document) -> dict[str, int]:
    """How many links each card has that has any: those between things, and to addresses and files."""
    between = links_of_cards(document)
    counts = {card: len(links) for card, links in between.items()}
    for row in document.cells.values():
        for cards in row.values():
            for card in cards:
                # Ids of other cards are counted already: every end of a link is in `between`.
                outside = sum(link not in between for link in card.links)
                if outside:
                    counts[card.id] = counts.get(card.id, 0) + outside
    return counts


def link_operations(
    document: Document, start: str, end: str | None, kind: str, label: str
) -> tuple[Operation, ...]:
    """A new link between stages or cards, named as people call them; none where there is one like it.

    Raises
    ------
    UnknownNameError
        Nothing is called so.
    InvalidOperationError
        There is no such kind, or a thing is linked to itself.
    """
    kinds = get_args(LinkKind)
    if kind not in kinds:
        close = nearest(kind, kinds)
        hint = f"; did you mean {quoted(close)}?" if close else ""
        raise InvalidOperationError(f"a link is {listing(kinds)}, not {quoted(kind)}{hint}")
    first = anchor_called(document, start)
    last = None if end is None else anchor_called(document, end)
    if first == last:
        raise InvalidOperationError(f"{quoted(start)} cannot be linked to itself")
    ends = [anchor.stage or anchor.card or "" for anchor in (first, last) if anchor is not None]
    id = fresh_id(slug(" ".join(ends)), {link.id for link in document.links})
    link = Link(id=id, start=first, end=last, kind=cast(LinkKind, kind), label=label)
    is_there = any(replace(old, id=id) == link for old in document.links)
    return () if is_there else (AddLink(link=link),)


def unlink_operations(document: Document, start: str, end: str | None) -> tuple[Operation, ...]:
    """The links from one thing to another go, of whichever kind and label.

    Raises
    ------
    UnknownNameError
        Nothing is called so, or no link is there.
    """
    first = anchor_called(document, start)
    last = None if end is None else anchor_called(document, end)
    gone = [link.id for link in document.links if (link.start, link.end) == (first, last)]
    if not gone:
        where = "" if end is None else f" to {quoted(end)}"
        raise UnknownNameError(f"there is no link from {quoted(start)}{where}")
    return tuple(Remove(what="link", id=id) for id in gone)
