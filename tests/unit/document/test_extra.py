"""Keys of a newer minor version stay with their part; in a file of this version they are mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.history import History
from cjm_widgets.document.model import Card
from cjm_widgets.document.operations import (
    AddCard,
    CardChanges,
    Move,
    MoveCard,
    Operation,
    Remove,
    RemoveCard,
    SetCard,
    SetEmotion,
)
from cjm_widgets.storage import file
from tests.unit.shared_files import shared
from tests.unit.strategies import documents, examples, walks

NEWER: dict[str, Any] = {
    "cjm": "1.3",
    "id": "visit",
    "theme": {"accent": "#06c", "extra": [1, 2.5, None]},
    "stages": [{"id": "a", "name": "A", "weather": "rain"}, {"id": "b", "name": "B"}],
    "lanes": [{"id": "extra", "name": "Extra", "extra": True}],
    "personas": [{"id": "p", "name": "P", "picture": "p.png"}],
    "cells": {
        "extra": {
            "a": [{"id": "c", "text": "C", "comments": [{"author": "x", "text": "y", "at": 7}], "colour": 3}],
            "b": [{"id": "d", "text": "D", "text2": ""}],
        }
    },
    "emotion": {"p": {"a": {"value": 1, "sure": 0.5}}},
    "sources": [{"id": "s", "name": "S", "licence": "PDDL", "counts": {"unit": "people"}}],
}
TEXT = json.dumps(NEWER)


def say(text: str) -> Any:
    return json.loads(text)


def test_they_are_written_back_where_they_were() -> None:
    assert say(file.dumps(file.loads(TEXT))) == NEWER


def test_they_survive_edits_of_the_part_and_of_others_moves_and_undo() -> None:
    history = History(file.loads(TEXT))
    history.do([SetCard(stage="a", lane="extra", card="c", changes=CardChanges(text="Other"))], "")
    history.do([MoveCard(stage="a", lane="extra", card="c", to_stage="b", to_lane="extra")], "")
    history.do([Move(what="stage", id="b", before="a")], "")
    told = say(file.dumps(history.document))
    assert told["cells"]["extra"]["b"][1] == {**NEWER["cells"]["extra"]["a"][0], "text": "Other"}
    assert told["stages"] == NEWER["stages"][::-1]
    history.do([Remove(what="stage", id="a"), Remove(what="lane", id="extra")], "")
    told = say(file.dumps(history.document))
    assert "weather" not in json.dumps(told)
    assert "colour" not in json.dumps(told)
    while history.undo():
        pass
    assert say(file.dumps(history.document)) == NEWER


def test_they_go_with_their_part_and_do_not_come_to_another_of_its_name() -> None:
    history = History(file.loads(TEXT))
    history.do([RemoveCard(stage="a", lane="extra", card="c")], "")
    history.do([AddCard(stage="a", lane="extra", card=Card(id="c", text="Another"))], "")
    assert say(file.dumps(history.document))["cells"]["extra"]["a"] == [{"id": "c", "text": "Another"}]
    history.do([SetEmotion(stage="a", persona="p", score=None)], "")
    assert "emotion" not in say(file.dumps(history.document))


def test_edits_in_pandas_and_in_python_keep_them(tmp_path: Path) -> None:
    path = tmp_path / "newer.cjm.json"
    path.write_text(TEXT)
    journey = cjm.read(path)
    journey.frame.loc["A", "Extra"] = "Written in pandas"
    journey.emotion.loc["A", "P"] = -1
    journey.sync()
    journey.set_emotion("A", -2)
    told = say(path.read_text(encoding="utf-8"))
    assert told["cells"]["extra"]["a"][0]["colour"] == 3
    assert told["emotion"]["p"]["a"] == {"value": -2, "sure": 0.5}
    assert told["theme"] == NEWER["theme"]
    assert told["cjm"] == "1.3"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '{"cjm": "1.0", "id": "x", "stagse": []}',
            "unknown field 'stagse' of the map; did you mean 'stages'?",
        ),
        ('{"cjm": "1.0", "id": "x", "extra": {}}', "unknown field 'extra' of the map"),
        (
            '{"cjm": "1.0", "id": "x", "stages": [{"id": "a", "name": "A", "gaol": ""}]}',
            "unknown field 'gaol' of the map.stages[0]; did you mean 'goal'?",
        ),
        ('{"cjm": "1.0", "id": "x", "cells": {"l": {"s": [{"id": "c", "x": 1}]}}}', "the map.cells.l.s[0]"),
    ],
)
def test_in_a_file_of_this_version_an_unknown_key_is_refused_with_the_nearest(
    text: str, sentence: str
) -> None:
    with pytest.raises(FileFormatError) as refusal:
        file.loads(text)
    assert sentence in str(refusal.value)


def test_a_newer_value_that_cannot_be_read_says_that_the_file_is_newer() -> None:
    with pytest.raises(FileFormatError, match=r"format 1\.3; this version reads 1\.1.*kind"):
        file.loads('{"cjm": "1.3", "id": "x", "kind": "imagined"}')


def test_a_map_of_this_version_never_has_any_in_its_file() -> None:
    card = Card(id="new", text="From another map", extra={"colour": 3, "text": "odd"})
    lanes = '"lanes": [{"id": "l", "name": "L"}]'
    for version, told in (("1.0", {}), ("1.3", {"colour": 3})):
        text = f'{{"cjm": "{version}", "id": "x", "stages": [{{"id": "a", "name": "A"}}], {lanes}}}'
        history = History(file.loads(text))
        history.do([AddCard(stage="a", lane="l", card=card)], "")
        written = file.dumps(history.document)
        assert say(written)["cells"]["l"]["a"] == [{"id": "new", "text": "From another map", **told}]
        file.loads(written)


def test_a_field_set_back_to_its_default_is_not_written() -> None:
    history = History(file.loads(TEXT))
    told = {"op": "set_card", "stage": "b", "lane": "extra", "card": "d", "changes": {"evidence": "quote"}}
    for evidence in ("quote", "assumption"):
        changes = {**told, "changes": {"evidence": evidence, "span": 1, "tags": []}}
        history.do([decoded(changes, Operation)], "")
    assert say(file.dumps(history.document)) == NEWER


values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def sprinkled(value: Any, draw: st.DrawFn, inside: bool = True) -> Any:
    """A file's values with unknown keys in some of the parts, which are the objects with an id."""
    if isinstance(value, list):
        return [sprinkled(item, draw) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: sprinkled(item, draw) for key, item in value.items()}
    if isinstance(value.get("id"), str) and draw(st.booleans()):
        result["x-" + draw(st.sampled_from(["extra", "id", "new"]))] = draw(values)
    return result


