"""What a displayed journey holds for each reader: the widget, the document, a page's markup, an outline.

``cjm.renderers.enable("html")`` chooses for the whole notebook; ``cjm.renderers.active`` is the name of what
is chosen, ``cjm.renderers.names()`` are all. Until something is chosen it is ``"auto"``, which leaves the
live map out where a program executes the notebook for a report: the report would ask for a kernel that is
gone. The bundle is made when a journey is displayed, not on an edit. It is always the same for one map and
the same rows, so that a notebook run again has the same outputs: no time is in it, neither of reading rows
nor of the file they were in.

There is no ``text/markdown`` in it, which would win over the picture in nbconvert, Quarto and MyST, and no
``image/svg+xml``, for which a LaTeX export needs a program of its own. ``image/png`` costs half a second for
a small map, several for a large one, and megabytes in the notebook: ask for it with ``png=True``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from cjm_widgets.document.errors import unknown
from cjm_widgets.document.lane_kinds import lane_content
from cjm_widgets.document.outline import short_outline
from cjm_widgets.journey.display import Mimebundle
from cjm_widgets.journey.files.snapshotting import FUTURE, NOW, version_map, version_name
from cjm_widgets.journey.notebook import runs_headless, take_up
from cjm_widgets.storage import file

if TYPE_CHECKING:
    from cjm_widgets.document.model import Document
    from cjm_widgets.journey.journey import Journey

__all__ = ["enable", "names"]

Bundle = dict[str, Any]
MIME_TYPE = "application/vnd.cjm+json"
_NAMES = ("auto", "widget", "html", "image")


@dataclass(frozen=True)
class RendererChoice:
    """A choice of renderer, as `enable` returns it; after a ``with`` block of it the last one is back."""

    name: str
    png: bool
    before: RendererChoice | None = None

    def __repr__(self) -> str:
        return f"renderers.enable({self.name!r}{', png=True' if self.png else ''})"

    def __enter__(self) -> RendererChoice:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        global _current
        if self.before is not None:
            _current = self.before


_current = RendererChoice("auto", png=False)


def enable(name: str = "auto", *, png: bool = False) -> RendererChoice:
    """Choose what displayed journeys show, from now on or inside a ``with`` block.

    Parameters
    ----------
    name
        ``"widget"``: the live map, and beside it the document, its picture and its table, for readers without
        a kernel. ``"auto"``: the same without the live map where a program such as nbconvert, papermill or
        nbval executes the notebook, or marimo exports it; the live map everywhere else. ``"html"``: picture
        and table. ``"image"``: the picture alone, as PNG where the extra ``export`` is installed.
    png
        Add a PNG picture to all but the last, for LaTeX exports and readers that show no HTML.

    Returns
    -------
    RendererChoice
        To be used in a ``with`` statement, or not at all.

    Raises
    ------
    UnknownNameError
        No such renderer; names the nearest.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> with cjm.renderers.enable("html"):
    ...     sorted(cjm.Journey(["Arrive"])._repr_mimebundle_()[0])
    ['text/html', 'text/plain']
    """
    global _current
    if not isinstance(name, str) or name not in _NAMES:
        raise unknown("renderer", name, _NAMES)
    _current = RendererChoice(name, png, replace(_current, before=None))
    return _current


def names() -> list[str]:
    """What there is to choose from.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.renderers.names()
    ['auto', 'widget', 'html', 'image']
    """
    return list(_NAMES)


def __getattr__(name: str) -> Any:
    if name == "active":  # an attribute as in Altair; not a variable, which assigning would only seem to set
        return _current.name
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


Versions = tuple[str, str] | None
"""The ids of two versions of a map that are compared, or None."""


def bundle(
    journey: Journey, part: str, live: Callable[[], Mimebundle], versions: Versions = None
) -> Mimebundle:
    """What a displayed journey holds, and how to show it.

    Parameters
    ----------
    journey
        Its map; edits made in pandas are taken up before.
    part
        ``"map"``, ``"grid"`` or ``"curve"``.
    live
        Makes the bundle of a live view; called only where one is to be shown.
    versions
        Two versions of the map to show the change between, instead of the map.
    """
    take_up(journey._core)
    plain = {"text/plain": short_outline(journey.document)}
    if _current.name == "image":
        return {**_picture(journey, part), **plain}, {}
    data = pictures(journey, part, versions) | plain
    if _current.name == "html":
        return data, {}
    live_data, metadata = ({}, {}) if _current.name == "auto" and runs_headless() else live()
    shown = {"part": part} | ({"compare": [*versions]} if versions else {})
    document = json.loads(file.dumps(undated(journey.document)))
    return {**live_data, MIME_TYPE: document, **data}, {**metadata, MIME_TYPE: shown}


def pictures(journey: Journey, part: str, versions: Versions = None) -> dict[str, str]:
    """What a displayed journey holds beside its live view, for readers that show pictures; by MIME type."""
    html = _change(journey, versions) if versions else _html(journey, part, table=True)
    data = {"text/html": html}
    return data | _png(journey, part) if _current.png else data


def undated(document: Document) -> Document:
    """The document without the times that differ whenever the same rows are read from the same file again.

    Examples
    --------
    >>> from cjm_widgets.document.model import Document, Source
    >>> source = Source(id="survey", name="Survey", read="2026-03-01T10:42:00+00:00")
    >>> undated(Document(id="visit", sources=(source,))).sources[0].read
    ''
    """
    sources = (
        msgspec.structs.replace(
            source, read="", file=source.file and msgspec.structs.replace(source.file, modified="")
        )
        for source in document.sources
    )
    return msgspec.structs.replace(document, sources=tuple(sources))


def _picture(journey: Journey, part: str) -> Bundle:
    from importlib.util import find_spec

    if find_spec("vl_convert") is None:
        return {"text/html": _html(journey, part, table=False)}
    return _png(journey, part)


def _png(journey: Journey, part: str) -> Bundle:
    from cjm_widgets.render.export import png

    picture = png(journey, lanes=_lanes(journey, part), dated=False)
    return {"image/png": base64.b64encode(picture).decode()}


def _html(journey: Journey, part: str, *, table: bool) -> str:
    from cjm_widgets.render.web_page import fragment

    return fragment(journey.document, journey.filters, lanes=_lanes(journey, part), table=table)


def _change(journey: Journey, versions: tuple[str, str]) -> str:
    from cjm_widgets.practice.change_page import change_fragment

    document = journey.document
    known = {NOW, FUTURE, *(taken.id for taken in document.snapshots)}
    # A snapshot that was removed since is compared no longer, on screen neither.
    earlier, later = (id if id in known else NOW for id in versions)
    names = version_name(document, earlier), version_name(document, later)
    return change_fragment(version_map(document, earlier), version_map(document, later), names)


def _lanes(journey: Journey, part: str) -> list[str] | None:
    """The lanes that a part of the map shows, by id; None for all."""
    if part == "map":
        return None
    return [
        lane.id for lane in journey.document.lanes if (lane_content(lane) == "emotions") == (part == "curve")
    ]
