"""What the README says in numbers is so, and whatever pages lead to is there."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.lint.rules import RULES
from cjm_widgets.measures.registry import makers
from docs.building.blocks import README, pages
from docs.building.reference import sections

ROOT = README.parent
FROM_DECLARATIONS = ("public-names", "measures", "templates", "file-format", "command-line")
"""Pages of the reference that are written when the site is built."""
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)(?P<path>[^)#\s]+)[^)]*\)")


def test_the_numbers_of_the_readme_are_so() -> None:
    text = README.read_text("utf-8")
    own = cjm.templates().query("group != 'yours'")
    for number, things in ((len(own), "templates"), (len(RULES), "rules"), (len(makers()), "measures")):
        assert f"{number} {things}" in text, f"the README should say: {number} {things}"
    for path in re.findall(r"`(tests/[\w/.]+)`", text):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("page", [str(page.relative_to(ROOT)) for page in pages()])
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    for path in LINK.findall((ROOT / page).read_text("utf-8")):
        target = folder / path
        is_written_later = target.parent.name == "reference" and target.stem in FROM_DECLARATIONS
        assert is_written_later or target.exists(), f"{page} leads to {path}"


def test_the_reference_has_every_section_of_the_class() -> None:
    index = (ROOT / "docs" / "reference" / "index.md").read_text("utf-8")
    for name in sections():
        slug = re.sub(r"[^a-z]+", "-", name.lower()).strip("-")
        assert f"journey-{slug}\n" in index, name


def test_the_contents_of_the_site_have_every_page() -> None:
    docs = Path(ROOT / "docs")
    contents = "\n".join(
        path.read_text("utf-8") for path in (docs / "index.md", docs / "reference" / "index.md")
    )
    entries = re.findall(r"^(?:.* <)?([\w./*-]+)>?$", contents, re.MULTILINE)
    for page in pages():
        name = page.relative_to(docs).with_suffix("").as_posix() if page.is_relative_to(docs) else "index"
        if not name.endswith("index"):
            places = (name, name.removeprefix("reference/"), f"../{name}")
            assert any(fnmatch(place, entry) for place in places for entry in entries), name
