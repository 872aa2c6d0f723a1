"""What is generated from the declarations is current."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from cjm_widgets.measures.registry import makers
from cjm_widgets.schema import FILE_SCHEMA, MAKERS, WIRE_SCHEMA, file_schema, wire_schema

ROOT = Path(__file__).parents[2]


def test_the_file_s_schema_is_current_and_ships_beside_the_reader() -> None:
    assert json.loads(FILE_SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(file_schema()))


def test_the_wire_s_schema_is_current() -> None:
    assert json.loads(WIRE_SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(wire_schema()))


def test_the_makers_of_measures_are_current() -> None:
    assert json.loads(MAKERS.read_text(encoding="utf-8")) == makers()


def test_the_typescript_types_are_made_from_the_wire_s_schema(tmp_path: Path) -> None:
    tool = ROOT / "node_modules" / ".bin" / "json2ts"
    assert tool.exists(), "npm ci has not run"
    made = tmp_path / "schema.ts"
    command = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["scripts"]["types"]
    node = shutil.which("node")
    assert node
    subprocess.run(
        [node, tool, "--input", WIRE_SCHEMA, "--output", made, *_flags(command)], check=True, cwd=ROOT
    )
    current = (ROOT / "js/src/document/schema.ts").read_text(encoding="utf-8")
    assert made.read_text(encoding="utf-8") == current


def _flags(command: str) -> list[str]:
    run = next(part for part in command.split("&&") if "json2ts" in part)
    return [
        word for word in run.split() if word.startswith("--") and not word.startswith(("--input", "--output"))
    ]
