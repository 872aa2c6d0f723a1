"""The YAML that may stand before a Mermaid text: only its title matters to a map."""

from __future__ import annotations

from typing import Any

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.formats.needed import needed

_NOTHING = ("", "null", "Null", "NULL", "~", "false", "False", "FALSE", "0")
"""Titles that are none to Mermaid, unless they are quoted."""


def front_title(body: str, indent: str, name: str) -> str:
    """The title that front matter names, "" for none.

    Parameters
    ----------
    body
        What is between the two lines ``---``.
    indent
        What stood before the first of them; lines may begin with it.
    name
        The file's, for errors.

    Raises
    ------
    FileFormatError
        It is not YAML; the sentence names the line.

    Examples
    --------
    >>> front_title("title: A visit\\nconfig:\\n  theme: dark", "", "visit.mmd")
    'A visit'
    """
    yaml = needed("yaml", "Mermaid texts with front matter")
    lines = body.split("\n")
    if indent:
        lines = [line.removeprefix(indent) for line in lines]
    try:
        node = yaml.compose("\n".join([*lines, ""]), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + (mark.line if mark else 0)
        why = getattr(error, "problem", None) or "it is nested too deeply"
        raise FileFormatError(
            f"{name} is not a Mermaid journey: line {line}: the front matter is not YAML: {why}"
        ) from None
    if twice := _key_there_twice(node):
        raise FileFormatError(
            f"{name} is not a Mermaid journey: line {2 + twice.start_mark.line}: the front matter has "
            f"{twice.value!r} twice"
        )
    return _title(node)


def _key_there_twice(node: Any) -> Any:
    waiting, seen = [node], set()
    while waiting:
        node = waiting.pop()
        if node is None or node.id == "scalar" or id(node) in seen:
            continue
        seen.add(id(node))
        if node.id == "sequence":
            waiting += node.value
            continue
        keys: set[str] = set()
        for key, value in node.value:
            waiting.append(value)
            if key.id == "scalar":
                if key.value in keys:
                    return key
                keys.add(key.value)
    return None


def _title(node: Any) -> str:
    pairs = node.value if node is not None and node.id == "mapping" else ()
    for key, value in pairs:
        if key.value == "title" and value.id == "scalar":
            plain = value.style is None
            return "" if plain and value.value in _NOTHING else str(value.value)
    return ""
