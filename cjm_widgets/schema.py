"""The JSON Schemas of the file format and of the messages, and the labels of the makers of measures.

``python -m cjm_widgets.schema`` writes all three from the Python declarations; the TypeScript types are
generated from the second.
"""

from __future__ import annotations

import json
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec

from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from cjm_widgets.exercise.attempts import Attempt
from cjm_widgets.exercise.teachers_file import KeyFile, TaskFile
from cjm_widgets.measures.registry import makers
from cjm_widgets.storage.extra import FIELD
from cjm_widgets.widgets.exercise_messages import ExerciseAsk, ExerciseState
from cjm_widgets.widgets.messages import Down, Snapshot, Up

HERE = Path(__file__).parent
FILE_SCHEMA = HERE / "document" / "cjm-1.1.schema.json"
WIRE_SCHEMA = HERE.parent / "js" / "src" / "document" / "wire.schema.json"
MAKERS = HERE.parent / "js" / "src" / "store" / "makers.json"


def file_schema() -> dict[str, Any]:
    """The JSON Schema of a ``.cjm.json`` file."""
    schema = msgspec.json.schema(Document)
    _unindent_descriptions(schema)
    for definition in schema["$defs"].values():
        del definition["properties"][FIELD]  # in a file, unknown keys stand among the others
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cjm-1.1.schema.json",
        "title": "Customer journey map, format 1.1",
        **schema,
    }


def wire_schema() -> dict[str, Any]:
    """The JSON Schema of the messages and of exercises' files, with one definition for each type in them."""
    roots = {"Operation": Operation, "Up": Up, "Down": Down, "Snapshot": Snapshot,
             "ExerciseAsk": ExerciseAsk, "ExerciseState": ExerciseState,
             "TaskFile": TaskFile, "KeyFile": KeyFile, "Attempt": Attempt}  # fmt: skip
    shapes, components = msgspec.json.schema_components(roots.values(), ref_template="#/$defs/{name}")
    for name, shape in zip(roots, shapes, strict=True):
        if "$ref" not in shape:
            components[name] = {key: value for key, value in shape.items() if key != "discriminator"}
    del components["Transaction"]["properties"]["origin"]  # for the kernel alone; messages have none
    _unindent_descriptions(components)
    for definition in components.values():
        definition.setdefault("title", "")
        _rewrite_tuples(definition)
    return {"title": "Wire", "type": "object", "additionalProperties": False, "$defs": components,
            "properties": {name: {"$ref": f"#/$defs/{name}"} for name in components}}  # fmt: skip


def _unindent_descriptions(schema: Any) -> None:
    """Write every docstring as ``inspect.getdoc`` does; msgspec before 0.23 keeps the indentation."""
    if isinstance(schema, dict):
        if isinstance(description := schema.get("description"), str):
            schema["description"] = cleandoc(description)
        for inner in schema.values():
            _unindent_descriptions(inner)
    elif isinstance(schema, list):
        for inner in schema:
            _unindent_descriptions(inner)


def _rewrite_tuples(schema: Any) -> None:
    """Turn ``prefixItems`` into draft 7's list of ``items``, the only form of a tuple that json2ts reads."""
    if isinstance(schema, dict):
        if "prefixItems" in schema:
            schema["items"] = schema.pop("prefixItems")
        for inner in schema.values():
            _rewrite_tuples(inner)
    elif isinstance(schema, list):
        for inner in schema:
            _rewrite_tuples(inner)


def main() -> None:
    """Write all three to their places in the repository."""
    for path, value in ((FILE_SCHEMA, file_schema()), (WIRE_SCHEMA, wire_schema()), (MAKERS, makers())):
        path.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
