"""The site: ``python -m docs.building.site [folder]`` writes its pages and has Sphinx make HTML of them.

Nothing generated is kept beside what people write: all pages, with what their code gives, go into
``folder/source``, pictures into ``folder/html/_pictures``, and the site is ``folder/html``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from docs.building import gallery, reference
from docs.building.blocks import DOCS, blocks, run
from docs.building.output import Pictures, result_of

FOLDER = DOCS.parent / "build" / "docs"
SHOTS = ("map.png", "links.png", "menu.png")
"""Pictures of the screen, which the README shows too."""

REPAIRS = {
    'role="heading"': 'role="heading" aria-level="2"',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Pages">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
    '<div id="search-results">': '<h1>Search</h1><div id="search-results">',
    '>Variables<span class="colon">': '>Attributes<span class="colon">',
}
"""What the theme writes, and what it should."""


def write_pages(folder: Path) -> None:
    """Write every page of the site, those of people and those that are generated, into a folder."""
    source = folder / "source"
    shutil.rmtree(folder, ignore_errors=True)
    pictures = Pictures(folder / "html" / "_pictures")
    for page in sorted(DOCS.rglob("*.md")):
        path = page.relative_to(DOCS)
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(_with_results(page, path, pictures), "utf-8")
    gallery.write(source / "gallery", pictures)
    reference.write(source / "reference", pictures)
    shutil.copytree(DOCS / "static", source / "static")
    for name in SHOTS:
        shutil.copy(DOCS.parent / "notebooks" / name, source / "static" / name)


def _with_results(page: Path, path: Path, pictures: Pictures) -> str:
    """A page with what each block gives below the block."""
    text = page.read_text("utf-8")
    if not any(block.language in ("python", "console") for block in blocks(text)):
        return text
    lines, end, root = text.split("\n"), 0, "../" * (len(path.parts) - 1)
    parts: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, outcome in enumerate(run(page, Path(folder))):
            name = "-".join([*path.with_suffix("").parts, str(number)])
            parts.append("\n".join(lines[end : outcome.block.end]))
            parts.append(result_of(outcome, name, pictures, root))
            end = outcome.block.end
    return "\n".join([*parts, *lines[end:]])


def repair(html: str) -> str:
    """A page with what the theme leaves out for readers who do not see it, or have no pointer."""
    for part, better in REPAIRS.items():
        html = html.replace(part, better)
    return html


def main(folder: Path) -> int:
    """Build the site; a warning of Sphinx is an error."""
    from sphinx.cmd.build import build_main

    write_pages(folder)
    options = ["-q", "-W", "--keep-going", "-b", "html", "-c", str(DOCS), "-d", str(folder / "trees")]
    code = build_main([*options, str(folder / "source"), str(folder / "html")])
    for page in (folder / "html").rglob("*.html"):
        page.write_text(repair(page.read_text("utf-8")), "utf-8")
    print(f"The site: {folder / 'html' / 'index.html'}")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
