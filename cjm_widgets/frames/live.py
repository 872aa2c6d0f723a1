"""A frame that stays in step with a document: edits made in it are read, the document is shown in it.

The user's frame is the same object for ever. It must only be touched while no cell can be using it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, cast

import pandas as pd

from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.frames.card_edits import card_edits
from cjm_widgets.frames.edits import Edits, cell_edits, emotion_edits, said
from cjm_widgets.frames.tables import CARDS, CELLS, EMOTION, Changes, FrameLayout
from cjm_widgets.frames.watch import Watch

FrameName = Literal["frame", "emotion", "cards"]
Reader = Callable[[Document, Document, pd.DataFrame, Sequence[int] | None], Edits]

_KINDS: dict[FrameName, tuple[FrameLayout, Reader]] = {
    "frame": (CELLS, cell_edits),
    "emotion": (EMOTION, emotion_edits),
    "cards": (CARDS, card_edits),
}
_FEW = 8
"""Values of a column that are written one by one; more are quicker written as a column."""


class LiveFrame:
    """A document's cells, emotions or cards as a frame that users read and write.

    Parameters
    ----------
    name
        ``"frame"`` for the cells, ``"emotion"``, or ``"cards"``.
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
        self._table, self._read = _KINDS[name]
        self._shown = document
        self.frame = self._table.frame(document)
        self._watch = Watch(self.frame)

    def edits(self, document: Document) -> Edits:
        """What was edited in the frame since the last ``show``, as edits of this document.

        Raises
        ------
        CjmError
            An edit that cannot be part of a map; ``show`` puts the frame back.
        """
        touched = self._watch.touched()
        if touched == ():
            return Edits()
        return self._read(document, self._shown, self.frame, touched)

    def edits_from(self, document: Document, other: object) -> Edits:
        """What differs in another frame with the same labels, as edits of this document.

        Raises
        ------
        CjmError
            ``other`` is no frame, or cannot be a map.
        """
        if not isinstance(other, pd.DataFrame):
            raise InvalidOperationError(f"journey.{self.name} takes a pandas DataFrame, not {said(other)}")
        return self._read(document, self._shown, other, None)

    def show(self, document: Document) -> bool:
        """Bring the frame to what the document says, in place, whatever was done to it.

        Returns
        -------
        bool
            Whether it now shows something else than after the last ``show``.
        """
        shown, touched = self._shown, self._watch.touched()
        changes = self._table.changes(shown, document)
        self._shown = document
        if touched is None or changes is None:
            new = self._table.spliced(self.frame, shown, document) if touched == () else None
            self._replace(self._table.frame(document) if new is None else new)
        elif touched or changes:
            self._write(document, touched, changes)
        else:
            return False
        self._watch.reset()
        return changes != {}

    def _write(self, document: Document, touched: Sequence[int], changes: Changes) -> None:
        frame = self.frame
        whole = {*touched, *(column for column, values in changes.items() if len(values) > _FEW)}
        for column, values in self._table.columns(document, sorted(whole)).items() if whole else ():
            frame.isetitem(column, values)
        for column, few in changes.items():
            for label, value in few.items() if column not in whole else ():
                frame.iat[cast(int, frame.index.get_loc(label)), column] = value

    def _replace(self, new: pd.DataFrame) -> None:
        """Make the user's frame hold what ``new`` holds and stay the same object."""
        attrs = self.frame.attrs
        pd.DataFrame.__init__(self.frame, new)  # type: ignore[call-arg]  # the stubs know only __new__
        self.frame.attrs = attrs
