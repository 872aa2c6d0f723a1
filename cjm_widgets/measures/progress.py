"""How far a count is. A count of over a second shows a bar, by tqdm; a quicker one draws and loads nothing.

Every chunk and every query ends with `advance`, so that is also where an interruption is felt at the latest.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

PATIENCE = 1.0
"""Seconds after which people want to see that something happens."""
_SLOW = 30_000_000
"""Rows times steps that take longer than that."""


class Progress:
    """Steps done of those to do.

    Parameters
    ----------
    steps
        How many there are.
    """

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._done = 0.0
        self._began = time.monotonic()
        self._bar: Any = None

    def expect(self, rows: int) -> None:
        """Show the bar at once where so many rows are sure to take a while."""
        if rows * self._steps > _SLOW:
            self._show()

    def advance(self, steps: float) -> None:
        """So much more is done."""
        self._done = min(self._done + steps, self._steps)
        if self._bar is not None:
            self._bar.update(self._done - self._bar.n)
        elif time.monotonic() - self._began > PATIENCE:
            self._show()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()

    def _show(self) -> None:
        from tqdm.auto import tqdm
        from tqdm.notebook import tqdm_notebook

        self._bar = tqdm(
            total=self._steps,
            initial=self._done,
            desc="Counting rows",
            bar_format="{desc}: {percentage:3.0f}%|{bar}| {elapsed}<{remaining}",
            leave=False,
            disable=False if issubclass(tqdm, tqdm_notebook) else None,  # None: unless at a terminal
        )


_current: ContextVar[Progress | None] = ContextVar("progress", default=None)


@contextmanager
def progress(steps: int) -> Iterator[Progress]:
    """Follow the count that is made inside, which has so many steps."""
    one = Progress(steps)
    before = _current.set(one)
    try:
        yield one
    finally:
        _current.reset(before)
        one.close()


def advance(steps: float = 1.0) -> None:
    """A step, or a part of one, of the count that is being made is done."""
    one = _current.get()
    if one is not None:
        one.advance(steps)
