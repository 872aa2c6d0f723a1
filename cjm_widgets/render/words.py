"""How wide text is, and where it breaks into lines, by the widths of a real font.

A character the font does not have counts as the script it belongs to usually takes: combining marks nothing,
wide characters and emoji one em. Emoji made of several are as wide as all of them: they wrap early at worst.

``python -m cjm_widgets.render.words LiberationSans-Regular.ttf LiberationSans-Bold.ttf`` reads the widths
into ``widths.json``, when the font is to be another one; it needs fontTools, which nothing else here does.
Liberation Sans is as wide as Arial, Helvetica and Arimo, letter by letter.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

FAMILY = "Arial, 'Liberation Sans', Arimo, Helvetica, 'Noto Sans', sans-serif"
TABLE = Path(__file__).with_name("widths.json")
BLOCKS = (
    (0x20, 0x52F),  # Latin, Greek, Cyrillic
    (0x5BE, 0x5F4),  # Hebrew
    (0x1E00, 0x1EFF),  # Latin as in Vietnamese
    (0x2000, 0x23FF),  # punctuation, currencies, arrows
)
_UNKNOWN = 0.65
_ASCENT, _DESCENT = 0.905, 0.212
_JOINER = "\u200d"
_TOKENS = re.compile(r"(?!\Z)([^\s-]*-*)(\s*)")
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\U0001f000-\U0003ffff]"
)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Widths(dict[str, float]):
    """Width of each character in em; one that is not known yet is looked up once."""

    def __missing__(self, character: str) -> float:
        if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
            width = 0.0
        elif unicodedata.east_asian_width(character) in "WF":
            width = 1.0
        else:
            width = _UNKNOWN
        self[character] = width
        return width


@cache
def _widths(face: str) -> _Widths:
    table = json.loads(TABLE.read_text("utf-8"))
    widths = _Widths()
    for block in table["blocks"]:
        for place, width in enumerate(block[face]):
            if width is not None:
                widths[chr(block["first"] + place)] = width / table["em"]
    return widths


@lru_cache(maxsize=10_000)
def width_of(text: str, size: float = 12, bold: bool = False) -> float:
    """How wide a line of text is, in px.

    Examples
    --------
    >>> round(width_of("Journey"), 2), round(width_of("Journey", bold=True), 2)
    (42.69, 46.68)
    """
    return sum(map(_widths("bold" if bold else "regular").__getitem__, text)) * size


def baseline(top: float, size: float, height: float) -> float:
    """The baseline of a line of this height that starts at ``top``."""
    return top + (height - (_ASCENT + _DESCENT) * size) / 2 + _ASCENT * size


def printable(text: str) -> str:
    """Text as XML and HTML can hold it: what they have no way to write is the replacement character."""
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)  # most is, as is seen at once


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs to the left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL", "L"):
            return direction != "L"
    return False


def wrap(text: str, width: float, size: float = 12, bold: bool = False) -> list[str]:
    """Break text into lines no wider than ``width``.

    Lines break at spaces, after hyphens, between wide characters, and inside a word only where it is wider
    than a whole line; a character is never parted from what combines with it.

    Parameters
    ----------
    text
        Any text; its own line breaks are kept.
    width
        In px.
    size, bold
        Of the letters.

    Returns
    -------
    list of str
        At least one line.

    Examples
    --------
    >>> wrap("Keeps the ticket safe", 60)
    ['Keeps the', 'ticket safe']
    """
    if "\n" not in text and width_of(text, size, bold) <= width:
        return [text]
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += _wrap_line(paragraph, width, size, bold)
    return lines


def fitted(text: str, width: float, size: float = 12, bold: bool = False) -> str:
    """A text in one line of so much room, cut with an ellipsis where it is longer.

    Examples
    --------
    >>> fitted("Queue", 100), fitted("A queue without an end", 60)
    ('Queue', 'A queue…')
    """
    line = printable(" ".join(text.split()))
    if width_of(line, size, bold) <= width:
        return line
    first = wrap(line, max(width - width_of("…", size, bold), 1), size, bold)[0]
    return f"{first.rstrip()}…"


def _wrap_line(text: str, width: float, size: float, bold: bool) -> list[str]:
    lines, line, x = [], "", 0.0
    for word, space in _tokens(text):
        wide = width_of(word, size, bold)
        if line and x + wide > width:
            lines.append(line.rstrip())
            line, x = "", 0.0
        while wide > width and (cut := _fitting(word, width, size, bold)) < len(word):
            lines.append(word[:cut])
            word = word[cut:]
            wide = width_of(word, size, bold)
        if word:
            line += word + space
            x += wide + width_of(space, size, bold)
        elif not lines:
            line, x = space, width_of(space, size, bold)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Pieces between which a line may break, and the space after each."""
    for word, space in _TOKENS.findall(text):
        if _WIDE.search(word) is None:
            yield word, space
            continue
        start = 0
        for place in range(1, len(word)):
            if _WIDE.match(word[place]) and not _holds_together(word, place):
                yield word[start:place], ""
                start = place
        yield word[start:], space


def _holds_together(text: str, place: int) -> bool:
    """Whether what stands before this place and what stands at it are one character to a reader."""
    before, at = text[place - 1], text[place]
    flags = "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= at <= "\U0001f1ff"
    tones = "\U0001f3fb" <= at <= "\U0001f3ff"
    return flags or tones or before == _JOINER or unicodedata.category(at) in ("Mn", "Me", "Mc", "Cf")


def _fitting(word: str, width: float, size: float, bold: bool) -> int:
    """How many characters of a word fit into a line; at least one."""
    widths = _widths("bold" if bold else "regular")
    advance, cut = 0.0, 0
    for place, character in enumerate(word):
        advance += widths[character] * size
        if advance > width and cut:
            break
        if place + 1 == len(word) or not _holds_together(word, place + 1):
            cut = place + 1
    return cut


# --- font widths


def width_table(regular: Path, bold: Path) -> dict[str, object]:
    """The widths of two faces of a font, in units of the em; null for what it does not have."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no types

    faces = {"regular": TTFont(regular), "bold": TTFont(bold)}
    blocks = []
    for first, last in BLOCKS:
        block: dict[str, object] = {"first": first}
        for face, font in faces.items():
            names, widths = font.getBestCmap(), font["hmtx"]
            block[face] = [
                widths[names[point]][0] if point in names else None for point in range(first, last + 1)
            ]
        blocks.append(block)
    font = faces["regular"]
    return {"font": font["name"].getDebugName(4), "em": font["head"].unitsPerEm, "blocks": blocks}


def main(files: list[str]) -> None:
    """Write the table."""
    regular, bold = map(Path, files)
    text = json.dumps(width_table(regular, bold), separators=(",", ":"))
    TABLE.write_text(text.replace('{"first"', '\n{"first"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
