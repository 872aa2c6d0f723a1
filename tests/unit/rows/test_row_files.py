"""Rows in files: text stays text, and whichever engine is installed reads the same."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path

import pandas as pd
import pytest

from cjm_widgets.counts.counting import count
from cjm_widgets.document.errors import RowsError
from cjm_widgets.rows import files
from cjm_widgets.rows.opening import open_rows
from cjm_widgets.rows.reading import Plan

PLAN = Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "a"}, missing=(0,), by=("gate", "airline"), weight="w")
CSV = 'Q1,Q2,gate,airline,w\n5,4,007,NA,1.5\n3.0,0,007,"Air ""Q"", Inc",0.25\n,2,7,nan,1\n1,1,,NA,2\n'
ENGINES = ("polars", "duckdb", "pyarrow")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The only engine that is installed."""
    pytest.importorskip(request.param)
    missing = {*ENGINES} - {request.param}
    find = importlib.util.find_spec
    monkeypatch.setattr(files, "find_spec", lambda name: None if name in missing else find(name))
    return request.param


def written(path: Path, text: str = CSV) -> Path:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8") as file:
        file.write(text)
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rows.csv", CSV),
        ("rows.CSV", CSV),
        ("rows.csv.gz", CSV),
        ("with a mark.csv", "\ufeff" + CSV),
        ("windows.csv", CSV.replace("\n", "\r\n")),
    ],
)
def test_a_csv_file_keeps_zeros_and_knows_na_as_a_name(engine: str, name: str, text: str, tmp_path: Path):
    counts, _ = count(written(tmp_path / name, text), PLAN)
    assert counts.segments == (("007", 'Air "Q", Inc'), ("007", "NA"), ("7", "nan"), (None, "NA"))
    tally = counts.stages["a"]
    assert tally.values == (1.0, 2.0, 3.0, 4.5)
    assert tally.n == ((0, 0, 1, 0), (0, 0, 0, 1), (0, 1, 0, 0), (1, 0, 0, 0))
    assert tally.weights == ((0, 0, 0.25, 0), (0, 0, 0, 1.5), (0, 1.0, 0, 0), (2.0, 0, 0, 0))


def test_a_tsv_file_is_separated_by_tabs(engine: str, tmp_path: Path):
    rows = written(tmp_path / "rows.tsv", "Q1\tby\n5\ta,b\n4\tc\n")
    counts, _ = count(rows, Plan(scale=(1, 5), columns={"Q1": "a"}, by=("by",)))
    assert counts.segments == (("a,b",), ("c",))


def test_parquet_files_are_read_alone_by_pattern_and_by_folder(engine: str, tmp_path: Path):
    frame = pd.DataFrame({"Q1": [5, 4, 4], "flight": ["d", None, "i"]})
    folder = tmp_path / "answers"
    folder.mkdir()
    for month in ("may", "june"):
        frame.to_parquet(folder / f"{month}.parquet")
    plan = Plan(scale=(1, 5), columns={"Q1": "a"}, by=("flight",))
    one, _ = count(folder / "may.parquet", plan)
    assert one == count(frame, plan)[0]
    twice = count(pd.concat([frame, frame]), plan)[0]
    assert count(str(folder / "*.parquet"), plan)[0] == twice
    assert count(folder, plan)[0] == twice


def test_the_engine_that_reads_is_named(engine: str, tmp_path: Path):
    assert open_rows(written(tmp_path / "rows.csv")).engine == engine


def test_a_file_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path):
    written(tmp_path / "answers.csv")
    with pytest.raises(RowsError, match=r"there is no file '.*anwsers.csv'; did you mean 'answers.csv'"):
        open_rows(tmp_path / "anwsers.csv")


def test_other_files_are_refused_with_what_can_be_read(tmp_path: Path):
    (tmp_path / "rows.docx").touch()
    with pytest.raises(RowsError, match=r"rows.docx' is no file of rows: .parquet, .pq, .csv"):
        open_rows(tmp_path / "rows.docx")


def test_without_any_engine_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "find_spec", lambda name: None)
    with pytest.raises(RowsError, match="needs one of polars, duckdb, pyarrow: pip install polars"):
        open_rows(written(tmp_path / "rows.csv"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", r"rows.parquet is empty \(0 bytes\)"),
        (b"PAR1", "rows.parquet is no Parquet file, or its end is missing"),
        (b"PAR1 and what follows", "rows.parquet is no Parquet file, or its end is missing"),
        (b"PAR1" + b"x" * 20 + b"PAR1", "rows.parquet is no Parquet file, or its end is missing"),
    ],
)
@pytest.mark.parametrize("where", ["", "*.parquet", "rows.parquet"], ids=["folder", "pattern", "file"])
def test_a_damaged_parquet_file_is_named(tmp_path: Path, content: bytes, sentence: str, where: str) -> None:
    (tmp_path / "rows.parquet").write_bytes(content)
    with pytest.raises(RowsError, match=sentence):
        files.read_file(tmp_path / where)
