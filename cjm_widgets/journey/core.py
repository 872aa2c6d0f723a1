"""What a journey is made of: the inner interface that its verbs, widgets and charts work with.

A user holds a ``Journey``; everything it does is done here, by the parts that one `Core` brings together.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, Never, Protocol, Self, TypeVar, overload

from traitlets import HasTraits, TraitType
from traitlets.utils.bunch import Bunch

from cjm_widgets.document.errors import CjmError, CjmWarning, InvalidOperationError, quoted, warn
from cjm_widgets.document.history import Transaction
from cjm_widgets.document.model import Document, Id
from cjm_widgets.document.names import labels, resolve
from cjm_widgets.document.operations import Replace, Restore
from cjm_widgets.frames.edits import FrameClash
from cjm_widgets.frames.live import FrameName
from cjm_widgets.journey import notebook
from cjm_widgets.journey.editing import Editing
from cjm_widgets.shown.legends import with_legends
from cjm_widgets.storage.autosave import Autosave

if TYPE_CHECKING:
    from cjm_widgets.journey.sources.live_sources import Filter, Sources

_LOG = logging.getLogger(__name__)
G = TypeVar("G")
S = TypeVar("S")


class Listener(Protocol):
    """Receives the news of a journey; called under its lock."""

    def on_transaction(self, transaction: Transaction) -> None: ...
    def on_clash(self, clash: FrameClash) -> None: ...
    def on_loss(self, transaction: Transaction) -> bool: ...
    def on_measured(self) -> None: ...
    def on_kept(self, why: str, note: str) -> None: ...
    def on_selected(self, stages: Iterable[Id], lanes: Iterable[Id], origin: object) -> None: ...


class HasCore(Protocol):
    """A journey, as its verbs know it."""

    @property
    def _core(self) -> Core: ...


class Owner(HasCore, Protocol):
    """A journey, as its core knows it: whose traits are announced."""

    def notify_change(self, change: Bunch) -> None: ...
    def observe(self, handler: Callable[[Any], None], names: Any) -> None: ...
    def unobserve(self, handler: Callable[[Any], None], names: Any) -> None: ...


class SharedFile(Protocol):
    """The file of a map that others have open too, and a server saves."""

    def save(self) -> None:
        """Have all of the map in its file, or raise a `CjmError`."""


class Core:
    """The parts of one journey, and the news between them.

    Parameters
    ----------
    owner
        The journey.
    document
        The map to start from.

    Attributes
    ----------
    owner : Journey
    editing : Editing
        The one place where the document changes; its lock guards everything here.
    sources : Sources
        The joined rows, and the filters in force.
    autosave : Autosave
        The file of the map, if it has one.
    shared_file : SharedFile or None
        Saves in place of ``autosave`` where others have the file open too.
    view : object
        The widget that shows the journey below a cell, once there is one; whoever displays it puts it here.
    """

    def __init__(self, owner: Owner, document: Document) -> None:
        self.view: Any = None
        self.shared_file: SharedFile | None = None
        self.owner = owner
        self._listeners: list[Listener] = []
        self._selection: tuple[tuple[Id, ...], tuple[Id, ...]] = ((), ())
        document = with_legends(document)
        self._last_view = (document, 0)
        self._shown_sources = document.sources
        self.editing = Editing(document, self._on_transaction, self._on_clash, self._on_frames)
        self._sources: Sources | None = None
        self.autosave = Autosave(self._on_saved)
        notebook.at_cell_end(self)

    @property
    def lock(self) -> threading.RLock:
        """Guards the map; held while an edit is carried out."""
        return self.editing.lock

    @property
    def document(self) -> Document:
        """The current map; inside a transaction with the edits so far."""
        return self.editing.document

    @property
    def sources(self) -> Sources:
        """The joined rows, and the filters in force; what reads and counts rows loads when first needed."""
        with self.lock:
            if self._sources is None:
                from cjm_widgets.journey.sources.live_sources import Sources

                self._sources = Sources(self.editing, self._on_measured)
            return self._sources

    @property
    def filters(self) -> Filter:
        """Column to accepted values."""
        return {} if self._sources is None else self._sources.filters

    def listen(self, listener: Listener) -> None:
        """Report all news to ``listener`` from now on."""
        self._listeners.append(listener)

    # --- requests

    def sync(self) -> None:
        """Carry out edits made in pandas, to the frames and to joined rows."""
        with self.lock:
            self.editing.sync()
            if self._sources is not None:  # without it no rows are at hand
                self._sources.refresh()

    @contextmanager
    def in_sync(self) -> Iterator[Core]:
        """Hold the lock, all edits made in pandas carried out."""
        with self.lock:
            self.sync()
            yield self

    def filter(self, choice: Mapping[str, Any]) -> None:
        """Show only rows with these values from now on; see ``Journey.filter``."""
        with self.lock:
            old = self.filters
            self.sources.filter(choice)
            if self.filters != old:
                self._announce("filters", old, self.filters)

    @property
    def selection(self) -> dict[str, list[str]]:
        """The block selected on screen, by the labels of its stages and lanes."""
        stages, lanes = labels(self.document.stages), labels(self.document.lanes)
        return {
            "stages": [stages[id] for id in self._selection[0] if id in stages],
            "lanes": [lanes[id] for id in self._selection[1] if id in lanes],
        }

    def select(self, stages: Iterable[Id], lanes: Iterable[Id], origin: object = None) -> None:
        """Select a block by ids; the listener that is ``origin`` made the selection itself."""
        with self.lock:
            old = self.selection
            self._selection = (tuple(stages), tuple(lanes))
            if self.selection != old:
                for listener in self._listeners:
                    listener.on_selected(*self._selection, origin)
                self._announce("selection", old, self.selection)

    def select_named(self, value: Mapping[str, Iterable[str]]) -> None:
        """Select a block by names: ``{"stages": [...], "lanes": [...]}``."""
        if not isinstance(value, Mapping):
            raise CjmError(f"a selection is {{'stages': [...], 'lanes': [...]}}, not {quoted(value)}")
        for key, names in value.items():
            if key not in ("stages", "lanes"):
                raise CjmError(f"a selection has 'stages' and 'lanes', not {quoted(key)}")
            if not isinstance(names, Iterable):
                raise CjmError(f"the {key} of a selection are a list of names, not {quoted(names)}")
        stages, lanes = self.document.stages, self.document.lanes
        self.select(
            [resolve(stages, name, "stage") for name in value.get("stages", ())],
            [resolve(lanes, name, "lane") for name in value.get("lanes", ())],
        )

    # --- news for listeners and observers

    def _on_transaction(self, transaction: Transaction) -> None:
        _LOG.debug("revision %d: %s", transaction.revision, transaction.label)
        before = self.autosave.not_saved
        self.autosave.save_edit(self.editing.history.document)
        for listener in self._listeners:
            listener.on_transaction(transaction)
        sources = self.editing.history.document.sources
        whole = any(isinstance(operation, Replace | Restore) for operation in transaction.operations)
        if whole and sources is not self._shown_sources:
            self.sources.update()
        self._shown_sources = sources
        if self.autosave.not_saved not in ("", before):
            warn(self.autosave.not_saved, CjmWarning)

    def _on_saved(self) -> None:
        for listener in self._listeners:
            listener.on_kept(self.autosave.not_saved, self.autosave.note)
        if self.autosave.note:
            warn(self.autosave.note, CjmWarning)

    def _on_clash(self, clash: FrameClash) -> None:
        for listener in self._listeners:
            listener.on_clash(clash)
        warn(str(clash), CjmWarning)

    def ask_author(self, transaction: Transaction) -> bool:
        """Have the author of an edit that another one undid decide; False where nobody can be asked."""
        return any(listener.on_loss(transaction) for listener in self._listeners)

    def _on_measured(self) -> None:
        for listener in self._listeners:
            listener.on_measured()
        self._announce("measures", None, self.sources.measures())

    def _on_frames(self, frames: list[FrameName]) -> None:
        """The frames caught up with the document: tell the observers."""
        document, revision = self._last_view
        now = self._last_view = self.document, self.editing.history.revision
        for name in frames:
            self._announce(name, None, self.editing.frame(name).frame)
        if now[0].title != document.title:
            self._announce("title", document.title, now[0].title)
        if now[1] != revision:
            self._announce("revision", revision, now[1])

    def _announce(self, trait: str, old: Any, new: Any) -> None:
        owner = self.owner
        owner.notify_change(Bunch(name=trait, old=old, new=new, owner=owner, type="change"))


def core_of(thing: object) -> Core | None:
    """The core of a journey; None for anything else."""
    core = getattr(thing, "_core", None)
    return core if isinstance(core, Core) else None


class LiveTrait(TraitType[G, S]):
    """A trait whose value lives in the core: reading asks for it, assigning is an edit, both can be observed.

    Parameters
    ----------
    read
        From the core to the value.
    write
        Carries out what assigning means; without it the value is computed.
    """

    @overload
    def __init__(self: LiveTrait[G, Never], read: Callable[[Core], G], *, help: str) -> None: ...
    @overload
    def __init__(self, read: Callable[[Core], G], write: Callable[[Core, S], None], *, help: str) -> None: ...
    def __init__(
        self, read: Callable[[Core], G], write: Callable[[Core, S], None] | None = None, *, help: str
    ) -> None:
        super().__init__(help=help)
        self.__doc__ = help
        self._read = read
        self._write = write

    def get(self, obj: HasTraits, cls: type[Any] | None = None) -> G:
        """The value now."""
        return self._read(_require_core(obj))

    def set(self, obj: HasTraits, value: S) -> None:
        """Assigning is an edit."""
        if self._write is None:
            raise InvalidOperationError(f"{self.name} is computed and cannot be assigned. {self.help}")
        self._write(_require_core(obj), value)


class Computed(property, Generic[G]):
    """A property of a journey that type checkers know: it returns what its function returns."""

    if TYPE_CHECKING:

        def __init__(self, read: Callable[[Any], G]) -> None: ...
        @overload
        def __get__(self, obj: None, cls: type[Any] | None = None) -> Self: ...
        @overload
        def __get__(self, obj: object, cls: type[Any] | None = None) -> G: ...
        def __get__(self, obj: object, cls: type[Any] | None = None) -> Self | G: ...


def _require_core(owner: HasTraits) -> Core:
    core = core_of(owner)
    assert core is not None  # only journeys have live traits
    return core
