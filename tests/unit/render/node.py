"""Runs JavaScript, so that what the browser's own libraries say can be held against what Python draws."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
_RUN = """
import { build } from "esbuild";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
const { source, input } = JSON.parse(await text(process.stdin));
const { outputFiles } = await build({
  stdin: { contents: source, resolveDir: process.cwd(), loader: "ts" },
  bundle: true, format: "cjs", platform: "node", write: false,
});
const module = { exports: {} };
const require = createRequire(process.cwd() + "/");
new Function("module", "exports", "require", outputFiles[0].text)(module, module.exports, require);
process.stdout.write(JSON.stringify(module.exports.default(input)));
"""


def javascript(source: str, given: Any) -> Any:
    """What the default export of a module says to a value; the module may import what npm installed."""
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules").exists():
        pytest.skip("needs node and the npm packages")
    ran = subprocess.run(
        [node, "--input-type=module", "--eval", _RUN],
        input=json.dumps({"source": source, "input": given}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
