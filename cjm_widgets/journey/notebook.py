"""Tells when a notebook cell runs, so that pandas edits are carried out when it ends.

Hazards: a hook that raises prints after every cell, so none does; hooks do not run for silent
execution; outside IPython there is no cell, and ``Journey.sync()`` is called by hand.
"""

from __future__ import annotations

import sys
import threading
import weakref
from typing import Protocol

from cjm_widgets.document.errors import CjmError


class Synced(Protocol):
    """An object that is updated when a cell ends."""

    @property
    def lock(self) -> threading.RLock: ...

    def sync(self) -> None: ...


class _Cells:
    def __init__(self) -> None:
        self.thread: int | None = None
        self.watchers: weakref.WeakSet[Synced] = weakref.WeakSet()
        self.shell: object = None

    def attach(self) -> None:
        if "IPython" not in sys.modules:
            return
        from IPython import get_ipython

        shell = get_ipython()
        if shell is None or shell is self.shell:
            return
        self.shell = shell
        self.thread = threading.get_ident()  # importing the package and creating a journey happen in a cell
        shell.events.register("pre_run_cell", self.begin)
        shell.events.register("post_run_cell", self.end)

    def begin(self, info: object) -> None:
        self.thread = threading.get_ident()
        for watcher in list(self.watchers):
            with watcher.lock:  # a browser edit under way finishes before the cell can use the frames
                pass

    def end(self, result: object) -> None:
        self.thread = None
        for watcher in list(self.watchers):
            try:
                take_up(watcher)
            except Exception:  # noqa: BLE001  (a hook must not raise: the traceback is shown instead)
                self.shell.showtraceback()  # type: ignore[attr-defined]


_CELLS = _Cells()


def at_cell_end(watcher: Synced) -> None:
    """Have ``watcher.sync()`` called when a cell ends, for as long as the watcher lives."""
    _CELLS.watchers.add(watcher)
    _CELLS.attach()


def take_up(watcher: Synced) -> None:
    """Carry out edits made in pandas; one that cannot be is put back, and told where the cell prints."""
    try:
        watcher.sync()
    except CjmError as error:
        print(f"cjm_widgets: {error}", file=sys.stderr)


def cell_is_running() -> bool:
    """Whether a cell runs now, in any thread."""
    return _CELLS.thread is not None


def in_running_cell() -> bool:
    """Whether the caller is the cell that runs now."""
    return _CELLS.thread == threading.get_ident()
