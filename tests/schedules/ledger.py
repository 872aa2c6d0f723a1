"""What must hold of a schedule, whatever its network did: nothing overwritten unseen, lost, or there twice.

The judge knows maps as plain values and nothing of the protocol: for each transaction it compares, leaf by
leaf, the map before and after with the map its author had on screen. A text counts as replaced only where the
author of the edit had it on screen; else it must have been in the map, or have been shown to somebody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Plain = dict[str, Any]
Leaf = tuple[str, ...]
PYTHON = "python"
WORD = re.compile(r"\b(?:ann|ben|py)-\d+(?:\.\d+)?\b")
"""Each text that is written in a schedule has one such word, used once."""
REFERENCES = {("stages", "phase"), ("lanes", "source"), ("sources", "stage")}


def leaves(map: Plain) -> dict[Leaf, Any]:
    """Every field of every part, by what and where it is; the usual value of a field is left out."""
    return dict(_leaves(map))


def _leaves(map: Plain) -> Iterator[tuple[Leaf, Any]]:
    for field in ("title", "kind", "scenario", "metric", "scale", "tolerance"):
        if map.get(field) is not None:
            yield ("map", field), map[field]
    for what in ("stages", "phases", "lanes", "personas", "sources"):
        for part in map.get(what, ()):
            yield (what, part["id"]), True
            yield from (((what, part["id"], field), value) for field, value in part.items() if field != "id")
    for lane, row in map.get("cells", {}).items():
        for stage, cards in row.items():
            for card in cards:
                yield ("card", card["id"]), (stage, lane)
                yield from (
                    (("card", card["id"], field), value) for field, value in card.items() if field != "id"
                )
    for persona, scores in map.get("emotion", {}).items():
        for stage, score in scores.items():
            yield ("emotion", persona, stage), score


def words(map: Plain) -> Counter[str]:
    """How often each word of the schedule stands in the map; ids of other parts are no words."""
    values = [value for leaf, value in leaves(map).items() if (leaf[0], leaf[-1]) not in REFERENCES]
    texts = [value for value in values if isinstance(value, str)]
    texts += [item for value in values if isinstance(value, list) for item in value if isinstance(item, str)]
    return Counter(word for text in texts for word in WORD.findall(text))


@dataclass(frozen=True)
class Step:
    """A transaction: the maps around it, and what it put into another place among its like."""

    revision: int
    before: Plain
    after: Plain
    places: tuple[Leaf, ...]


class Ledger:
    """Judges one schedule as it goes; ``faults`` are sentences."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.written: dict[str, str] = {}
        """The words of accepted edits, with who wrote them."""
        self._last: dict[Leaf, str] = {}
        self._arrived: set[str] = set()
        self._shown: set[str] = set()
        self._replaced: set[str] = set()
        self._applied: set[tuple[str, int]] = set()
        self._moves: dict[Leaf, tuple[str, int]] = {}
        self._over: set[tuple[str, Leaf, str, str]] = set()
        """What each author wrote over what on their screen: they saw it, whatever they wrote since."""

    def accept(self, who: str, before: Plain, after: Plain) -> None:
        """A reader's edit stands on their screen."""
        old, new = words(before), words(after)
        was, now = leaves(before), leaves(after)
        changed = [leaf for leaf in {*was} | {*now} if was.get(leaf) != now.get(leaf)]
        self._over |= {(who, leaf, repr(was.get(leaf)), repr(now.get(leaf))) for leaf in changed}
        self._replaced |= {*old} - {*new}
        self.written |= dict.fromkeys({*new} - {*old}, who)

    def write(self, word: str | None, old: str, new: str) -> None:
        """Python writes a text, with this word, over another in a frame."""
        self._replaced |= {*WORD.findall(old)} - {*WORD.findall(new)}
        if word is not None:
            self.written[word] = PYTHON

    def give_up(self, words: set[str]) -> None:
        """These were written by a cell that was killed."""
        self._replaced |= words
        self._moves.clear()  # revisions begin anew

    def put_back(self, words: set[str]) -> None:
        """These were written by a cell that was told that all its edits of frames are put back.

        Its texts are still in the cell that wrote them, so the sentence need not repeat them; it is shown
        where the cell prints, and says "all".
        """
        self._replaced |= words

    def show(self, text: str) -> None:
        """Somebody was shown this."""
        self._shown |= {*WORD.findall(text.replace("\\n", " "))}

    def apply(self, who: str, edit: Plain | None, saw: Plain, step: Step) -> None:
        """The kernel carried out a transaction of somebody who had the map ``saw`` before them."""
        if edit is not None:
            key = edit["client"], edit["seq"]
            if key in self._applied:
                self.faults.append(f"edit {key[1]} of {key[0]} was carried out twice")
            self._applied.add(key)
        old, new, seen = leaves(step.before), leaves(step.after), leaves(saw)
        for leaf in sorted({*old} | {*new}, key=str):
            if old.get(leaf) == new.get(leaf):
                continue
            author = self._last.get(leaf)
            wrote = (who, leaf, repr(old.get(leaf)), repr(new.get(leaf))) in self._over
            if old.get(leaf) != seen.get(leaf) and author not in (None, who) and not wrote:
                change = f"{old.get(leaf)!r} -> {new.get(leaf)!r}, where they saw {seen.get(leaf)!r}"
                self.faults.append(f"{who} overwrote {'/'.join(leaf)} of {author} unseen: {change}")
            self._last[leaf] = who
        for thing in step.places:
            mover, revision = self._moves.get(thing, (who, 0))
            if edit is not None and mover != who and revision > edit["base"]:
                self.faults.append(f"{who} moved {'/'.join(thing)} after {mover} unseen")
            self._moves[thing] = who, step.revision
        self._arrived |= {*words(step.after)}

    def close(self, end: Plain) -> None:
        """What must hold when all is said."""
        counts = words(end)
        for word, who in self.written.items():
            if word not in self._arrived | self._shown | self._replaced:
                self.faults.append(f"{word} of {who} is neither in the map nor was it shown")
        self.faults += [
            f"{word} stands in the map {count} times" for word, count in counts.items() if count > 1
        ]
