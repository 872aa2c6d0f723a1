"""The map as one web page: picture, table, and the numbers of every segment, for readers without Python.

The page may load nothing and run nothing but its own script, which a policy in it names by its hash. The
numbers come from released counts, so none of too few respondents is inside. A page holds at most a megabyte:
of a larger one the filters are left out first, then the presentation, then the cards in the picture, and it
says so.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from importlib.resources import files
from itertools import chain, product
from math import prod
from string import Template
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.lane_kinds import lane_content
from cjm_widgets.document.model import Document, Id
from cjm_widgets.document.names import labels
from cjm_widgets.render.content import UNTITLED, CardWords, Content, WordRow
from cjm_widgets.render.header import phase_runs, source_words, takes
from cjm_widgets.render.markup import add_text, as_html
from cjm_widgets.render.numbers import count
from cjm_widgets.render.page.origins import Origins, number_dialog
from cjm_widgets.render.page.shorter import shorten
from cjm_widgets.render.palette import BY_READER, DARK, LIGHT, Palette, style_of
from cjm_widgets.render.path_lane import path_words
from cjm_widgets.render.presentation import present_button, presentation_html
from cjm_widgets.render.ribbon_lane import ribbon_words
from cjm_widgets.render.scene import LANES, content_of, paint_scene, scene_of
from cjm_widgets.render.shapes import number_of
from cjm_widgets.render.sheets import Paper
from cjm_widgets.render.words import printable
from cjm_widgets.shown.sources import choices, prepare, readings

LIMIT = 1_000_000
"""Bytes of the largest page."""
_LEAST_SCALE = 0.5
"""How far a picture shrinks to fit a window; a larger one goes beyond it."""
_EVERYONE, _NOBODY = "All", "nobody"
_LEAST = 150
"""Bytes that a card takes in a picture at the very least."""
_SPARE = 20_000
"""Bytes for what a page holds besides picture, table and presentation."""
_SAFE = ("http", "https", "mailto")
_NO_FORMULAS = "mathjax_ignore tex2jax_ignore"
"""Classes of what MathJax leaves alone: by its versions 3 and 4, and 2, which nbconvert's pages load."""


# --- the page


@dataclass(frozen=True)
class PageLook:
    """How a page looks, and what it says of how it was made.

    Parameters
    ----------
    palette
        The colours; by default the reader's light or dark ones.
    paper
        What it is printed on; by default the reader chooses.
    cells
        For each source the number of the notebook's cell that joined it, where one did.
    dated
        Whether it says when the rows were read.
    """

    palette: Palette | None = None
    paper: Paper | None = None
    cells: Mapping[Id, int] = field(default_factory=dict, hash=False, compare=False)
    dated: bool = True


AS_USUAL = PageLook()


def web_page(
    document: Document,
    filters: Filters,
    *,
    lanes: Iterable[str] | None = None,
    look: PageLook = AS_USUAL,
) -> str:
    """The page of a document.

    Parameters
    ----------
    document
        The map.
    filters
        Whose numbers are shown first, where each keeps one value; otherwise everybody's.
    lanes
        Names or ids of the lanes to show; all by default.
    look
        How it looks, and what it says besides.
    """
    everyone = content_of(document, {}, lanes=lanes, dated=look.dated)
    sources = prepare(document)
    by_column = {column: tuple(values) for column, values in choices(sources).items()}
    alone = _page(look, [everyone], {})
    if not by_column:
        return alone
    more = len(_page(look, [everyone, everyone], {}).encode()) - len(alone.encode())
    pages = prod(len(values) + 1 for values in by_column.values())
    if len(alone.encode()) + more * pages > LIMIT:
        names = " and ".join(_column_words(column) for column in by_column)
        note = f"Filters by {names} were left out: {count(pages)} choices are too many for one page."
        return _page(look, [everyone], {}, [note])
    contents = [
        replace(everyone, readings=readings(sources, choice), filters=choice)
        for choice in _choices(by_column)
    ]
    return _page(look, contents, by_column, first=filters)


