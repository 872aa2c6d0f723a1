"""The file: the same bytes after reading and saving, and nothing ever lost."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from cjm_widgets.document.apply import apply
from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Card, Document, Lane, Stage
from cjm_widgets.document.operations import AddCard, CardChanges, SetCard
from cjm_widgets.journey.files.templates import template, template_paths
from cjm_widgets.storage import file
from tests.unit.shared_files import shared
from tests.unit.strategies import documents, examples

SMALL = Document(id="visit", stages=(Stage(id="s", name="S"),), lanes=(Lane(id="l", name="L"),))


@examples(60)
@given(documents())
def test_reading_and_saving_gives_the_same_document_and_the_same_bytes(document: Document) -> None:
    text = file.dumps(document)
    assert file.loads(text) == document
    assert file.dumps(file.loads(text)) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", [*template_paths()])
def test_templates_are_in_canonical_form(name: str) -> None:
    path = Path(file.__file__).parents[1] / "templates" / f"{name}.cjm.json"
    assert path.read_text(encoding="utf-8") == file.dumps(template(name))


def test_editing_a_card_changes_one_line() -> None:
    document = template("airport-departure")
    lane, row = next(iter(document.cells.items()))
    stage, cards = next(iter(row.items()))
    edit = SetCard(stage=stage, lane=lane, card=cards[0].id, changes=CardChanges(text="Something else " * 20))
    after, _ = apply(document, edit)
    old, new = file.dumps(document).splitlines(), file.dumps(after).splitlines()
    assert len(old) == len(new)
    assert sum(a != b for a, b in zip(old, new, strict=True)) == 1


def test_keys_are_sorted_and_indented_by_two() -> None:
    lines = file.dumps(template("airport-departure")).splitlines()
    keys = [line.split('"')[1] for line in lines if line.startswith('  "')]
    assert keys == sorted(keys)
    assert lines[0] == "{"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty (0 characters)"),
        (b" \n", "is empty"),
        (b'{"cjm": "1.0", "id": "x"', "is not JSON: Expecting ',' delimiter at line 1"),
        (b"\xff\xfe\x00", "not UTF-8 text (byte 0)"),
        (b"[1, 2]", 'has no "cjm" version'),
        (b'{"id": "x"}', 'has no "cjm" version'),
        (b'{"cjm": "2.0", "id": "x"}', "written by a newer version (format 2.0; this one reads 1.1)"),
        (b'{"cjm": "later", "id": "x"}', "is not a version"),
        (b'{"cjm": "1.0"}', "the document has no id"),
        (b'{"cjm": "1.0", "id": "x", "id": "y"}', "the key 'id' is there twice"),
        (
            b'{"cjm": "1.0", "id": "x", "stagse": []}',
            "unknown field 'stagse' of the map; did you mean 'stages'",
        ),
        (b'{"cjm": "1.0", "id": "x", "stages": [{"id": "a"}]}', "stages[0]: the stage has no name"),
        (b'{"cjm": "1.0", "id": "x", "scale": [NaN, 1]}', "NaN is not a number"),
        (b'{"cjm": "1.0", "id": "x", "title": "\\ud800"}', "half a character"),
        (b'{"cjm": "1.0", "id": "x", "cells": {"l": {}}}', "no lane 'l'. Lanes: none"),
        (
            b'{"cjm": "1.0", "id": "x", "stages": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]}',
            "two stages have the id 'a'",
        ),
        (b'{"cjm": "1.9", "id": "x", "z": ' + b"[" * 40_000 + b"]" * 40_000 + b"}", "nested too deeply"),
    ],
)
def test_what_is_not_a_map_is_refused_with_a_sentence_and_never_overwritten(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "odd.cjm.json"
    path.write_bytes(content)
    with pytest.raises(FileFormatError, match=r"odd\.cjm\.json") as refusal:
        file.read(path)
    assert sentence in str(refusal.value)
    with pytest.raises(FileFormatError, match="overwrite=True"):
        file.save(SMALL, path)
    assert path.read_bytes() == content
    file.save(SMALL, path, overwrite=True)
    assert file.read(path) == SMALL


def test_saving_replaces_the_file_whole_keeps_its_mode_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "visit.cjm.json"
    file.save(SMALL, path)
    path.chmod(0o640)
    inode = path.stat().st_ino
    file.save(msgspec.structs.replace(SMALL, title="Another"), path)
    assert path.stat().st_ino != inode
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["visit.cjm.json"]


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visit.cjm.json"
    file.save(SMALL, path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        file.save(msgspec.structs.replace(SMALL, title="Another"), path)
    assert file.read(path) == SMALL
    assert os.listdir(tmp_path) == ["visit.cjm.json"]


def test_a_name_that_is_no_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"'map.csv' should end in '.cjm.json', as 'map.cjm.json' does"):
        file.save(SMALL, tmp_path / "map.csv")


def _with_text(text: str) -> Document:
    return apply(SMALL, AddCard(stage="s", lane="l", card=Card(id="c", text=text)))[0]


def test_naughty_strings_come_back_as_they_were() -> None:
    strings = json.loads(shared("corpora/blns/blns.json").read_text(encoding="utf-8"))
    assert len(strings) > 500
    for text in strings:
        assert file.loads(file.dumps(_with_text(text)).encode()).cells["l"]["s"][0].text == text


def test_every_parsing_case_is_a_map_or_a_clear_refusal() -> None:
    folder = shared("corpora/json_test_suite/test_parsing")
    cases = sorted(folder.glob("*.json"))
    assert len(cases) > 300
    for case in cases:
        with pytest.raises(FileFormatError, match=r"not a map|not JSON|is empty"):
            file.read(case)
