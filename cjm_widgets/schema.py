"""The JSON Schema of the file and of the wire, and what makers of measures are called, from the declarations.

``python -m cjm_widgets.schema`` writes all three; the TypeScript types are made from the second.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from cjm_widgets.measures.registry import makers
from cjm_widgets.storage.extra import FIELD
from cjm_widgets.widgets.messages import Down, Snapshot, Up

HERE = Path(__file__).parent
FILE_SCHEMA = HERE / "document" / "cjm-1.0.schema.json"
WIRE_SCHEMA = HERE.parent / "js" / "src" / "document" / "wire.schema.json"
MAKERS = HERE.parent / "js" / "src" / "store" / "makers.json"


def file_schema() -> dict[str, Any]:
    """The JSON Schema of a ``.cjm.json`` file."""
    schema = msgspec.json.schema(Document)
    for definition in schema["$defs"].values():
        del definition["properties"][FIELD]  # in a file they stand among the others
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "cjm-1.0.schema.json",
        "title": "Customer journey map, format 1.0",
        **schema,
    }


def wire_schema() -> dict[str, Any]:
    """The JSON Schema of the messages and of all they hold; one definition each."""
    roots = {"Operation": Operation, "Up": Up, "Down": Down, "Snapshot": Snapshot}
    shapes, components = msgspec.json.schema_components(roots.values(), ref_template="#/$defs/{name}")
    for name, shape in zip(roots, shapes, strict=True):
        if "$ref" not in shape:
            components[name] = {key: value for key, value in shape.items() if key != "discriminator"}
    del components["Transaction"]["properties"]["origin"]  # for the kernel alone; messages have none
    for definition in components.values():
        definition.setdefault("title", "")
        _rewrite_tuples(definition)
    return {"title": "Wire", "type": "object", "additionalProperties": False, "$defs": components,
            "properties": {name: {"$ref": f"#/$defs/{name}"} for name in components}}  # fmt: skip


def _rewrite_tuples(schema: Any) -> None:
    """``prefixItems`` as draft 7's list of ``items``: the only tuple json2ts can read."""
    if isinstance(schema, dict):
        if "prefixItems" in schema:
            schema["items"] = schema.pop("prefixItems")
        for inner in schema.values():
            _rewrite_tuples(inner)
    elif isinstance(schema, list):
        for inner in schema:
            _rewrite_tuples(inner)


def main() -> None:
    """Write them where they are shipped and used."""
    for path, value in ((FILE_SCHEMA, file_schema()), (WIRE_SCHEMA, wire_schema()), (MAKERS, makers())):
        path.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
