"""Many tallies of durations at once are those that each group has by itself."""

from __future__ import annotations

import numpy as np
import pytest

from cjm_widgets.counts.events.durations import tally_durations
from cjm_widgets.document.model import Tally
from cjm_widgets.statistics.histograms import MOST_VALUES, middles

MINUTE = 60_000_000


def _alone(us: np.ndarray, segment: np.ndarray, segments: int) -> Tally:
    """The tally of one group, by counting."""
    minutes = us / MINUTE
    several = len({*minutes.tolist()}) > MOST_VALUES
    binned = middles(minutes) if several else minutes
    values = sorted({*binned.tolist()})
    n = tuple(
        tuple(int(((binned == value) & (segment == one)).sum()) for value in values)
        for one in range(segments)
    )
    sums = [(minutes[segment == one].sum(), (minutes[segment == one] ** 2).sum()) for one in range(segments)]
    return Tally(values=tuple(values), n=n, sums=tuple((a, b, a, b) for a, b in sums) if several else ())


@pytest.mark.parametrize("longest", [90, 50_000_000, 2**55])
@pytest.mark.parametrize("segments", [1, 3])
def test_each_group_has_the_tally_it_would_have_alone(longest: int, segments: int) -> None:
    random = np.random.default_rng(longest + segments)
    group = random.choice([0, 2, 2, 2, 5], 4_000)  # one with more different durations than are counted apart
    us, segment = random.integers(0, longest, 4_000) * 7, random.integers(0, segments, 4_000)
    us[:40] = 0
    tallies = tally_durations(us, group, segment, 900, segments)
    assert [*tallies] == [0, 2, 5]
    for one, tally in tallies.items():
        own = group == one
        alone = _alone(us[own], segment[own], segments)
        assert (tally.values, tally.n) == (alone.values, alone.n)
        assert len(tally.sums) == len(alone.sums)
        for mine, theirs in zip(tally.sums, alone.sums, strict=True):
            assert mine == pytest.approx(theirs, rel=1e-12)


def test_nobody_has_no_durations() -> None:
    nobody = np.zeros(0, np.int64)
    assert tally_durations(nobody, nobody, nobody, 3, 1) == {}
