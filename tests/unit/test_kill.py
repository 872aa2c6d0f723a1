"""A kernel killed at any moment of saving leaves a file that can be read and holds every confirmed edit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.storage import file
from tests.unit.strategies import EXPLORING

ROOT = Path(__file__).parents[2]
TIMES = 200 if EXPLORING else 60


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_kills_leave_no_unreadable_file_and_lose_no_confirmed_edit(tmp_path: Path) -> None:
    path = tmp_path / "visit.cjm.json"
    journey = cjm.Journey([f"Stage {number}" for number in range(50)], lanes=["Actions", "Thoughts"])
    journey.frame = journey.frame.map(lambda _: "0")
    journey.save(path)
    lane = journey.document.lanes[0].id
    command = [sys.executable, "-m", "tests.unit.killed", str(path), str(TIMES), "7"]
    held, confirmed, halves = dict.fromkeys(range(50), 0), 0, 0
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as lives:
        assert lives.stdin
        assert lives.stdout
        for _ in range(TIMES):
            answered = json.loads(lives.stdout.readline())
            confirmed += len(answered)
            held |= {number % 50: number for number in answered}
            document = file.read(path)
            for at, stage in enumerate(document.stages):
                number = int(document.cells[lane][stage.id][0].text)
                assert number == held[at] or number == max(held.values()) + 1
                held[at] = number
            halves += len(list(tmp_path.iterdir())) - 1
            for left in tmp_path.glob(".*"):
                left.unlink()
            lives.stdin.write("\n")
            lives.stdin.flush()
    assert lives.returncode == 0
    assert confirmed > TIMES // 2
    print(f"{confirmed} confirmed edits, {halves} kills inside a save")
    assert halves > 0, "no kill fell into a save: the test shows nothing"
