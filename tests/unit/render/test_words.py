"""Text is as wide as the font says, and breaks where a reader would break it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.render.words import TABLE, is_right_to_left, printable, width_of, width_table, wrap

FOLDER = Path("/usr/share/fonts/truetype/liberation")


def test_the_table_of_widths_is_the_fonts() -> None:
    pytest.importorskip("fontTools")
    regular, bold = (FOLDER / f"LiberationSans-{face}.ttf" for face in ("Regular", "Bold"))
    if not regular.exists():
        pytest.skip("Liberation Sans is not installed")
    assert json.loads(TABLE.read_text("utf-8")) == width_table(regular, bold)


def test_lines_break_at_spaces_and_after_hyphens() -> None:
    assert wrap("Rides the long-term shuttle", 62) == ["Rides the", "long-term", "shuttle"]
    assert wrap("a very-long-hyphenated word", 70) == ["a very-long-", "hyphenated", "word"]


def test_its_own_line_breaks_are_kept() -> None:
    assert wrap("one\n\ntwo", 500) == ["one", "", "two"]


def test_a_word_wider_than_a_line_is_broken_inside() -> None:
    assert "".join(wrap("x" * 50, 60)) == "x" * 50
    assert len(wrap("x" * 50, 60)) > 4


def test_wide_characters_break_anywhere() -> None:
    assert wrap("日本語のテキスト", 50) == ["日本語の", "テキスト"]


@pytest.mark.parametrize("character", ["👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "e\u0301", "❤️"])
def test_what_is_one_character_to_a_reader_stays_whole(character: str) -> None:
    for line in wrap(character * 6, 30):
        assert line.replace(character, "") == ""


def test_combining_marks_take_no_room() -> None:
    assert width_of("e\u0301") == width_of("e")


def test_the_first_letter_with_a_direction_says_which_way_a_text_runs() -> None:
    assert is_right_to_left("12. שלום hello")
    assert not is_right_to_left("12. hello שלום")


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert printable("a\x00b\x1b\uffff\ud800c\n") == "a\ufffdb\ufffd\ufffd\ufffdc\n"


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60),
    st.integers(20, 200),
)
def test_nothing_but_space_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert width_of(line) <= width + 1e-6 or not wrap(line, width)[1:]
