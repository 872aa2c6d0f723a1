"""The solution tree: from the outcome to opportunities, to the bets on each, to the tests of each bet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.opportunities import Opportunity, opportunities, tree_links
from cjm_widgets.frames.typed import frame_of_rows

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("outcome", "opportunity", "bet", "test", "opportunity_id", "bet_id", "test_id")


def solution_tree(document: Document) -> pd.DataFrame:
    """A row for each way down the tree; see ``Journey.solution_tree``."""
    every = {one.card.id: one for one in opportunities(document)}
    below: dict[str, list[Card]] = {}
    for start, end in tree_links(document):
        if start in every and end in every:
            below.setdefault(start, []).append(every[end].card)
    rows = [row for one in every.values() if one.step == "opportunity" for row in _ways(document, one, below)]
    return frame_of_rows(rows, dict.fromkeys(_COLUMNS, object))


def _ways(document: Document, one: Opportunity, below: dict[str, list[Card]]) -> Iterator[tuple[str, ...]]:
    nothing = Card(id="-")
    for bet in below.get(one.card.id) or [nothing]:
        for test in below.get(bet.id) or [nothing]:
            ids = ("" if card is nothing else card.id for card in (bet, test))
            yield _outcome(document, one.card), one.card.text, bet.text, test.text, one.card.id, *ids


def _outcome(document: Document, card: Card) -> str:
    """What an opportunity is to move: the metric of its hypothesis, or else the map's."""
    metric = (card.hypothesis and card.hypothesis.metric) or document.metric
    return metric.name if metric else ""
