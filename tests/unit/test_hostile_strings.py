"""Hostile texts through the files a map becomes, the terminal and LibreOffice: as they are, only texts."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import lxml.html
import openpyxl
import pytest
from pptx import Presentation

import cjm_widgets as cjm
from cjm_widgets.command_line import escape, main
from cjm_widgets.formats.slides.slide import pptx_bytes
from cjm_widgets.formats.table import rows_of
from cjm_widgets.formats.xlsx import xlsx_bytes
from cjm_widgets.render.words import printable
from cjm_widgets.storage import file
from tests.hostile_strings import EVERY, GROUPS, STRINGS, batches
from tests.unit.formats.maps import map_with, table_facts
from tests.unit.render.maps import saying

BATCH = 100
LEAST = 300
MARKS = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that a terminal obeys, hides, or turns the text around for."""
CSV = ":Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
"""LibreOffice's options: UTF-8, cells as shown, the first sheet."""
JOINERS = "\u200c\u200d"

pytestmark = pytest.mark.filterwarnings("ignore::cjm_widgets.CjmWarning")


def test_every_kind_is_another_text_that_a_name_can_be() -> None:
    assert len(STRINGS) >= LEAST
    assert sum(map(len, GROUPS.values())) == len({*EVERY}) == len(STRINGS)
    cjm.Journey(EVERY)


@pytest.mark.parametrize("texts", batches(BATCH))
def test_a_file_gives_them_back(texts: list[str], tmp_path: Path) -> None:
    for number, document in enumerate((saying(texts), map_with(texts))):
        path = tmp_path / f"{number}.cjm.json"
        file.save(document, path)
        again = file.read(path)
        assert [stage.name for stage in again.stages] == texts
        assert again == file.loads(file.dumps(document))
        assert [stage.goal for stage in again.stages] == [stage.goal for stage in document.stages]
        assert cjm.diff(document, again).empty


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("texts", batches(BATCH))
def test_a_table_gives_them_back(texts: list[str], suffix: str, tmp_path: Path) -> None:
    document = map_with(texts)
    path = tmp_path / f"map{suffix}"
    cjm.Journey.from_document(document).save(path)
    assert table_facts(cjm.read(path).document) == table_facts(document)


@pytest.mark.parametrize("texts", batches(BATCH))
def test_mermaid_gives_names_back(texts: list[str], tmp_path: Path) -> None:
    document = map_with(texts)
    cjm.Journey.from_document(document).save(tmp_path / "map.mmd")
    again = cjm.read(tmp_path / "map.mmd").document
    assert [stage.name for stage in again.stages] == texts
    assert again.title == document.title


@pytest.mark.parametrize("texts", batches(BATCH))
def test_the_page_has_its_own_elements_alone_and_the_texts_in_them(texts: list[str]) -> None:
    page = lxml.html.document_fromstring(cjm.Journey.from_document(saying(texts)).to_html())
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//iframe|//object|//embed|//base|//link|//form//input|//*[@srcdoc]|//@*[. = 'x']")
    assert not [name for one in page.iter(lxml.etree.Element) for name in one.attrib if name.startswith("on")]
    links = page.xpath("//a/@href | //*[local-name() = 'a']/@*[local-name() = 'href']")
    assert links
    assert {link.partition(":")[0].lower() for link in links} <= {"http", "https", "mailto"}
    heads = [head.text_content() for head in page.xpath("//thead/tr[2]/th")][1:]
    assert [_letters(head) for head in heads] == [_letters(printable(text)) for text in texts]


# --- the terminal


def test_nothing_that_is_printed_commands_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other = tmp_path / "a.cjm.json", tmp_path / "b.cjm.json"
    small = tmp_path / "small.cjm.json"
    for document, to in ((saying(EVERY), path), (saying(EVERY[::-1]), other), (saying(["x"]), small)):
        file.save(document, to)
    missing = [tmp_path / name for name in EVERY if _is_file_name(name)]
    calls = [
        *(("show", path), ("show", path, "--full"), ("show", path, "--json"), ("diff", path, other)),
        *(("diff", path, other, "--json"), ("validate", path, *missing), ("validate", *missing, "--json")),
        *(("show", name) for name in missing),
        *(("export", small, tmp_path / f"{name}.no-such") for name in EVERY if _is_file_name(name)),
        *(
            ("convert", small, tmp_path / "no such folder" / f"{name}.md")
            for name in EVERY
            if _is_file_name(name)
        ),
    ]
    for call in calls:
        main([str(part) for part in call])
        for text in capsys.readouterr():
            assert not [
                character
                for character in text
                if unicodedata.category(character) in MARKS and character not in f"\n{JOINERS}"
            ], call[:1]


