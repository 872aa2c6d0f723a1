"""The reference, from what the package declares: docstrings, measures, templates, the schema, commands."""

from __future__ import annotations

import argparse
import inspect
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any
from unittest import mock

import cjm_widgets as cjm
from cjm_widgets import command_line
from cjm_widgets.measures.registry import _CLASSES
from cjm_widgets.schema import file_schema
from docs.building.output import Pictures, raw

PUBLIC = {
    "Files and templates": ("read", "templates", "diff", "merge"),
    "Scores": (
        "mean",
        "median",
        "top_box",
        "bottom_box",
        "share",
        "net_box",
        "nps",
        "enps",
        "csat",
        "ces",
        "gap",
    ),
    "Options, amounts, events": (
        "mentions",
        "money",
        "total",
        "rate",
        "reached",
        "drop_off",
        "time_in_stage",
    ),
    "Statistics without a map": ("agreement", "sample_size"),
    "Widgets": ("JourneyMap", "JourneyGrid", "EmotionCurve", "Exercise"),
    "Errors": ("CjmError", "CjmWarning"),
}
"""The package's public names by subject; those that are left are listed as others."""
_ROOMS = ("examples", "grading", "renderers")
_SECTION = re.compile(r"^    # --- (?P<name>.+)$|^    (?P<verb>\w+) = |^    def (?P<method>[a-z]\w+)")


