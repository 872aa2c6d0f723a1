"""The browsers of a schedule: the shipped TypeScript of the protocol in node, driven line by line."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE = "js/tests/protocol/pages.ts"
_BUNDLE = """
import { build } from "esbuild";
const [source, outfile] = process.argv.slice(1);
await build({
  entryPoints: [source], outfile, bundle: true, format: "esm", platform: "node", target: "es2022",
  logLevel: "error", mainFields: ["module", "main"],
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
"""


def node() -> str | None:
    """The program; None where it or the npm packages are missing."""
    return shutil.which("node") if (ROOT / "node_modules").exists() else None


@dataclass
class Reply:
    """What came of one word to the pages."""

    answer: Any
    sent: list[dict[str, Any]]
    """Messages up: ``client``, ``letter``, ``message``, with a new edit also what its author ``saw``."""
    shown: list[str]
    """What readers were shown for the first time."""
    next: float | None
    """When the next timer of a page is due, in ms."""


class PageError(AssertionError):
    """The TypeScript threw what no reader should meet."""


class Pages:
    """A process of node with pages; ends with the ``with`` block."""

    def __init__(self, source: str = SOURCE) -> None:
        self._source = source

    def __enter__(self) -> Pages:
        program = node()
        assert program is not None
        self._folder = tempfile.TemporaryDirectory()
        bundle = str(Path(self._folder.name) / "pages.mjs")
        command = [program, "--input-type=module", "--eval", _BUNDLE, self._source, bundle]
        subprocess.run(command, cwd=ROOT, check=True)
        self._process = subprocess.Popen(
            [program, bundle], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._folder.cleanup()

    def do(self, what: str, **fields: Any) -> Reply:
        """Have something happen to the pages."""
        return Reply(**self.exchange(what, **fields))

    def exchange(self, what: str, **fields: Any) -> dict[str, Any]:
        """Have something happen to the pages, and take what the process answers."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": what, **fields}).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise PageError("the process of the pages ended")
        reply: dict[str, Any] = json.loads(line)
        if error := reply.pop("error", None):
            raise PageError(error)
        return reply
