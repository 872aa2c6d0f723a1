"""PDF documents with tags: each page is a figure, whose text in words is there for those who cannot see it.

ISO 32000-1, 14.7 and 14.8: a tree of the document's structure, whose figures name the content of their pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from cjm_widgets.optional import require_library
from cjm_widgets.render.words import printable

_PURPOSE = "PDF documents"


def tagged(parts: Sequence[bytes], title: str, words: str) -> bytes:
    """Several documents of a page as one, with tags.

    Parameters
    ----------
    parts
        PDF documents of one page each.
    title
        Of the whole.
    words
        What the pages show, in words.
    """
    pypdf = require_library("pypdf", _PURPOSE)
    writer, stream = pypdf.PdfWriter(), BytesIO()
    for part in parts:
        writer.append(BytesIO(part))
    writer.add_metadata({"/Title": printable(title)})
    _add_tags(writer, printable(words))
    writer.compress_identical_objects()
    writer.write(stream)
    return stream.getvalue()


def _add_tags(writer: Any, words: str) -> None:
    generic = require_library("pypdf.generic", _PURPOSE)
    name, number, text = generic.NameObject, generic.NumberObject, generic.TextStringObject

    def dictionary(**entries: Any) -> Any:
        return generic.DictionaryObject({name(f"/{key}"): value for key, value in entries.items()})

    def listed(values: Sequence[Any]) -> Any:
        return generic.ArrayObject(values)

    root = dictionary(Type=name("/StructTreeRoot"))
    root_place = writer._add_object(root)
    whole = dictionary(Type=name("/StructElem"), S=name("/Document"), P=root_place)
    whole_place = writer._add_object(whole)
    figures = []
    for at, page in enumerate(writer.pages):
        _mark(writer, page, generic)
        page[name("/StructParents")] = number(at)
        page[name("/Tabs")] = name("/S")
        box = listed([generic.FloatObject(side) for side in page.mediabox])
        layout = dictionary(O=name("/Layout"), Placement=name("/Block"), BBox=box)
        said = words if at == 0 else f"The map goes on: page {at + 1} of {len(writer.pages)}."
        figure = dictionary(
            Type=name("/StructElem"),
            S=name("/Figure"),
            P=whole_place,
            Pg=page.indirect_reference,
            K=number(0),
            Alt=text(said),
            A=layout,
        )
        figures.append(writer._add_object(figure))
    whole[name("/K")] = listed(figures)
    root[name("/K")] = listed([whole_place])
    pairs = [part for at, figure in enumerate(figures) for part in (number(at), listed([figure]))]
    root[name("/ParentTree")] = dictionary(Nums=listed(pairs))
    root[name("/ParentTreeNextKey")] = number(len(figures))
    catalogue = writer.root_object
    catalogue[name("/StructTreeRoot")] = root_place
    catalogue[name("/MarkInfo")] = dictionary(Marked=generic.BooleanObject(True))
    catalogue[name("/Lang")] = text("en")
    catalogue[name("/ViewerPreferences")] = dictionary(DisplayDocTitle=generic.BooleanObject(True))


def _mark(writer: Any, page: Any, generic: Any) -> None:
    """Make all that is painted on a page the content of its figure."""
    content = generic.DecodedStreamObject()
    content.set_data(b"/Figure <</MCID 0>> BDC\n" + page.get_contents().get_data() + b"\nEMC\n")
    page[generic.NameObject("/Contents")] = writer._add_object(content.flate_encode())
