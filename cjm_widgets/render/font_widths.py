"""Reads how wide a font's characters are into ``widths.json``; run when the font is to be another one.

``python -m cjm_widgets.render.font_widths LiberationSans-Regular.ttf LiberationSans-Bold.ttf`` needs
fontTools, which nothing else here does. Liberation Sans is as wide as Arial, Helvetica and Arimo, letter by
letter.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TABLE = Path(__file__).with_name("widths.json")
BLOCKS = (
    (0x20, 0x52F),  # Latin, Greek, Cyrillic
    (0x5BE, 0x5F4),  # Hebrew
    (0x1E00, 0x1EFF),  # Latin as in Vietnamese
    (0x2000, 0x23FF),  # punctuation, currencies, arrows
)


def table(regular: Path, bold: Path) -> dict[str, object]:
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
    text = json.dumps(table(regular, bold), separators=(",", ":"))
    TABLE.write_text(text.replace('{"first"', '\n{"first"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
