"""Tells when a notebook cell runs, so that pandas edits are carried out when it ends, and for whom it runs.

Hazards: a hook that raises prints after every cell, so none does; hooks do not run for silent
execution; outside IPython there is no cell, and ``Journey.sync()`` is called by hand.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import weakref
from typing import Any, Protocol

from cjm_widgets.document.errors import CjmError


class Synced(Protocol):
    """An object that is updated when a cell ends."""

    @property
    def lock(self) -> threading.RLock: ...

    def sync(self) -> None: ...


class _Cells:
    def __init__(self) -> None:
        self.thread: int | None = None
        self.between = True
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
        self.between = False
        shell.events.register("pre_run_cell", self.begin)
        shell.events.register("post_run_cell", self.end)

    def begin(self, info: object) -> None:
        self.thread = threading.get_ident()
        self.between = False
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
        self.between = True


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
        print(f"cjm_widgets: {error}", *getattr(error, "__notes__", ()), sep="\n", file=sys.stderr)


def cell_is_running() -> bool:
    """Whether a cell runs now, in any thread."""
    return _CELLS.thread is not None


def cell_number() -> int | None:
    """The number of the cell that runs now, as the notebook prints it; None where no cell runs."""
    # Versions of IPython raise their count before or after a cell runs; its input is there in all of them.
    history = getattr(_CELLS.shell, "history_manager", None)
    return None if _CELLS.between or history is None else len(history.input_hist_parsed) - 1


def in_running_cell() -> bool:
    """Whether the caller is the cell that runs now."""
    return _CELLS.thread == threading.get_ident()


_OF_A_PROGRAM = re.compile(r"_\d+_\d+")
"""How jupyter_client ends the id of a message: its process and a count. Front ends send bare UUIDs."""


def runs_headless() -> bool:
    """Whether a program executes the notebook, and no reader's browser will reach its kernel.

    nbconvert, papermill, nbval and Quarto speak through jupyter_client, whose messages have ids of their own
    kind. Voila does too, but its pages stay with their kernels, and it names itself in the environment.
    ``marimo export`` has no server for the files of a page. All of this is by no contract: where nothing is
    known there is a reader.

    Examples
    --------
    >>> runs_headless()
    False
    """
    if "IPython" in sys.modules:
        from IPython import get_ipython

        get_parent = getattr(getattr(get_ipython(), "kernel", None), "get_parent", None)
        header: dict[str, Any] = ((get_parent() if get_parent else None) or {}).get("header") or {}
        name = str(header.get("msg_id", ""))
        if _OF_A_PROGRAM.search(name) and not os.environ.get("SERVER_SOFTWARE", "").startswith("voila"):
            return True
    return _marimo_exports()


def _marimo_exports() -> bool:
    if "marimo" not in sys.modules or sys.platform == "emscripten":  # there the kernel is in the browser
        return False
    from marimo._runtime import context

    try:
        return context.get_context().virtual_files_supported is False
    except (AttributeError, context.ContextNotInitializedError):
        return False