@st.composite
def newer_files(draw: st.DrawFn) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(file.dumps(draw(documents())))
    return {**sprinkled(value, draw), "cjm": "1.7"}


@examples(80)
@given(newer_files(), st.data())
def test_any_of_them_come_back_after_any_edits_are_undone(value: dict[str, Any], data: st.DataObject) -> None:
    document = file.loads(json.dumps(value))
    assert say(file.dumps(document)) == value
    history = History(document)
    for operation in data.draw(walks(document, most=6))[1]:
        history.do([operation], "")
        file.loads(file.dumps(history.document))
    while history.undo():
        pass
    assert say(file.dumps(history.document)) == value


def test_every_parsing_case_inside_a_newer_map_is_kept_or_clearly_refused() -> None:
    cases = sorted(shared("corpora/json_test_suite/test_parsing").glob("*.json"))
    kept, refused = 0, {}
    for case in cases:
        content = b'{"cjm": "1.5", "id": "x", "unknown": ' + case.read_bytes() + b"}"
        try:
            document = file.loads(content, case.name)
        except FileFormatError as error:
            refused[case.name] = str(error)
            continue
        assert case.name[0] in "yi", f"{case.name} is not JSON and was read"
        again = json.loads(file.dumps(document), parse_int=float)  # numbers as JavaScript has them
        assert again == json.loads(content, parse_int=float)
        kept += 1
    assert kept > 80
    clear = (
        "not a map",
        "not JSON",
        "cannot be saved",
        "not a number",
        "nested too deeply",
        "more than 50,000 objects",
        'no "cjm"',
    )
    assert [name for name, why in refused.items() if not any(said in why for said in clear)] == []
