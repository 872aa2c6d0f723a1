"""Mermaid diagrams and tables of odd shapes: whatever is read is looked at, redacted, compared and saved."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError
from cjm_widgets.formats.registry import document_in
from tests.unit.lint.test_corpora import check

_ODD = "\u200b\u202e\u00a0\u00ad\ufeff\u0301😀\u4e00\u0645ßİ'\"“”‘;,:#%|<>&\\/=+-@()[]{}*_`~^$!?.…\t"
_TEXTS = st.one_of(
    st.text(st.sampled_from(f"abcXYZ 019{_ODD}"), max_size=40),
    st.sampled_from(
        [
            "",
            " ",
            "NaN",
            "null",
            "0",
            "-1.5",
            "1e999",
            "=1+1",
            "TBD",
            "Stage 1",
            "__proto__",
            "con",
            "We send all",
        ]
    ),
    st.sampled_from(["Mrs Ada Byron", "ada@example.org", "+44 20 7946 0958", "4111 1111 1111 1111"]),
)
_NAMES = st.one_of(
    st.sampled_from(["Stage", "Lane", "Emotion", "Phase", "Pain points", "Opportunities"]), _TEXTS
)


@st.composite
def diagrams(draw: st.DrawFn) -> str:
    """Lines that a Mermaid journey may have, in any order, some of them wrong."""
    line = st.one_of(
        st.builds("title {}".format, _TEXTS),
        st.builds("section {}".format, _NAMES),
        st.builds(
            "{}: {}: {}".format, _NAMES, st.sampled_from(["1", "3", "5", "9", "-2", "4.5", ""]), _TEXTS
        ),
        st.builds("{}: {}".format, _NAMES, st.integers(-1, 9)),
        st.builds("%% {}".format, _TEXTS),
        st.sampled_from(["", "accTitle: a", "accDescr {", "}", "---"]),
    )
    lines = draw(st.lists(line, max_size=14))
    indent = draw(st.sampled_from(["", "  ", "\t"]))
    return draw(st.sampled_from(["\n", "\r\n"])).join(["journey", *(indent + one for one in lines)])


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Rows of any length, in any separator, with and without what names them."""
    rows = draw(st.lists(st.lists(_NAMES, max_size=6), max_size=7))
    text = io.StringIO()
    csv.writer(text, delimiter=draw(st.sampled_from(",;\t"))).writerows(rows)
    return text.getvalue()


@contextmanager
def quiet_folder() -> Iterator[Path]:
    """A folder for one example, without the warnings of what was left out."""
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield Path(folder)


def round_trip(name: str, text: str) -> None:
    with quiet_folder() as folder:
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        try:
            document = document_in(path)
        except CjmError:
            return  # with a sentence, which other tests hold
        check(document)
        journey = cjm.read(path)
        journey.snapshot("before")
        journey.redact()
        assert journey.diff("before", "before").empty
        journey.diff("before", "now")
        for ending in (".cjm.json", ".csv", ".mmd", ".md", ".html", ".svg"):
            journey.save(folder / f"saved{ending}")
        again = cjm.read(folder / "saved.cjm.json")
        assert again.document == journey.document


@settings(max_examples=60, deadline=None)
@given(diagrams())
def test_any_diagram_is_refused_with_a_sentence_or_goes_through(text: str) -> None:
    round_trip("odd.mmd", text)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_any_table_is_refused_with_a_sentence_or_goes_through(text: str) -> None:
    round_trip("odd.csv", text)
