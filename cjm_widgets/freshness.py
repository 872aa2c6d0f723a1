"""Whether the numbers of a journey are still those of their rows, and bringing them up to date."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.editing import Editing
    from cjm_widgets.sources import Sources


class Freshness:
    """The part of a journey that holds its numbers against their rows."""

    if TYPE_CHECKING:
        editing: Editing
        sources: Sources

        @property
        def lock(self) -> threading.RLock: ...

    def stale(self) -> pd.DataFrame:
        """The sources whose rows are not what they were when they were counted.

        A file is told by its size and time, and where these differ by its content; a pandas frame by its
        edits; other rows that are at hand are counted for it. A source whose rows are not at hand, nor in a
        file that is known, cannot be told and is left out.

        Returns
        -------
        pandas.DataFrame
            ``source``, ``since`` (when it was read, ISO 8601) and ``why``; empty when all is fresh.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5] * 10})
        >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), name="Survey")
        >>> rows.loc[0, "Q1"] = 1
        >>> journey.stale()[["source", "why"]]
           source                   why
        0  Survey  its rows were edited
        >>> journey.sync()
        >>> journey.stale().empty
        True
        """
        with self.lock:
            return self.sources.stale()

    def refresh(self) -> pd.DataFrame:
        """Count every source again whose rows are at hand, or in a file that the map knows.

        Undo passes it over: it is news from outside. Where one source cannot be counted any more, or the
        counting is interrupted, the whole map keeps the numbers it had.

        Returns
        -------
        pandas.DataFrame
            A row per source that was counted: ``source``, ``changed``, ``rows_before``, ``rows``, ``stages``
            (those whose counts changed) and ``read``, when it was counted before.

        Raises
        ------
        CjmError
            Some rows cannot be counted any more.

        Examples
        --------
        >>> import pathlib, tempfile, cjm_widgets as cjm
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "survey.csv"
        >>> _ = path.write_text("Q1\\n" + "4\\n5\\n" * 10, encoding="utf-8")
        >>> journey = cjm.Journey(["Wait"])
        >>> source = journey.join(path, columns={"Q1": "Wait"}, scale=(1, 5))
        >>> _ = path.write_text("Q1\\n" + "4\\n5\\n" * 20, encoding="utf-8")
        >>> journey.refresh()[["changed", "rows_before", "rows", "stages"]].to_numpy().tolist()
        [[True, 20, 40, ['Wait']]]
        """
        with self.lock:
            self.editing.sync()
            return self.sources.recount()
