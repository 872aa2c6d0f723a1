"""Files made to exhaust the machine are refused before they are parsed, with the limit named."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, FileFormatError
from cjm_widgets.document.model import Card, Document, Lane, Stage
from cjm_widgets.formats.xlsx import write_cells
from cjm_widgets.storage import file, limits
from tests.unit.strategies import EXPLORING

SHEET = "xl/worksheets/sheet1.xml"


def _json(field: str) -> str:
    return f'{{"cjm": "1.0", "id": "visit", {field}}}'


TEXTS: dict[str, tuple[str, Callable[[], str], str]] = {
    "keys": ("a.cjm.json", lambda: _json('"emotion": {' + '"":1,' * 250_001 + '"x":1}'), "250,000 keys"),
    "objects": ("a.cjm.json", lambda: _json('"stages": [' + "{}," * 50_001 + "{}]"), "50,000 objects"),
    "lists": ("a.cjm.json", lambda: _json('"stages": [' + "[]," * 800_000 + "[]]"), "1,500,000 values"),
    "commas": ("a.cjm.json", lambda: "[" + "," * 1_600_000, "1,500,000 values"),
    "astral text": (
        "a.cjm.json",
        lambda: _json('"title": "\U0001f600' + "x" * 13_000_000 + '"'),
        "50,000,000 bytes in memory",
    ),
    "fields": ("a.csv", lambda: "," * 1_600_000, "1,500,000 cells and lines"),
    "cells": ("a.csv", lambda: "\n".join(["x" + ",x" * 1_600] * 1000), "1,500,000 cells and lines"),
    "filled cells": ("a.csv", lambda: "\n".join(["x" + ",x" * 930] * 1000), "300,000 filled cells"),
    "texts": ("a.csv", lambda: "\n".join(["x" + ",x" * 240] * 1000), "30,000 lines of text"),
    "lines in a cell": ("a.csv", lambda: 'Map,A\nL,"' + "x\n" * 1_900_000 + '"', "1,500,000 cells and lines"),
    "cards in a cell": ("a.csv", lambda: 'Map,A\nL,"' + "x\n" * 40_000 + '"', "30,000 lines of text"),
    "one wide row": ("a.csv", lambda: "Map" + ",x" * 16_000 + "\nL" * 40_000, "1,500,000 cells"),
    "rows": ("a.csv", lambda: "Map,A\n" + "L,\n" * 60_000, "50,000 rows"),
    "columns": ("a.csv", lambda: "Map" + ",x" * 20_000, "16,384 columns"),
    "tasks": ("a.mmd", lambda: "journey\n" + " t: 3: Ann\n" * 100_000, "50,000 lines"),
    "actors": (
        "a.mmd",
        lambda: "journey\n t: 3: " + ", ".join(f"a{number}" for number in range(200_000)),
        "5,000 personas",
    ),
    "commas of actors": ("a.mmd", lambda: "journey\n t: 3: " + "a," * 600_000, "250,000 commas"),
    "colons": ("a.mmd", lambda: "journey\n t: 3" + ":" * 600_000, "250,000 colons"),
    "fences": ("a.md", lambda: "```\n" * 60_000, "50,000 lines"),
    "bars": ("a.md", lambda: "|a|b|\n" + "|-" * 600_000, "250,000 bars"),
}


@pytest.mark.parametrize("what", TEXTS)
def test_a_text_of_too_much_is_refused_with_its_limit(what: str, tmp_path: Path) -> None:
    name, make, limit = TEXTS[what]
    (tmp_path / name).write_text(make(), encoding="utf-8")
    with pytest.raises(FileFormatError, match=f"has more than {re.escape(limit)}"):
        cjm.read(tmp_path / name)


@pytest.mark.parametrize("suffix", [".cjm.json", ".csv", ".xlsx", ".mmd", ".md"])
@pytest.mark.parametrize("size", [200_000_000, 1_000_000_000])
def test_a_huge_file_is_refused_unread(suffix: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / f"huge{suffix}"
    with path.open("wb") as stream:
        stream.truncate(size)
    with pytest.raises(FileFormatError, match="has more than 30,000,000 bytes"):
        cjm.read(path)


@pytest.mark.parametrize("suffix", [".cjm.json", ".csv", ".tsv", ".xlsx", ".mmd", ".md"])
def test_a_named_pipe_is_refused_and_not_waited_for(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"pipe{suffix}"
    os.mkfifo(path)
    with pytest.raises(FileFormatError, match="is not read: it is a named pipe, not a file"):
        cjm.read(path)
    if suffix in (".csv", ".cjm.json"):
        with pytest.raises(FileFormatError, match="named pipe"):
            cjm.Journey(["Wait"]).save(path, overwrite=True)


def test_sockets_devices_and_folders_are_no_maps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("visit.csv")
        with pytest.raises(FileFormatError, match="it is a socket"):
            cjm.read("visit.csv")
    with pytest.raises(FileFormatError, match="it is a device"):
        limits.read_bytes(os.devnull)
    Path("folder.csv").mkdir()
    with pytest.raises(IsADirectoryError):
        cjm.read("folder.csv")


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_named_pipe_is_no_file_of_rows(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"rows{suffix}"
    os.mkfifo(path)
    with pytest.raises(FileFormatError, match="it is a named pipe, not a file"):
        cjm.Journey(["Wait"]).join(path, columns={"q": "Wait"}, scale=(1, 5))


def test_forty_thousand_keys_are_compared_once_each() -> None:
    pairs = ",".join(f'"k{number}": {{}}' for number in range(40_000))
    with pytest.raises(FileFormatError, match="the key 'k39999' is there twice"):
        file.loads(_json(f'"emotion": {{{pairs}, "k39999": {{}}}}'))


def test_names_alike_are_numbered_as_one_by_one() -> None:
    from cjm_widgets.formats.csv import read_csv

    document = read_csv("Visit,Wait,Wait 2,Wait,Wait,wait-4\nActions,a,,,,\n", "visit.csv")
    assert [stage.id for stage in document.stages] == ["wait", "wait-2", "wait-3", "wait-4", "wait-4-2"]


# --- workbooks


def _workbook(part: str, old: bytes, new: bytes) -> bytes:
    before, stream = zipfile.ZipFile(io.BytesIO(write_cells([["Visit", "Arrive"], ["L", "x"]]))), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in before.infolist():
            content = before.read(entry.filename)
            archive.writestr(entry, content.replace(old, new) if entry.filename == part else content)
    return stream.getvalue()


MERGED = b"<mergeCells>" + b'<mergeCell ref="A1:XFD50000"/>' * 30_000 + b"</mergeCells>"
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "spaces": (lambda: _workbook(SHEET, b">x<", b">" + b" " * 70_000_000 + b"<"), "60,000,000 bytes"),
    "rows": (
        lambda: _workbook(SHEET, b"</sheetData>", b"<row/>" * 3_100_000 + b"</sheetData>"),
        "3,000,000 XML",
    ),
    "attributes": (
        lambda: _workbook(SHEET, b"<sheetData>", b'<x a="1" ' * 1_600_000 + b">"),
        "3,000,000 XML",
    ),
    "elements of other parts": (
        lambda: _workbook("xl/workbook.xml", b"</sheets>", b"</sheets>" + b"<x/>" * 260_000),
        "250,000 XML elements and attributes beside its sheets",
    ),
    "rows far apart": (
        lambda: _workbook(SHEET, b"</sheetData>", b'<row r="1000000"/></sheetData>'),
        "50,000 rows",
    ),
    "cells far apart": (
        lambda: _workbook(
            SHEET,
            b"</sheetData>",
            b'<row><c r="XFD1" t="str"><v>x</v></c></row>' * 40_000 + b"</sheetData>",
        ),
        "1,500,000 cells",
    ),
    "merged cells": (
        lambda: _workbook(SHEET, b"</sheetData>", b"</sheetData>" + MERGED),
        "20,000 styles, defined names and merged cells",
    ),
    "fonts": (
        lambda: _workbook("xl/styles.xml", b"</fonts>", b"<font/>" * 30_000 + b"</fonts>"),
        "20,000 st",
    ),
    "long text": (lambda: _workbook(SHEET, b">x<", b">" + b"x" * 600_000 + b"<"), "250,000 bytes"),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_in_a_workbook_is_refused_before_it_is_parsed(what: str, tmp_path: Path) -> None:
    make, limit = BOMBS[what]
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(make())
    with pytest.raises(FileFormatError, match=f"more than {re.escape(limit)}"):
        cjm.read(path)


# --- files just within the limits


def _cards(count: int, card: str) -> str:
    cards = ",".join(card.replace("%", str(number)) for number in range(count))
    stage, lane = '{"id": "s", "name": "S"}', '{"id": "l", "name": "L"}'
    return _json(f'"stages": [{stage}], "lanes": [{lane}], "cells": {{"l": {{"s": [{cards}]}}}}')


def _drawn(count: int) -> str:
    stages = ",".join(f'{{"id": "s{at}", "name": "S"}}' for at in range(count))
    people = ",".join(f'{{"id": "p{at}", "name": "P"}}' for at in range(count))
    scores = "{" + ",".join(f'"s{at}": {{"value": 1}}' for at in range(count)) + "}"
    emotion = ",".join(f'"p{at}": {scores}' for at in range(count))
    lane = '{"id": "e", "name": "E", "kind": "emotion"}'
    fields = f'"stages": [{stages}], "personas": [{people}], "lanes": [{lane}], "emotion": {{{emotion}}}'
    return _json(fields)


def _rows(cell: bytes, count: int, wide: int = 500) -> bytes:
    rows = (b"<row>" + cell * wide + b"</row>") * (count // wide)
    return _workbook(SHEET, b"</sheetData>", rows + b"</sheetData>")


def _with_strings(count: int) -> bytes:
    """A workbook whose sheets share texts, of which one is in a cell."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    content = _workbook("[Content_Types].xml", b"</Types>", named)
    stream = io.BytesIO(content)
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        texts = b"<si><t>a</t></si>" * count
        archive.writestr("xl/sharedStrings.xml", b'<sst xmlns="' + space + b'">' + texts + b"</sst>")
    cell = b'<row><c t="s"><v>3</v></c><c t="s"><v>4</v></c></row></sheetData>'
    before, after = zipfile.ZipFile(io.BytesIO(stream.getvalue())), io.BytesIO()
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in before.infolist():
            part = before.read(entry.filename)
            archive.writestr(entry, part.replace(b"</sheetData>", cell) if entry.filename == SHEET else part)
    return after.getvalue()


