"""Whatever a map is saved as says where it shows numbers of fewer than five people."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.formats.registry import FORMATS, WRITABLE
from cjm_widgets.renderers import pictures

SENTENCE = "shows numbers of fewer than 5 people"
ROWS = pd.DataFrame({"Q1": [4, 5, 3, 4, 2, 5] * 2, "site": ["N", "S"] * 6, "year": [1, 1, 2, 2] * 3})


def few(min_n: int = 3) -> cjm.Journey:
    journey = cjm.Journey(["Wait", "Pay"], title="A visit")
    journey.set_emotion("Wait", 1)
    journey.join(ROWS, columns={"Q1": "Wait"}, scale=(1, 5), min_n=min_n, by="site", wave="year")
    return journey


def text_in(path: Path) -> str:
    """All text that a file holds, of a PDF that of its pages."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        pypdf = pytest.importorskip("pypdf")
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if content[:2] == b"PK":
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    text = content.decode("utf-8", "ignore")
    if path.name.endswith(".myst.md"):  # the page is packed in its second line
        return gzip.decompress(base64.b64decode(json.loads(text.splitlines()[1])["page"])).decode()
    return text


@pytest.mark.parametrize("suffix", WRITABLE)
@pytest.mark.filterwarnings("ignore::cjm_widgets.CjmWarning")
def test_every_file_says_that_numbers_are_of_few_people(suffix: str, tmp_path: Path) -> None:
    for format in FORMATS:
        if suffix in format.suffixes:
            for library in format.libraries:
                pytest.importorskip(library)
    path = tmp_path / f"map{suffix}"
    for min_n, says in ((3, True), (5, False)):
        journey = few(min_n)
        journey.save(path)
        if suffix == ".png":  # a picture of the same shapes
            journey.save(path := path.with_suffix(".svg"))
        text = " ".join(text_in(path).split())
        assert (SENTENCE in text) == says
        path = tmp_path / f"map{suffix}"


@pytest.mark.parametrize("tidy", [False, True])
@pytest.mark.filterwarnings("ignore::cjm_widgets.CjmWarning")
def test_the_sentence_of_a_table_is_no_lane_when_it_is_read(tidy: bool, tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    for min_n in (3, 10):
        (tmp_path / f"{min_n}.csv").write_text(few(min_n).to_csv(tidy=tidy))
    lanes = [[lane.name for lane in cjm.read(tmp_path / name).document.lanes] for name in ("3.csv", "10.csv")]
    assert lanes[0] == lanes[1]
    assert not path.exists()


@pytest.mark.parametrize(
    ("kind", "options"),
    [("curve", {}), ("distribution", {}), ("compare", {"by": "site"}), ("trend", {})],
)
def test_every_chart_says_so(kind: str, options: dict[str, str]) -> None:
    pytest.importorskip("altair")
    assert SENTENCE in few().chart(kind, **options).to_json()
    assert SENTENCE not in few(5).chart(kind, **options).to_json()


def test_outputs_of_notebooks_say_so() -> None:
    assert all(SENTENCE in picture for picture in pictures(few(), "map").values())


# --- where everything is withheld


def test_the_map_says_how_many_answered_and_what_shows_them(tmp_path: Path) -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(pd.DataFrame({"Q1": [4, 5, 3]}), columns={"Q1": "Wait"}, scale=(1, 5))
    words = "numbers of all 3 respondents withheld, a lower min_n= shows more"
    assert journey.measures["method"].str.endswith(words).all()
    for suffix in (".html", ".svg", ".cjm.json"):
        journey.save(tmp_path / f"map{suffix}")
        assert words in (tmp_path / f"map{suffix}").read_text()
    pytest.importorskip("altair")
    journey.chart("distribution").save(tmp_path / "chart.json")
    long = cjm.Journey(["Wait"])
    long.join(pd.DataFrame({"s": ["Wait"] * 4, "v": [4, 5, 3, 3]}), stage="s", score="v", scale=(1, 5))
    assert "numbers of all 4 answers withheld" in long.measures["method"][0]
