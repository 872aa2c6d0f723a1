"""Imports run one way: a room knows only the rooms above it, and no file is part of a circle."""

from __future__ import annotations

import ast
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import cjm_widgets

ROOT = Path(cjm_widgets.__file__).parent
ORDER = (
    "document",
    "optional",
    "storage",
    "collaboration",
    "frames",
    "statistics",
    "rows",
    "counts",
    "measures",
    "analysis",
    "shown",
    "lint",
    "render",
    "formats",
    "practice",
    "grading",
    "paper",
    "charts",
    "journey",
    "renderers",
    "exercise",
    "widgets",
    "examples",
    "command_line",
    "__main__",
    "schema",
)
"""The rooms from the ground up. `cjm_widgets/__init__.py` holds the public names and stands above all."""
PURE = {"document": {"msgspec"}, "storage": {"msgspec"}, "statistics": {"numpy", "scipy"}}
"""The only libraries that these rooms import."""


def modules() -> dict[str, Path]:
    """Every module of the package but its front door, by its name without the package's."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(ROOT.rglob("*.py"))
        if path != ROOT / "__init__.py"
    }


def imported(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules of the package that a file imports anywhere, for types and inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "cjm_widgets":
            module = node.module.removeprefix("cjm_widgets").removeprefix(".")
            for alias in node.names:
                inner = f"{module}.{alias.name}".removeprefix(".")
                names.add(inner if inner in known else module)
    return names & known.keys()


def libraries(path: Path) -> set[str]:
    """The top-level packages that a file imports, the standard library's left out."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names - {*sys.stdlib_module_names, "cjm_widgets"}


def test_every_room_imports_only_rooms_above_it() -> None:
    known = modules()
    upward = [
        f"{name} imports {other}"
        for name, path in known.items()
        for other in sorted(imported(path, known))
        if ORDER.index(other.split(".")[0]) > ORDER.index(name.split(".")[0])
    ]
    assert upward == []


def test_no_file_is_part_of_a_circle() -> None:
    known = modules()
    graph = {name: imported(path, known) - {name} for name, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


def test_pure_rooms_import_no_other_library() -> None:
    foreign = {
        name: extra
        for name, path in modules().items()
        if (room := name.split(".")[0]) in PURE and (extra := libraries(path) - PURE[room])
    }
    assert foreign == {}
