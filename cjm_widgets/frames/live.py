"""A pandas frame that stays in step with a document: reads edits from it and shows the document in it.

The user's frame stays the same object. Write to it only while no cell can be using it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, cast

import pandas as pd

from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.frames.card_edits import card_edits
from cjm_widgets.frames.edits import Edits, cell_edits, emotion_edits, future_edits, short_repr
from cjm_widgets.frames.link_edits import LINKS, link_edits
from cjm_widgets.frames.opportunity_edits import OPPORTUNITIES, opportunity_edits
from cjm_widgets.frames.tables import CARDS, CELLS, EMOTION, FUTURE, Changes, FrameLayout
from cjm_widgets.frames.watch import Watch

FrameName = Literal["frame", "emotion", "future", "cards", "links", "opportunities"]
EditReader = Callable[[Document, Document, pd.DataFrame, Sequence[int] | None], Edits]

_FRAMES: dict[FrameName, tuple[FrameLayout, EditReader]] = {
    "frame": (CELLS, cell_edits),
    "emotion": (EMOTION, emotion_edits),
    "future": (FUTURE, future_edits),
    "cards": (CARDS, card_edits),
    "links": (LINKS, link_edits),
    "opportunities": (OPPORTUNITIES, opportunity_edits),
}
_FEW = 8
"""Up to so many values of a column are written one by one; for more, the column is written whole."""


class LiveFrame:
    """A document's cells, emotions, cards, links or opportunities, as a frame that users read and write.

    Parameters
    ----------
    name
        ``"frame"`` for the cells, ``"emotion"``, ``"future"``, ``"cards"``, ``"links"`` or
        ``"opportunities"``.
    document
        What to show first.

    Examples
    --------
    >>> from cjm_widgets.document.apply import apply_all
    >>> from cjm_widgets.document.model import Persona, Stage
    >>> stages, personas = (Stage(id="wait", name="Wait"),), (Persona(id="a", name="Ana"),)
    >>> document = Document(id="visit", stages=stages, personas=personas)
    >>> live = LiveFrame("emotion", document)
    >>> live.frame.loc["Wait", "Ana"] = -1.5
    >>> document, _ = apply_all(document, live.edits(document).operations)
    >>> live.show(document), document.emotion["a"]["wait"].value
    (True, -1.5)
    """

    def __init__(self, name: FrameName, document: Document) -> None:
        self.name = name
        self._layout, self._read = _FRAMES[name]
        self._shown = document
        self.frame = self._layout.frame(document)
        self._watch = Watch(self.frame)

    def edits(self, document: Document) -> Edits:
        """The changes made to the frame since the last ``show``, as edits of this document.

        Raises
        ------
        CjmError
            A change cannot be part of a map; ``show`` then restores the frame.
        """
        touched = self._watch.touched()
        if touched == ():
            return Edits()
        return self._read(document, self._shown, self.frame, touched)

    def edits_from(self, document: Document, other: object) -> Edits:
        """The differences of another frame with the same labels, as edits of this document.

        Raises
        ------
        CjmError
            ``other`` is no frame, or is no map.
        """
        if not isinstance(other, pd.DataFrame):
            raise InvalidOperationError(
                f"journey.{self.name} takes a pandas DataFrame, not {short_repr(other)}"
            )
        return self._read(document, self._shown, other, None)

    def show(self, document: Document) -> bool:
        """Make the frame show the document, in place, and discard other changes to it.

        Returns
        -------
        bool
            Whether it shows something else than after the last ``show``.
        """
        shown, touched = self._shown, self._watch.touched()
        changes = self._layout.changes(shown, document)
        self._shown = document
        if touched is None or changes is None:
            new = self._layout.splice(self.frame, shown, document) if touched == () else None
            self._replace(self._layout.frame(document) if new is None else new)
        elif touched or changes:
            self._write(document, touched, changes)
        else:
            return False
        self._watch.reset()
        return changes != {}

    def _write(self, document: Document, touched: Sequence[int], changes: Changes) -> None:
        frame = self.frame
        whole = {*touched, *(column for column, values in changes.items() if len(values) > _FEW)}
        for column, values in self._layout.columns(document, sorted(whole)).items() if whole else ():
            frame.isetitem(column, values)
        for column, few in changes.items():
            is_text = isinstance(frame.dtypes.iloc[column], pd.StringDtype)
            if column not in whole and is_text and any(isinstance(value, float) for value in few.values()):
                # pandas takes a column of ranges, such as "6–9", for one of texts
                frame.isetitem(column, cast(Any, frame.iloc[:, column].astype(object)))
            for label, value in few.items() if column not in whole else ():
                frame.iat[cast(int, frame.index.get_loc(label)), column] = value

    def _replace(self, new: pd.DataFrame) -> None:
        """Fill the user's frame with the data of ``new``; it stays the same object."""
        attrs = self.frame.attrs
        pd.DataFrame.__init__(self.frame, new)  # type: ignore[call-arg]  # the stubs know only __new__
        self.frame.attrs = attrs
