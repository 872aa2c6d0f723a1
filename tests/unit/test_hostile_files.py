"""Files made to exhaust the machine are refused before they are parsed, with the limit named."""

from __future__ import annotations

import io
import os
import re
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, FileFormatError
from cjm_widgets.document.model import Card, Document, Lane, Stage
from cjm_widgets.formats.xlsx import write_cells
from cjm_widgets.storage import file, limits

SHEET = "xl/worksheets/sheet1.xml"


def _json(field: str) -> str:
    return f'{{"cjm": "1.0", "id": "visit", {field}}}'


TEXTS: dict[str, tuple[str, Callable[[], str], str]] = {
    "keys": ("a.cjm.json", lambda: _json('"emotion": {' + '"":1,' * 500_001 + '"x":1}'), "500,000 keys"),
    "objects": ("a.cjm.json", lambda: _json('"stages": [' + "{}," * 100_001 + "{}]"), "100,000 objects"),
    "lists": ("a.cjm.json", lambda: _json('"stages": [' + "[]," * 800_000 + "[]]"), "1,500,000 values"),
    "commas": ("a.cjm.json", lambda: "[" + "," * 1_600_000, "1,500,000 values"),
    "astral text": (
        "a.cjm.json",
        lambda: _json('"title": "\U0001f600' + "x" * 13_000_000 + '"'),
        "50,000,000 bytes in memory",
    ),
    "fields": ("a.csv", lambda: "," * 600_000, "500,000 cells and lines"),
    "cells": ("a.csv", lambda: "\n".join(["x" + ",x" * 930] * 1000), "500,000 cells and lines"),
    "filled cells": ("a.csv", lambda: "\n".join(["x" + ",x" * 480] * 1000), "60,000 lines of text"),
    "lines in a cell": ("a.csv", lambda: 'Map,A\nL,"' + "x\n" * 900_000 + '"', "500,000 cells and lines"),
    "cards in a cell": ("a.csv", lambda: 'Map,A\nL,"' + "x\n" * 70_000 + '"', "60,000 lines of text"),
    "one wide row": ("a.csv", lambda: "Map" + ",x" * 16_000 + "\nL" * 40_000, "500,000 cells"),
    "rows": ("a.csv", lambda: "Map,A\n" + "L,\n" * 60_000, "50,000 rows"),
    "columns": ("a.csv", lambda: "Map" + ",x" * 20_000, "16,384 columns"),
    "tasks": ("a.mmd", lambda: "journey\n" + " t: 3: Ann\n" * 100_000, "50,000 lines"),
    "actors": (
        "a.mmd",
        lambda: "journey\n t: 3: " + ", ".join(f"a{number}" for number in range(200_000)),
        "5,000 personas",
    ),
    "commas of actors": ("a.mmd", lambda: "journey\n t: 3: " + "a," * 600_000, "500,000 commas"),
    "colons": ("a.mmd", lambda: "journey\n t: 3" + ":" * 600_000, "500,000 colons"),
    "fences": ("a.md", lambda: "```\n" * 60_000, "50,000 lines"),
    "bars": ("a.md", lambda: "|a|b|\n" + "|-" * 600_000, "500,000 bars"),
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


def test_sixty_thousand_keys_are_compared_once_each() -> None:
    pairs = ",".join(f'"k{number}": {{}}' for number in range(60_000))
    with pytest.raises(FileFormatError, match="the key 'k59999' is there twice"):
        file.loads(_json(f'"emotion": {{{pairs}, "k59999": {{}}}}'))


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


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "spaces": (lambda: _workbook(SHEET, b">x<", b">" + b" " * 70_000_000 + b"<"), "60,000,000 bytes"),
    "rows": (
        lambda: _workbook(SHEET, b"</sheetData>", b"<row/>" * 1_600_000 + b"</sheetData>"),
        "1,500,000 XML",
    ),
    "attributes": (lambda: _workbook(SHEET, b"<sheetData>", b'<x a="1" ' * 900_000 + b">"), "1,500,000 XML"),
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


def test_what_would_not_be_read_again_is_not_saved(tmp_path: Path) -> None:
    cards = tuple(Card(id=f"c{number}") for number in range(100_000))
    large = Document(
        id="large",
        stages=(Stage(id="s", name="S"),),
        lanes=(Lane(id="l", name="L"),),
        cells={"l": {"s": cards}},
    )
    path = tmp_path / "large.cjm.json"
    with pytest.raises(CjmError, match=r"large.cjm.json is not saved: it has more than 100,000 objects"):
        file.save(large, path)
    assert not path.exists()


def test_the_readme_lists_the_limits() -> None:
    readme = (Path(cjm.__file__).parents[1] / "README.md").read_text("utf-8")
    for name in dir(limits):
        if name.startswith("MAX_"):
            assert f"{getattr(limits, name):,}" in readme, name


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