LARGEST: dict[str, tuple[str, Callable[[], str | bytes]]] = {
    "cards": ("a.cjm.json", lambda: _cards(49_900, '{"id": "c%"}')),
    "fields": (
        "a.cjm.json",
        lambda: _cards(
            40_000, '{"id": "c%", "text": "%", "source": "%", "owner": "%", "kpi": "%", "channel": "%"}'
        ),
    ),
    "tags": ("a.cjm.json", lambda: _cards(45_000, '{"id": "c%", "tags": [' + '"x",' * 29 + '"y"]}')),
    "scores": ("a.cjm.json", lambda: _drawn(210)),
    "stages": (
        "a.cjm.json",
        lambda: _json(
            '"stages": [' + ",".join(f'{{"id": "s{at}", "name": "S"}}' for at in range(49_900)) + "]"
        ),
    ),
    "texts": ("a.csv", lambda: "\n".join(["x" + ",a word" * 120] * 240)),
    "empty cells": ("a.csv", lambda: "\n".join(["x" + "," * 1_490] * 1000)),
    "tidy rows": (
        "a.csv",
        lambda: (
            "stage,lane,text,evidence,owner,kpi,card,source,tags\n"
            + "".join(f"S{at % 90},L{at % 70},a,quote,b,c,{at},d,\n" for at in range(37_000))
        ),
    ),
    "scores of tasks": (
        "a.mmd",
        lambda: (
            "journey\n"
            + "".join(f" t{at}: 3: " + ", ".join(f"a{one}" for one in range(490)) + "\n" for at in range(490))
        ),
    ),
    "texts of cells": (
        "a.xlsx",
        lambda: write_cells(
            [["Map", *map(str, range(118))], *(["x", *["a word"] * 118] for _ in range(245))]
        ),
    ),
    "tidy sheet": (
        "a.xlsx",
        lambda: write_cells(
            [
                ["stage", "lane", "text", "evidence", "owner", "kpi", "card", "source"],
                *(["S", f"L{at % 70}", "a", "quote", "b", "c", str(at), "d"] for at in range(37_000)),
            ]
        ),
    ),
    "cells": ("a.xlsx", lambda: _rows(b"<c/>", 2_900_000)),
    "numbers": ("a.xlsx", lambda: _rows(b"<c><v>1</v></c>", 299_000)),
    "formulas": ("a.xlsx", lambda: _rows(b"<c><f/></c>", 980_000)),
    "elements": ("a.xlsx", lambda: _workbook(SHEET, b"</sheetData>", b"</sheetData>" + b"<x/>" * 2_990_000)),
    "shared texts": ("a.xlsx", lambda: _with_strings(480_000)),
    "elements of other parts": (
        "a.xlsx",
        lambda: _workbook("xl/workbook.xml", b"</sheets>", b"</sheets>" + b"<x/>" * 240_000),
    ),
}
"""Files as large as can be without being refused unread."""
MEASURE = """
import re, sys, time
import pandas, openpyxl
import cjm_widgets as cjm
cjm.Journey(["Wait"])
def loop():
    start, x = time.process_time(), 0
    for number in range(3_000_000): x += number * number % 7
    return time.process_time() - start
before = loop()
start = time.process_time()
try:
    cjm.read(sys.argv[1])
except cjm.CjmError as error:
    assert "more than" in str(error) or "not an XLSX workbook" in str(error), error
took = time.process_time() - start
with open("/proc/self/status") as status:
    print(took / min(before, loop()), int(re.search("VmHWM:\\s*(\\d+)", status.read())[1]) / 1024)
"""
MOST_LOOPS = 20
"""Time of such a loop, which takes a tenth of a second."""
MOST_MEGABYTES = 300


