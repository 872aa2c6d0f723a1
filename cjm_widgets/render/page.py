"""The map as one web page: picture, table, and the numbers of every segment, for readers without Python.

The page may load nothing and run nothing but its own script, which a policy in it names by its hash. The
numbers come from released counts, so none of too few respondents is inside. A page holds at most a megabyte:
of a larger one the filters are left out first, then the cards in the picture, and it says so.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from importlib.resources import files
from itertools import product
from math import prod
from string import Template
from xml.etree.ElementTree import Element, SubElement

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.model import Document
from cjm_widgets.render.header import UNTITLED, source_words
from cjm_widgets.render.numbers import count
from cjm_widgets.render.palette import BY_READER, DARK, LIGHT, Palette, declared
from cjm_widgets.render.paper import Paper
from cjm_widgets.render.picture import draw, scene_of
from cjm_widgets.render.readings import columns, prepare, readings
from cjm_widgets.render.scene import Scene
from cjm_widgets.render.table import table, written
from cjm_widgets.render.words import printable

LIMIT = 1_000_000
"""Bytes of the largest page."""
_EVERYONE = "All"
_LEAST = 150
"""Bytes that a card takes in a picture at the very least."""
_SPARE = 20_000
"""Bytes for what a page holds besides picture and table."""


@dataclass(frozen=True)
class _Look:
    """How a page looks: in which colours where not in the reader's own, and what it is printed on."""

    palette: Palette | None
    paper: Paper | None


def page(
    document: Document,
    filters: Filters,
    *,
    lanes: Iterable[str] | None = None,
    palette: Palette | None = None,
    paper: Paper | None = None,
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
    palette
        The colours; by default the reader's light or dark ones.
    paper
        What it is printed on; by default the reader chooses.
    """
    look = _Look(palette, paper)
    everyone = scene_of(document, {}, lanes=lanes)
    offered = columns(document)
    alone = _filled(look, [everyone], {})
    if not offered:
        return alone
    more = len(_filled(look, [everyone, everyone], {}).encode()) - len(alone.encode())
    choices = prod(len(values) + 1 for values in offered.values())
    if len(alone.encode()) + more * choices > LIMIT:
        names = " and ".join(_named(column) for column in offered)
        note = f"Filters by {names} were left out: {count(choices)} choices are too many for one page."
        return _filled(look, [everyone], {}, [note])
    sources = prepare(document)
    scenes = [
        replace(everyone, readings=readings(document, sources, chosen), filters=chosen)
        for chosen in _choices(offered)
    ]
    return _filled(look, scenes, offered, chosen=filters)


def _choices(offered: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, tuple[str, ...]]]:
    """Everybody, then one value or all of them in each column, in the order the page's script counts them."""
    for values in product(*((None, *values) for values in offered.values())):
        yield {column: (value,) for column, value in zip(offered, values, strict=True) if value is not None}


def _filled(
    look: _Look,
    scenes: Sequence[Scene],
    offered: Mapping[str, tuple[str, ...]],
    notes: Sequence[str] = (),
    chosen: Filters | None = None,
) -> str:
    """The page's template, filled in."""
    grid = written(table(scenes))
    picture, without = fitting_picture(scenes, BY_READER, LIMIT - len(grid.encode()) - _SPARE)
    said = [written(_paragraph(note)) for note in (*notes, without) if note]
    style, script = _style(look), _text("page.js")
    return Template(_text("page.html")).substitute(
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        scheme="light dark" if look.palette is None else "dark" if look.palette is DARK else "light",
        title=escape(printable(scenes[0].document.title or UNTITLED)),
        style=style,
        filters="\n".join([*_form(offered, chosen or {}), *_shown(scenes), *said]),
        picture=picture,
        table=grid,
        script=script,
    )


def fitting_picture(scenes: Sequence[Scene], palette: Palette, room: int) -> tuple[str, str]:
    """The picture in at most so many bytes, and a sentence on what it leaves out for that."""
    cards = sum(map(len, (cell for row in scenes[0].document.cells.values() for cell in row.values())))
    if cards * _LEAST <= room:
        whole = str(draw(scenes[0], palette, scenes[1:]))
        if len(whole.encode()) <= room:
            return whole, ""
    lanes = tuple(lane for lane in scenes[0].lanes if lane.kind != "cards")
    few = [replace(scene, lanes=lanes) for scene in scenes]
    part = str(draw(few[0], palette, few[1:])) if lanes else ""
    if part and len(part.encode()) <= room:
        return part, "The picture leaves out the cards, which are too many for it; the table has them all."
    return "", "This map is too large for a picture on a page; the table has all of it."


def _form(offered: Mapping[str, tuple[str, ...]], chosen: Filters) -> Iterator[str]:
    """A labelled choice for each column; hidden where no script runs, as it could do nothing."""
    if not offered:
        return
    form = Element("form", {"hidden": "", "autocomplete": "off", "aria-label": "Whose numbers"})
    for column, values in offered.items():
        label = SubElement(form, "label")
        label.text = f"{printable(_named(column))} "
        select = SubElement(label, "select")
        SubElement(select, "option").text = _EVERYONE
        for value in values:
            kept = tuple(chosen.get(column, ())) == (value,)
            option = SubElement(select, "option", {"selected": ""} if kept else {})
            option.text = printable(value)
    yield written(form)


def _shown(scenes: Sequence[Scene]) -> Iterator[str]:
    """Whose numbers are shown, for each choice."""
    if not scenes[0].readings:
        return
    status = Element("div", {"class": "shown", "role": "status"})
    for choice, scene in enumerate(scenes):
        words = "; ".join(f"{one.source.name}: {source_words(scene, one)}" for one in scene.readings)
        paragraph = _paragraph(words)
        if len(scenes) > 1:
            paragraph.attrib |= {"data-choice": str(choice), **({"hidden": ""} if choice else {})}
        status.append(paragraph)
    yield written(status)


def _paragraph(text: str) -> Element:
    paragraph = Element("p", {"class": "note"})
    paragraph.text = printable(text)
    return paragraph


def _named(column: str) -> str:
    """A column as people say it."""
    words = column.replace("_", " ")
    return words[:1].upper() + words[1:]


@cache
def _style(look: _Look) -> str:
    if look.palette is None:
        colours = f":root{{{declared(LIGHT)}}}@media (prefers-color-scheme:dark){{:root{{{declared(DARK)}}}}}"
    else:
        colours = f":root{{{declared(look.palette)}}}"
    paper = f"@page{{size:{look.paper.name}}}" if look.paper else ""
    return f"{colours}@media print{{:root{{{declared(LIGHT)}}}}}{paper}\n{_text('page.css')}"


@cache
def _text(name: str) -> str:
    return (files("cjm_widgets.render") / name).read_text("utf-8")


def _hash(text: str) -> str:
    """A script or style as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
