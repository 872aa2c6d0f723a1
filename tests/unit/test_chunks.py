"""The start bundle is small, and every chunk that it fetches is built with it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from cjm_widgets.widgets import assets

ROOT = Path(__file__).parents[2]
LIMIT = 96 * 1024
CHUNKS = sorted((assets.STATIC / "chunks").glob("*.js"))


def size(*names: str) -> int:
    """Bytes of these built files, gzipped."""
    return sum(len(gzip.compress((assets.STATIC / name).read_bytes(), 9)) for name in names)


def test_what_every_map_starts_with_is_at_most_96_kb(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        f"{path.relative_to(assets.STATIC)} {size(str(path)):,}"
        for path in sorted(assets.STATIC.rglob("*.*"))
    ]
    with capsys.disabled():
        print("\nBytes gzipped:", *lines, sep="\n  ")
    assert size("widget.js") <= LIMIT


def test_every_chunk_of_the_table_is_built_and_known_to_the_start() -> None:
    table = (ROOT / "js/src/view/chunks.ts").read_text("utf-8")
    names = re.search(r"CHUNKS = \{([^}]*)\}", table)
    assert names
    named = sorted(name.strip() for name in names[1].split(",") if name.strip())
    start = (assets.STATIC / "widget.js").read_text("utf-8")
    files = {}
    for name in named:  # those that share modules come in one file
        places = re.findall(rf'\b{name}:"(\w+)"', start)
        files[name] = next(place for place in places if place in named)
    catalogues = {path.stem for path in (ROOT / "js/src/words/catalogues").glob("*.json")}
    assert all(re.search(rf'\b{name}"?:"{name}"', start) for name in catalogues)
    assert set(files.values()) | catalogues == {path.stem for path in CHUNKS}


@pytest.mark.parametrize("path", CHUNKS, ids=lambda path: path.stem)
def test_a_chunk_needs_no_other_module(path: Path) -> None:
    script = path.read_text("utf-8")
    assert script.startswith("export default")  # a function, in which no import can stand but a call
    assert not re.search(r"\b(import|require)\(", script)
    assert not re.search(r'@import|url\(["\']?http', "".join(assets.chunk(path.stem)))