def _choices(by_column: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, tuple[str, ...]]]:
    """Everybody, then one value or all of them in each column, in the order the page's script counts them."""
    for values in product(*((None, *values) for values in by_column.values())):
        yield {column: (value,) for column, value in zip(by_column, values, strict=True) if value is not None}


def _page(
    look: PageLook,
    contents: Sequence[Content],
    by_column: Mapping[str, tuple[str, ...]],
    notes: Sequence[str] = (),
    first: Filters | None = None,
) -> str:
    """The page's template, filled in."""
    origins = Origins(look.cells)
    grid = as_html(table_element(contents, origins))
    numbers = origins.element()
    opened = "" if numbers is None else as_html(numbers) + as_html(number_dialog())
    room = LIMIT - len(grid.encode()) - _SPARE
    talk = presentation_html(contents) if contents[0].stages else ""
    size = len(talk.encode())
    untold = f"The presentation was left out: it would be {count(size)} bytes." if 3 * size > room else ""
    talk = "" if untold else talk
    picture, without = fitting_picture(contents, BY_READER, room - len(talk.encode()), numbered=True)
    picture, shared = _shortened(picture)
    paragraphs = [as_html(_paragraph(note)) for note in (*notes, untold, without) if note]
    style, script = _style(look) + shared, _text("page.js")
    return Template(_text("page.html")).substitute(
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        scheme="light dark" if look.palette is None else "dark" if look.palette is DARK else "light",
        title=escape(printable(contents[0].document.title or UNTITLED)),
        style=style,
        filters="\n".join([*_form(contents, by_column, first or {}), *_status(contents), *paragraphs]),
        present=as_html(present_button()) if talk else "",
        picture=picture,
        table=grid,
        presentation=talk,
        numbers=opened,
        script=script,
    )


def fitting_picture(
    contents: Sequence[Content], palette: Palette, room: int, *, numbered: bool = False
) -> tuple[str, str]:
    """The picture in at most so many bytes, and a sentence on what it leaves out for that.

    Where it is ``numbered``, its numbers say which of the table's they are.
    """
    cards = sum(map(len, (cell for row in contents[0].document.cells.values() for cell in row.values())))
    if cards * _LEAST <= room:
        whole = _svg(contents, palette, numbered)
        if len(whole.encode()) <= room:
            return whole, ""
    lanes = tuple(lane for lane in contents[0].lanes if lane_content(lane) != "cards")
    fewer = [replace(content, lanes=lanes) for content in contents]
    part = _svg(fewer, palette, numbered) if lanes else ""
    if part and len(part.encode()) <= room:
        return part, "The picture leaves out the cards, which are too many for it; the table has them all."
    return "", "This map is too large for a picture on a page; the table has all of it."


def _svg(contents: Sequence[Content], palette: Palette, numbered: bool) -> str:
    return tostring(paint_scene(scene_of(contents), palette, numbered=numbered), "unicode")


def _form(
    contents: Sequence[Content], by_column: Mapping[str, tuple[str, ...]], first: Filters
) -> Iterator[str]:
    """A labelled choice for each column, of a persona, and of whom to compare with.

    It is hidden where no script runs, as it could do nothing.
    """
    personas = contents[0].document.personas
    if not by_column and len(personas) < 2:
        return
    form = Element("form", {"hidden": "", "autocomplete": "off", "aria-label": "Whose numbers"})
    for column, values in by_column.items():
        label = SubElement(form, "label")
        label.text = f"{printable(_column_words(column))} "
        select = SubElement(label, "select")
        SubElement(select, "option").text = _EVERYONE
        for value in values:
            is_first = tuple(first.get(column, ())) == (value,)
            option = SubElement(select, "option", {"selected": ""} if is_first else {})
            option.text = printable(value)
    if len(personas) > 1:
        select = _labelled(form, "Persona", "persona")
        SubElement(select, "option").text = _EVERYONE
        for persona in personas:
            places = _places(persona.segment, by_column)
            option = SubElement(select, "option", {"data-places": places} if places else {})
            option.text = printable(persona.name)
    if by_column:
        select = _labelled(form, "Compare with", "compare")
        SubElement(select, "option", {"value": ""}).text = _NOBODY
        for choice, content in enumerate(contents):
            option = SubElement(select, "option", {"value": str(choice)})
            option.text = printable(content.persons or _EVERYONE)
    yield as_html(form)