@pytest.mark.slow
@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="reads from /proc how much memory was used"
)
@pytest.mark.parametrize("what", LARGEST if EXPLORING else ("tags", "texts of cells", "elements"))
def test_the_largest_file_that_is_read_takes_bounded_time_and_memory(what: str, tmp_path: Path) -> None:
    name, make = LARGEST[what]
    content = make()
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    command = [sys.executable, "-W", "ignore", "-c", MEASURE, str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loops, megabytes = map(float, done.stdout.split())
    assert loops < MOST_LOOPS
    assert megabytes < MOST_MEGABYTES


def test_what_would_not_be_read_again_is_not_saved(tmp_path: Path) -> None:
    cards = tuple(Card(id=f"c{number}") for number in range(50_000))
    large = Document(
        id="large",
        stages=(Stage(id="s", name="S"),),
        lanes=(Lane(id="l", name="L"),),
        cells={"l": {"s": cards}},
    )
    path = tmp_path / "large.cjm.json"
    with pytest.raises(CjmError, match=r"large.cjm.json is not saved: it has more than 50,000 objects"):
        file.save(large, path)
    assert not path.exists()


def test_the_documentation_lists_the_limits() -> None:
    page = (Path(cjm.__file__).parents[1] / "docs" / "reference" / "limits.md").read_text("utf-8")
    for name in dir(limits):
        if name.startswith("MAX_"):
            assert f"{getattr(limits, name):,}" in page, name


# --- files in which a merge of git left both versions


@pytest.mark.parametrize("suffix", [".cjm.json", ".csv", ".tsv", ".mmd", ".md"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_conflict_markers_are_named_with_git_and_their_lines(suffix: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / f"visit{suffix}"
    lines = ['{"cjm": "1.0",', "<<<<<<< HEAD", '"id": "a"', "=======", '"id": "b"', ">>>>>>> other", "}"]
    path.write_bytes(end.join(lines).encode())
    with pytest.raises(FileFormatError, match="of git at lines 2, 4 and 6: a merge left both") as no:
        cjm.read(path)
    assert f"'git checkout --ours {path}'" in str(no.value)


def test_a_text_that_only_looks_like_a_marker_is_a_text(tmp_path: Path) -> None:
    journey = cjm.Journey(["Wait"], ["Actions"])
    text = "<<<<<<< HEAD\n=======\n>>>>>>> other"
    journey.set_cell("Wait", "Actions", text)
    for name in ("visit.cjm.json", "visit.csv"):
        journey.save(tmp_path / name)
        assert cjm.read(tmp_path / name).frame.loc["Wait", "Actions"] == text
