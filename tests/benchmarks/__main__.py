"""Every budget as a ratio measured side by side in one run: ``python -m tests.benchmarks [names]``.

Prints a line each and which are over, and writes benchmarks.json. Nothing fails here: machines are noisy,
people judge.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

MODULES = (
    *(
        "bundle",
        "importing",
        "rendering",
        "pictures",
        "exporting",
        "bind",
        "crossings",
        "engines",
        "events",
        "memory",
        "bootstrap",
    ),
    *("edits", "session", "coverage", "linting"),
)


def main(names: list[str]) -> None:
    """Measure, print, write."""
    results = {}
    for name in names or MODULES:
        module = import_module(f"tests.benchmarks.{name}")
        for what, ratio in module.measure().items():
            budget = module.BUDGETS[what]
            results[what] = {"ratio": ratio, "budget": budget, "ok": ratio <= budget}
            verdict = "" if ratio <= budget else "  OVER"
            print(f"{what}: {ratio:.4g} (at most {budget:.4g}){verdict}", flush=True)
    over = [what for what, result in results.items() if not result["ok"]]
    print(f"{len(over)} of {len(results)} over: {'; '.join(over)}" if over else f"all {len(results)} within")
    Path("benchmarks.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
