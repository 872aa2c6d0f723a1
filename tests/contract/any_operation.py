"""Operations with every field drawn at random, as plain values, for a map as plain values.

``python -m tests.contract.any_operation SEED COUNT`` prints sequences of them and what Python makes of each,
a line each; js/tests/document/differential.test.ts expects the same of TypeScript. The fields and their types
are those of the declarations, so a new field is drawn without a line here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

from msgspec import inspect, to_builtins

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.check import check_document, decoded
from cjm_widgets.document.errors import ConflictError, InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from tests.contract import maps

LENGTH = 6
_ODD = (
    None, True, False, 0, 1, -1, 2, 3, 1.5, -0.0, 1e16, 1e300, -1e308, 2**53 - 1, "", "x", "1", "cards",
    "emotion", "1.0", "\ud800", "a\nb", "\u202e", "x" * 90, "y" * 501, [], {}, ["x"], [1, 2], [2, 1], [None],
    {"x": 1}, {"a": []}, {"a": {}}, {"id": "x", "name": "X"}, {"id": "a"}, {"value": 1}, [[1]], [[[]]],
)  # fmt: skip
_VERSIONS = ("1.1", "1.1", "1.0", "1.3", "2.0", "0.9", "1", "١.٠", "1.0" + "0" * 5000)
_NUMBERS = (0, 1, 2, 3, -2, -1.5, 0.1, 2.0000001, 5, 1e-7, 123456789.25, 1e21, -1e308)
_EXTRA = ({}, {}, {}, {"new": 1}, {"a": [1, {"b": None}]}, {"text": "odd"})
_IMAGES = ("data:image/png;base64,AA==", "data:image/webp;base64,////", "data:image/svg+xml;base64,AA==", "x")
_OF_CARDS = ("SetCard", "MoveCard", "RemoveCard", "AddCard")
_REFERENCES = (
    "stage", "to_stage", "lane", "to_lane", "persona", "phase", "source", "link", "snapshot", "card", "id",
    "before",
)  # fmt: skip
_CHANGED_OFTEN = ("kind", "phase", "scale", "counts", "cells", "emotion")

Plain = dict[str, Any]


def operations(chance: Random, map: Plain) -> Iterator[Plain]:
    """Operations without end."""
    parts = [kind for kind in _OPERATIONS if kind.tag != "replace"]
    while True:
        kind = chance.choice(parts if chance.random() < 0.97 else _OPERATIONS)
        operation = {"op": kind.tag, **_Drawing(chance, map).part(kind)}
        yield _damaged(chance, operation) if chance.random() < 0.12 else operation


def _parts(info: inspect.Type) -> list[inspect.StructType]:
    assert isinstance(info, inspect.UnionType)
    return [kind for kind in info.types if isinstance(kind, inspect.StructType)]


_OPERATIONS = _parts(inspect.type_info(Operation))


class _Drawing:
    """Values of declared types, ids mostly those of one map."""

    def __init__(self, chance: Random, map: Plain) -> None:
        self._chance = chance
        self._map = map
        places = [
            {"stage": stage, "lane": lane, "card": card["id"]}
            for lane, row in map["cells"].items()
            for stage, cards in row.items()
            for card in cards
        ]
        self._cards = [place["card"] for place in places]
        self._place: Plain = chance.choice(places) if places and chance.random() < 0.8 else {}

    def _ids(self, what: str) -> list[str]:
        return [thing["id"] for thing in self._map.get(what, ())]

    def part(self, info: inspect.StructType) -> Plain:
        """Some fields of a part, those it needs among them."""
        chance = self._chance
        name = info.cls.__name__
        if name == "Counts" and chance.random() < 0.7:
            return _counts(chance)
        if name == "Document":
            return {**maps.document(chance), "cjm": chance.choice(_VERSIONS)}
        likely = 0.9 if name.startswith(("Add", "Set", "Move")) else 0.35
        result: Plain = {}
        for field in info.fields:
            if field.required or chance.random() < (0.5 if field.name in _CHANGED_OFTEN else likely):
                result[field.name] = self.field(field.name, field.type, name)
        if "was" in result and chance.random() < 0.5:
            del result["was"]
        return result

    def field(self, name: str, info: inspect.Type, part: str) -> Any:
        """A value of the field."""
        chance = self._chance
        if name == "extra":
            return chance.choice(_EXTRA)
        if name == "id" and part in (
            "Card",
            "Stage",
            "Lane",
            "Phase",
            "Persona",
            "Source",
            "Link",
            "MapSnapshot",
        ):
            return chance.choice((*maps.IDS, *self._cards[:2]) if part == "Card" else maps.IDS)
        if name in self._place and part in _OF_CARDS and isinstance(info, inspect.Metadata | inspect.StrType):
            return self._place[name]
        if name in _REFERENCES and _takes_text(info):
            plural = {"to_stage": "stages", "to_lane": "lanes"}.get(name, name + "s")
            here = self._cards if name == "card" else self._ids(plural)
            if name in ("id", "before"):
                here = [*self._ids("stages"), *self._ids("lanes"), *self._ids("personas"), *self._cards[:2]]
            if here and chance.random() < 0.9:
                return chance.choice(here)
        if name == "due":
            return chance.choice(("", "2026-06-30", "2026-13-01", "soon"))
        if name == "data":
            return chance.choice(_IMAGES)
        if name == "value" or name == "scale":
            return self.of(info, (-2, -1, 0, 1, 2, 0.5, 3))
        return self.of(info)

    def of(self, info: inspect.Type, numbers: tuple[float, ...] = _NUMBERS) -> Any:
        """A value of a declared type."""
        chance = self._chance
        match info:
            case inspect.Metadata():
                return self.of(info.type, numbers)
            case inspect.UnionType():
                return self.of(chance.choice(info.types), numbers)
            case inspect.StructType():
                return self.part(info)
            case inspect.StrType():
                return chance.choice((*maps.NAMES, *maps.IDS, maps.text(chance, 2)))
            case inspect.IntType():
                least, most = info.ge or 0, info.le or 100
                usual = min(most, least + chance.randrange(4))
                return chance.choice((least, most, usual, usual, usual, usual, chance.choice((0, 4, 2**53))))
            case inspect.FloatType():
                return chance.choice(numbers)
            case inspect.BoolType():
                return chance.random() < 0.5
            case inspect.LiteralType():
                return chance.choice(info.values)
            case inspect.TupleType():
                return [self.of(item, numbers) for item in info.item_types]
            case inspect.VarTupleType():
                return [self.of(info.item_type, numbers) for _ in range(chance.choice((0, 1, 1, 2)))]
            case inspect.DictType():
                every = [*self._ids("stages"), *self._ids("lanes"), *self._ids("personas")] or ["x"]
                keys = {chance.choice((*every, *maps.IDS)) for _ in range(chance.choice((0, 1, 1, 2)))}
                return {key: self.of(info.value_type, (-2, 0, 1)) for key in sorted(keys)}
            case inspect.AnyType():
                return chance.choice((1, "x", None, [1]))
            case _:
                return None


def _takes_text(info: inspect.Type) -> bool:
    if isinstance(info, inspect.Metadata):
        return _takes_text(info.type)
    if isinstance(info, inspect.UnionType):
        return any(_takes_text(kind) for kind in info.types)
    return isinstance(info, inspect.StrType)


def _counts(chance: Random) -> Plain:
    """Counts that fit one another, or nearly."""
    segments = chance.choice((1, 2))
    by = ["a"] if segments > 1 else []
    values = [1, 2][: chance.choice((1, 2))]

    def rows(usual: int) -> list[list[int]]:
        length = segments if chance.random() < 0.9 else segments + 1
        widths = [usual if chance.random() < 0.95 else 3 for _ in range(length)]
        return [[chance.randrange(9) for _ in range(width)] for width in widths]

    tally: Plain = {"values": values, "n": rows(len(values))}
    if chance.random() < 0.4:
        tally |= {"weights": rows(len(values)), "weights_squared": rows(len(values))}
    if chance.random() < 0.4:
        tally["sums"] = rows(4)
    if chance.random() < 0.4:
        tally["withheld"] = [chance.randrange(3)]
    if chance.random() < 0.4:
        tally["clusters"] = {
            "pairs": [[chance.randrange(3), chance.randrange(4)]],
            "products": [1, 2][: chance.choice((1, 1, 2))],
            "common": [[0, 1, 1]],
        }
    return {
        "by": by,
        "segments": [["x"], ["y"]] if by else [[]],
        "respondents": [chance.randrange(9) for _ in range(chance.choice((0, segments, segments, 3)))],
        chance.choice(("stages", "questions")): {"a": tally},
    }


def _damaged(chance: Random, value: Any) -> Any:
    """The value with something in it left out, added, doubled, or of another type."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice([*value])
        how = chance.random()
        if how < 0.15:
            return {name: item for name, item in value.items() if name != key}
        if how < 0.3:
            stray = chance.choice(("new", "nmae", "textt", "\ud800", "__proto__"))
            return {**value, stray: chance.choice(_ODD)}
        return {**value, key: _damaged(chance, value[key])}
    if isinstance(value, list) and value and chance.random() < 0.7:
        at = chance.randrange(len(value))
        if chance.random() < 0.3:
            return [*value, *value]
        return [*value[:at], _damaged(chance, value[at]), *value[at + 1 :]]
    return chance.choice(_ODD)


def sequence(chance: Random) -> Plain:
    """A map, operations one after another, and what Python makes of each."""
    map = maps.document(chance)
    map["sources"] = [{"id": id, "name": id, "counts": {"stages": {}}} for id in chance.sample(maps.IDS, 2)]
    if chance.random() < 0.5 and not any(lane["id"] == "e" for lane in map["lanes"]):
        map["lanes"].append({"id": "e", "name": "E", "kind": "emotion"})
    document = decoded(map, Document)
    case: Plain = {"document": to_builtins(document), "steps": []}
    for _ in range(LENGTH):
        usual = {"cells": {}, "emotion": {}}
        plain = next(operations(chance, usual | to_builtins(document)))
        step: Plain = {"operation": plain}
        try:
            document, (inverse,) = apply_all(document, [decoded(plain, Operation)])
            step |= {"document": to_builtins(document), "inverse": to_builtins(inverse)}
            check_document(document)
        except InvalidOperationError as refusal:
            step |= {"why": str(refusal), "conflict": isinstance(refusal, ConflictError)}
        case["steps"].append(step)
    return case


def main() -> None:
    """Print as many sequences as asked for, from the seed."""
    chance = Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        print(json.dumps(sequence(chance)))


if __name__ == "__main__":
    main()
