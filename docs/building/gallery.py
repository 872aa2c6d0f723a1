"""The gallery: each example is a file in ``docs/gallery``, which the tests run and the site shows."""

from __future__ import annotations

import ast
import re
import tempfile
from contextlib import chdir
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from docs.building.blocks import DOCS, Block, run_python
from docs.building.output import Pictures, figure, raw

GALLERY = DOCS / "gallery"
MOST_LINES = 15
GROUPS = {
    "maps": "Maps",
    "numbers": "Numbers on a map",
    "charts": "Charts of a survey",
    "events": "What people did",
    "practice": "From a map to a decision",
}
"""The folders of examples, in the order of the page, with their headings."""


@dataclass(frozen=True)
class Example:
    """One example.

    Attributes
    ----------
    path
        Its file.
    title
        The first line of its docstring.
    text
        What else the docstring says.
    source
        Its code, without the docstring.
    """

    path: Path
    title: str
    text: str
    source: str

    @property
    def name(self) -> str:
        """Of its page and its picture, such as ``maps-template``."""
        return f"{self.path.parent.name}-{self.path.stem.replace('_', '-')}"

    @property
    def lines(self) -> int:
        """How many lines of code it has; blank ones do not count."""
        return sum(bool(line.strip()) for line in self.source.splitlines())

    def run(self) -> Any:
        """The value of its last line: a journey or a chart."""
        block = Block("python", (), self.source, 1, 1)
        return run_python(block, {"__name__": "__main__"}, self.path.name).value


def examples() -> list[Example]:
    """Every example, group by group, in the order of their files' names."""
    return [_read(path) for group in GROUPS for path in sorted((GALLERY / group).glob("*.py"))]


def _read(path: Path) -> Example:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    words = ast.get_docstring(tree)
    assert words, f"{path} does not say what it shows"
    first = tree.body[0]
    assert first.end_lineno
    title, _, rest = words.partition("\n")
    source = "\n".join(text.splitlines()[first.end_lineno :]).strip("\n")
    return Example(path, title.rstrip("."), rest.strip(), source)


def write(folder: Path, pictures: Pictures) -> None:
    """Write a page for each example, and the page that shows them all."""
    folder.mkdir(parents=True, exist_ok=True)
    tiles: dict[str, list[str]] = {}
    for example in examples():
        with tempfile.TemporaryDirectory() as empty, chdir(empty):
            value = example.run()
        page = figure(value, f"gallery-{example.name}", pictures, "../")
        parts = [f"# {example.title}", example.text, raw(page), f"```python\n{example.source}\n```"]
        (folder / f"{example.name}.md").write_text("\n\n".join(filter(None, parts)) + "\n", "utf-8")
        tiles.setdefault(example.path.parent.name, []).append(_tile(example, page))
    parts = [(GALLERY / "index.md").read_text("utf-8").rstrip()]
    for group, heading in GROUPS.items():
        parts += [f"## {heading}", raw(f'<ul class="tiles">{"".join(tiles[group])}</ul>')]
    names = "\n".join(example.name for example in examples())
    parts.append(f"```{{toctree}}\n:hidden:\n\n{names}\n```")
    (folder / "index.md").write_text("\n\n".join(parts) + "\n", "utf-8")


def _tile(example: Example, page: str) -> str:
    """A small picture that leads to the example's page; the words below it name it, so it needs none."""
    images = re.sub(r'<a class="([^"]*)"[^>]*><img ', r'<img class="\1" ', page)
    images = re.sub(r'alt="[^"]*"', 'alt=""', images)
    images = images.replace("</a>", "").removeprefix('<div class="picture">').removesuffix("</div>")
    return (
        f'<li><a href="{example.name}.html"><span class="tile">{images}</span>'
        f"<span>{escape(example.title)}</span></a></li>"
    )
