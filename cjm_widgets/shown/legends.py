"""Legends for the figures of older files, which have none."""

from __future__ import annotations

from msgspec import structs

from cjm_widgets import measures, shown
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document, Source


def with_legends(document: Document) -> Document:
    """A document whose figures can all be read without a kernel; the same one where they can already.

    A source with a measure that this version does not know stays as it is.
    """
    sources = tuple(_with_legend(source) for source in document.sources)
    changed = any(new is not old for new, old in zip(sources, document.sources, strict=True))
    return structs.replace(document, sources=sources) if changed else document


def _with_legend(source: Source) -> Source:
    if not source.figures or source.legend is not None:
        return source
    if len(measures.registry.known_measures(source.measures)) < len(source.measures):
        return source  # of a newer version
    try:
        return structs.replace(source, legend=shown.reading.stored_legend(source))
    except CjmError:  # a newer version's measure: whoever asks for its numbers is told, the map still opens
        return source
