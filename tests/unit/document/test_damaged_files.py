"""Files with something left out, doubled, of another type or beyond bounds: refused, or a map that works."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Counts, Document, Source, Tally
from cjm_widgets.storage import file
from tests.unit.strategies import examples

GOLDEN = Path(__file__).parents[2] / "golden" / "1.0"
MAPS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.glob("*.cjm.json"))]
ODD: tuple[Any, ...] = (
    None, True, 0, 1, -1, 1.5, 5, 2**53, 2**62, 10**40, 1e308, -1e308, 1e-300, "", "x", "1.0", "\ud800", "\0",
    "x" * 600, [], [[]], [1], [1, 2], [2, 1], [-1e308, 1e308], [0, 5e-324], ["x"], [None], {}, {"x": 1},
    {"id": "x", "name": "X"},
)  # fmt: skip


def damaged(chance: Random, value: Any) -> Any:
    """The value with one thing in it damaged."""
    keys: list[Any] = (
        [*value] if isinstance(value, dict) else [*range(len(value))] if isinstance(value, list) else []
    )
    if not keys or chance.random() < 0.08:
        if isinstance(value, int | float) and not isinstance(value, bool) and chance.random() < 0.5:
            return chance.choice((value + 1, -value, value * 10**6, value / 3, 1e308, -1e308, 2**62))
        return chance.choice(ODD)
    at = chance.choice(keys)
    how = chance.random()
    result = dict(value) if isinstance(value, dict) else [*value]
    if how < 0.08:
        del result[at]
    elif how < 0.14 and isinstance(result, list):
        result.insert(at, result[chance.choice(keys)])
    elif how < 0.14:
        result[chance.choice(("new", "extra", at + "s"))] = chance.choice(ODD)
    else:
        result[at] = damaged(chance, value[at])
    return result


def use(document: Document) -> None:
    """Everything a reader sees of a map; what cannot be shown is said to be so."""
    assert file.loads(file.dumps(document)) == document
    journey = cjm.Journey.from_document(document)
    assert repr(journey)
    for name in ("frame", "emotion", "cards"):
        assert getattr(journey, name) is not None
    for show in (
        lambda: journey.measures,
        journey.summary,
        journey.to_svg,
        journey.to_html,
        journey.to_csv,
        journey.to_mermaid,
        journey.to_markdown,
    ):
        with contextlib.suppress(cjm.CjmError):
            show()


@pytest.mark.filterwarnings("ignore")
@examples(120)
@given(st.randoms())
def test_a_damaged_file_is_refused_with_a_sentence_or_is_a_map_that_works(chance: Random) -> None:
    value = chance.choice(MAPS)
    for _ in range(chance.choice((1, 1, 2))):
        value = damaged(chance, value)
    with contextlib.suppress(FileFormatError):
        use(file.loads(json.dumps(value), "odd.cjm.json"))


@pytest.mark.parametrize("scale", [(1e16, 1e16 + 2), (-1e-299, 1e-299), (-4e304, 4e304)])
def test_a_scale_of_any_width_is_drawn(scale: tuple[float, float]) -> None:
    value = {**MAPS[0], "scale": scale}
    value["emotion"] = {
        who: {at: {"value": scale[0]} for at in row} for who, row in MAPS[0]["emotion"].items()
    }
    document = file.loads(json.dumps(value))
    use(document)
    assert "<svg" in cjm.Journey.from_document(document).to_svg()


@pytest.mark.parametrize("scale", [(-1e308, 1e308), (0, 5e-324)])
def test_a_scale_no_picture_can_show_is_refused(scale: tuple[float, float]) -> None:
    value = {"cjm": "1.0", "id": "x", "scale": scale}
    with pytest.raises(FileFormatError, match="no picture can show a scale from"):
        file.loads(json.dumps(value))


def test_counts_that_do_not_fit_their_segments_are_refused() -> None:
    counts = Counts(respondents=(3,), stages={"s": Tally(values=(1.0, 2.0), n=((1, 2), (3, 4)))})
    document = Document(id="x", sources=(Source(id="s", name="Survey", counts=counts),))
    with pytest.raises(FileFormatError, match="'Survey' do not fit: at 's', n has 2 rows for 1 segments"):
        file.loads(file.dumps(document))


def test_a_loop_of_symbolic_links_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.cjm.json").symlink_to(tmp_path / "b.cjm.json")
    (tmp_path / "b.cjm.json").symlink_to(tmp_path / "a.cjm.json")
    with pytest.raises(cjm.CjmError, match="is the name of no file"):
        cjm.read(tmp_path / "a.cjm.json")


@pytest.mark.parametrize("name", ["a\0b.cjm.json", 3, None, b"x"])
def test_what_can_be_the_name_of_no_file_is_refused(name: Any) -> None:
    with pytest.raises(cjm.CjmError, match=r"name of no file|takes text or a path"):
        cjm.read(name)


@pytest.mark.parametrize("version", ["1" * 5_000 + ".0", "١.٠", "1.0.0", "1", "１.0"])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(FileFormatError, match=r"is not a version such as '1\.1'") as refusal:
        file.loads(json.dumps({"cjm": version, "id": "x"}))
    assert len(str(refusal.value)) < 200
    assert str(refusal.value).count("is not a map:") == 1


def test_a_text_that_is_not_utf_8_is_said_to_be_so_once() -> None:
    with pytest.raises(FileFormatError) as refusal:
        file.loads(b"\xff\xfe")
    assert str(refusal.value) == "the text is not a map: it is not UTF-8 text (byte 0)"


def test_cards_of_a_lane_that_holds_none_are_refused_by_its_name() -> None:
    value = {
        "cjm": "1.0",
        "id": "x",
        "lanes": [{"id": "e", "name": "Mood", "kind": "emotion"}],
        "cells": {"e": {}},
    }
    with pytest.raises(FileFormatError, match="lane 'Mood' shows emotions and holds no cards"):
        file.loads(json.dumps(value))
