"""``Journey``: what a user holds. A map, its live frames, the rows joined to it, and its history."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

from traitlets import All, HasTraits

from cjm_widgets.document.check import checked
from cjm_widgets.document.errors import CjmError, CjmWarning, warn
from cjm_widgets.document.history import Transaction
from cjm_widgets.document.model import Document
from cjm_widgets.document.names import labels, resolve
from cjm_widgets.document.operations import Operation
from cjm_widgets.document.outline import outline
from cjm_widgets.frames.edits import FrameClash
from cjm_widgets.frames.live import FrameName
from cjm_widgets.journey import notebook, starting
from cjm_widgets.journey.analysis import Analysis
from cjm_widgets.journey.charting import Charting
from cjm_widgets.journey.editing import Editing
from cjm_widgets.journey.joined_rows import JoinedRows
from cjm_widgets.journey.named_edits import NamedEdits
from cjm_widgets.journey.saving import Autosave, Exporting, Saving
from cjm_widgets.journey.sources import Sources
from cjm_widgets.journey.traits import LiveTrait, announce
from cjm_widgets.shown.reading import with_legends

if TYPE_CHECKING:
    import pandas as pd


class Listener(Protocol):
    """Who is told what happens to a journey; called under its lock."""

    def on_transaction(self, transaction: Transaction) -> None: ...
    def on_clash(self, clash: FrameClash) -> None: ...
    def on_measured(self) -> None: ...
    def on_kept(self, why: str) -> None: ...
    def on_selected(self, stages: Iterable[str], lanes: Iterable[str], origin: object) -> None: ...


class Journey(NamedEdits, JoinedRows, Analysis, Charting, Saving, Exporting, Autosave, HasTraits):
    """A customer journey map, edited on screen and by pandas alike.

    The last line ``journey`` of a notebook cell shows the map. Stages, lanes and personas are named by
    what you call them; their ids work too.

    Parameters
    ----------
    stages
        Names of the steps, in order.
    lanes
        Names of the rows. By default Emotion, Actions, Thoughts, Touchpoints, Pain points, Opportunities.
    title, scenario
        What the map is called, and what the journey is about.
    personas
        Names of those whose journey it is; one called "Customer" by default.

    Attributes
    ----------
    frame : pandas.DataFrame
        Stages x lanes: what each cell says, one line a card. Edit it in place or assign another one.
    emotion : pandas.DataFrame
        Stages x personas: the drawn emotions, -2 to 2 by default; NaN is a gap.
    cards : pandas.DataFrame
        One row a card, with all its fields.
    measures : pandas.DataFrame
        ``source, stage, measure, n, value, low, high, method`` under the current filters.
    selection : dict
        ``{"stages": [...], "lanes": [...]}``: the block selected on screen.
    filters : dict
        Column to accepted values; empty is everyone.
    title : str
    revision : int
        How many transactions the map has seen.

    All of them can be observed: ``journey.observe(f, "frame")``.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"], lanes=["Actions"], title="A visit")
    >>> journey.frame.loc["Wait", "Actions"] = "Reads old magazines"
    >>> journey.sync()
    >>> journey.cards["text"].tolist()
    ['Reads old magazines']
    >>> journey.undo()
    'Edit in Python'
    >>> journey.frame.loc["Wait", "Actions"]
    ''
    """

    frame = LiveTrait(
        lambda self: self.editing.frame("frame").frame,
        lambda self, value: self.editing.assign("frame", value),
        help="Stages x lanes: what each cell says, one line a card.",
    )
    emotion = LiveTrait(
        lambda self: self.editing.frame("emotion").frame,
        lambda self, value: self.editing.assign("emotion", value),
        help="Stages x personas: the drawn emotions; NaN is a gap.",
    )
    cards = LiveTrait(
        lambda self: self.editing.frame("cards").frame,
        lambda self, value: self.editing.assign("cards", value),
        help="One row a card, with all its fields.",
    )
    measures = LiveTrait(
        lambda self: self.sources.measures(),
        help="Estimated from the joined rows: join others, or choose which with filter().",
    )
    filters = LiveTrait(
        lambda self: self.sources.filters,
        lambda self, value: self.filter(**dict(value)),
        help="Column to accepted values; empty is everyone.",
    )
    selection = LiveTrait(
        lambda self: self._selected(),
        lambda self, value: self._select(value),
        help="The block selected on screen: {'stages': [...], 'lanes': [...]}.",
    )
    title = LiveTrait(
        lambda self: self.document.title,
        lambda self, value: self.set_map(title=value),
        help="What the map is called.",
    )
    revision = LiveTrait(
        lambda self: self.editing.history.revision, help="How many transactions the map has seen."
    )

    def __init__(
        self,
        stages: Iterable[str] = (),
        lanes: Iterable[str] | None = None,
        *,
        title: str = "",
        personas: Iterable[str] | None = None,
        scenario: str = "",
    ) -> None:
        self._begin(starting.document(stages, lanes, title=title, personas=personas, scenario=scenario))

    @classmethod
    def from_document(cls, document: Document) -> Journey:
        """A journey that starts from a document."""
        journey = cls.__new__(cls)
        journey._begin(document)
        return journey

    @classmethod
    def from_template(cls, name: str) -> Journey:
        """A journey that starts from a template; ``cjm.templates()`` lists them.

        Raises
        ------
        UnknownNameError
            With the nearest template.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> cjm.Journey.from_template("customer-lifecycle").frame.index.tolist()
        ['Awareness', 'Consideration', 'Purchase', 'Retention', 'Advocacy']
        """
        return cls.from_document(starting.template(name))

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, *, title: str = "") -> Journey:
        """A journey from a frame of stages x lanes, its texts in the cells.

        Raises
        ------
        InvalidOperationError
            A name or a cell is not text, or a label is there twice.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> frame = pd.DataFrame({"Actions": ["Parks", ""]}, index=["Arrive", "Wait"])
        >>> cjm.Journey.from_frame(frame).frame.loc["Arrive", "Actions"]
        'Parks'
        """
        return cls.from_document(starting.from_frame(frame, title=title))

    def _begin(self, document: Document) -> None:
        super().__init__()
        self._listeners: list[Listener] = []
        self._selection: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        document = with_legends(document)
        self._shown = (document, 0)
        self._widget: Any = None
        self.editing = Editing(document, self._on_transaction, self._on_clash, self._on_shown)
        self.sources = Sources(self.editing, self._on_measured)
        notebook.at_cell_end(self)

    # --- what it is

    @property
    def lock(self) -> threading.RLock:
        """Guards the map; held while an edit is carried out."""
        return self.editing.lock

    @property
    def document(self) -> Document:
        """The map as a frozen value."""
        return self.editing.document

    def listen(self, listener: Listener) -> None:
        """Tell ``listener`` what happens from now on."""
        self._listeners.append(listener)

    # --- edits and their history

    def sync(self) -> None:
        """Carry out edits made in pandas now. In a notebook this happens when a cell finishes.

        Raises
        ------
        CjmError
            An edit cannot be part of the map; the frames are put back to it, nothing is half-applied.
        """
        with self.lock:
            self.editing.sync()
            self.sources.refresh()

    def undo(self) -> str | None:
        """Take back the last transaction, whoever made it; its label, or None when there is none."""
        return self._replay("undo")

    def redo(self) -> str | None:
        """Bring back what undo took; its label, or None when there is nothing."""
        return self._replay("redo")

    def _replay(self, what: Literal["undo", "redo"]) -> str | None:
        with self.lock:
            self.editing.sync()
            history = self.editing.history
            label = history.undo_label if what == "undo" else history.redo_label
            self.editing.replay(what, free=True)
            return label

    def transaction(self, label: str) -> AbstractContextManager[None]:
        """Everything done inside is one step of undo, whole or not at all.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> journey = cjm.Journey(["Arrive"])
        >>> with journey.transaction("Two more stages"):
        ...     journey.add_stage("Wait")
        ...     journey.add_stage("Leave")
        >>> journey.undo()
        'Two more stages'
        >>> list(journey.frame.index)
        ['Arrive']
        """
        return self.editing.transaction(label)

    def apply(self, *operations: Operation, label: str = "Edit in Python") -> None:
        """Carry out operations (``cjm_widgets.document.operations``) as one transaction.

        Raises
        ------
        InvalidOperationError
            One of them cannot be part of this map; none is carried out.
        """
        self.editing.commit(lambda _: [checked(operation) for operation in operations], label)

    # --- observers

    def observe(self, handler: Any, names: Any = All, type: Any = "change") -> None:
        """Call ``handler`` with each change of a trait; see `traitlets.HasTraits.observe`.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> journey = cjm.Journey(["Wait"], lanes=["Actions"])
        >>> journey.observe(lambda change: print(change.new.loc["Wait", "Actions"]), "frame")
        >>> journey.set_cell("Wait", "Actions", "Reads")
        Reads
        """
        super().observe(handler, names, type)
        observed = {names} if isinstance(names, str) else names
        for name in get_args(FrameName):  # frames are made when first asked for, and an observer asks
            if observed is All or name in observed:
                self.editing.frame(name)

    # --- selection

    def select_ids(self, stages: Iterable[str], lanes: Iterable[str], origin: object = None) -> None:
        """Select a block by ids, as a view does; ``origin`` is not told again."""
        with self.lock:
            old = self.selection
            self._selection = (tuple(stages), tuple(lanes))
            if self.selection != old:
                for listener in self._listeners:
                    listener.on_selected(*self._selection, origin)
                announce(self, "selection", old, self.selection)

    def _select(self, value: Mapping[str, Iterable[str]]) -> None:
        unknown = set(value) - {"stages", "lanes"}
        if unknown:
            raise CjmError(f"a selection has 'stages' and 'lanes', not {sorted(unknown)}")
        stages, lanes = self.document.stages, self.document.lanes
        self.select_ids(
            [resolve(stages, name, "stage") for name in value.get("stages", ())],
            [resolve(lanes, name, "lane") for name in value.get("lanes", ())],
        )

    def _selected(self) -> dict[str, list[str]]:
        stages, lanes = labels(self.document.stages), labels(self.document.lanes)
        return {
            "stages": [stages[id] for id in self._selection[0] if id in stages],
            "lanes": [lanes[id] for id in self._selection[1] if id in lanes],
        }

    # --- news

    def _on_transaction(self, transaction: Transaction) -> None:
        known = self.not_saved
        self._save_itself()
        for listener in self._listeners:
            listener.on_transaction(transaction)
        if self.not_saved not in ("", known):
            warn(self.not_saved, CjmWarning)

    def _on_kept(self) -> None:
        for listener in self._listeners:
            listener.on_kept(self.not_saved)

    def _on_clash(self, clash: FrameClash) -> None:
        for listener in self._listeners:
            listener.on_clash(clash)
        warn(str(clash), CjmWarning)

    def _on_measured(self) -> None:
        for listener in self._listeners:
            listener.on_measured()
        announce(self, "measures", None, self.measures)

    def _on_shown(self, frames: list[FrameName]) -> None:
        """The user's side caught up with the document: tell the observers."""
        document, revision = self._shown
        self._shown = (self.document, self.revision)
        for name in frames:
            announce(self, name, None, getattr(self, name))
        if self.document.title != document.title:
            announce(self, "title", document.title, self.document.title)
        if self.revision != revision:
            announce(self, "revision", revision, self.revision)

    # --- showing

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from cjm_widgets import renderers

        return renderers.bundle(self, "map", self._live_bundle)

    def _live_bundle(self) -> tuple[dict[str, Any], dict[str, Any]]:
        from cjm_widgets.widgets.views import JourneyMap

        if self._widget is None or self._widget.comm is None:
            self._widget = JourneyMap(self)
        return self._widget.live_bundle()  # type: ignore[no-any-return]  # any widget

    def __repr__(self) -> str:
        return outline(self.document)