def test_what_is_printed_says_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.cjm.json"
    file.save(map_with(EVERY), path)
    main(["show", str(path), "--full"])
    lines = capsys.readouterr().out.splitlines()
    names = [line.removeprefix("stage ") for line in lines if line.startswith("stage ")]
    assert all(name.startswith(escape(printed)) for name, printed in zip(names, EVERY, strict=True))
    main(["show", str(path), "--json"])
    assert [stage["name"] for stage in json.loads(capsys.readouterr().out)["stages"]] == EVERY


def _is_file_name(text: str) -> bool:
    return not {"/", "\0"} & {*text} and len(text.encode()) < 240 and not text.startswith("-")


# --- workbooks and slides


@pytest.mark.slow
@pytest.mark.parametrize("texts", batches(BATCH * 2))
def test_libreoffice_shows_texts_and_evaluates_nothing(texts: list[str], tmp_path: Path) -> None:
    document = map_with(texts)
    path = tmp_path / "map.xlsx"
    path.write_bytes(xlsx_bytes(document))
    assert _shown_by_libreoffice(path) == _without_ends(rows_of(document))
    flat = _by_libreoffice(path, "fods").read_text("utf-8")
    assert not re.search(r"<[^<>]*\b(table:formula|xlink:href)=|<(table:dde|script:)", flat)


@pytest.mark.slow
def test_libreoffice_evaluates_nothing_of_the_workbook_in_a_slide(tmp_path: Path) -> None:
    for number, texts in enumerate(batches(BATCH * 2)):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(_workbook_of(pptx_bytes(map_with(texts))))
        assert "table:formula" not in _by_libreoffice(path, "fods").read_text("utf-8")
        column = ["".join(row[:1]) for row in _shown_by_libreoffice(path)[1:]]
        assert column == [_letters(printable(text)) for text in texts]


@pytest.mark.parametrize("texts", batches(BATCH))
def test_a_slide_has_texts_without_links_fields_or_formulas(texts: list[str]) -> None:
    content = pptx_bytes(map_with(texts))
    (slide,) = Presentation(io.BytesIO(content)).slides
    table = next(shape for shape in slide.shapes if shape.name == "Journey").table
    names = [cell.text for cell in list(table.rows[1].cells)[1:]]
    assert [_letters(name) for name in names] == [_letters(printable(text)) for text in texts]
    archive = zipfile.ZipFile(io.BytesIO(content))
    for name in archive.namelist():
        part = archive.read(name)
        assert not (name.endswith(".rels") and b"TargetMode" in part), name
        if name.startswith("ppt/slides/"):
            assert not re.search(rb"<a:hlink|<a:fld|<p:oleObj|<p:control", part), name
    _has_no_formulas(io.BytesIO(_workbook_of(content)))


def _shown_by_libreoffice(path: Path) -> list[list[str]]:
    """What the cells of the first sheet show, as LibreOffice exports it."""
    text = _by_libreoffice(path, "csv", CSV).read_text("utf-8")
    return _without_ends(csv.reader(io.StringIO(text, newline="")))


def _without_ends(rows: Iterable[Sequence[str | float]]) -> list[list[str]]:
    """The letters of each cell, without empty cells at the ends of rows."""
    every = []
    for row in rows:
        texts = [_letters(value if isinstance(value, str) else f"{value:g}") for value in row]
        while texts and not texts[-1]:
            texts.pop()
        every.append(texts)
    return every


def _by_libreoffice(path: Path, kind: str, options: str = "") -> Path:
    """The file as LibreOffice opens it and saves it again."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = path.parent / f"as-{kind}"
    command = [program, f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless"]
    done = subprocess.run(
        [*command, "--convert-to", kind + options, "--outdir", str(folder), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    outs = list(folder.glob(f"{path.stem}*.{kind}"))  # a table bears the name of its sheet too
    assert len(outs) == 1, done.stderr
    return outs[0]


def _has_no_formulas(book: Path | io.BytesIO) -> None:
    cells = [cell for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


def _workbook_of(slide: bytes) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(slide))
    (name,) = (name for name in archive.namelist() if name.endswith(".xlsx"))
    return archive.read(name)


def _letters(text: str) -> str:
    """A text without what separates its lines, or cannot be in XML."""
    return re.sub(r"[\s\ufffd]|_x[0-9A-F]{4}_", "", text)
