"""Every budget as a ratio measured side by side in one run: ``python -m tests.benchmarks [names]``.

Prints a line each and which are over, and writes benchmarks.json. What is over does not fail: machines are
noisy, people judge. What cannot be measured is named, the others go on, and the exit code is 1.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Sequence
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


def main(names: Sequence[str]) -> int:
    """Measure, print, write; 1 where something could not be measured, else 0."""
    results = {}
    failures = []
    for name in names or MODULES:
        module = import_module(f"tests.benchmarks.{name}")
        try:
            ratios = module.measure()
        except Exception as error:  # noqa: BLE001  (whatever it is, the others can be measured)
            traceback.print_exc()
            sentence = f"{name} was not measured: {type(error).__name__}: {error}"
            print(sentence, flush=True)
            failures.append(sentence)
            continue
        for what, ratio in ratios.items():
            budget = module.BUDGETS[what]
            results[what] = {"ratio": ratio, "budget": budget, "ok": ratio <= budget}
            verdict = "" if ratio <= budget else "  OVER"
            print(f"{what}: {ratio:.4g} (at most {budget:.4g}){verdict}", flush=True)
    over = [what for what, result in results.items() if not result["ok"]]
    print(f"{len(over)} of {len(results)} over: {'; '.join(over)}" if over else f"all {len(results)} within")
    Path("benchmarks.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    for sentence in failures:
        print(sentence, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
