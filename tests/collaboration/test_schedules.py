"""A sample of the schedules of a room; `make soak-collaboration` plays a thousand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.collaboration.schedules import SOURCE, Schedule
from tests.schedules.pages import Pages


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    """The process that all schedules share."""
    with Pages(SOURCE) as pages:
        yield pages


@pytest.mark.parametrize("seed", range(24))
def test_three_pages_agree_and_nothing_is_lost_or_doubled(seed: int, pages: Pages) -> None:
    verdict = Schedule(seed, pages).play()
    assert verdict.is_well, "\n".join(
        [f"lost {verdict.lost}, doubled {verdict.doubled}", *verdict.unsaved, *verdict.unequal, *verdict.log]
    )
