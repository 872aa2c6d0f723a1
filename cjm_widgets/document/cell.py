"""A cell as text, one line a card, and what it takes to make a cell say another text.

js/src/document/gestures.ts follows the same rule for what is typed on screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjm_widgets.document.cards import card_ids
from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.names import card_id
from cjm_widgets.document.operations import AddCard, CardChanges, Operation, RemoveCard, SetCard


def cell_text(cards: Sequence[Card]) -> str:
    """The cards' texts, one below the other; empty for an empty cell.

    Examples
    --------
    >>> cell_text([Card(id="a", text="Parks"), Card(id="b", text="Pays")])
    'Parks\\nPays'
    """
    return "\n".join(card.text for card in cards)


def set_cell_operations(
    document: Document, stage: str, lane: str, text: str, taken: set[str] | None = None
) -> tuple[Operation, ...]:
    """The operations after which a cell says exactly ``text``, none when it does already.

    Cards whose texts still open or close the text keep all they have. What is between is paired by
    position: a line is a card's new text, lines left over are new cards, cards left over go. An empty
    text empties the cell.

    Parameters
    ----------
    stage, lane
        Ids of a stage and of a lane of cards.
    taken
        The card ids in use, for a caller that fills several cells at once; new ones are added to it.

    Examples
    --------
    >>> document = Document(id="visit", cells={"actions": {"arrive": (Card(id="a", text="Parks"),)}})
    >>> edit = set_cell_operations(document, "arrive", "actions", "Walks\\nPays")
    >>> [type(operation).__name__ for operation in edit]
    ['SetCard', 'AddCard']
    """
    cards = document.cells.get(lane, {}).get(stage, ())
    if text == cell_text(cards):
        return ()
    lines = text.split("\n") if text else []
    first, last, start, end = _kept([card.text.split("\n") for card in cards], lines)
    middle, new = cards[first : len(cards) - last], lines[start:end]
    follower = cards[len(cards) - last].id if last else None

    operations: list[Operation] = []
    for card, line in zip(middle, new, strict=False):
        if card.text != line:
            changes, was = CardChanges(text=line), CardChanges(text=card.text)
            operations.append(SetCard(stage=stage, lane=lane, card=card.id, changes=changes, was=was))
    operations += [RemoveCard(stage=stage, lane=lane, card=card.id, was=card) for card in middle[len(new) :]]
    if added := new[len(middle) :]:
        taken = set(card_ids(document)) if taken is None else taken
        for line in added:
            card = Card(id=card_id(document, stage, lane, taken), text=line)
            taken.add(card.id)
            operations.append(AddCard(stage=stage, lane=lane, card=card, before=follower))
    return tuple(operations)


def _kept(own: Sequence[list[str]], lines: list[str]) -> tuple[int, int, int, int]:
    """How many cards the lines still open with and close with, and from and to where the other lines are."""
    first, start = 0, 0
    while first < len(own) and lines[start : start + len(own[first])] == own[first]:
        start += len(own[first])
        first += 1
    last, end = 0, len(lines)
    while last < len(own) - first:
        card = own[-1 - last]
        if end - len(card) < start or lines[end - len(card) : end] != card:
            break
        end -= len(card)
        last += 1
    return first, last, start, end
