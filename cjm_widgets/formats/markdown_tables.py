"""Maps in Markdown: a Mermaid journey in a fence, or else the first table.

The outline that ``to_markdown`` writes is for people: its table has scores and no cards, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjm_widgets.document.errors import CjmWarning, FileFormatError, listing, warn
from cjm_widgets.document.model import Document
from cjm_widgets.formats.layout import Axis
from cjm_widgets.formats.mermaid import fenced_journey, read_mermaid
from cjm_widgets.formats.table import document_from
from cjm_widgets.storage.limits import check_lines, check_merged, decode_text, limit_rows

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def read_markdown(content: bytes | str, name: str, *, stages: Axis | None = None) -> Document:
    """The map in a Markdown text: its first Mermaid journey, or else its first table.

    Parameters
    ----------
    stages
        Whether "rows" or "columns" of the table are stages; without it the usual names of lanes decide.

    Raises
    ------
    FileFormatError
        It has neither, or is an outline that ``to_markdown`` wrote; or the journey or table is not a map.

    Examples
    --------
    >>> table = "| A visit | Arrive |\\n|---|---|\\n| **Actions** | Parks |"
    >>> [stage.name for stage in read_markdown(table, "visit.md").stages]
    ['Arrive']
    """
    text = decode_text(content, name)
    check_lines(text, name)
    check_merged(text.split("\n"), name)
    journey = fenced_journey(text, name)
    if journey is not None:
        return read_mermaid(journey, name)
    tables = list(_tables(text))
    if not tables or _is_outline(text):
        what = "is an outline for people to look at" if tables else "has no Mermaid journey and no table"
        raise FileFormatError(
            f"{name} {what}; no map is read from it. A map is in a fence that begins with ```mermaid, "
            "or in a table of stages and lanes"
        )
    if len(tables) > 1:
        others = listing(f"line {line}" for line, _ in tables[1:])
        warn(f"{name}: the table at line {tables[0][0]} is read, not the one at {others}", CjmWarning)
    rows = [[_plain(cell) for cell in row] for row in limit_rows(tables[0][1], name)]
    return document_from(rows, name, stages=stages)


def _is_outline(text: str) -> bool:
    """Whether a text has the headings and lists that ``to_markdown`` writes below its scores."""
    has_scores = re.search(r"^\| Stage \|.*\|\n\| --- (\| ---: )+\|$", text, re.MULTILINE)
    return bool(has_scores) and text.startswith("# ") and re.search(r"^##", text, re.MULTILINE) is not None


def _tables(text: str) -> Iterator[tuple[int, list[list[str]]]]:
    """The tables outside fences, each with the number of its first line."""
    lines = re.sub("\r\n?", "\n", text).split("\n")
    fence = ""
    at = 0
    while at < len(lines):
        if mark := _FENCE.match(lines[at]):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        is_head = "|" in lines[at] and at + 1 < len(lines) and "|" in lines[at + 1]
        if fence or not is_head or not _RULE.fullmatch(lines[at + 1]):
            at += 1
            continue
        first, rows = at + 1, [_cells(lines[at])]
        at += 2
        while at < len(lines) and "|" in lines[at]:
            rows.append(_cells(lines[at]))
            at += 1
        yield first, rows


def _cells(line: str) -> list[str]:
    cells = _PIPE.split(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip() for cell in cells]


def _plain(cell: str) -> str:
    """The text of a cell: line breaks for ``<br>``, without bold and escapes."""
    text = _STRONG.sub(r"\2", "\n".join(part.strip() for part in _BREAK.split(cell)))
    return _ESCAPE.sub(r"\1", text)
