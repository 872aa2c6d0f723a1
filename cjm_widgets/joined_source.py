"""A source as the user who joined it holds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cjm_widgets.document.errors import unknown
from cjm_widgets.document.model import Document, Source
from cjm_widgets.document.names import labels
from cjm_widgets.measures.tables import assumed


@dataclass
class Found:
    """What reading the rows found, with stages called what the user calls them."""

    reconciliation: pd.DataFrame
    matches: pd.DataFrame


class JoinedSource:
    """Rows joined to a map, as ``journey.join`` returns them.

    Attributes
    ----------
    id, name : str
        How the map knows them.
    reconciliation : pandas.DataFrame
        What became of every row: ``given, stage, outcome, rows, examples, nearest``. The outcome is
        ``matched``, ``unmatched`` (with the ``nearest`` stage), ``missing code`` (or nothing at all, among
        the examples as ``(empty)``), ``out of scale``, ``duplicate respondent`` or ``filtered``. Of wide
        rows the rows of each given column add up to all rows; of long rows those of all given stage values
        do so together.
    matches : pandas.DataFrame
        What each rule from texts to stages matched: ``rule, stage, values, rows, hit_rate, examples,
        passed_over``; the last row is what no rule fits. For wide rows each column is a rule of its own, and
        ``rows`` are those with a score.
    provenance : dict
        Where the rows came from: ``name, kind, rows, columns, engine, query, read_as, file, fingerprint,
        read``.
    """

    def __init__(
        self,
        id: str,
        name: str,
        found: Found,
        document: Callable[[], Document],
        remove: Callable[[str, str], None],
    ) -> None:
        self.id = id
        self.name = name
        self.reconciliation = found.reconciliation
        self.matches = found.matches
        self._document = document
        self._remove = remove

    @property
    def provenance(self) -> dict[str, Any]:
        """Where the rows came from, as the saved map says it too.

        Raises
        ------
        UnknownNameError
            The source is not on the map any more.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> rows = pd.DataFrame({"Q1": [4, 4, 5, 5] * 3})
        >>> source = cjm.Journey(["Wait"]).join(rows, columns={"Q1": "Wait"}, scale=(1, 5))
        >>> known = source.provenance
        >>> known["rows"], known["columns"], known["engine"], known["read_as"]
        (12, 1, 'pandas', {'columns': {'Q1': 'Wait'}})
        """
        document = self._document()
        for source in document.sources:
            if source.id == self.id:
                return provenance(source, labels(document.stages))
        raise unknown("source", self.name, [source.name for source in document.sources])

    def remove(self) -> None:
        """Take the rows off the map; undo brings them back.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5] * 10})
        >>> journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5)).remove()
        >>> journey.measures.empty
        True
        """
        self._remove(self.id, self.name)

    def __repr__(self) -> str:
        named = f"<source {self.name!r}"
        for source in self._document().sources:
            if source.id == self.id:
                return f"{named}, {assumed(source.cluster)}>"
        return f"{named}, removed>"


def provenance(source: Source, stages: dict[str, str]) -> dict[str, Any]:
    """Where a source's rows came from.

    Parameters
    ----------
    source
        As the document keeps it.
    stages
        Id and label of each stage.
    """

    def named(texts: dict[str, str]) -> dict[str, str]:
        return {text: stages.get(id, id) for text, id in texts.items()}

    counted = source.counted
    every: dict[str, Any] = {
        "columns": named(source.columns),
        "stage": source.stage,
        "stages": named(source.stages),
        "match": source.match if source.stage and source.match != "exact" else None,
        "score": source.score,
        "n": counted.n if counted else None,
        "percent": counted.percent if counted else None,
        "boxes": counted.boxes if counted else None,
        "where": source.where,
        "respondent": source.respondent,
        "by": source.by,
        "wave": source.wave,
        "weight": source.weight,
        "cluster": source.cluster,
        "per": source.per if source.per != "respondent" else None,
        "missing": source.missing,
    }
    file = source.file
    return {
        "name": source.name,
        "kind": source.kind,
        "rows": source.rows,
        "columns": source.width,
        "engine": source.engine,
        "query": source.query,
        "read_as": {option: value for option, value in every.items() if value},
        "file": {"path": file.path, "size": file.size, "modified": file.modified} if file else None,
        "fingerprint": file.fingerprint if file else source.fingerprint,
        "read": source.read,
    }
