"""The Markdown outline: read by people, and by Markdown as nothing but text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import mistune
import pytest

import cjm_widgets as cjm
from cjm_widgets.formats.markdown import escape, markdown_text
from cjm_widgets.render.words import printable
from tests.hostile_strings import LATEX
from tests.unit.formats.maps import HARD, map_with, naughty

_OURS = {"h1", "h2", "h3", "p", "ul", "li", "strong", "br", "table", "thead", "tbody", "tr", "th", "td"}
_MARKUP = [
    *("# a", "## a ##", "a #", "- a", "+ a", "* a", "1. a", "12) a", "> a", "---", "- - -", "===", "***"),
    *("    code", "`a`", "**a**", "_a_", "~~a~~", "[a](javascript:x)", "![a](http://x)", "<b>", "<!-- a -->"),
    *(
        "&lt;",
        "\\*",
        "http://example.org",
        "www.example.org",
        "a@example.org",
        "| a | b |",
        "$a$",
        ":::",
        "a  ",
    ),
    *("[^1]: a", "[a]: http://x", "^a^", "==a==", "x ==a== ===", "{{< a >}}", "1986\\. a", "a\\", "~~~"),
    *("{role}`a`", "<script>alert(1)</script>"),
]


class _Read(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.runs = [""]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "br":  # which MathJax takes for a space
            self.runs.append("")
        if tag != "span" or attrs:  # those around a sign that could begin a formula say nothing more
            self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        self.runs.append("")

    def handle_data(self, data: str) -> None:
        self.text += data
        self.runs[-1] += data


def _rendered(text: str) -> _Read:
    plugins = ["table", "strikethrough", "footnotes", "url", "math", "superscript", "mark", "def_list"]
    return _Read(str(mistune.create_markdown(escape=False, plugins=plugins)(text)))


@pytest.mark.parametrize("text", [*_MARKUP, *HARD])
def test_a_text_is_read_as_itself(text: str) -> None:
    for line in (escape(text), f"- {escape(text)}"):
        read = _rendered(line)
        assert read.tags <= {"p", "ul", "li"}
        assert " ".join(read.text.split()) == " ".join(printable(text).split())


def test_hostile_strings_are_no_markup_anywhere() -> None:
    read = _rendered(markdown_text(map_with([*_MARKUP, *HARD, *naughty()])))
    assert read.tags <= _OURS


def test_no_run_of_text_holds_what_mathjax_takes_for_a_formula_or_an_escape() -> None:
    texts = [
        *LATEX.values(),
        "$1 or $2",
        "$5",
        "\\\\server\\share",
        "a\\$b",
        "\\\\(x\\\\)",
        "$$",
        "\\eqref{x}",
        "$a",
    ]
    read = _rendered(markdown_text(map_with(texts)))
    assert read.tags <= _OURS
    for run in read.runs:
        assert not re.search(r"\$.*\$|\\[()\[\]\\$]|\\begin\b|\\(eq)?ref\b", run, re.DOTALL), run
    text = "".join(read.text.split())
    assert all("".join(printable(one).split()) in text for one in texts)


def test_one_price_is_written_as_a_price() -> None:
    assert escape("costs $5") == "costs \\$5"


def test_the_future_state_is_a_column_beside_the_present_one() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion"], personas=["Ann", "Bo"])
    journey.set_emotion("Wait", -1, "Ann")
    journey.set_emotion("Wait", 1.37, "Ann", state="future")
    journey.set_emotion("Arrive", 2, "Bo", state="future")
    assert (
        "| Stage | Ann | Ann, future | Bo, future |\n| --- | ---: | ---: | ---: |\n"
        "| Arrive |  |  | +2.0 |\n| Wait | −1.0 | +1.37 |  |\n"
    ) in journey.to_markdown()


def test_an_outline_has_a_heading_a_stage_a_list_a_cell_and_a_table_of_scores() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion", "Pain points"], title="A visit")
    journey.set_cell("Wait", "Pain points", "No seat\nNo sign")
    journey.set_emotion("Wait", -1)
    assert journey.to_markdown() == (
        "# A visit\n\n| Stage | Customer |\n| --- | ---: |\n| Arrive |  |\n| Wait | −1.0 |\n\n"
        "## Arrive\n\n## Wait\n\n**Pain points**\n\n- No seat\n- No sign\n"
    )
