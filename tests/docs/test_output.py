"""What the site shows below a block: tables, described pictures, printed text, never a text's markup."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import cjm_widgets as cjm
from docs.building.blocks import Block, Outcome
from docs.building.output import MOST_ROWS, Pictures, result_of
from docs.building.site import REPAIRS, repair

BLOCK = Block("python", (), "", 1, 1)


def _html(value: object, folder: Path, text: str = "") -> str:
    return result_of(Outcome(BLOCK, value, text), "page-1", Pictures(folder), "../")


def test_a_frame_is_a_table_of_few_rows(tmp_path: Path) -> None:
    html = _html(pd.DataFrame({"n": range(MOST_ROWS + 5), "who": "<b>"}), tmp_path)
    assert html.count("<tr>") + html.count("<tr ") == MOST_ROWS + 1
    assert "5 more rows" in html
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_a_map_is_two_pictures_with_a_description(tmp_path: Path) -> None:
    html = _html(cjm.Journey(["Wait"], title='A "visit"'), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page-1-dark.svg", "page-1.svg"]
    assert html.count('src="../_pictures/page-1') == 2
    assert "A &quot;visit&quot;" in html


def test_a_frame_of_a_map_is_shown_as_it_is(tmp_path: Path) -> None:
    html = _html(cjm.Journey(["Wait"], title="A visit").to_iframe(), tmp_path)
    assert '<div class="live"><iframe title="A visit"' in html


def test_two_pictures_of_one_name_are_an_error(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path)
    pictures.add("map", '<svg width="3" height="4">')
    with pytest.raises(AssertionError, match="two pictures are called map"):
        pictures.add("map", '<svg width="3" height="4">')


def test_other_values_are_printed_and_none_is_nothing(tmp_path: Path) -> None:
    assert "<pre>(1, &#x27;&lt;&#x27;)</pre>" in _html((1, "<"), tmp_path)
    assert _html(None, tmp_path) == ""
    assert "<pre>said</pre>" in _html(None, tmp_path, "said")


def test_a_page_of_the_theme_is_mended_for_readers_who_do_not_see_it() -> None:
    page = repair("".join(REPAIRS))
    assert page == "".join(REPAIRS.values())
    assert 'tabindex="0"' in page