def _labelled(form: Element, text: str, kind: str) -> Element:
    label = SubElement(form, "label")
    label.text = f"{text} "
    return SubElement(label, "select", {"class": kind})


def _places(segment: Mapping[str, str], by_column: Mapping[str, tuple[str, ...]]) -> str:
    """The option of each column's choice that a persona stands for: "0:2"; empty where one is not there."""
    if not all(value in by_column.get(column, ()) for column, value in segment.items()):
        return ""
    columns = [*by_column]
    return " ".join(
        f"{columns.index(column)}:{by_column[column].index(value) + 1}" for column, value in segment.items()
    )


def _shortened(picture: str) -> tuple[str, str]:
    """A picture as a page has it, and what its style sheet says of it."""
    if not picture:
        return "", ""
    element = fromstring(picture)
    for part in element.iter():
        part.tag = part.tag.rpartition("}")[2]
    element.attrib = {"xmlns": "http://www.w3.org/2000/svg", **element.attrib}
    least = round(float(element.attrib["width"]) * _LEAST_SCALE)
    style = f".map svg{{min-width:{least}px}}{shorten(element)}"
    return tostring(element, "unicode"), style


def _status(contents: Sequence[Content]) -> Iterator[str]:
    """Whose numbers are shown, for each choice."""
    if not contents[0].readings:
        return
    status = Element("div", {"class": "shown", "role": "status"})
    for choice, content in enumerate(contents):
        words = "; ".join(f"{one.source.name}: {source_words(content, one)}" for one in content.readings)
        paragraph = _paragraph(words)
        if len(contents) > 1:
            paragraph.attrib |= {"data-choice": str(choice), **({"hidden": ""} if choice else {})}
        status.append(paragraph)
    yield as_html(status)


def _paragraph(text: str) -> Element:
    paragraph = Element("p", {"class": "note"})
    paragraph.text = printable(text)
    return paragraph


def _column_words(column: str) -> str:
    """A column as people say it."""
    words = column.replace("_", " ")
    return words[:1].upper() + words[1:]


@cache
def _style(look: PageLook) -> str:
    if look.palette is None:
        colours = f":root{{{style_of(LIGHT)}}}@media (prefers-color-scheme:dark){{:root{{{style_of(DARK)}}}}}"
    else:
        colours = f":root{{{style_of(look.palette)}}}"
    paper = f"@page{{size:{look.paper.name if look.paper else 'landscape'}}}@page{{margin:6mm}}"
    return f"{colours}@media print{{:root{{{style_of(LIGHT)}}}}}{paper}\n{_text('page.css')}"


@cache
def _text(name: str) -> str:
    return (files("cjm_widgets.render") / name).read_text("utf-8")


