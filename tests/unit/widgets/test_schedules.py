"""Two browsers and Python at one map, whatever the network does: all agree, nothing is lost or overwritten.

What is left to chance is drawn from a seed; ``python -m tests.schedules SEED`` plays a failing one again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.schedules.pages import Pages, node
from tests.schedules.play import Schedule
from tests.unit.strategies import EXPLORING

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(node() is None, reason="needs node and the npm packages"),
]
FIRST = random.randrange(10**9) if EXPLORING else 1
COUNT = 1_200 if EXPLORING else 60


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    with Pages() as pages:
        yield pages


def require_agreement(schedule: Schedule) -> None:
    """Play it; where it fails, print what happened."""
    faults = schedule.play()
    again = f"{schedule.seed} 1 {schedule.edits}"
    assert not faults, "\n".join([f"python -m tests.schedules {again}", *schedule.transcript, *faults])


def test_schedules_of_two_browsers_and_python_end_with_one_map(pages: Pages, tmp_path: Path) -> None:
    for seed in range(FIRST, FIRST + COUNT):
        require_agreement(Schedule(seed, pages, tmp_path))


def test_a_thousand_edits_of_two_browsers_and_python_end_with_one_map(pages: Pages, tmp_path: Path) -> None:
    require_agreement(Schedule(FIRST, pages, tmp_path, edits=1_000))


def test_the_first_cards_of_a_cell_from_two_browsers_both_stay(pages: Pages, tmp_path: Path) -> None:
    schedule = Schedule(FIRST, pages, tmp_path, edits=1)
    texts = schedule.both_fill_one_cell()
    assert sorted(texts) == ["ann-1", "ben-2"]
    assert not schedule.ledger.faults
