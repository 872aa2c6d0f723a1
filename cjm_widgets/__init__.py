"""Customer journey maps that live in notebooks: edited on screen and by pandas, kept true by joined rows."""

from __future__ import annotations

import logging
import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.journey.display import use as use_display

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())  # silent until a program asks for it

if TYPE_CHECKING:
    from cjm_widgets import examples, grading, renderers
    from cjm_widgets.analysis.agreement import agreement
    from cjm_widgets.document.errors import CjmError, CjmWarning
    from cjm_widgets.journey.display import Mimebundle
    from cjm_widgets.journey.files.templates import templates
    from cjm_widgets.journey.files.versions import diff, merge
    from cjm_widgets.journey.journey import Journey
    from cjm_widgets.measures.amounts import money, rate, total
    from cjm_widgets.measures.averages import mean, median
    from cjm_widgets.measures.events import drop_off, reached, time_in_stage
    from cjm_widgets.measures.gaps import gap
    from cjm_widgets.measures.mentions import mentions
    from cjm_widgets.measures.nets import enps, net_box, nps
    from cjm_widgets.measures.satisfaction import ces, csat
    from cjm_widgets.measures.shares import bottom_box, share, top_box
    from cjm_widgets.statistics.sample_size import sample_size
    from cjm_widgets.widgets.exercise import Exercise
    from cjm_widgets.widgets.views import EmotionCurve, JourneyGrid, JourneyMap

_HOME = {
    "CjmError": "cjm_widgets.document.errors",
    "CjmWarning": "cjm_widgets.document.errors",
    "EmotionCurve": "cjm_widgets.widgets.views",
    "Exercise": "cjm_widgets.widgets.exercise",
    "Journey": "cjm_widgets.journey.journey",
    "JourneyGrid": "cjm_widgets.widgets.views",
    "JourneyMap": "cjm_widgets.widgets.views",
    "agreement": "cjm_widgets.analysis.agreement",
    "bottom_box": "cjm_widgets.measures.shares",
    "ces": "cjm_widgets.measures.satisfaction",
    "csat": "cjm_widgets.measures.satisfaction",
    "diff": "cjm_widgets.journey.files.versions",
    "drop_off": "cjm_widgets.measures.events",
    "enps": "cjm_widgets.measures.nets",
    "gap": "cjm_widgets.measures.gaps",
    "mean": "cjm_widgets.measures.averages",
    "median": "cjm_widgets.measures.averages",
    "mentions": "cjm_widgets.measures.mentions",
    "merge": "cjm_widgets.journey.files.versions",
    "money": "cjm_widgets.measures.amounts",
    "net_box": "cjm_widgets.measures.nets",
    "nps": "cjm_widgets.measures.nets",
    "rate": "cjm_widgets.measures.amounts",
    "reached": "cjm_widgets.measures.events",
    "sample_size": "cjm_widgets.statistics.sample_size",
    "share": "cjm_widgets.measures.shares",
    "templates": "cjm_widgets.journey.files.templates",
    "time_in_stage": "cjm_widgets.measures.events",
    "top_box": "cjm_widgets.measures.shares",
    "total": "cjm_widgets.measures.amounts",
}
__all__ = [
    "CjmError",
    "CjmWarning",
    "EmotionCurve",
    "Exercise",
    "Journey",
    "JourneyGrid",
    "JourneyMap",
    "agreement",
    "bottom_box",
    "ces",
    "csat",
    "diff",
    "drop_off",
    "enps",
    "examples",
    "gap",
    "grading",
    "mean",
    "median",
    "mentions",
    "money",
    "merge",
    "net_box",
    "nps",
    "rate",
    "reached",
    "read",
    "renderers",
    "sample_size",
    "share",
    "templates",
    "time_in_stage",
    "top_box",
    "total",
]


@checks_arguments
def read(
    path: str | os.PathLike[str],
    *,
    autosave: bool = True,
    stages: Literal["rows", "columns"] | None = None,
    sheet: str | None = None,
) -> Journey:
    """The journey in a file: a ``.cjm.json``, with the counts of its sources, or one of another tool.

    Parameters
    ----------
    path
        A ``.cjm.json`` file stays the journey's own: ``journey.path``. ``.csv``, ``.tsv`` and ``.xlsx`` hold
        stages as columns and lanes as rows, or stages as rows, or one row a card; ``.mmd`` and ``.mermaid`` a
        Mermaid journey; ``.md`` and ``.markdown`` a Mermaid journey in a fence, or a table. From those a new
        map is made, and they are left as they are. What is guessed, as the scale of the emotions or which way
        a table lies, a ``CjmWarning`` says.
    autosave
        Save every edit to the file before it is confirmed. A file that someone else changes meanwhile is
        not overwritten; ``journey.not_saved`` says so. Without it the file changes with ``journey.save()``.
        In a notebook of a JupyterLab with jupyter-collaboration, and the extra ``collaboration`` in its
        kernel, the journey joins those who have the file open in a tab, and JupyterLab saves what all write.
    stages
        Whether the "rows" or the "columns" of a table are stages. Without it the corner and the usual names
        of lanes decide.
    sheet
        The name of the sheet to read of a workbook. Without it the first that has a table.

    Raises
    ------
    CjmError
        ``stages`` or ``sheet`` for a kind of file that has no such choice; or there is no such sheet.
    FileFormatError
        The file is empty, damaged, no map, or of a newer format; it is left as it is.

    Examples
    --------
    >>> import tempfile, pathlib, cjm_widgets as cjm
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "visit.cjm.json"
    >>> cjm.Journey(["Arrive"], title="A visit").save(path)
    >>> cjm.read(path).title
    'A visit'
    """
    from cjm_widgets.formats.registry import import_map
    from cjm_widgets.journey.journey import Journey
    from cjm_widgets.journey.sharing import open_shared
    from cjm_widgets.storage.file import MapFile

    if (document := import_map(path, stages=stages, sheet=sheet)) is not None:
        return Journey.from_document(document)
    file = MapFile(path)
    if autosave and (shared := open_shared(Journey.from_document, file)):
        return shared
    journey = Journey.from_document(file.document)
    journey._core.autosave.bind(file, saves_edits=autosave)
    return journey


def _display(journey: Journey) -> Mimebundle:
    try:
        from cjm_widgets.widgets.views import display
    except ModuleNotFoundError as error:
        if not _is_of_widgets(error):
            raise
        from cjm_widgets.renderers import bundle

        return bundle(journey, "map", lambda: ({}, {}))
    return display(journey)


def _is_of_widgets(error: ModuleNotFoundError) -> bool:
    """Whether what is missing is needed for views on screen only."""
    return (error.name or "").partition(".")[0] in ("anywidget", "ipywidgets", "IPython", "comm", "psygnal")


use_display(_display)


def __getattr__(name: str) -> Any:
    """Public names load when first used: importing the package costs little."""
    if name in ("examples", "grading", "renderers"):
        return import_module(f"cjm_widgets.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value = getattr(import_module(_HOME[name]), name)
    except ModuleNotFoundError as error:
        if not _is_of_widgets(error):
            raise
        from cjm_widgets.document.errors import CjmError

        raise CjmError(
            f"cjm.{name} is a widget and needs {error.name!r}, which is not installed: "
            "pip install anywidget ipywidgets. Everything else works without it: journey.save('map.html')"
        ) from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, "__version__"})
