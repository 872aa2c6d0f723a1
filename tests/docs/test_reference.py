"""What the reference shows of a name is what a reader can type: its examples need nothing before them."""

from __future__ import annotations

import ast
import builtins
import doctest
import inspect
from collections.abc import Iterator
from typing import Any

import cjm_widgets as cjm
from docs.building.reference import sections


def _reference() -> Iterator[tuple[str, Any]]:
    """Every name of the reference, with its value."""
    for name in cjm.__all__:
        value = getattr(cjm, name)
        if inspect.ismodule(value):
            yield from ((f"{name}.{part}", getattr(value, part)) for part in value.__all__)
        else:
            yield name, value
    for name in (verb for verbs in sections().values() for verb in verbs if verb.islower()):
        yield f"Journey.{name}", inspect.getattr_static(cjm.Journey, name)
    yield from ((f"Exercise.{name}", value) for name, value in vars(cjm.Exercise).items() if name.islower())


def _names_from_elsewhere(docstring: str) -> set[str]:
    """The names that the examples of a docstring use and do not make."""
    source = "".join(example.source for example in doctest.DocTestParser().get_examples(docstring))
    nodes = [*ast.walk(ast.parse(source))]
    names = {(node.id, isinstance(node.ctx, ast.Load)) for node in nodes if isinstance(node, ast.Name)}
    made = {name for name, loads in names if not loads}
    made |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    made |= {(node.asname or node.name).split(".")[0] for node in nodes if isinstance(node, ast.alias)}
    made |= {node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name}
    return {name for name, loads in names if loads} - made - {*vars(builtins)}


def test_an_example_can_be_typed_as_it_stands() -> None:
    """That it gives what it says is tested with the module's doctests, which know the module's names too."""
    lacking = {name: _names_from_elsewhere(inspect.getdoc(value) or "") for name, value in _reference()}
    assert {name: names for name, names in lacking.items() if names} == {}
    assert _names_from_elsewhere(">>> mean(1).value") == {"mean"}


def test_what_a_property_is_stands_before_no_colon() -> None:
    """Sphinx takes what is before one for the type of the value."""
    properties = [(name, value) for name, value in _reference() if isinstance(value, property)]
    assert {name.partition(".")[0] for name, _ in properties} == {"Journey", "Exercise"}
    for name, value in properties:
        first = (inspect.getdoc(value) or "").partition("\n")[0]
        assert ":" not in first, f"{name}: {first}"
