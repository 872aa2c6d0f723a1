"""One benchmark that fails leaves the others measured, and is named at the end."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.benchmarks.__main__ import main


def _benchmark(monkeypatch: pytest.MonkeyPatch, name: str, measure: Any) -> None:
    module: Any = ModuleType(f"tests.benchmarks.{name}")
    module.BUDGETS, module.measure = {f"{name} / loop": 1.0}, measure
    monkeypatch.setitem(sys.modules, module.__name__, module)


def test_a_benchmark_that_fails_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> dict[str, float]:
        raise ValueError("no such file")

    monkeypatch.chdir(tmp_path)
    _benchmark(monkeypatch, "broken", fail)
    _benchmark(monkeypatch, "whole", lambda: {"whole / loop": 2.0})
    assert main(["broken", "whole"]) == 1
    output = capsys.readouterr()
    assert "whole / loop: 2 (at most 1)  OVER" in output.out
    assert output.err.splitlines()[-1] == "broken was not measured: ValueError: no such file"
    assert list(json.loads(Path("benchmarks.json").read_text())) == ["whole / loop"]
    assert main(["whole"]) == 0
