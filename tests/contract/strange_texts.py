"""Texts that Python did not write: what each holds as a map, in the canonical text, or that it is refused."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.storage.file import dumps, loads
from tests.contract import maps

SWEEP = 80


def _map(fields: str, version: str = "1.1") -> str:
    return f'{{"cjm": "{version}", "id": "x", {fields}}}'


_VERSION_TEXTS = (
    "1",
    "1.",
    "1.0.0",
    "1.00",
    "01.0",
    "1.7",
    "1.10",
    "2.0",
    "0.9",
    "-1.0",
    "a.b",
    "١.٠",
    " 1.0",
    "",
)
_SCALES = ("-2, 2", "2, 2", "-0, 0.5", "-0.0, 1e3", "1, 1e999", "NaN, 1", "-1, Infinity", "1e-7, 1e16",
           "0.1, 123456789012345680000", "0.00001, 0.0001")  # fmt: skip

TEXTS: tuple[str, ...] = (
    *("", " \n", "null", "[]", "3", '"x"', "{}", '{"cjm": 1}', '{"cjm": "1.0"}', '{"cjm": "1.0", "id": "x"}'),
    *("\ufeff" + '{"cjm": "1.0", "id": "x"}', '\n{"id": "x",\r\n\t"cjm": "1.0"}\n\n'),
    *('{"cjm": "1.0", "id": "x",}'),
    *('{"cjm": "1.0", "id": "x"} x', "{'cjm': '1.0', 'id': 'x'}", '{"cjm": "1.0", "id": "x" // y\n}'),
    *(f'{{"cjm": "{version}", "id": "x"}}' for version in _VERSION_TEXTS),
    *(_map('"title": "a", "title": "b"'), _map('"title": "a\\ud83d\\ude00"'), _map('"title": "\\ud83d"')),
    *(_map(f'"scale": [{ends}]') for ends in _SCALES),
    *(_map('"kind": "past"'), _map('"kind": null'), _map('"title": null'), _map('"metric": null')),
    *(_map('"stages": null')),
    _map('"stages": [{"id": "s", "name": "S"}, {"id": "s", "name": "T"}]'),
    _map('"stages": [{"id": "s", "name": "S", "phase": "p"}]'),
    _map('"phases": [{"id": "p", "name": "P"}], "stages": [{"id": "s", "name": "S", "phase": "p"}]'),
    _map('"lanes": [{"id": "l", "name": "L", "kind": "measure"}], "stages": [{"id": "s", "name": "S"}], '
         '"cells": {"l": {"s": [{"id": "c"}]}}'),
    _map('"lanes": [{"id": "l", "name": "L"}], "stages": [{"id": "s", "name": "S"}], '
         '"cells": {"l": {"s": [{"id": "c"}, {"id": "c"}]}}'),
    _map('"lanes": [{"id": "l", "name": "L"}], "stages": [{"id": "s", "name": "S"}], '
         '"cells": {"l": {"s": []}}'),
    _map('"lanes": [{"id": "l", "name": "L"}], "cells": {"l": {}}'),
    _map('"cells": {"gone": {}}'),
    _map('"emotion": {"gone": {}}'),
    _map('"future": {"gone": {}}'),
    _map('"personas": [{"id": "p", "name": "P"}], "future": {"p": {"gone": 1}}'),
    _map('"personas": [{"id": "p", "name": "P"}], "stages": [{"id": "s", "name": "S"}], '
         '"future": {"p": {"s": -2.1}}'),
    _map('"personas": [{"id": "p", "name": "P"}], "emotion": {"p": {"gone": {"value": 1}}}'),
    _map('"personas": [{"id": "p", "name": "P"}], "stages": [{"id": "s", "name": "S"}], '
         '"emotion": {"p": {"s": {"value": 2.1}}}'),
    *(_map('"colour": "red"', version) for version in ("1.0", "1.1", "1.7", "0.9")),
    *(_map('"extra": {"a": 1}', version) for version in ("1.1", "1.7")),
    _map('"extra": 3, "z": {"id": "x", "b": [1, 2.0, 1e21, -0.0], "a": {}}, "é": null', "1.7"),
    _map('"stages": [{"id": "s", "mood": {"sky": "blue"}, "name": "S"}], '
         '"metric": {"name": "NPS", "colour": "red"}', "1.7"),
    _map('"lanes": [{"id": "l", "name": "L"}], "stages": [{"id": "s", "name": "S"}], "cells": {"l": {"s": ['
         '{"id": "c", "new": [], "comments": [{"author": "A", "text": "T", "when": "now"}]}]}}', "1.7"),
    _map('"new": "\\ud800"', "1.7"),
    _map('"new": {"\\udc00": 1}', "1.7"),
    _map(f'"new": {"[" * 60}{"]" * 60}', "1.7"),
    _map(f'"new": {"[" * 97}{"]" * 97}', "1.7"),
    _map(f'"new": {"[" * 98}1{"]" * 98}', "1.7"),
    _map(f'"new": {"[" * 99}1{"]" * 99}', "1.7"),
    _map(f'"new": {"[" * 150}{"]" * 150}', "1.7"),
    _map('"constructor": 1', "1.7"),
    _map('"__proto__": {"a": 1}, "toString": []', "1.7"),
    _map('"__proto__": 1'),
)  # fmt: skip

_VERSIONS = ("1.1", "1.1", "1.0", "1.3")
_EXTRA = {
    "new": [1, {"b": 2.5, "a": "\u2028"}],
    "Z": None,
    "\U0001f600": "x",
    "\uffff": [[]],
    "a": {"id": "y"},
}
_ODD = (None, 3, -1, "", "x", [], {}, True, [{}], {"id": "x"})


def answer(text: str) -> dict[str, Any]:
    """The canonical text of the map in a text, or that it is refused."""
    try:
        return {"text": text, "canonical": dumps(loads(text.encode()))}
    except FileFormatError:
        return {"text": text, "refused": True}


def _random_text(chance: Random) -> str:
    map = {"cjm": chance.choice(_VERSIONS), **maps.document(chance)}
    parts = [map, *map["stages"], *map["lanes"], *map["personas"]]
    parts += [card for row in map["cells"].values() for cards in row.values() for card in cards]
    parts += [score for row in map["emotion"].values() for score in row.values()]
    if chance.random() < 0.5:
        for part in chance.sample(parts, min(2, len(parts))):
            part.update(chance.sample([*_EXTRA.items()], chance.randrange(1, 4)))
    if chance.random() < 0.2:
        part = chance.choice(parts)
        part[chance.choice([*part])] = chance.choice(_ODD)
    shuffled = dict(chance.sample([*map.items()], len(map)))
    return json.dumps(shuffled, indent=chance.choice((None, 0, 3)), ensure_ascii=chance.random() < 0.5)


def contract() -> dict[str, list[Any]]:
    """What strange_texts.json holds."""
    chance = Random(20261128)
    return {"texts": [answer(text) for text in (*TEXTS, *(_random_text(chance) for _ in range(SWEEP)))]}
