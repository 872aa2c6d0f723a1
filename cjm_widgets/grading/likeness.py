"""Which submissions say the same. It is told, not judged: people who work together write alike."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from cjm_widgets.document.model import Document
from cjm_widgets.grading.looks import cards_of, key

_FEWEST_TEXTS = 3
"""Texts that two maps must share: one or two are chance."""


class Likeness(NamedTuple):
    """Two students whose cards say the same: how many texts, of how many that either has."""

    student: str
    other: str
    shared: int
    of: int

    @property
    def share(self) -> float:
        """Jaccard's index, from 0 to 1."""
        return self.shared / self.of


def likenesses(
    documents: Mapping[str, Document], starter: Document | None = None, least: float = 0.6
) -> list[Likeness]:
    """Pairs of maps that share most of the texts of their cards, the most alike first.

    Parameters
    ----------
    documents
        The maps by student.
    starter
        The map that was handed out: its texts do not count.
    least
        Jaccard's index from which a pair is listed, from 0 to 1.

    References
    ----------
    Jaccard (1912), "The distribution of the flora in the alpine zone", New Phytologist 11.

    Examples
    --------
    >>> likenesses({"ada": Document(id="a"), "ben": Document(id="b")})
    []
    """
    out = texts_of(starter) if starter is not None else frozenset()
    texts = {student: texts_of(document) - out for student, document in documents.items()}
    pairs = [
        Likeness(a, b, len(texts[a] & texts[b]), len(texts[a] | texts[b])) for a, b in combinations(texts, 2)
    ]
    alike = [pair for pair in pairs if pair.shared >= _FEWEST_TEXTS and pair.share >= least]
    return sorted(alike, key=lambda pair: (-pair.share, pair.student, pair.other))


def texts_of(document: Document) -> frozenset[str]:
    """What the cards of a map say, without case and spacing."""
    return frozenset(key(card.text) for _, card in cards_of(document))