def write(folder: Path, pictures: Pictures) -> None:
    """Write the generated pages of the reference beside those that people wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    every = {
        "public-names": public_names(),
        **{f"journey-{_slug(name)}": text for name, text in journey_pages().items()},
        "measures": measures_page(),
        "templates": templates_page(pictures),
        "file-format": file_page(),
        "command-line": commands_page(),
    }
    for name, text in every.items():
        (folder / f"{name}.md").write_text(text.rstrip() + "\n", "utf-8")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name.lower()).strip("-")


def _directive(directive: str, name: str, *options: str) -> str:
    lines = "\n".join(f"   :{option}:" for option in options)
    return f"```{{eval-rst}}\n.. {directive}:: {name}\n{lines}\n```"


# --- docstrings


def public_names() -> str:
    """Every name of ``cjm_widgets`` but ``Journey``, whose pages are its own."""
    others = [name for name in cjm.__all__ if name not in (*_ROOMS, "Journey")]
    parts = [
        "# Public names",
        "`import cjm_widgets as cjm` loads little; each name loads when it is first used.",
    ]
    for heading, names in PUBLIC.items():
        parts += [f"## {heading}", *(_public(name) for name in names)]
        others = [name for name in others if name not in names]
    if others:
        parts += ["## Others", *(_public(name) for name in others)]
    for room in _ROOMS:
        module = getattr(cjm, room)
        parts += [f"## cjm_widgets.{room}", inspect.getdoc(module) or ""]
        parts += [_public(f"{room}.{name}") for name in module.__all__]
    return "\n\n".join(parts)


def _public(name: str) -> str:
    value: Any = cjm
    for part in name.split("."):
        value = getattr(value, part)
    if isinstance(value, type):
        options = ["members"] if name == "Exercise" else []
        return _directive("autoclass", f"cjm_widgets.{name}{_arguments(value)}", *options)
    if callable(value):
        return _directive("autofunction", f"cjm_widgets.{name}")
    return _directive("autodata", f"{_home(name)}.{name.rsplit('.', 1)[-1]}", "no-value")


def _arguments(kind: type) -> str:
    """What a class of ours is made with, which a metaclass of traitlets hides; ``""`` for any other."""
    owner = next((one for one in kind.__mro__ if "__init__" in vars(one)), kind)
    if not owner.__module__.startswith("cjm_widgets"):
        return ""
    arguments = [*inspect.signature(owner.__init__).parameters.values()][1:]  # type: ignore[misc]
    plain = [one.replace(annotation=inspect.Parameter.empty) for one in arguments]
    return str(inspect.Signature(plain))


def _home(name: str) -> str:
    """The module that says what a constant of a package is."""
    package, _, constant = f"cjm_widgets.{name}".rpartition(".")
    return next(
        one
        for one in sorted(sys.modules)
        if one.startswith(f"{package}.") and hasattr(sys.modules[one], constant)
    )


def journey_pages() -> dict[str, str]:
    """A page for each section of the class ``Journey``, whose comments name the sections."""
    pages = {}
    for name, verbs in sections().items():
        parts = [f"# Journey: {name}"]
        if name == "content":
            parts.append(_directive("autoclass", f"cjm_widgets.Journey{_arguments(cjm.Journey)}"))
            parts += [
                _directive("automethod", f"cjm_widgets.Journey.{verb}")
                for verb in ("from_template", "from_frame", "from_document")
            ]
        parts += [_member(verb) for verb in verbs if verb.islower() and not verb.startswith("_")]
        pages[name] = "\n\n".join(part for part in parts if part)
    return pages


def sections() -> dict[str, list[str]]:
    """The names of each section of the class, in the order of its source."""
    every: dict[str, list[str]] = {}
    names: list[str] = []
    for line in inspect.getsource(cjm.Journey).splitlines():
        if match := _SECTION.match(line):
            if match["name"]:
                names = every.setdefault(match["name"], [])
            else:
                names.append(match["verb"] or match["method"])
    return every


def _member(name: str) -> str:
    value = inspect.getattr_static(cjm.Journey, name)
    if isinstance(value, property):
        return _directive("autoproperty", f"cjm_widgets.Journey.{name}")
    if callable(value):
        return _directive("automethod", f"cjm_widgets.Journey.{name}")
    return ""  # a live frame, which the class's own docstring describes


# --- declarations


def measures_page() -> str:
    """Every measure with its unit and the name of its method, as the registry declares them."""
    rows = []
    for kind in _CLASSES:
        measure = _usual(kind)
        low = re.sub(r"; see `\w+`\.?$", ".", (kind.__doc__ or "").split("\n")[0])
        rows.append(
            (
                f"{{py:func}}`cjm.{kind.maker}() <cjm_widgets.{kind.maker}>`",
                low,
                measure.unit,
                measure.method(weighted=False),
            )
        )
    head = (
        "# Measures\n\nWhat can be estimated at a stage, with the method that its number prints when nothing "
        "else is chosen. `measure` in every frame is the name of the maker, without `cjm.` and the brackets. "
        "How to read the intervals: [What an interval means here](../explanations/intervals.md)."
    )
    return head + "\n\n" + _table(("made by", "value", "unit", "prints"), rows)


def _usual(kind: Any) -> Any:
    maker = getattr(cjm, kind.maker)
    return maker((4, 5)) if kind.maker == "share" else maker()


def templates_page(pictures: Pictures) -> str:
    """Every template: its stages and lanes, the practice it follows, and its picture."""
    frame = cjm.templates()
    frame = frame[frame["group"] != "yours"]
    parts = [
        "# Templates",
        f"`cjm.Journey.from_template(name)` starts from one of {len(frame)} maps. Its cells say in grey what "
        "to ask or write there; that guidance counts nowhere and is exported nowhere.",
    ]
    for group, rows in frame.groupby("group", sort=False):
        parts.append(f"## {str(group).title()}")
        for name, row in rows.iterrows():
            parts += [f"### {name}", f"{row['title']}. {row['scenario']}.".replace(" .", "")]
            parts.append(f"Stages\n: {' → '.join(row['stages'])}\n\nLanes\n: {', '.join(row['lanes'])}")
            parts[-1] += f"\n\nFollows\n: {row['origin']}" if row["origin"] else ""
            parts.append(_preview(str(name), pictures))
    return "\n\n".join(parts)


def _preview(name: str, pictures: Pictures) -> str:
    from docs.building.output import figure

    html = figure(cjm.Journey.from_template(name), f"template-{name}", pictures, "../")
    return raw(f"<details><summary>Picture of {escape(name)}</summary>{html}</details>")


def file_page() -> str:
    """The parts of a ``.cjm.json`` file, from its JSON Schema."""
    schema = file_schema()
    parts = [
        f"# The file\n\n{schema['title']}. A `.cjm.json` file is UTF-8 text, one line a card; the same map "
        "is always the same text. The JSON Schema ships as `cjm_widgets/document/cjm-1.1.schema.json`. A "
        "newer minor version may only add keys: those that are not known here are kept with their part "
        "and written back. Keys at their default are left out.",
        "The file starts with the keys of [Document](#document). What nobody writes by hand, such as "
        "`Counts`, is listed too, so that other programs can read a map.",
    ]
    for name, definition in schema["$defs"].items():
        required = definition.get("required", [])
        text = inspect.cleandoc(definition.get("description", "")).replace("``", "`")
        rows = [
            (f"`{key}`", _type(value), "needed" if key in required else _default(value), _remark(value))
            for key, value in definition["properties"].items()
        ]
        parts += [f"## {name}", text, _table(("key", "holds", "default", "and"), rows)]
    return "\n\n".join(part for part in parts if part)


def _type(value: Mapping[str, Any]) -> str:
    """What a key holds, in words, with links to other parts."""
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        kinds = [_type(one) for one in value["anyOf"]]
        return " or ".join(kind for kind in dict.fromkeys(kinds) if kind)
    if "enum" in value:
        return ", ".join(f"`{one}`" for one in value["enum"])
    kind = value.get("type", "anything")
    if kind == "array":
        if "prefixItems" in value:
            return f"[{', '.join(_type(one) for one in value['prefixItems'])}]".replace("[[", "\\[[")
        return f"list of {_type(value.get('items') or {})}"
    if kind == "object":
        inner = value.get("additionalProperties")
        return f"by name: {_type(inner)}" if isinstance(inner, Mapping) else "object"
    return {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(str(kind), str(kind))


def _default(value: Mapping[str, Any]) -> str:
    default = value.get("default")
    if default in ("", None, [], {}):
        return ""
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _remark(value: Mapping[str, Any]) -> str:
    texts = [value.get("description", "")]
    for key, words in (("minimum", "at least"), ("maximum", "at most"), ("maxLength", "characters, at most")):
        if key in value:
            texts.append(f"{words} {value[key]:,}")
    return "; ".join(text for text in texts if text)


def commands_page() -> str:
    """What ``cjm`` and each of its commands say of themselves."""
    parser = command_line._parser()
    (commands,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    parts = [
        "# The command cjm",
        "Each command takes `--json`, for other programs. 0 is success; 1 says that something was found, "
        "such as a difference or a warning; 2 that it could not be done, with a sentence that says why.",
    ]
    with mock.patch.dict(os.environ, {"COLUMNS": "88", "NO_COLOR": "1"}):
        for name, command in commands.choices.items():
            parts += [f"## cjm {name}", f"```text\n{command.format_help().rstrip()}\n```"]
    return "\n\n".join(parts)


# --- tables


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A Markdown table."""
    return "\n".join(_lines([*head], rows))


def _lines(head: list[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        cells = [
            re.sub(r"\s*\n\s*", " ", str(cell)).replace("|", "\\|").replace(" %", "\N{NO-BREAK SPACE}%")
            for cell in row
        ]
        yield f"| {' | '.join(cells)} |"
