"""Files of rows of every make are read the same, and what cannot be read is said with file and line."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, RowsError
from cjm_widgets.rows import files
from tests.unit.shared_files import shared

ROWS = [(q, w, site) for q, w in [(1, "0,5"), (4, "1,5"), (5, "1,0")] for site in ("Größe", "Straße") * 10]
ENGINES = ("polars", "duckdb", "pyarrow")
HEADER = ["q", "w", "site"]
IMPORT_IDS = ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3"}']
TEXTS = ["How was it,\nall in all?", "Weight", "Site"]


def written(path: Path, separator: str, encoding: str, before: str = "", headers: Any = ()) -> Path:
    lines = [HEADER, *headers, *ROWS]
    text = before + pd.DataFrame(lines).to_csv(index=False, header=False, sep=separator)
    path.write_bytes(text.encode(encoding))
    return path


def numbers(rows: Any, **options: Any) -> tuple[list[float], str]:
    """The weighted mean of each site, and all that was warned of."""
    journey = cjm.Journey(["Wait"])
    with warnings.catch_warnings(record=True) as messages:
        warnings.simplefilter("always")
        options = {"columns": {"q": "Wait"}, "weight": "w", "by": "site", "scale": (1, 5)} | options
        journey.join(rows, **options)
    table = journey.measures_by(options["by"]).query("measure == 'mean'")
    assert table["segment"].tolist() == ["Größe", "Straße"]
    assert table["n"].tolist() == [30, 30]
    return table["value"].tolist(), "\n".join(str(one.message) for one in messages)


EXPECTED = (0.5 * 1 + 1.5 * 4 + 1.0 * 5) / 3


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("before", ["", "sep=%s\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_of_any_separator_and_encoding(
    engine: str, separator: str, encoding: str, before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip(engine)
    monkeypatch.setattr(files, "find_spec", lambda name: name == engine)
    path = written(tmp_path / "rows.csv", separator, encoding, before.replace("%s", separator))
    means, told = numbers(path)
    assert means == pytest.approx([EXPECTED, EXPECTED])
    assert ("rows.csv is not UTF-8: read as Latin-1" in told) == (encoding == "latin-1")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["q", TEXTS[0]])
def test_the_header_lines_of_qualtrics_are_no_answers_and_name_columns(
    engine: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip(engine)
    path = written(tmp_path / "rows.csv", ",", "utf-8", headers=[TEXTS, IMPORT_IDS])
    frames = [pd.read_csv(path), pd.read_csv(path, header=[0, 1, 2])]
    monkeypatch.setattr(files, "find_spec", lambda name: name == engine)
    for rows in (path, *frames):
        means, _ = numbers(rows, columns={name: "Wait"}, weight="Weight", by="site")
        assert means == pytest.approx([EXPECTED, EXPECTED])


@pytest.mark.parametrize("engine", ["polars", "pyarrow"])
def test_frames_read_from_qualtrics_lose_its_header_lines(engine: str, tmp_path: Path) -> None:
    pytest.importorskip(engine)
    frame = pd.read_csv(written(tmp_path / "rows.csv", ",", "utf-8", headers=[TEXTS, IMPORT_IDS]), dtype=str)
    import pyarrow as pa

    table = pa.Table.from_pandas(frame, preserve_index=False)
    rows = pytest.importorskip("polars").from_arrow(table) if engine == "polars" else table
    means, told = numbers(rows, columns={TEXTS[0]: "Wait"})
    assert means == pytest.approx([EXPECTED, EXPECTED])
    assert "header lines of a Qualtrics file" in told


def test_a_workbook_and_its_sheets(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    path = tmp_path / "rows.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame(ROWS, columns=HEADER).to_excel(book, sheet_name="Answers", index=False, startrow=2)
        pd.DataFrame({"note": ["x"]}).to_excel(book, sheet_name="Notes", index=False)
    means, told = numbers(path)
    assert means == pytest.approx([EXPECTED, EXPECTED])
    assert "read sheet 'Answers' of Answers, Notes" in told
    assert "read sheet" not in numbers(path, sheet="Answers")[1]
    with pytest.raises(CjmError, match=r"no sheet in .*rows.xlsx 'Answer'; did you mean 'Answers'"):
        numbers(path, sheet="Answer")
    with pytest.raises(RowsError, match=r"sheet= is for \.xlsx"):
        numbers(written(tmp_path / "rows.csv", ",", "utf-8"), sheet="Answers")


def test_a_workbook_is_counted_again_from_its_sheet(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    journey, path = cjm.Journey(["Wait"]), tmp_path / "rows.xlsx"
    pd.DataFrame({"q": [1, 5] * 10}).to_excel(path, sheet_name="B", index=False)
    journey.join(path, columns={"q": "Wait"}, scale=(1, 5), sheet="B")
    journey.save(tmp_path / "map.cjm.json")
    pd.DataFrame({"q": [1, 5] * 20}).to_excel(path, sheet_name="B", index=False)
    again = cjm.read(tmp_path / "map.cjm.json")
    again.refresh()
    assert again.measures["n"].tolist() == [40, 40]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("q,w\n1,2\n3,4,5\n", r"rows.csv, line 3 has 3 fields and the header 2"),
        ('q,w\n1,2\n3,"4\n5,6\n', r"rows.csv, line 3 opens a quote that is never closed"),
        ("q,q\n1,2\n", r"rows.csv, line 1, has 2 columns named 'q' \(columns 1 and 2\); rename all but one"),
        ("", r"rows.csv is empty"),
    ],
)
def test_what_is_damaged_is_said_with_its_line(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RowsError, match=sentence):
        cjm.Journey(["Wait"]).join(tmp_path / "rows.csv", columns={"q": "Wait"}, scale=(1, 5))


def test_columns_of_one_name_matter_only_where_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("q,note,note\n" + "1,a,b\n5,c,d\n" * 10, encoding="utf-8")
    journey = cjm.Journey(["Wait"])
    journey.join(path, columns={"q": "Wait"}, scale=(1, 5))
    assert journey.measures["value"].tolist() == [3, 0.5]


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    for library in ("pyreadstat", "python_calamine"):
        pytest.importorskip(library)
    for name, sentence in (("rows.sav", "is no file of SPSS or Stata"), ("rows.xlsx", "is no workbook")):
        (tmp_path / name).write_text("hello", encoding="utf-8")
        with pytest.raises(RowsError, match=sentence):
            cjm.Journey(["Wait"]).join(tmp_path / name, columns={"q": "Wait"}, scale=(1, 5))


# --- the shared cases


@pytest.mark.filterwarnings("ignore::cjm_widgets.CjmWarning")
@pytest.mark.parametrize("name", ["semi", "sep"])
def test_the_shared_files_with_semicolons(name: str) -> None:
    path = shared(f"cases/surveys/{name}.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split(";") for line in lines if line and not line.startswith(("sep", "id"))]
    journey = cjm.Journey(["Find", "Buy"])
    journey.join(path, columns={"q1": "Find", "q2": "Buy"}, scale=(1, 5))
    means = [sum(float(row[at].replace(",", ".")) for row in rows) / len(rows) for at in (1, 2)]
    assert journey.measures.query("measure == 'mean'")["value"].tolist() == pytest.approx(means)


@pytest.mark.filterwarnings("ignore::cjm_widgets.CjmWarning")
@pytest.mark.parametrize("name", ["lat1", "u16", "bom"])
def test_the_shared_files_of_other_encodings(name: str) -> None:
    journey = cjm.Journey(["Find"])
    by = [] if name == "bom" else ["Zufriedenheit Größe"]
    journey.join(shared(f"cases/surveys/{name}.csv"), columns={"q1": "Find"}, scale=(1, 5), by=by)
    assert journey.measures[["n", "value"]].to_numpy().tolist() == [[60, 3.0], [60, 0.4]]
    if by:
        assert journey.measures_by(by[0])["segment"].unique().tolist() == ["ä"]


def test_the_shared_file_with_two_columns_of_one_name_is_refused() -> None:
    with pytest.raises(RowsError, match=r"dup.csv, line 1, has 2 columns named 'q'"):
        cjm.Journey(["Find"]).join(shared("cases/surveys/dup.csv"), columns={"q": "Find"}, scale=(1, 5))


@pytest.mark.filterwarnings("ignore::cjm_widgets.CjmWarning")
def test_the_shared_files_of_qualtrics() -> None:
    points = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]
    for name, score in (("qualtrics", int), ("qualtrics_text", lambda word: points.index(word) + 1)):
        path = shared(f"cases/surveys/{name}.csv")
        answers = [line.split(",")[2:] for line in path.read_text(encoding="utf-8").splitlines()[3:] if line]
        journey = cjm.Journey(["Find", "Buy"])
        journey.join(path, columns={"Q1": "Find", "How satisfied were you with buying?": "Buy"})
        expected = [sum(score(row[at]) for row in answers) / len(answers) for at in (0, 1)]
        means = journey.measures.query("measure == 'mean'")
        assert means["value"].tolist() == pytest.approx(expected)
        assert means["n"].tolist() == [60, 60]
