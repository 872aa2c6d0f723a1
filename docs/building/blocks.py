"""The code blocks of a page, and running them: the tests run every one, the site shows what each gives.

A page is Markdown. What may stand behind the opening fence:

- ``python``: run, in one namespace for the whole page. The value of its last line is shown, as a notebook
  shows it. A warning is an error, unless the fence says ``python warns``; ``python raises`` is a block that
  is refused.
- ``console``: lines that start with ``$`` are run in the page's own folder: ``cjm``, ``git`` and ``echo``.
- ``sh``: for the reader's own machine, such as an installation. Not run; only `OUTSIDE` may stand there.
- ``text``: what is no program.
"""

from __future__ import annotations

import ast
import io
import os
import re
import shlex
import subprocess
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cjm_widgets as cjm
from cjm_widgets import command_line

DOCS = Path(__file__).parents[1]
README = DOCS.parent / "README.md"
SILENT = ("sh", "text")
"""Languages of blocks that are not run, beside MyST's directives."""
OUTSIDE = ("pip", "uv", "jupyter", "make", "quarto", "marimo", "nbdime", "code", "cjm", "git", "echo")
"""Programs that ``sh`` blocks may name."""

_FENCE = re.compile(r"^(?P<indent> *)(?P<marks>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_GIT = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


class BlockError(AssertionError):
    """A block of a page does not do what the page says; names the page and the line."""


@dataclass(frozen=True)
class Block:
    """One fenced block.

    Attributes
    ----------
    language
        The first word behind the fence.
    words
        The others.
    source
        Its lines, without the indentation of a list.
    line
        The number of its first line of code, from 1.
    end
        The number of the line that closes it.
    """

    language: str
    words: tuple[str, ...]
    source: str
    line: int
    end: int


@dataclass(frozen=True)
class Outcome:
    """What a block gave: the value of its last line, and what it printed or was told."""

    block: Block
    value: Any = None
    text: str = ""


def pages() -> list[Path]:
    """Every page that a person wrote, README first."""
    return [README, *sorted(DOCS.rglob("*.md"))]


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    every: list[Block] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if not (fence := _FENCE.match(lines[at])):
            at += 1
            continue
        close = fence["indent"] + fence["marks"]
        end = next((later for later in range(at + 1, len(lines)) if lines[later].rstrip() == close), None)
        if end is None:
            raise BlockError(f"the block at line {at + 1} is not closed")
        language, *words = fence["info"].split() or [""]
        source = textwrap.dedent("\n".join(lines[at + 1 : end]))
        every.append(Block(language, tuple(words), source, at + 2, end + 1))
        at = end + 1
    return every


def run(page: Path, folder: Path) -> Iterator[Outcome]:
    """Run the blocks of a page one after the other, in an empty folder.

    Raises
    ------
    BlockError
        A block fails, warns or is refused where the page does not say so.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(page.read_text("utf-8")):
        place = f"{page.name}, line {block.line}"
        with chdir(folder):
            if block.language == "python":
                yield run_python(block, names, place)
            elif block.language == "console":
                yield _run_console(block, place)
            elif block.language in SILENT or block.language.startswith("{"):
                _check_outside(block, place)
                yield Outcome(block)
            else:
                raise BlockError(
                    f"{place}: {block.language!r} is none of python, console, {', '.join(SILENT)}"
                )


def run_python(block: Block, names: dict[str, Any], place: str) -> Outcome:
    """Run a block of Python as a notebook runs a cell: edits of frames are taken up at its end."""
    tree = ast.parse("\n" * (block.line - 1) + block.source, place)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    output, value = io.StringIO(), None
    with warnings.catch_warnings(record=True) as log, redirect_stdout(output):
        _warn_as_a_notebook_does()
        try:
            exec(compile(tree, place, "exec"), names)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), place, "eval"), names)
            for journey in [one for one in names.values() if isinstance(one, cjm.Journey)]:
                journey.sync()
        except Exception as error:
            if "raises" not in block.words:
                raise BlockError(f"{place}: {type(error).__name__}: {error}") from error
            return Outcome(block, text=f"{output.getvalue()}{type(error).__name__}: {error}")
    if "raises" in block.words:
        raise BlockError(f"{place}: nothing was refused")
    notices = [f"{warning.category.__name__}: {warning.message}" for warning in log]
    if bool(notices) != ("warns" in block.words):
        raise BlockError(f"{place}: warnings: {notices}")
    return Outcome(block, value, "\n".join([*notices, output.getvalue()]).strip("\n"))


def _warn_as_a_notebook_does() -> None:
    """Every warning, but none of files that something else forgot to close, and of deprecations only ours."""
    warnings.simplefilter("always")
    for category in (ResourceWarning, DeprecationWarning, PendingDeprecationWarning):
        warnings.filterwarnings("ignore", category=category)
    warnings.filterwarnings("always", category=DeprecationWarning, module="__main__")


def _run_console(block: Block, place: str) -> Outcome:
    parts: list[str] = []
    for line in block.source.splitlines():
        if not line.startswith("$ "):
            raise BlockError(f"{place}: {line!r} does not start with '$ '")
        parts.append(_command(line[2:], place))
    return Outcome(block, text="\n".join(part for part in parts if part))


def _command(line: str, place: str) -> str:
    """Run one command and return what it printed; 1 is how ``cjm`` says that it found something."""
    program, *arguments = shlex.split(line, comments=True)
    if program == "cjm":
        output = io.StringIO()
        with redirect_stdout(output), redirect_stderr(output):
            code = command_line.main(arguments)
        text = output.getvalue()
    elif program in ("git", "echo"):
        environment = {**os.environ, **_GIT}
        process = subprocess.run(
            line, shell=True, capture_output=True, text=True, env=environment, check=False
        )
        code, text = process.returncode, process.stdout + (process.stderr if process.returncode else "")
    else:
        raise BlockError(f"{place}: {program} is not run here; use a block of sh")
    if code not in (0, 1) or (code and program != "cjm"):
        raise BlockError(f"{place}: {line!r} ended with {code}: {text}")
    return text.rstrip("\n")


def _check_outside(block: Block, place: str) -> None:
    if block.language != "sh":
        return
    for line in block.source.splitlines():
        program = next(iter(shlex.split(line, comments=True)), None)
        if program and program.split("/")[-1] not in OUTSIDE:
            raise BlockError(f"{place}: {program} is none of {', '.join(OUTSIDE)}")