def _hash(text: str) -> str:
    """A script or style as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# --- fragments


def fragment(
    document: Document, filters: Filters, *, lanes: Iterable[str] | None = None, table: bool = True
) -> str:
    """The picture, and the table folded away beneath it, without the time at which rows were read.

    JupyterLab, nbconvert and others set formulas in HTML with MathJax, which would make links and elements
    of what a text says between two dollar signs: the fragment bears the classes that it leaves alone.

    Parameters
    ----------
    document
        The map.
    filters
        Whose numbers to show.
    lanes
        Names or ids of the lanes to show; all by default.
    table
        Whether the table is there too.
    """
    content = content_of(document, filters, lanes=lanes, dated=False)
    rows = table_element([content]) if table else None
    size = 0 if rows is None else len(as_html(rows).encode())
    picture, without = fitting_picture([content], LIGHT, (LIMIT - size) * 3 // 4)
    parts = Element("div", {"class": _NO_FORMULAS})
    if picture:
        image = base64.b64encode(picture.encode()).decode()
        title = printable(document.title or UNTITLED)
        SubElement(parts, "img", {"alt": title, "src": f"data:image/svg+xml;base64,{image}"})
    if without:
        SubElement(parts, "p").text = without
    if rows is not None:
        details = SubElement(parts, "details")
        SubElement(details, "summary").text = "The map as a table"
        details.append(rows)
    return as_html(parts)


# --- the table


def table_element(contents: Sequence[Content], origins: Origins | None = None) -> Element:
    """The table of a map; what it says under further choices of filters is in it, hidden.

    Parameters
    ----------
    contents
        The same map under different filters.
    origins
        Where numbers open where they are from: what takes it down.
    """
    content = contents[0]
    table = Element("table")
    title = content.document.title or UNTITLED
    add_text(table, "caption", f"{title}. Cards without a word on what backs them are assumptions.")
    _head(SubElement(table, "thead"), content)
    body = SubElement(table, "tbody")
    path = path_words(content)
    if path is not None:
        body.append(_word_row(path))
    lanes = (LANES[lane.kind].words(contents, lane) for lane in content.lanes)
    for words in chain(ribbon_words(contents), *lanes):
        row = _word_row(words, origins)
        if words.persona is not None and len(content.document.personas) > 1 and origins is not None:
            row.set("data-persona", str(words.persona))
        if words.choice is not None and len(contents) > 1:
            row.set("data-choice", str(words.choice))
            row[0].set("data-whom", printable(contents[words.choice].persons or _EVERYONE))
        if words.choice:
            row.set("hidden", "")
        body.append(row)
    return table


def _row(name: str) -> Element:
    row = Element("tr")
    add_text(row, "th", name, scope="row")
    return row


def _head(head: Element, content: Content) -> None:
    runs = phase_runs(content.stages, content.document.phases)
    if runs:
        row = SubElement(head, "tr")
        add_text(row, "td", "")
        for run in runs:
            add_text(row, "th", run.phase.name if run.phase else "", scope="colgroup", colspan=str(run.count))
    row = SubElement(head, "tr")
    add_text(row, "th", "Lane", scope="col")
    for name in labels(content.stages).values():
        add_text(row, "th", name, scope="col")
    about = {
        "Goal": [stage.goal for stage in content.stages],
        "Takes": [takes(stage) for stage in content.stages],
        "Moment of truth": ["yes" if stage.moment_of_truth else "" for stage in content.stages],
    }
    for name, texts in about.items():
        if any(texts):
            row = _row(name)
            for text in texts:
                add_text(row, "td", text)
            head.append(row)


def _word_row(words: WordRow, origins: Origins | None = None) -> Element:
    row = _row(words.name)
    for at, cell in enumerate(words.cells):
        origin = words.origins[at] if words.origins else None
        if isinstance(cell, str) and origin is not None and origins is not None:
            origins.button(SubElement(row, "td"), cell, origin, number_of(words.row, at))
        elif isinstance(cell, str):
            add_text(row, "td", cell)
        else:
            into = SubElement(row, "td", {"colspan": str(cell.span)} if cell.span > 1 else {})
            _fill(into, cell.cards)
    return row


def _fill(cell: Element, cards: Sequence[CardWords]) -> None:
    if len(cards) == 1:
        _card(cell, cards[0])
    elif cards:
        items = SubElement(cell, "ul")
        for card in cards:
            _card(SubElement(items, "li"), card)


def _card(into: Element, card: CardWords) -> None:
    into.text = printable(card.text)
    if card.details:
        into.text += " "
        add_text(into, "small", card.details)
    for link in card.links:
        if urlsplit(_plain(link)).scheme.lower() in _SAFE:
            add_text(into, "a", link, href=_plain(link), rel="noopener noreferrer")
        else:
            add_text(into, "small", link)


def _plain(link: str) -> str:
    """A link as a browser would follow it, without what it ignores."""
    return "".join(printable(link).split())
